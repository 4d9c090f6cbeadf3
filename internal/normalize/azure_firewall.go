// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"
	"strconv"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Azure Firewall applies the network rules of all collections before the application rules of any. For each of the two, it applies
// the groups by their priority, and the collections of a group by theirs. Priorities are 100 to 65000:
// https://learn.microsoft.com/en-us/azure/firewall/rule-processing
const (
	azureCollectionsPerGroup = 100_000
	azurePrioritiesPerPolicy = azureCollectionsPerGroup * azureCollectionsPerGroup
	azureMaxLevels           = 1000
	azurePriorityApplication = azurePrioritiesPerPolicy * azureMaxLevels * 2
)

// AzureInherited returns the rules of a policy as those of a policy that inherits them over some levels: its network rules come before
// the network rules of that policy, and its application rules before the application rules:
// https://learn.microsoft.com/en-us/azure/firewall-manager/rule-processing
func AzureInherited(rules []traffic.Rule, levels int) []traffic.Rule {
	inherited := slices.Clone(rules)
	for i := range inherited {
		inherited[i].Priority -= azurePrioritiesPerPolicy * int64(min(levels, azureMaxLevels))
	}
	return inherited
}

// AzureFirewalls reads the rules of policies, and the classic collections of a firewall without a policy. What no rule allows is
// blocked. The package planfile adds the rules of a parent policy:
// https://learn.microsoft.com/en-us/azure/firewall/rule-processing
var AzureFirewalls = &Family{
	Function: "normalize_azure_firewall_rules",
	Kinds: []Kind{
		{
			Types: []string{"azurerm_firewall_policy_rule_collection_group"}, Firewall: "firewall_policy_id",
			FirewallTypes: []string{"azurerm_firewall_policy"}, group: "firewall_policy_id",
			isKind:        hasAny("firewall_policy_id", "application_rule_collection", "network_rule_collection"),
			ownAttributes: []string{"network_rule_collection"}, read: readAzureGroup,
		},
		azureClassicKind("azurerm_firewall_application_rule_collection", hasAzureApplicationRule, func(r *reader) []traffic.Rule {
			return r.azureCollection("", azurePriorityApplication, func(rule *reader) []traffic.Rule { return rule.azureApplicationRule("target_fqdns", "protocol") })
		}),
		azureClassicKind("azurerm_firewall_network_rule_collection", hasAny("rule"), func(r *reader) []traffic.Rule {
			return r.azureCollection("", 0, (*reader).azureNetworkRule)
		}),
		{Types: []string{"azurerm_firewall_policy"}, IDs: []string{"id"}, Name: "name", Segment: "firewallPolicies", Scope: azureScope},
		{Types: []string{"azurerm_firewall"}, IDs: []string{"id"}, Name: "name", Segment: "azureFirewalls", Scope: azureScope},
	},
	noKind: "it has none of the attributes application_rule_collection, network_rule_collection and rule of Azure Firewall",
}

// azureClassicKind is a collection of a firewall without a policy.
func azureClassicKind(resourceType string, isKind func(attribute.Value) bool, read func(*reader) []traffic.Rule) Kind {
	const firewall = "azure_firewall_name"
	return Kind{
		Types: []string{resourceType}, Firewall: firewall, FirewallTypes: []string{"azurerm_firewall"}, group: firewall,
		isKind: isKind, ownAttributes: []string{firewall}, read: read,
	}
}

// hasAzureApplicationRule matches a classic collection of application rules.
func hasAzureApplicationRule(value attribute.Value) bool {
	return slices.ContainsFunc(value.Member("rule").Elements(), hasAny("target_fqdns", "protocol"))
}

func readAzureGroup(group *reader) []traffic.Rule {
	priority, _ := group.int64("priority", traffic.FieldPriority)
	within := group.nameOr(group.rule.ID) + "/"
	rules := []traffic.Rule{}
	for _, of := range []struct {
		blocks string
		base   int64
		read   func(rule *reader) []traffic.Rule
	}{
		{"network_rule_collection", 0, (*reader).azureNetworkRule},
		{"application_rule_collection", azurePriorityApplication, func(rule *reader) []traffic.Rule {
			return rule.azureApplicationRule("destination_fqdns", "protocols")
		}},
	} {
		if group.value.Member(of.blocks).IsUnknown() {
			unknown := *group
			unknown.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
			rules = append(rules, unknown.rules(traffic.PortRange{})...)
			continue
		}
		for _, block := range group.blocks(of.blocks, traffic.FieldsAll) {
			collection := newReader(Resource{ID: group.rule.ID, Group: group.rule.Group, Value: block}, "")
			collection.markUnknown(group.rule.Unknown)
			rules = append(rules, collection.azureCollection(within, of.base+azureCollectionsPerGroup*priority, of.read)...)
		}
	}
	if group.rule.Unproven != "" {
		rules = append(rules, group.rules(traffic.PortRange{})...)
	}
	return rules
}

