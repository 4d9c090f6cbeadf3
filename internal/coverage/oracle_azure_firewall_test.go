// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// azureFirewall has the rule collections of an Azure Firewall policy, or classic ones. All network collections come before all
// application collections. In each kind, the first by the priority of the group and then of the collection decides. The rest is
// denied.
type azureFirewall struct {
	classic     bool
	collections []azureCollection // in the order in which they are evaluated
}

type azureCollection struct {
	group, priority int
	application     bool
	allow           bool
	entries         []azureFirewallRule
}

type azureFirewallRule struct {
	protocols []string // of a network rule
	ports     []portRange
	targets   []address
	names     []string
	web       []azureWeb // of an application rule
	reference bool       // its destination is an IP group or a tag, whose members are not known
}

type azureWeb struct {
	application string
	ports       portRange
}

var azureWebPool = []azureWeb{
	{"Https", portRange{443, 443}},
	{"Https", portRange{443, 443}},
	{"Http", portRange{80, 80}},
	{"Http", portRange{443, 443}},
	{"Https", portRange{8443, 8443}},
	{"Mssql", portRange{443, 443}},
}

func randomAzureFirewall(random *rand.Rand) ruleSet {
	set := azureFirewall{classic: oneIn(random, 3)}
	for _, priority := range distinct(random, 1+random.IntN(4), 100) {
		collection := azureCollection{priority: priority, application: oneIn(random, 2), allow: !oneIn(random, 3)}
		if !set.classic {
			collection.group = oneOf(random, 100, 200)
		}
		for range 1 + random.IntN(2) {
			if collection.application {
				collection.entries = append(collection.entries, randomApplicationRule(random))
			} else {
				collection.entries = append(collection.entries, randomNetworkRule(random))
			}
		}
		set.collections = append(set.collections, collection)
	}
	slices.SortFunc(set.collections, func(a, b azureCollection) int {
		return cmp.Or(pick(a.application, 1, 0)-pick(b.application, 1, 0), a.group-b.group, a.priority-b.priority)
	})
	return set
}

func randomApplicationRule(random *rand.Rand) azureFirewallRule {
	rule := azureFirewallRule{reference: oneIn(random, 30)}
	for range 1 + random.IntN(2) {
		name := drawOne(random, nameTree)
		switch random.IntN(6) {
		case 0, 1, 2:
			name = "*." + name
		case 3:
			name = "*"
		}
		rule.names = append(rule.names, name)
		rule.web = append(rule.web, drawOne(random, azureWebPool))
	}
	return rule
}

func randomNetworkRule(random *rand.Rand) azureFirewallRule {
	rule := azureFirewallRule{
		protocols: oneOf(random, []string{"TCP"}, []string{"TCP"}, []string{"UDP"}, []string{"TCP", "UDP"}, []string{"Any"}, []string{"ICMP"}), ports: randomPorts(random),
	}
	if oneIn(random, 6) {
		rule.ports = []portRange{everyPort}
	}
	switch kind := random.IntN(20); {
	case kind < 9:
		rule.targets = randomNetworks(random)
	case kind < 12:
		rule.targets = []address{namedAddress("*")}
	case kind < 18:
		rule.names = []string{drawOne(random, exactNamePool), drawOne(random, exactNamePool)}
	case kind == 18:
		rule.targets = []address{namedAddress(oneOf(random, "Storage", "AzureCloud"))}
	default:
		rule.reference = true
	}
	return rule
}

func (set azureFirewall) decide(given connection) outcome {
	return firstMatch(set.collections, blocked, func(collection *azureCollection) (matches, action outcome) {
		return collection.matches(given), outcomeOf(collection.allow)
	})
}

func (collection *azureCollection) matches(given connection) outcome {
	return firstMatch(collection.entries, blocked, func(rule *azureFirewallRule) (matches, action outcome) {
		if collection.application {
			return rule.seesName(given), allowed
		}
		return rule.reaches(given, !collection.allow), allowed
	})
}

