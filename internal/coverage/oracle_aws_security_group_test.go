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

func (protocol awsProtocol) holds(transport string) bool {
	return protocol.is == "any" || protocol.is == transport
}

var awsProtocols = []awsProtocol{
	{"tcp", "tcp"}, {"tcp", "tcp"}, {"tcp", "tcp"}, {"6", "tcp"}, {"udp", "udp"}, {"17", "udp"}, {"-1", "any"}, {"-1", "any"}, {"icmp", "icmp"}, {"1", "icmp"},
}

func TestOracle_AgreesOnSecurityGroups(t *testing.T) {
	t.Parallel()
	compareWithOracle(t, flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true, udp: true}, randomSecurityGroup)
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
	for i := range set.allows {
		rule := &set.allows[i]
		if rule.ingress || !rule.protocol.holds(given.transport) || rule.protocol.is != "any" && !rule.ports.holds(given.port) {
			continue
		}
		if anyHolds(rule.targets, given.address) {
			return allowed
		}
		if rule.self || slices.ContainsFunc(rule.targets, func(target address) bool { return target.kind == ofName }) {
			found = either
		}
	}
	return found
}

// mayBeUnproven if a rule has a prefix list or a security group, whose addresses are not known.
func (set securityGroup) mayBeUnproven(traffic.Flow) bool {
	return slices.ContainsFunc(set.allows, func(rule securityGroupRule) bool {
		return rule.self || slices.ContainsFunc(rule.targets, func(target address) bool { return target.kind == ofName })
	})
}

func (set securityGroup) boundaries() boundaries {
	found := boundaries{}
	for i := range set.allows {
		found.addPorts(set.allows[i].ports)
		found.addAddresses(set.allows[i].targets)
	}
	return found
}

func (set securityGroup) rules() []traffic.Rule {
	given := []normalize.Resource{}
	if set.layout == "inline" {
		given = append(given, set.inline())
	} else {
		for i, rule := range set.allows {
			given = append(given, normalize.Resource{ID: fmt.Sprint("rule", i), Value: set.standalone(rule)})
		}
	}
	return normalize.AWSSecurityGroups.Rules(given)
}

func (set securityGroup) standalone(rule securityGroupRule) attribute.Value {
	if set.layout == "older" {
		return rule.older()
	}
	given := fields{
		"security_group_id": attribute.String("sg-1"), "ip_protocol": attribute.String(rule.protocol.text), "from_port": numberOf(rule.ports.from),
		"to_port": numberOf(rule.ports.to), "cidr_ipv4": {}, "cidr_ipv6": {}, "prefix_list_id": {}, "referenced_security_group_id": {}, "description": {},
	}
	if rule.protocol.is == "any" {
		given["from_port"], given["to_port"] = attribute.Value{}, attribute.Value{}
	}
	target := rule.targets[0]
	switch {
	case target.kind == ofIPv4:
		given["cidr_ipv4"] = attribute.String(target.text)
	case target.kind == ofIPv6:
		given["cidr_ipv6"] = attribute.String(target.text)
	case target.text[:2] == "pl":
		given["prefix_list_id"] = attribute.String(target.text)
	default:
		given["referenced_security_group_id"] = attribute.String(target.text)
	}
	return attribute.Object(given)
}

func (rule securityGroupRule) older() attribute.Value {
	given := rule.common()
	given["security_group_id"], given["type"] = attribute.String("sg-1"), attribute.String("egress")
	if rule.ingress {
		given["type"] = attribute.String("ingress")
	}
	given["source_security_group_id"] = attribute.Value{}
	for _, target := range rule.targets {
		if target.kind == ofName && target.text[:2] == "sg" {
			given["source_security_group_id"] = attribute.String(target.text)
		}
	}
	return attribute.Object(given)
}

// common returns the arguments that the two older layouts share.
func (rule securityGroupRule) common() fields {
	ports := rule.ports
	if rule.protocol.is == "any" {
		ports = portRange{}
	}
	given := fields{
		"protocol": attribute.String(rule.protocol.text), "from_port": numberOf(ports.from), "to_port": numberOf(ports.to), "self": attribute.Bool(rule.self),
		"description": attribute.String(""),
	}
	kinds := map[string][]string{"cidr_blocks": nil, "ipv6_cidr_blocks": nil, "prefix_list_ids": nil}
	for _, target := range rule.targets {
		switch {
		case target.kind == ofIPv4:
			kinds["cidr_blocks"] = append(kinds["cidr_blocks"], target.text)
		case target.kind == ofIPv6:
			kinds["ipv6_cidr_blocks"] = append(kinds["ipv6_cidr_blocks"], target.text)
		case target.text[:2] == "pl":
			kinds["prefix_list_ids"] = append(kinds["prefix_list_ids"], target.text)
		}
	}
	for name, texts := range kinds {
		given[name] = listOf(texts)
	}
	return given
}

func (set securityGroup) inline() normalize.Resource {
	egress, ingress := []attribute.Value{}, []attribute.Value{}
	for _, rule := range set.allows {
		block := rule.common()
		groups := []string{}
		for _, target := range rule.targets {
			if target.kind == ofName && target.text[:2] == "sg" {
				groups = append(groups, target.text)
			}
		}
		block["security_groups"] = listOf(groups)
		if rule.ingress {
			ingress = append(ingress, attribute.Object(block))
		} else {
			egress = append(egress, attribute.Object(block))
		}
	}
	return normalize.Resource{ID: "group", Value: attribute.Object(fields{
		"name": attribute.String("agents"), "egress": attribute.List(egress...), "ingress": attribute.List(ingress...),
	})}
}
