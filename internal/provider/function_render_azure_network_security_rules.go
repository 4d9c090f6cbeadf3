// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
)

// azureNetworkSecurityRuleModel carries the arguments of azurerm_network_security_rule.
type azureNetworkSecurityRuleModel struct {
	Name                       string         `tfsdk:"name" doc:"Name of the rule in its group; carries nothing that changes."`
	Priority                   int64          `tfsdk:"priority" doc:"base_priority + 6 x destination + 3 x transport protocol + kind, see above."`
	Direction                  string         `tfsdk:"direction" doc:"Outbound."`
	Access                     string         `tfsdk:"access" doc:"Allow."`
	Protocol                   string         `tfsdk:"protocol" doc:"Tcp or Udp."`
	SourcePortRange            string         `tfsdk:"source_port_range" doc:"A star: any."`
	DestinationPortRanges      []string       `tfsdk:"destination_port_ranges" doc:"All ports of the destination and transport protocol, none overlapping."`
	DestinationAddressPrefix   *string        `tfsdk:"destination_address_prefix" doc:"A service tag; null for networks."`
	DestinationAddressPrefixes []types.String `tfsdk:"destination_address_prefixes" doc:"Networks of one family; null for a service tag."`
	Description                string         `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys            []string       `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// NewRenderAzureNetworkSecurityRulesFunction gives the function that renders for network security groups of Azure.
func NewRenderAzureNetworkSecurityRulesFunction() function.Function {
	return &pureFunction{
		name: "render_azure_network_security_rules",
		definition: function.Definition{
			Summary: "Render requirements as rules of an Azure network security group",
			MarkdownDescription: "Gives what `azurerm_network_security_rule` takes, one rule for each destination, transport protocol and kind of " +
				"address (IPv4, IPv6, service tag), with all of its ports. A network security group knows addresses and service tags and no names. " +
				"Keys are `<destination>_<transport protocol>`, with `_ipv6` or `_tag` behind.\n\n" +
				"Priorities are counted from `base_priority`: 6 for each destination (internet 0, domain_controller 1, active_directory 2, dns_server 3, " +
				"mail_server 4, proxy_server 5), 3 for UDP, and 1 for IPv6 or 2 for a service tag. A rule that comes later changes no other rule's. " +
				"Leave 36 priorities free from the base on.\n\n" +
				"A rule has at most 4000 networks; more are refused. The result is a map of objects:\n\n" + describeResult[azureNetworkSecurityRuleModel](),
			Parameters: []function.Parameter{
				requirementsParameter(),
				destinationsParameter(networksOnly + " One service tag such as `Internet` may stand beside them. An address that is unknown until apply must be IPv4."),
				function.NumberParameter{Name: "base_priority", MarkdownDescription: "The priority from which those of the rules are counted, a whole number from 100 to 4061."},
			},
			Return: function.MapReturn{ElementType: resultType[azureNetworkSecurityRuleModel]()},
		},
		answers: renderAzureNetworkSecurityRules,
	}
}

func renderAzureNetworkSecurityRules(call functionCall) (any, error) {
	rules, err := firewall.RenderAzureNetworkSecurityRules(call.flows, call.addresses, call.numbers["base_priority"])
	models := make(map[string]azureNetworkSecurityRuleModel, len(rules))
	for _, rule := range rules {
		model := azureNetworkSecurityRuleModel{
			Name:                  rule.Name,
			Priority:              rule.Priority,
			Direction:             "Outbound",
			Access:                "Allow",
			Protocol:              rule.Protocol,
			SourcePortRange:       "*",
			DestinationPortRanges: rule.Ports,
			Description:           rule.Description,
			RequirementKeys:       rule.RequirementKeys,
		}
		if rule.Tag != "" {
			model.DestinationAddressPrefix = &rule.Tag
		} else {
			model.DestinationAddressPrefixes = knownAddresses(rule.Prefixes)
		}
		models[rule.Key] = model
	}
	return models, err
}