// reaches tells whether a network rule matches the connection: allowed for yes. If it denies, it may match hosts that share an address.
func (rule *azureFirewallRule) reaches(given connection, shared bool) outcome {
	if !slices.Contains(rule.protocols, "Any") && !slices.Contains(rule.protocols, strings.ToUpper(given.transport)) || !anyPortHolds(rule.ports, given.port) {
		return blocked
	}
	switch {
	case rule.reference:
		return either
	case anyHolds(rule.targets, given.address):
		return allowed
	case slices.Contains(textsOf(rule.targets), "*"):
		return allowed
	case hasName(rule.targets):
		return either
	}
	return resolves(rule.names, given.name, shared)
}

// seesName tells whether an application rule matches the connection: allowed for yes. It sees names in TLS and HTTP only.
func (rule *azureFirewallRule) seesName(given connection) outcome {
	if given.transport != "tcp" {
		return blocked
	}
	if !slices.ContainsFunc(rule.web, func(web azureWeb) bool {
		return web.ports.holds(given.port) && web.application != "Mssql" && (given.application == "" || strings.EqualFold(web.application, given.application))
	}) {
		return blocked
	}
	found := slices.ContainsFunc(rule.names, func(name string) bool { return holdsName(name, given.name) })
	if rule.reference || found && given.application == "" {
		return either
	}
	return outcomeOf(found)
}

// mayBeUnproven if addresses are not known, if an application rule may match a flow whose application protocol is not known, or if
// a rule has a name that a wildcard of the flow stands for.
func (set azureFirewall) mayBeUnproven(flow traffic.Flow) bool {
	for _, collection := range set.collections {
		for _, rule := range collection.entries {
			resolved := !collection.application && len(rule.names) > 0
			if resolved && (!collection.allow || flow.Destination != traffic.Internet) || rule.reference || hasName(rule.targets, "*") || namesBelow(flow, rule.names) || collection.application && flow.IsRaw() {
				return true
			}
		}
	}
	return false
}

func (set azureFirewall) rules() []traffic.Rule {
	given := []object{}
	groups := map[int]object{}
	for _, collection := range slices.Backward(set.collections) {
		if set.classic {
			given = append(given, with(collection.resource(true), object{"azure_firewall_name": "firewall", "resource_group_name": "group"}))
			continue
		}
		if groups[collection.group] == nil {
			groups[collection.group] = collectionGroup(object{"priority": collection.group})
			given = append(given, groups[collection.group])
		}
		kind := pick(collection.application, "application", "network") + "_rule_collection"
		before, _ := groups[collection.group][kind].([]any)
		groups[collection.group][kind] = append(before, collection.resource(false))
	}
	return normalize.AzureFirewalls.Rules(resources(given))
}

func (collection *azureCollection) resource(classic bool) object {
	entries := mapped(collection.entries, func(rule azureFirewallRule) object {
		if collection.application {
			return rule.application(classic)
		}
		return rule.network()
	})
	return object{"name": "collection", "priority": collection.priority, "action": pick(collection.allow, "Allow", "Deny"), "rule": entries}
}

func (rule *azureFirewallRule) application(classic bool) object {
	names, protocols, tags := "destination_fqdns", "protocols", "destination_fqdn_tags"
	if classic {
		names, protocols, tags = "target_fqdns", "protocol", "fqdn_tags"
	}
	given := object{"name": "rule", "source_addresses": stringsOf("*")}
	if rule.reference {
		given[names], given[protocols], given[tags] = nil, []object{}, stringsOf("WindowsUpdate")
	} else {
		web := mapped(rule.web, func(each azureWeb) object { return object{"type": each.application, "port": each.ports.from} })
		given[names], given[protocols], given[tags] = rule.names, web, nil
	}
	return given
}

func (rule *azureFirewallRule) network() object {
	ports := mapped(rule.ports, func(each portRange) string { return pick(each == everyPort, "*", each.text("-")) })
	given := with(networkRule("", ""), object{"protocols": rule.protocols, "destination_ports": ports})
	switch {
	case rule.reference:
		given["destination_ip_groups"] = stringsOf("/subscriptions/s/ipGroups/g")
	case len(rule.names) > 0:
		given["destination_fqdns"] = rule.names
	default:
		given["destination_addresses"] = textsOf(rule.targets)
	}
	return given
}
