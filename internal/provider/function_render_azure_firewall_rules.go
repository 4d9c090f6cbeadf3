// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
)

// azureFirewallRulesModel carries the rules of azurerm_firewall_policy_rule_collection_group.
type azureFirewallRulesModel struct {
	ApplicationRules map[string]azureApplicationRuleModel `tfsdk:"application_rules" doc:"Rules of an application_rule_collection, by key; for dynamic blocks."`
	NetworkRules     map[string]azureNetworkRuleModel     `tfsdk:"network_rules" doc:"Rules of a network_rule_collection, by key; for dynamic blocks."`
}

type azureApplicationRuleModel struct {
	Name             string                           `tfsdk:"name" doc:"Name of the rule in its collection."`
	DestinationFQDNs []string                         `tfsdk:"destination_fqdns" doc:"Names and patterns, sorted."`
	Protocols        []azureApplicationProtocolsModel `tfsdk:"protocols" doc:"For the block of that name."`
	RequirementKeys  []string                         `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

type azureApplicationProtocolsModel struct {
	Type string `tfsdk:"type" doc:"Https or Http."`
	Port int64  `tfsdk:"port" doc:"The port."`
}

type azureNetworkRuleModel struct {
	Name                 string         `tfsdk:"name" doc:"Name of the rule in its collection."`
	Protocols            []string       `tfsdk:"protocols" doc:"TCP or UDP, one of them."`
	DestinationAddresses []types.String `tfsdk:"destination_addresses" doc:"IPv4 networks; null where names are matched."`
	DestinationFQDNs     []string       `tfsdk:"destination_fqdns" doc:"Exact names, which need the DNS proxy of the policy; null where networks are matched."`
	DestinationPorts     []string       `tfsdk:"destination_ports" doc:"Ports and ranges, none overlapping."`
	RequirementKeys      []string       `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// NewRenderAzureFirewallRulesFunction gives the function that renders for Azure Firewall.
func NewRenderAzureFirewallRulesFunction() function.Function {
	return &pureFunction{
		name: "render_azure_firewall_rules",
		definition: function.Definition{
			Summary: "Render requirements as rules of Azure Firewall",
			MarkdownDescription: "Gives what the rules of `azurerm_firewall_policy_rule_collection_group` take. What speaks HTTPS, WebSocket or HTTP to the " +
				"internet becomes an application rule, which matches names and wildcards; all else becomes a network rule, by exact names or by addresses: " +
				"raw TCP is never taken for Https. A raw row with a wildcard becomes a rule by addresses where `destinations.internet` is given, and an " +
				"error otherwise. In an application rule `*.eu.nexthink.cloud` matches any depth below and not `eu.nexthink.cloud` itself.\n\n" +
				"Azure Firewall evaluates network rules before application rules. An application rule has single ports up to 64000; others are refused. " +
				"Keys are `internet_<https or http>_<port>`, `<destination>_<transport protocol>_<port range>` for names and `<destination>_<transport protocol>` for " +
				"addresses.\n\nThe result is an object:\n\n" + describeResult[azureFirewallRulesModel](),
			Parameters: []function.Parameter{
				requirementsParameter(), destinationsParameter("An address is an IPv4 one such as `10.20.0.10` or a network such as `10.20.0.0/24`." + internetNotNeeded),
			},
			Return: function.ObjectReturn{AttributeTypes: resultType[azureFirewallRulesModel]().AttrTypes},
		},
		answers: renderAzureFirewallRules,
	}
}

func renderAzureFirewallRules(call functionCall) (any, error) {
	rules, err := firewall.RenderAzureFirewallRules(call.flows, call.addresses)
	model := azureFirewallRulesModel{map[string]azureApplicationRuleModel{}, map[string]azureNetworkRuleModel{}}
	for _, rule := range rules.Application {
		model.ApplicationRules[rule.Key] = azureApplicationRuleModel{
			rule.Name, rule.FQDNs, []azureApplicationProtocolsModel{{rule.Protocol, rule.Port}}, rule.RequirementKeys,
		}
	}
	for _, rule := range rules.Network {
		made := azureNetworkRuleModel{
			Name: rule.Name, Protocols: []string{rule.Protocol}, DestinationFQDNs: rule.FQDNs, DestinationPorts: rule.Ports, RequirementKeys: rule.RequirementKeys,
		}
		if len(rule.FQDNs) == 0 {
			made.DestinationAddresses = knownAddresses(rule.Addresses)
		}
		model.NetworkRules[rule.Key] = made
	}
	return model, err
}
