// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Azure Firewall walks the network rules of all collections before the application rules of any, and in each kind the groups by
// their priority and in a group the collections by theirs.
const (
	azureCollectionsPerGroup = 100_000
	azurePriorityApplication = azureCollectionsPerGroup * azureCollectionsPerGroup
)

// AzureFirewallRules reads rules of Azure Firewall: azurerm_firewall_policy_rule_collection_group, and the classic
// azurerm_firewall_application_rule_collection and azurerm_firewall_network_rule_collection. What no rule lets through is held
// back.
func AzureFirewallRules(resources []Resource) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, resource := range resources {
		value := resource.Value
		switch {
		case value.Has("firewall_policy_id"), value.Has("application_rule_collection"), value.Has("network_rule_collection"):
			rules = append(rules, readAzureGroup(resource)...)
		case value.Has("rule"):
			rules = append(rules, readAzureClassic(resource)...)
		default:
			rules = append(rules, notRead(resource, "it has none of the attributes application_rule_collection, network_rule_collection and rule of Azure Firewall")...)
		}
	}
	return rules
}

// azureCollection is a collection of rules and where it stands.
type azureCollection struct {
	*reader

	application bool
	of          string // the names of the attributes that the classic collections spell otherwise
	protocols   string
}

func readAzureGroup(resource Resource) []traffic.Rule {
	group := readerOf(resource, "")
	place, _ := group.whole("priority", traffic.FieldPriority)
	rules := []traffic.Rule{}
	for _, kind := range []string{"network_rule_collection", "application_rule_collection"} {
		if group.value.Member(kind).IsUnknown() {
			open := *group
			open.rule.Unknown |= traffic.FieldsAll &^ traffic.FieldGroup
			rules = append(rules, open.each(traffic.PortRange{})...)
			continue
		}
		for _, block := range group.blocks(kind, 0) {
			inner := readerOf(Resource{ID: resource.ID, Group: resource.Group, Value: block}, "")
			inner.rule.Group, inner.rule.Unknown = group.rule.Group, inner.rule.Unknown|group.rule.Unknown
			collection := azureCollection{inner, kind == "application_rule_collection", "destination_fqdns", "protocols"}
			collection.place(place)
			rules = append(rules, collection.read()...)
		}
	}
	if group.rule.Unproven != "" {
		rules = append(rules, group.each(traffic.PortRange{})...)
	}
	return rules
}

// readAzureClassic reads a collection of a firewall without a policy. An application rule is told by target_fqdns.
func readAzureClassic(resource Resource) []traffic.Rule {
	r := readerOf(resource, "azure_firewall_name")
	application := false
	for _, rule := range r.value.Member("rule").Elements() {
		application = application || rule.Has("target_fqdns") || rule.Has("protocol")
	}
	collection := azureCollection{r, application, "target_fqdns", "protocol"}
	if !application {
		collection.of, collection.protocols = "destination_fqdns", "protocols"
	}
	collection.place(0)
	return collection.read()
}

// place gives the collection its place among all.
func (collection azureCollection) place(group int64) {
	collection.priority("priority")
	collection.rule.Priority += azureCollectionsPerGroup * group
	if collection.application {
		collection.rule.Priority += azurePriorityApplication
	}
	collection.action(collection.text("action", traffic.FieldAction), "Allow", "Deny")
}

func (collection azureCollection) read() []traffic.Rule {
	rules := []traffic.Rule{}
	if collection.value.Member("rule").IsUnknown() {
		collection.rule.Unknown |= traffic.FieldTransport | traffic.FieldPorts | traffic.FieldHosts | traffic.FieldAddresses
		return collection.each(traffic.PortRange{})
	}
	for _, resource := range members(collection.blocks("rule", 0), collection.rule.ID) {
		inner := readerOf(resource, "")
		id := inner.rule.ID
		unknown, why := inner.rule.Unknown, inner.rule.Unproven
		inner.rule, inner.wide = collection.rule, inner.wide|collection.wide
		inner.rule.ID, inner.rule.Unknown = id, inner.rule.Unknown|unknown
		if why != "" {
			inner.rule.Unproven = why
		}
		inner.bound("source_addresses", "source_ip_groups")
		if collection.application {
			rules = append(rules, inner.azureApplicationRule(collection.of, collection.protocols)...)
		} else {
			rules = append(rules, inner.azureNetworkRule(collection.protocols)...)
		}
	}
	if collection.rule.Unproven != "" && len(rules) == 0 {
		rules = collection.each(traffic.PortRange{})
	}
	return rules
}

