// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// securityGroup is a security group of AWS. It allows what one of its egress rules allows.
type securityGroup struct {
	layout string // standalone, older, inline
	allows []securityGroupRule
}

type securityGroupRule struct {
	ingress  bool
	protocol awsProtocol
	ports    portRange
	targets  []address
	self     bool
}

// awsProtocol is how a rule writes a protocol, and which protocol it is.
type awsProtocol struct{ text, is string }

// matches tells whether a rule with the protocol and the ports matches. A rule for any protocol has no ports.
func (protocol awsProtocol) matches(transport string, ports portRange, port int) bool {
	return protocol.is == "any" || protocol.is == transport && ports.holds(port)
}

var awsProtocols = []awsProtocol{
	{"tcp", "tcp"}, {"tcp", "tcp"}, {"tcp", "tcp"}, {"6", "tcp"}, {"udp", "udp"}, {"17", "udp"}, {"-1", "any"}, {"-1", "any"}, {"icmp", "icmp"}, {"1", "icmp"},
}

func randomSecurityGroup(random *rand.Rand) ruleSet {
	set := securityGroup{layout: oneOf(random, "standalone", "older", "inline")}
	for range 1 + random.IntN(6) {
		set.allows = append(set.allows, set.randomRule(random))
	}
	return set
}

func (set securityGroup) randomRule(random *rand.Rand) securityGroupRule {
	rule := securityGroupRule{ingress: set.layout != "standalone" && oneIn(random, 10), protocol: drawOne(random, awsProtocols), ports: drawOne(random, portPool)}
	switch {
	case rule.protocol.is == "icmp":
		rule.ports = oneOf(random, portRange{8, 0}, portRange{-1, -1})
	case oneIn(random, 12):
		rule.ports = everyPort
	}
	switch random.IntN(20) {
	case 0:
		rule.targets = []address{v6(oneOf(random, "::/0", "2001:db8::/32"))}
	case 1:
		rule.targets = []address{namedAddress("pl-0123456789abcdef0")}
	case 2:
		rule.targets = []address{namedAddress("sg-0123456789abcdef0")}
	case 3:
		rule.self = set.layout != "standalone"
	}
	if len(rule.targets) == 0 && !rule.self {
		rule.targets = randomNetworks(random)
	}
	if set.layout == "standalone" && len(rule.targets) > 0 {
		rule.targets = rule.targets[:1]
	}
	return rule
}

func (set securityGroup) decide(given connection) outcome {
	found := blocked
	for _, rule := range set.allows {
		if rule.ingress || !rule.protocol.matches(given.transport, rule.ports, given.port) {
			continue
		}
		if anyHolds(rule.targets, given.address) {
			return allowed
		}
		if rule.self || hasName(rule.targets) {
			found = either
		}
	}
	return found
}

// mayBeUnproven if a rule has a prefix list or a security group, whose addresses are not known.
func (set securityGroup) mayBeUnproven(traffic.Flow) bool {
	return slices.ContainsFunc(set.allows, func(rule securityGroupRule) bool { return rule.self || hasName(rule.targets) })
}

func (set securityGroup) rules() []traffic.Rule {
	given := []object{}
	blocks := map[bool][]object{}
	for _, rule := range set.allows {
		switch set.layout {
		case "standalone":
			given = append(given, rule.standalone())
		case "older":
			given = append(given, rule.older())
		default:
			block := with(rule.common(), object{"security_groups": rule.texts(ofName, "sg")})
			blocks[rule.ingress] = append(blocks[rule.ingress], block)
		}
	}
	if set.layout == "inline" {
		given = []object{{"name": "agents", "egress": blocks[false], "ingress": blocks[true]}}
	}
	return normalize.AWSSecurityGroups.Rules(resources(given))
}

func (rule securityGroupRule) standalone() object {
	given := egress(rule.protocol.text, rule.ports.from, rule.ports.to, nil)
	if rule.protocol.is == "any" {
		given["from_port"], given["to_port"] = nil, nil
	}
	target := rule.targets[0]
	argument := map[addressKind]string{ofIPv4: "cidr_ipv4", ofIPv6: "cidr_ipv6"}[target.kind]
	if target.kind == ofName {
		argument = pick(strings.HasPrefix(target.text, "pl"), "prefix_list_id", "referenced_security_group_id")
	}
	given[argument] = target.text
	return given
}

func (rule securityGroupRule) older() object {
	given := with(rule.common(), object{"security_group_id": "sg-1", "type": pick(rule.ingress, "ingress", "egress"), "source_security_group_id": nil})
	for _, id := range rule.texts(ofName, "sg") {
		given["source_security_group_id"] = id
	}
	return given
}

// common returns the arguments that the two older layouts share.
func (rule securityGroupRule) common() object {
	ports := pick(rule.protocol.is == "any", portRange{}, rule.ports)
	return object{
		"protocol": rule.protocol.text, "from_port": ports.from, "to_port": ports.to, "self": rule.self, "description": "", "cidr_blocks": rule.texts(ofIPv4, ""),
		"ipv6_cidr_blocks": rule.texts(ofIPv6, ""), "prefix_list_ids": rule.texts(ofName, "pl"),
	}
}

// texts returns the targets of a kind that have the prefix.
func (rule securityGroupRule) texts(kind addressKind, prefix string) []string {
	return textsOf(slices.DeleteFunc(slices.Clone(rule.targets), func(target address) bool {
		return target.kind != kind || !strings.HasPrefix(target.text, prefix)
	}))
}
