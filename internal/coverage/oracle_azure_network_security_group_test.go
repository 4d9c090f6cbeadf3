// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

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
	// AllowInternetOutBound; else AllowVnetOutBound or DenyAllOutBound: the networks of the virtual network are not known.
	rest := pick(isPublic(given.address), allowed, either)
	return firstMatch(set.entries, rest, func(rule *azureRule) (matches, action outcome) { return rule.matches(given), outcomeOf(rule.allow) })
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
			hasName(rule.targets, "*", "Internet")
	})
}

func (set azureGroup) rules() []traffic.Rule {
	given := mapped(set.entries, func(rule azureRule) object {
		if set.inline {
			return rule.resource("", []string{})
		}
		return with(rule.resource(nil, nil), object{"network_security_group_name": "agents"})
	})
	if set.inline {
		given = []object{{"name": "agents", "security_rule": given}}
	}
	slices.Reverse(given)
	return normalize.AzureNetworkSecurityGroups.Rules(resources(given))
}

// resource returns the rule. The two layouts differ in the values of a text and a list that are not given.
func (rule azureRule) resource(noText, noList any) object {
	given := object{
		"name": fmt.Sprint("rule", rule.priority), "priority": rule.priority, "direction": pick(rule.inbound, "Inbound", "Outbound"),
		"access": pick(rule.allow, "Allow", "Deny"), "protocol": rule.protocol, "source_port_range": rule.sourcePort,
		"source_port_ranges": noList, "source_address_prefix": "*", "source_address_prefixes": noList,
		"source_application_security_group_ids": noList, "destination_application_security_group_ids": noList, "destination_port_range": noText,
		"destination_port_ranges": noList, "destination_address_prefix": noText, "destination_address_prefixes": noList,
	}
	if ports := portTexts(rule.ports, "-"); len(ports) > 1 {
		given["destination_port_ranges"] = ports
	} else {
		given["destination_port_range"] = pick(rule.ports[0] == everyPort, "*", ports[0])
	}
	switch targets := textsOf(rule.targets); {
	case rule.reference:
		given["destination_application_security_group_ids"] = stringsOf("/subscriptions/s/asg")
	case len(targets) > 1:
		given["destination_address_prefixes"] = targets
	default:
		given["destination_address_prefix"] = targets[0]
	}
	return given
}
