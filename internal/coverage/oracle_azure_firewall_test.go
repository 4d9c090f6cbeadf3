// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
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
	port        int
}

var azureWebPool = []azureWeb{{"Https", 443}, {"Https", 443}, {"Http", 80}, {"Http", 443}, {"Https", 8443}, {"Mssql", 443}}

func TestOracle_AgreesOnAzureFirewall(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: append([]string{s3Host}, hostPool...), web: []string{"https", "https", "https", "http", "https+http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomAzureFirewall)
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
		if a.application != b.application {
			return map[bool]int{true: 1, false: -1}[a.application]
		}
		return cmp.Or(a.group-b.group, a.priority-b.priority)
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
	var found outcome
	for i := range set.collections {
		collection := &set.collections[i]
		matches := collection.matches(given)
		if matches == blocked {
			continue
		}
		if collection.allow {
			found |= allowed
		} else {
			found |= blocked
		}
		if matches == allowed {
			return found
		}
	}
	return found | blocked
}

func (collection *azureCollection) matches(given connection) outcome {
	best := blocked
	for i := range collection.entries {
		rule := &collection.entries[i]
		var matches outcome
		if collection.application {
			matches = rule.seesName(given)
		} else {
			matches = rule.reaches(given)
		}
		if matches == allowed {
			return allowed
		}
		best |= matches & allowed
	}
	return best
}

func (rule *azureFirewallRule) reaches(given connection) outcome {
	if !slices.Contains(rule.protocols, "Any") && !slices.Contains(rule.protocols, strings.ToUpper(given.transport)) || !anyPortHolds(rule.ports, given.port) {
		return blocked
	}
	switch {
	case rule.reference:
		return either
	case anyHolds(rule.targets, given.address):
		return allowed
	case slices.ContainsFunc(rule.targets, func(target address) bool { return target.text == "*" }):
		return allowed
	case slices.ContainsFunc(rule.targets, func(target address) bool { return target.kind == ofName }):
		return either
	case given.name != "" && slices.Contains(rule.names, given.name):
		if given.name == s3Host {
			return either // its addresses change with each DNS answer
		}
		return allowed
	}
	return blocked
}

// seesName tells whether an application rule matches the connection: allowed for yes. It sees names in TLS and HTTP only.
func (rule *azureFirewallRule) seesName(given connection) outcome {
	if given.transport != "tcp" {
		return blocked
	}
	if !slices.ContainsFunc(rule.web, func(web azureWeb) bool {
		return web.port == given.port && web.application != "Mssql" && (given.application == "" || strings.EqualFold(web.application, given.application))
	}) {
		return blocked
	}
	found := blocked
	for _, name := range rule.names {
		below, wildcard := strings.CutPrefix(name, "*.")
		if name == "*" || name == given.name || wildcard && strings.HasSuffix(given.name, "."+below) {
			found = allowed
		}
	}
	if rule.reference || found == allowed && given.application == "" {
		return either
	}
	return found
}

// mayBeUnproven if addresses are not known, if an application rule may match a flow whose application protocol is not known, or if
// a rule has a name that a wildcard of the flow stands for.
func (set azureFirewall) mayBeUnproven(flow traffic.Flow) bool {
	for _, collection := range set.collections {
		for _, rule := range collection.entries {
			named := slices.ContainsFunc(rule.targets, func(target address) bool { return target.kind == ofName && target.text != "*" })
			if rule.reference || named || namesBelow(flow, rule.names) || collection.application && flow.IsRaw() {
				return true
			}
		}
	}
	return false
}

func (set azureFirewall) boundaries() boundaries {
	found := boundaries{}
	for _, collection := range set.collections {
		for _, rule := range collection.entries {
			for _, ports := range rule.ports {
				found.addPorts(ports)
			}
			for _, web := range rule.web {
				found.addPorts(portRange{web.port, web.port})
			}
			found.addAddresses(rule.targets)
			for _, name := range rule.names {
				found.names = append(found.names, strings.TrimPrefix(name, "*."))
			}
		}
	}
	return found
}

func (set azureFirewall) rules() []traffic.Rule {
	if set.classic {
		return normalize.AzureFirewalls.Rules(set.classicCollections())
	}
	groups := map[int]fields{}
	for i := len(set.collections) - 1; i >= 0; i-- {
		collection := &set.collections[i]
		group, known := groups[collection.group]
		if !known {
			group = fields{
				"name": attribute.String("group"), "priority": numberOf(collection.group), "firewall_policy_id": attribute.String("policy"),
				"application_rule_collection": attribute.List(), "network_rule_collection": attribute.List(), "nat_rule_collection": attribute.List(),
			}
			groups[collection.group] = group
		}
		kind := collection.kind() + "_rule_collection"
		group[kind] = attribute.List(append(slices.Clone(group[kind].Elements()), collection.value(false))...)
	}
	given := []normalize.Resource{}
	for _, priority := range []int{200, 100} {
		if group, used := groups[priority]; used {
			given = append(given, normalize.Resource{ID: fmt.Sprint("group", priority), Value: attribute.Object(group)})
		}
	}
	return normalize.AzureFirewalls.Rules(given)
}

func (set azureFirewall) classicCollections() []normalize.Resource {
	given := []normalize.Resource{}
	for i := range set.collections {
		collection := &set.collections[i]
		value := collection.value(true).With("azure_firewall_name", attribute.String("firewall")).With("resource_group_name", attribute.String("group"))
		given = append(given, normalize.Resource{ID: fmt.Sprint(collection.kind(), i), Value: value})
	}
	slices.Reverse(given)
	return given
}

func (collection *azureCollection) kind() string {
	if collection.application {
		return "application"
	}
	return "network"
}

func (collection *azureCollection) value(classic bool) attribute.Value {
	entries := []attribute.Value{}
	for _, rule := range collection.entries {
		if collection.application {
			entries = append(entries, rule.applicationValue(classic))
		} else {
			entries = append(entries, rule.networkValue())
		}
	}
	action := "Deny"
	if collection.allow {
		action = "Allow"
	}
	return attribute.Object(fields{
		"name": attribute.String("collection"), "priority": numberOf(collection.priority), "action": attribute.String(action), "rule": attribute.List(entries...),
	})
}

func (rule *azureFirewallRule) applicationValue(classic bool) attribute.Value {
	names, protocols, tags := "destination_fqdns", "protocols", "destination_fqdn_tags"
	if classic {
		names, protocols, tags = "target_fqdns", "protocol", "fqdn_tags"
	}
	web := []attribute.Value{}
	for _, each := range rule.web {
		web = append(web, attribute.Object(fields{"type": attribute.String(each.application), "port": numberOf(each.port)}))
	}
	given := fields{
		"name": attribute.String("rule"), "source_addresses": listOf([]string{"*"}), names: listOf(rule.names), protocols: attribute.List(web...), tags: {},
	}
	if rule.reference {
		given[names], given[protocols], given[tags] = attribute.Value{}, attribute.List(), listOf([]string{"WindowsUpdate"})
	}
	return attribute.Object(given)
}

func (rule *azureFirewallRule) networkValue() attribute.Value {
	ports := []string{}
	for _, each := range rule.ports {
		if each == everyPort {
			ports = append(ports, "*")
		} else {
			ports = append(ports, each.text("-"))
		}
	}
	given := fields{
		"name": attribute.String("rule"), "source_addresses": listOf([]string{"10.0.0.0/8"}), "protocols": listOf(rule.protocols), "destination_ports": listOf(ports),
		"destination_addresses": {}, "destination_fqdns": {}, "destination_ip_groups": {},
	}
	switch {
	case rule.reference:
		given["destination_ip_groups"] = listOf([]string{"/subscriptions/s/ipGroups/g"})
	case len(rule.names) > 0:
		given["destination_fqdns"] = listOf(rule.names)
	default:
		given["destination_addresses"] = listOf(textsOf(rule.targets))
	}
	return attribute.Object(given)
}
