// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// azureGroup is a network security group of Azure. The first rule by priority decides. Azure has three rules of its own behind
// them: to the virtual network and to the internet all passes, to anything else nothing does.
type azureGroup struct {
	inline  bool
	entries []azureRule // in the order of their priorities
}

type azureRule struct {
	priority   int
	inbound    bool
	allow      bool
	protocol   string
	ports      []portRange
	sourcePort string
	targets    []address
	members    bool // goes to an application security group, whose members are kept elsewhere
}

func TestOracle_AgreesOnNetworkSecurityGroups(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomAzureGroup)
}

func randomAzureGroup(random *dice) ruleSet {
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

func randomAzureRule(random *dice, priority int) azureRule {
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
		rule.targets, rule.members = nil, oneIn(random, 2)
		if !rule.members {
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
			found |= passes
		} else {
			found |= blocked
		}
		if matches == passes {
			return found
		}
	}
	if isPublic(given.address) {
		return found | passes // AllowInternetOutBound
	}
	return found | either // AllowVnetOutBound or DenyAllOutBound: which networks the virtual one has is not known
}

// matches says whether the rule is about the connection: passes for yes, blocked for no.
func (rule *azureRule) matches(given connection) outcome {
	if rule.inbound || rule.protocol != "*" && rule.protocol != map[string]string{"tcp": "Tcp", "udp": "Udp"}[given.transport] || !anyPortHolds(rule.ports, given.port) {
		return blocked
	}
	found := rule.reaches(given)
	if found == passes && rule.sourcePort != "*" && rule.sourcePort != "0-65535" {
		return either
	}
	return found
}

func (rule *azureRule) reaches(given connection) outcome {
	if rule.members {
		return either
	}
	if anyHolds(rule.targets, given.address) {
		return passes
	}
	for _, target := range rule.targets {
		switch {
		case target.text == "*":
			return passes
		case target.text == "Internet" && isPublic(given.address):
			return passes
		case target.text == "VirtualNetwork" && !isPublic(given.address), target.kind == ofName && target.text != "Internet" && target.text != "VirtualNetwork":
			return either
		}
	}
	return blocked
}

// vague where addresses are kept elsewhere, or a rule is bound to a source port.
func (set azureGroup) vague(traffic.Flow) bool {
	return slices.ContainsFunc(set.entries, func(rule azureRule) bool {
		return rule.members || rule.sourcePort != "*" && rule.sourcePort != "0-65535" ||
			slices.ContainsFunc(rule.targets, func(target address) bool {
				return target.kind == ofName && target.text != "*" && target.text != "Internet"
			})
	})
}

func (set azureGroup) edges() edges {
	found := edges{}
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

// value gives the rule with what stands for a text and a list that is not given: the two spellings differ there.
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
	case rule.members:
		given["destination_application_security_group_ids"] = listOf([]string{"/subscriptions/s/asg"})
	case len(targets) > 1:
		given["destination_address_prefixes"] = listOf(targets)
	default:
		given["destination_address_prefix"] = attribute.String(targets[0])
	}
	return attribute.Object(given)
}
