// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"math/rand/v2"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// networkACL is a network ACL of AWS. In each direction the first rule by number decides, and the rest is denied. It is
// stateless: answers from the service to a client port need an inbound rule.
type networkACL struct {
	inline  bool
	entries []networkACLRule // sorted by number
}

type networkACLRule struct {
	egress   bool
	number   int
	allow    bool
	protocol awsProtocol
	ports    portRange
	target   address
}

// The client ports.
const (
	firstClientPort = 1024
	lastClientPort  = 65535
)

func randomNetworkACL(random *rand.Rand) ruleSet {
	set := networkACL{inline: oneIn(random, 3)}
	for _, egress := range []bool{true, false} {
		for _, number := range distinct(random, 1+random.IntN(4), 90) {
			set.entries = append(set.entries, randomNetworkACLRule(random, egress, number))
		}
		if oneIn(random, 2) {
			set.entries = append(set.entries, openNetworkACLRule(random, egress))
		}
	}
	slices.SortFunc(set.entries, func(a, b networkACLRule) int { return a.number - b.number })
	return set
}

func randomNetworkACLRule(random *rand.Rand, egress bool, place int) networkACLRule {
	rule := networkACLRule{
		egress: egress, number: place, allow: !oneIn(random, 3), protocol: drawOne(random, awsProtocols), ports: drawOne(random, portPool), target: randomNetwork(random),
	}
	if !egress && oneIn(random, 2) {
		rule.ports = oneOf(random, portRange{1024, 65535}, portRange{1024, 65535}, portRange{1024, 32767}, portRange{32768, 65535}, portRange{443, 443})
	}
	if oneIn(random, 12) {
		rule.ports = everyPort
	}
	if oneIn(random, 12) {
		rule.target = v6("::/0")
	}
	return rule
}

// openNetworkACLRule is a last rule that allows a direction. It makes answers allowed often.
func openNetworkACLRule(random *rand.Rand, egress bool) networkACLRule {
	ports := pick(egress, everyPort, portRange{firstClientPort, lastClientPort})
	return networkACLRule{egress: egress, number: 1000, allow: true, protocol: awsProtocols[random.IntN(8)], ports: ports, target: v4("0.0.0.0/0")}
}

func (set networkACL) decide(given connection) outcome {
	if set.one(true, given, given.port) == blocked {
		return blocked
	}
	var found outcome
	for _, port := range set.clientPorts() {
		found |= set.one(false, given, port)
	}
	return found
}

// one evaluates one direction. The address is the server's, the port is the packet's destination port.
func (set networkACL) one(egress bool, given connection, port int) outcome {
	return firstMatch(set.entries, blocked, func(rule *networkACLRule) (matches, action outcome) {
		applies := rule.egress == egress && rule.protocol.matches(given.transport, rule.ports, port) && rule.target.holds(given.address)
		return outcomeOf(applies), outcomeOf(rule.allow)
	})
}

func (set networkACL) clientPorts() []int {
	ports := []int{firstClientPort, lastClientPort}
	for _, rule := range set.entries {
		for _, port := range []int{rule.ports.from - 1, rule.ports.from, rule.ports.to, rule.ports.to + 1} {
			if !rule.egress && firstClientPort < port && port < lastClientPort {
				ports = append(ports, port)
			}
		}
	}
	return compact(ports)
}

func (set networkACL) mayBeUnproven(traffic.Flow) bool { return false }

func (set networkACL) rules() []traffic.Rule {
	given := []object{}
	blocks := map[bool][]object{}
	for _, rule := range set.entries {
		blocks[rule.egress] = append(blocks[rule.egress], rule.resource("action", "rule_no"))
		given = append(given, with(rule.resource("rule_action", "rule_number"), object{"egress": rule.egress, "network_acl_id": "acl-1"}))
	}
	if set.inline {
		given = []object{{"vpc_id": "vpc-1", "egress": blocks[true], "ingress": blocks[false]}}
	}
	slices.Reverse(given)
	return normalize.AWSNetworkACLs.Rules(resources(given))
}

func (rule networkACLRule) resource(action, place string) object {
	given := object{
		action: pick(rule.allow, "allow", "deny"), place: rule.number, "protocol": rule.protocol.text, "from_port": rule.ports.from, "to_port": rule.ports.to,
		"cidr_block": "", "ipv6_cidr_block": "", "icmp_type": nil, "icmp_code": nil,
	}
	switch rule.protocol.is {
	case "any":
		given["from_port"], given["to_port"] = 0, 0
	case "icmp":
		given["icmp_type"], given["icmp_code"] = -1, -1
	}
	given[pick(rule.target.isNetwork(), "cidr_block", "ipv6_cidr_block")] = rule.target.text
	return given
}
