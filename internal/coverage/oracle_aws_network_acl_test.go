// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
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

func TestOracle_AgreesOnNetworkACLs(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomNetworkACL)
}

func randomNetworkACL(random *rand.Rand) ruleSet {
	set := networkACL{inline: oneIn(random, 3)}
	for _, egress := range []bool{true, false} {
		numbers := distinct(random, 1+random.IntN(4), 90)
		for i := range numbers {
			set.entries = append(set.entries, randomNetworkACLRule(random, egress, numbers[i]))
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
	ports := portRange{firstClientPort, lastClientPort}
	if egress {
		ports = everyPort
	}
	return networkACLRule{
		egress: egress, number: 1000, allow: true, protocol: awsProtocols[random.IntN(8)], ports: ports, target: v4("0.0.0.0/0"),
	}
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
	for i := range set.entries {
		rule := &set.entries[i]
		if rule.egress != egress || !rule.protocol.holds(given.transport) || !rule.target.isNetwork() || !rule.target.network.holds(given.address) {
			continue
		}
		if rule.protocol.is != "any" && !rule.ports.holds(port) {
			continue
		}
		if rule.allow {
			return allowed
		}
		return blocked
	}
	return blocked
}

func (set networkACL) clientPorts() []int {
	ports := []int{firstClientPort, lastClientPort}
	for i := range set.entries {
		rule := &set.entries[i]
		for _, port := range []int{rule.ports.from - 1, rule.ports.from, rule.ports.to, rule.ports.to + 1} {
			if !rule.egress && firstClientPort < port && port < lastClientPort {
				ports = append(ports, port)
			}
		}
	}
	return compact(ports)
}

func (set networkACL) mayBeUnproven(traffic.Flow) bool { return false }

func (set networkACL) boundaries() boundaries {
	found := boundaries{}
	for i := range set.entries {
		if set.entries[i].egress {
			found.addPorts(set.entries[i].ports)
		}
		found.addAddresses([]address{set.entries[i].target})
	}
	return found
}

func (set networkACL) rules() []traffic.Rule {
	given := []normalize.Resource{}
	blocks := map[bool][]attribute.Value{}
	for i, rule := range set.entries {
		if set.inline {
			blocks[rule.egress] = append(blocks[rule.egress], rule.value("action", "rule_no"))
			continue
		}
		value := rule.value("rule_action", "rule_number").With("egress", attribute.Bool(rule.egress)).With("network_acl_id", attribute.String("acl-1"))
		given = append(given, normalize.Resource{ID: fmt.Sprint("rule", i), Value: value})
	}
	if set.inline {
		given = append(given, normalize.Resource{ID: "acl", Value: attribute.Object(fields{
			"vpc_id": attribute.String("vpc-1"), "egress": attribute.List(blocks[true]...), "ingress": attribute.List(blocks[false]...),
		})})
	}
	slices.Reverse(given)
	return normalize.AWSNetworkACLs.Rules(given)
}

func (rule networkACLRule) value(action, place string) attribute.Value {
	given := fields{
		action: attribute.String("deny"), place: numberOf(rule.number), "protocol": attribute.String(rule.protocol.text), "from_port": numberOf(rule.ports.from),
		"to_port": numberOf(rule.ports.to), "cidr_block": attribute.String(""), "ipv6_cidr_block": attribute.String(""), "icmp_type": {}, "icmp_code": {},
	}
	switch rule.protocol.is {
	case "any":
		given["from_port"], given["to_port"] = numberOf(0), numberOf(0)
	case "icmp":
		given["icmp_type"], given["icmp_code"] = numberOf(-1), numberOf(-1)
	}
	if rule.allow {
		given[action] = attribute.String("allow")
	}
	if rule.target.isNetwork() {
		given["cidr_block"] = attribute.String(rule.target.text)
	} else {
		given["ipv6_cidr_block"] = attribute.String(rule.target.text)
	}
	return attribute.Object(given)
}