// azureCollection reads a collection. The base is what the priority of the collection is added to. The id of a rule is the names of its group,
// its collection and the rule, because the name of a rule is unique only in its collection.
func (r *reader) azureCollection(within string, base int64, read func(rule *reader) []traffic.Rule) []traffic.Rule {
	r.readPriority("priority")
	r.rule.Priority += base
	r.readAction("action", "Allow", "Deny")
	if r.value.Member("rule").IsUnknown() {
		r.markUnknown(traffic.FieldTransport | traffic.FieldPorts | traffic.FieldHosts | traffic.FieldAddresses)
		return r.rules(traffic.PortRange{})
	}
	rules := []traffic.Rule{}
	within += r.nameOr(r.rule.ID) + "/"
	for i, block := range r.blocks("rule", 0) {
		inner := newReader(Resource{ID: r.rule.ID, Value: block}, "")
		unknown, why := inner.rule.Unknown, inner.rule.Unproven
		inner.rule, inner.unproven = r.rule, inner.unproven|r.unproven
		inner.rule.ID = within + inner.nameOr(strconv.Itoa(i))
		inner.markUnknown(unknown)
		if why != "" {
			inner.rule.Unproven = why
		}
		inner.addSources("source_addresses", "source_ip_groups")
		rules = append(rules, read(inner)...)
	}
	if r.rule.Unproven != "" && len(rules) == 0 {
		rules = r.rules(traffic.PortRange{})
	}
	return rules
}

// azureNetworkRuleNames is how a network rule writes names.
var azureNetworkRuleNames = dialect.Dialect{Product: "a network rule of Azure Firewall", Exact: true}

// azureNetworkRule reads a rule of addresses, or of exact names that the firewall resolves to addresses:
// https://learn.microsoft.com/en-us/azure/firewall/fqdn-filtering-network-rules
// Azure refuses a rule with names if the DNS proxy is off: https://github.com/Azure/azure-sdk-for-go/issues/11094
func (r *reader) azureNetworkRule() []traffic.Rule {
	for _, name := range []string{"destination_ip_groups", "destination_fqdn_tags"} {
		r.markIfGiven(name, traffic.FieldAddresses|traffic.FieldHosts, "what "+name+" holds is not known here")
	}
	r.readHosts("destination_fqdns", azureNetworkRuleNames)
	switch {
	case len(r.rule.Hosts) == 0 && !r.rule.Unknown.Has(traffic.FieldHosts):
		r.azureDestination("destination_addresses")
	case len(r.rule.Hosts) == 0 && !r.isAbsent("destination_addresses"):
		r.markUnknown(traffic.FieldAddresses | traffic.FieldHosts | traffic.FieldUnproven)
	default:
		r.markIfGiven("destination_addresses", traffic.FieldAddresses|traffic.FieldHosts, "it has names and addresses")
	}
	ports := r.portRanges(r.strings("destination_ports", traffic.FieldPorts), "-")
	if r.isAbsent("destination_ports") {
		r.markUnproven(traffic.FieldPorts, "it has no ports")
	}
	texts := r.strings("protocols", traffic.FieldTransport)
	if len(texts) == 0 {
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldTransport, "it has no protocol")
		}
		return resolveAllNames(r.rules(ports...))
	}
	rules := []traffic.Rule{}
	for _, text := range texts {
		inner := *r
		if inner.setTransport(text) {
			rules = append(rules, resolveAllNames(inner.rules(ports...))...)
		}
	}
	return rules
}

// azureApplicationRule reads a rule of names in TLS, HTTP and MSSQL, and returns a rule for each protocol and port, except MSSQL:
// https://learn.microsoft.com/en-us/azure/firewall/fqdn-filtering-network-rules
func (r *reader) azureApplicationRule(names, protocols string) []traffic.Rule {
	for _, name := range []string{"destination_urls", "destination_fqdn_tags", "fqdn_tags", "web_categories", "http_headers"} {
		r.markIfGiven(name, traffic.FieldHosts, "what its "+name+" match is not known here")
	}
	r.readHosts(names, dialect.AzureFirewall)
	if len(r.rule.Hosts) == 0 && !r.rule.Unknown.Has(traffic.FieldHosts) {
		r.markUnproven(traffic.FieldHosts, "it has no "+names)
	}
	if !r.isAbsent("destination_addresses") {
		r.azureDestination("destination_addresses")
	}
	r.rule.Transport = "tcp"
	if r.value.Member(protocols).IsUnknown() {
		r.markUnknown(traffic.FieldPorts | traffic.FieldApplications)
		return r.rules(traffic.PortRange{})
	}
	rules := []traffic.Rule{}
	for _, block := range r.blocks(protocols, traffic.FieldPorts) {
		rules = append(rules, r.azureProtocol(block)...)
	}
	if len(rules) == 0 && r.isAbsent(protocols) {
		r.markUnproven(traffic.FieldPorts, "it has no "+protocols)
		return r.rules(traffic.PortRange{})
	}
	return rules
}

// azureProtocol reads a protocol and its port. No requirement uses MSSQL.
func (r *reader) azureProtocol(block attribute.Value) []traffic.Rule {
	inner := *r
	inner.value = block
	switch inner.string("type", traffic.FieldApplications) {
	case "Https":
		inner.rule.Applications = []string{"https"}
	case "Http":
		inner.rule.Applications = []string{"http"}
	case "Mssql":
		return nil
	default:
		if !inner.rule.Unknown.Has(traffic.FieldApplications) {
			inner.markUnproven(traffic.FieldApplications, "its protocol is none of Http, Https and Mssql")
		}
	}
	port, has := inner.int64("port", traffic.FieldPorts)
	switch {
	case has:
		inner.setPortRange(port, port)
	case !inner.rule.Unknown.Has(traffic.FieldPorts):
		inner.markUnproven(traffic.FieldPorts, "a port is missing")
	}
	return inner.rules(inner.rule.Ports)
}
