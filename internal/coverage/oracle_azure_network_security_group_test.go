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

// azureGroup is a network security group of Azure. The first rule by priority decides. Azure adds three default rules: they
// allow the virtual network and the internet, and deny the rest.
type azureGroup struct {
	inline  bool
	entries []azureRule // sorted by priority
}

type azureRule struct {
	priority   int
	inbound    bool
	allow      bool
	protocol   string
	ports      []portRange
	sourcePort string
	targets    []address
	reference  bool // its destination is an application security group, whose members are not known
}

func TestOracle_AgreesOnNetworkSecurityGroups(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomAzureGroup)
}

func randomAzureGroup(random *rand.Rand) ruleSet {
	set := azureGroup{inline: oneIn(random, 3)}
	for _, priority := range distinct(random, 1+random.IntN(5), 100) {
		set.entries = append(set.entries, randomAzureRule(random, priority))
	}
	if oneIn(random, 2) {
		last := azureRule{priority: 4096, protocol: "*", ports: []portRange{everyPort}, sourcePort: "*", targets: []address{namedAddress("*")}}
		set.entries = append(set.entries, last)
	}
	slices.SortFunc(set.entries, func(a, b azureRule) int { return a.priority - b.priority })
	return set
}

func randomAzureRule(random *rand.Rand, priority int) azureRule {
	rule := azureRule{
		priority: priority, inbound: oneIn(random, 10), allow: !oneIn(random, 3), protocol: oneOf(random, "Tcp", "Tcp", "Tcp", "Udp", "*", "*", "Icmp", "Esp"),
		ports: randomPorts(random), sourcePort: "*", targets: randomNetworks(random),
	}
	if oneIn(random, 4) {
		rule.ports = []portRange{everyPort}
	}
	if oneIn(random, 12) {
		rule.sourcePort = oneOf(random, "0-65535", "1024-65535", "500")
	}
	switch random.IntN(16) {
	case 0, 1, 2:
		rule.targets = []address{namedAddress("Internet")}
	case 3, 4:
		rule.targets = []address{namedAddress("*")}
	case 5:
		rule.targets = []address{namedAddress(oneOf(random, "VirtualNetwork", "Storage", "AzureCloud.WestEurope"))}
	case 6:
		rule.targets = []address{v6("::/0")}
	case 7:
		rule.targets, rule.reference = nil, oneIn(random, 2)
		if !rule.reference {
			rule.targets = []address{v4("10.20.0.10")}
		}
	}
	return rule
}

func (set azureGroup) decide(given connection) outcome {
	var found outcome
	for i := range set.entries {
		rule := &set.entries[i]
		matches := rule.matches(given)
		if matches == blocked {
			continue
		}
		if rule.allow {
			found |= allowed
		} else {
			found |= blocked
		}
		if matches == allowed {
			return found
		}
	}
	if isPublic(given.address) {
		return found | allowed // AllowInternetOutBound
	}
	return found | either // AllowVnetOutBound or DenyAllOutBound: the networks of the virtual network are not known
}

// matches tells whether the rule matches the connection: allowed for yes, blocked for no.
func (rule *azureRule) matches(given connection) outcome {
	if rule.inbound || rule.protocol != "*" && rule.protocol != map[string]string{"tcp": "Tcp", "udp": "Udp"}[given.transport] || !anyPortHolds(rule.ports, given.port) {
		return blocked
	}
	found := rule.reaches(given)
	if found == allowed && rule.sourcePort != "*" && rule.sourcePort != "0-65535" {
		return either
	}
	return found
}

func (rule *azureRule) reaches(given connection) outcome {
	if rule.reference {
		return either
	}
	if anyHolds(rule.targets, given.address) {
		return allowed
	}
	for _, target := range rule.targets {
		switch {
		case target.text == "*":
			return allowed
		case target.text == "Internet" && isPublic(given.address):
			return allowed
		case target.text == "VirtualNetwork" && !isPublic(given.address), target.kind == ofName && target.text != "Internet" && target.text != "VirtualNetwork":
			return either
		}
	}
	return blocked
}

// mayBeUnproven if addresses are not known, or if a rule has a source port.
func (set azureGroup) mayBeUnproven(traffic.Flow) bool {
	return slices.ContainsFunc(set.entries, func(rule azureRule) bool {
		return rule.reference || rule.sourcePort != "*" && rule.sourcePort != "0-65535" ||
			slices.ContainsFunc(rule.targets, func(target address) bool {
				return target.kind == ofName && target.text != "*" && target.text != "Internet"
			})
	})
}

func (set azureGroup) boundaries() boundaries {
	found := boundaries{}
	for i := range set.entries {
		for _, ports := range set.entries[i].ports {
			found.addPorts(ports)
		}
		found.addAddresses(set.entries[i].targets)
	}
	return found
}

func (set azureGroup) rules() []traffic.Rule {
	given, blocks := []normalize.Resource{}, []attribute.Value{}
	for i, rule := range set.entries {
		if set.inline {
			blocks = append(blocks, rule.value(attribute.String(""), attribute.List()))
			continue
		}
		value := rule.value(attribute.Value{}, attribute.Value{}).With("network_security_group_name", attribute.String("agents"))
		given = append(given, normalize.Resource{ID: fmt.Sprint("rule", i), Value: value})
	}
	slices.Reverse(given)
	if set.inline {
		given = append(given, normalize.Resource{ID: "group", Value: attribute.Object(fields{
			"name": attribute.String("agents"), "security_rule": attribute.List(blocks...),
		})})
	}
	return normalize.AzureNetworkSecurityGroups.Rules(given)
}

// value returns the rule. The two layouts differ in the values of a text and a list that are not given.
func (rule azureRule) value(noText, noList attribute.Value) attribute.Value {
	given := fields{
		"name": attribute.String(fmt.Sprint("rule", rule.priority)), "priority": numberOf(rule.priority), "direction": attribute.String("Outbound"),
		"access": attribute.String("Deny"), "protocol": attribute.String(rule.protocol), "source_port_range": attribute.String(rule.sourcePort),
		"source_port_ranges": noList, "source_address_prefix": attribute.String("*"), "source_address_prefixes": noList,
		"source_application_security_group_ids": noList, "destination_application_security_group_ids": noList, "destination_port_range": noText,
		"destination_port_ranges": noList, "destination_address_prefix": noText, "destination_address_prefixes": noList,
	}
	if rule.inbound {
		given["direction"] = attribute.String("Inbound")
	}
	if rule.allow {
		given["access"] = attribute.String("Allow")
	}
	if ports := portTexts(rule.ports, "-"); len(ports) > 1 {
		given["destination_port_ranges"] = listOf(ports)
	} else if given["destination_port_range"] = attribute.String(ports[0]); rule.ports[0] == everyPort {
		given["destination_port_range"] = attribute.String("*")
	}
	switch targets := textsOf(rule.targets); {
	case rule.reference:
		given["destination_application_security_group_ids"] = listOf([]string{"/subscriptions/s/asg"})
	case len(targets) > 1:
		given["destination_address_prefixes"] = listOf(targets)
	default:
		given["destination_address_prefix"] = attribute.String(targets[0])
	}
	return attribute.Object(given)
}
