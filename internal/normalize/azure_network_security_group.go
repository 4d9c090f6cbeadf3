// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// AzureNetworkSecurityGroups reads outbound rules. Azure adds three rules after those of each group: they allow the virtual network
// and the internet, and deny everything else. A group keeps state, so only one direction matters. Security admin rules, which come first,
// are not read: https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
var AzureNetworkSecurityGroups = &Family{
	Function: "normalize_azure_network_security_rules",
	Kinds: []Kind{
		{
			Types: []string{"azurerm_network_security_rule"}, Firewall: "network_security_group_name",
			FirewallTypes: []string{"azurerm_network_security_group"}, group: "network_security_group_name",
			isKind: hasAny("access"), ownAttributes: []string{"access"}, read: readAzureRule,
		},
		{
			Types: []string{"azurerm_network_security_group"}, IDs: []string{"id"}, Name: "name", Segment: "networkSecurityGroups", Scope: azureScope,
			Inline: []string{"security_rule"}, group: "name",
			isKind: hasAny("security_rule"), ownAttributes: []string{"security_rule"}, read: readAzureInlineRules,
		},
	},
	defaults: azureDefaultRules,
	noKind:   "it has neither access, as azurerm_network_security_rule has, nor security_rule, as azurerm_network_security_group has",
}

// azureDefaultRules returns the outbound rules that Azure adds to each network security group:
// https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview#default-security-rules
func azureDefaultRules(group traffic.Rule) []traffic.Rule {
	network, internet, rest := group, group, group
	network.ID, network.Action, network.Priority = "AllowVnetOutBound", traffic.Allow, 65000
	network.Addresses, network.Sources = []string{"VirtualNetwork"}, []string{"VirtualNetwork"}
	internet.ID, internet.Action, internet.Priority = "AllowInternetOutBound", traffic.Allow, 65001
	internet.Addresses = []string{traffic.InternetTag}
	rest.ID, rest.Action, rest.Priority = "DenyAllOutBound", traffic.Deny, 65500
	return []traffic.Rule{network, internet, rest}
}

func readAzureInlineRules(r *reader) []traffic.Rule {
	r.omitComputed("security_rule")
	return r.inlineRules("security_rule", traffic.FieldGroup|traffic.FieldDirection, func(block *reader) []traffic.Rule {
		block.rule.ID = block.nameOr(r.rule.ID)
		return readAzureRule(block)
	})
}

func readAzureRule(r *reader) []traffic.Rule {
	switch direction := r.string("direction", traffic.FieldDirection); {
	case direction == "Inbound":
		return nil
	case direction != "" && direction != "Outbound":
		r.markUnproven(traffic.FieldsAll, "its direction is neither Inbound nor Outbound")
	}
	r.readPriority("priority")
	r.readAction("access", "Allow", "Deny")
	if !r.readTransport("protocol") {
		return nil
	}
	r.checkSourcePorts("source_port_range", "source_port_ranges")
	r.addSources("source_address_prefix", "source_address_prefixes", "source_application_security_group_ids")
	r.azureDestination("destination_address_prefix", "destination_address_prefixes")
	r.markIfGiven("destination_application_security_group_ids", traffic.FieldAddresses, "it goes to application security groups, whose addresses are not known here")
	texts := append(r.strings("destination_port_range", traffic.FieldPorts), r.strings("destination_port_ranges", traffic.FieldPorts)...)
	return r.rules(r.portRanges(texts, "-")...)
}

// azureDestination reads the addresses of a rule. "*" and "Any" mean any address:
// https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
func (r *reader) azureDestination(names ...string) {
	texts := []string{}
	for _, name := range names {
		texts = append(texts, r.strings(name, traffic.FieldAddresses)...)
	}
	if slices.Contains(texts, "*") || slices.Contains(texts, "Any") {
		r.rule.Unknown &^= traffic.FieldAddresses
		return
	}
	r.addAddresses(withoutRanges(texts), traffic.IsServiceTag)
	r.requireAddress()
}

// withoutRanges replaces ranges such as 10.20.0.10-10.20.0.19, which Azure Firewall accepts, by the networks that make them up:
// https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/firewall_policy_rule_collection_group
func withoutRanges(texts []string) []string {
	networks := make([]string, 0, len(texts))
	for _, text := range texts {
		between, err := netipx.ParseIPRange(text)
		if err != nil {
			networks = append(networks, text)
			continue
		}
		for _, network := range between.Prefixes() {
			networks = append(networks, network.String())
		}
	}
	return networks
}
