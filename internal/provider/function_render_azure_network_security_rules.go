// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderAzureNetworkSecurityRulesFunction returns the function that renders for network security groups of Azure.
func NewRenderAzureNetworkSecurityRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_azure_network_security_rules",
		summary: "Render requirements as rules of an Azure network security group",
		page: page{
			returns: "Returns the arguments of `azurerm_network_security_rule`, one rule for each destination, transport protocol and kind of address.",
			add:     "Add `resource_group_name` and `network_security_group_name`. To scope the rules to your devices, write your own `source_address_prefix`.",
			result:  "The [keys and priorities](../guides/shared-types.md#keys-and-priorities) do not change if you add requirements or addresses.",
			limits: []string{
				"A network security group matches addresses and service tags, not names.",
				"Leave 36 priorities free, from `base_priority` on.",
				"More than 4000 networks in a rule are an error.",
				"The function leaves out a network inside another network of the same destination. Azure does not accept it at apply.",
				"`0.0.0.0/0` is in `destination_address_prefix`. Azure does not accept it in a list at apply.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("normalize_azure_network_security_rules")},
		},
		call: threeArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" One service tag such as `Internet` may be among them. An address that is not known until apply must be IPv4."),
			numberArgument("base_priority", "The number that is added to every priority, a whole number from 100 to 4061."),
			render.AzureNetworkSecurityRules,
		),
	}
}
