// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// AzureNetworkSecurityRules reads outbound rules of network security groups: azurerm_network_security_rule, and the
// security_rule blocks of azurerm_network_security_group. Each group has three rules of Azure's after its own: they let through
// to the virtual network and to the internet, and deny all else.
func AzureNetworkSecurityRules(resources []Resource, groups ...string) []traffic.Rule {
	rules, whole := []traffic.Rule{}, groupsNamed(groups)
	for _, resource := range resources {
		value := resource.Value
		switch {
		case value.Has("access"):
			rules = append(rules, readAzureRule(readerOf(resource, "network_security_group_name"))...)
		case value.Has("security_rule"):
			group := readerOf(resource, "name")
			whole = append(whole, group.rule)
			rules = append(rules, readAzureInlineRules(resource.ID, group)...)
		default:
			rules = append(rules, notRead(resource, "it has neither access, as azurerm_network_security_rule has, nor security_rule, as azurerm_network_security_group has")...)
		}
	}
	return defaults(rules, whole, azureDefaultRules)
}

// azureDefaultRules are the outbound rules that Azure adds to each network security group.
func azureDefaultRules(group traffic.Rule) []traffic.Rule {
	network, internet, others := group, group, group
	network.ID, network.Action, network.Priority = "AllowVnetOutBound", traffic.Allow, 65000
	network.Addresses, network.Sources = []string{"VirtualNetwork"}, []string{"VirtualNetwork"}
	internet.ID, internet.Action, internet.Priority = "AllowInternetOutBound", traffic.Allow, 65001
	internet.Addresses = []string{traffic.InternetTag}
	others.ID, others.Action, others.Priority = "DenyAllOutBound", traffic.Deny, 65500
	return []traffic.Rule{network, internet, others}
}

func readAzureInlineRules(id string, group *reader) []traffic.Rule {
	group.computed("security_rule")
	if group.value.Member("security_rule").IsUnknown() {
		group.rule.Unknown |= traffic.FieldsAll &^ (traffic.FieldGroup | traffic.FieldDirection)
		return group.each(traffic.PortRange{})
	}
	rules := []traffic.Rule{}
	for _, block := range members(group.blocks("security_rule", 0), id) {
		r := readerOf(block, "")
		r.rule.Group, r.rule.Unknown = group.rule.Group, r.rule.Unknown|group.rule.Unknown&traffic.FieldGroup
		rules = append(rules, readAzureRule(r)...)
	}
	if group.rule.Unproven != "" {
		rules = append(rules, group.each(traffic.PortRange{})...)
	}
	return rules
}

func readAzureRule(r *reader) []traffic.Rule {
	switch direction := r.text("direction", traffic.FieldDirection); {
	case direction == "Inbound":
		return nil
	case direction != "" && direction != "Outbound":
		r.doubt(traffic.FieldsAll, "its direction is neither Inbound nor Outbound")
	}
	r.priority("priority")
	r.action(r.text("access", traffic.FieldAction), "Allow", "Deny")
	if !r.transport(r.text("protocol", traffic.FieldTransport)) {
		return nil
	}
	r.sourcePorts("source_port_range", "source_port_ranges")
	r.bound("source_address_prefix", "source_address_prefixes", "source_application_security_group_ids")
	r.rule.Sources = slices.DeleteFunc(r.rule.Sources, func(source string) bool { return source == "*" })
	r.azureDestination("destination_address_prefix", "destination_address_prefixes")
	if !r.absent("destination_application_security_group_ids") {
		r.doubt(traffic.FieldAddresses, "it goes to application security groups, whose addresses are not known here")
	}
	texts := append(r.texts("destination_port_range", traffic.FieldPorts), r.texts("destination_port_ranges", traffic.FieldPorts)...)
	return r.each(r.ports(texts, "-")...)
}

// azureDestination reads the addresses that a rule goes to; an asterisk is any.
func (r *reader) azureDestination(names ...string) {
	texts := []string{}
	for _, name := range names {
		texts = append(texts, r.texts(name, traffic.FieldAddresses)...)
	}
	if slices.Contains(texts, "*") || slices.Contains(texts, "Any") {
		r.rule.Unknown &^= traffic.FieldAddresses
		return
	}
	r.to(texts, traffic.IsServiceTag)
	r.needAddress()
}
