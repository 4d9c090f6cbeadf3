// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderAzureNetworkSecurityRulesFunction gives the function that renders for network security groups of Azure.
func NewRenderAzureNetworkSecurityRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_azure_network_security_rules",
		summary: "Render requirements as rules of an Azure network security group",
		description: "Gives what `azurerm_network_security_rule` takes, one rule for each destination, transport protocol and kind of " +
			"address (IPv4, IPv6, service tag), with all of its ports. A network security group knows addresses and service tags and no names. " +
			"Keys are `<destination>_<transport protocol>`, with `_ipv6` or `_tag` behind.\n\n" +
			"Priorities are counted from `base_priority`: 6 for each destination (internet 0, domain_controller 1, active_directory 2, dns_server 3, " +
			"mail_server 4, proxy_server 5), 3 for UDP, and 1 for IPv6 or 2 for a service tag. A rule that comes later changes no other rule's. " +
			"Leave 36 priorities free from the base on.\n\n" +
			"A rule has at most 4000 networks; more are refused. A network inside another one of the same destination is left out, and `0.0.0.0/0` is in " +
			"`destination_address_prefix`, because Azure refuses both in a list of networks when it applies them. The result is a map of objects:\n\n" +
			describeResult[render.AzureNetworkSecurityRule](),
		call: threeArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" One service tag such as `Internet` may stand beside them. An address that is unknown until apply must be IPv4."),
			numberArgument("base_priority", "The priority from which those of the rules are counted, a whole number from 100 to 4061."),
			render.AzureNetworkSecurityRules,
		),
	}
}