// azureNetworkRuleNames is how a network rule writes names.
var azureNetworkRuleNames = dialect.Dialect{Product: "a network rule of Azure Firewall", Exact: true}

// azureNetworkRule reads a rule of addresses, or of exact names by the addresses that they resolve to.
func (r *reader) azureNetworkRule(protocols string) []traffic.Rule {
	for _, name := range []string{"destination_ip_groups", "destination_fqdn_tags"} {
		if !r.absent(name) {
			r.doubt(traffic.FieldAddresses|traffic.FieldHosts, "what "+name+" holds is not known here")
		}
	}
	r.names(r.texts("destination_fqdns", traffic.FieldHosts), azureNetworkRuleNames)
	if len(r.rule.Hosts) == 0 && !r.rule.Unknown.Has(traffic.FieldHosts) {
		r.azureDestination("destination_addresses")
	} else if !r.absent("destination_addresses") {
		r.doubt(traffic.FieldAddresses|traffic.FieldHosts, "it has names and addresses")
	}
	ports := r.ports(r.texts("destination_ports", traffic.FieldPorts), "-")
	if r.absent("destination_ports") {
		r.doubt(traffic.FieldPorts, "it has no ports")
	}
	texts := r.texts(protocols, traffic.FieldTransport)
	if len(texts) == 0 {
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.doubt(traffic.FieldTransport, "it has no protocol")
		}
		return r.each(ports...)
	}
	rules := []traffic.Rule{}
	for _, text := range texts {
		inner := *r
		if !inner.transport(text) {
			continue
		}
		for _, rule := range inner.each(ports...) {
			rules = append(rules, byName(rule)...)
		}
	}
	return rules
}

// azureApplicationRule reads a rule of names in TLS and HTTP, one for each protocol and port.
func (r *reader) azureApplicationRule(names, protocols string) []traffic.Rule {
	for _, name := range []string{"destination_urls", "destination_fqdn_tags", "fqdn_tags", "web_categories", "http_headers"} {
		if !r.absent(name) {
			r.doubt(traffic.FieldHosts, "what its "+name+" match is not known here")
		}
	}
	r.names(r.texts(names, traffic.FieldHosts), dialect.AzureFirewall)
	if len(r.rule.Hosts) == 0 && !r.rule.Unknown.Has(traffic.FieldHosts) {
		r.doubt(traffic.FieldHosts, "it has no "+names)
	}
	if !r.absent("destination_addresses") {
		r.azureDestination("destination_addresses")
	}
	r.rule.Transport = "tcp"
	if r.value.Member(protocols).IsUnknown() {
		r.rule.Unknown |= traffic.FieldPorts | traffic.FieldApplications
		return r.each(traffic.PortRange{})
	}
	rules := []traffic.Rule{}
	for _, block := range r.blocks(protocols, traffic.FieldPorts) {
		rules = append(rules, r.azureProtocol(block)...)
	}
	if len(rules) == 0 && r.absent(protocols) {
		r.doubt(traffic.FieldPorts, "it has no "+protocols)
		return r.each(traffic.PortRange{})
	}
	return rules
}

func (r *reader) azureProtocol(block attribute.Value) []traffic.Rule {
	inner := *r
	inner.value = block
	switch kind := inner.text("type", traffic.FieldApplications); kind {
	case "Https":
		inner.rule.Applications = []string{"https"}
	case "Http":
		inner.rule.Applications = []string{"http"}
	case "Mssql":
		return nil
	default:
		if !inner.rule.Unknown.Has(traffic.FieldApplications) {
			inner.doubt(traffic.FieldApplications, "its protocol is none of Http, Https and Mssql")
		}
	}
	port, has := inner.whole("port", traffic.FieldPorts)
	switch {
	case has:
		inner.portRange(port, port)
	case !inner.rule.Unknown.Has(traffic.FieldPorts):
		inner.doubt(traffic.FieldPorts, "a port is missing")
	}
	return inner.each(inner.rule.Ports)
}
