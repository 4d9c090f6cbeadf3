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
			returns: "Returns the arguments of `azurerm_network_security_rule` for each destination and protocol.",
			add: "Add `resource_group_name`, `network_security_group_name`, and the network of your devices as `source_address_prefix`. " +
				seeFunction("normalize_azure_network_security_rules") + " shows such rules inside a group. Give the check the same `local.destinations`.\n\n" +
				"~> Azure allows the internet by default. So the check cannot fail for the internet, unless you add a [deny rule](../guides/validate-in-ci.md#azure).",
			result: "The [keys and priorities](../guides/shared-types.md#keys-and-priorities) do not change if you add requirements or addresses.",
			limits: []string{
				"A network security group matches addresses and service tags, not names.",
				"Leave 36 priorities free, from `base_priority` on.",
				"More than 4000 networks in a rule are an error.",
				"The function leaves out a network inside another one, because Azure does not accept it.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("normalize_azure_network_security_rules")},
		},
		call: threeArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" One service tag is valid too: `Internet` for `internet`, because `0.0.0.0/0` also allows your own networks. "+
				"An address that is not known until apply must be IPv4."),
			numberArgument("base_priority", "Added to every priority, a whole number from 100 to 4061."),
			render.AzureNetworkSecurityRules,
		),
	}
}
