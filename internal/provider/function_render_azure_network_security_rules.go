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
		description: "Returns the arguments of `azurerm_network_security_rule`. There is one rule for each destination, transport " +
			"protocol and kind of address, with all of its ports. The kinds are IPv4, IPv6 and service tag.\n\n" +
			"You add `resource_group_name` and `network_security_group_name`.\n\n" +
			"`source_address_prefix` is `*`, which is any source. To scope the rules to your devices, write your own value instead, such as " +
			"`VirtualNetwork`.\n\n" +
			"A key is `<destination>_<transport protocol>`, followed by `_ipv6` or `_tag` if the rule has such addresses.\n\n" +
			"A priority is `base_priority` plus these numbers:\n\n" +
			"| part | number |\n" +
			"|---|---|\n" +
			"| destination | internet 0, domain_controller 6, active_directory 12, dns_server 18, mail_server 24, proxy_server 30 |\n" +
			"| transport protocol | TCP 0, UDP 3 |\n" +
			"| kind of address | IPv4 0, IPv6 1, service tag 2 |\n\n" +
			"For example, UDP to an IPv6 address of `dns_server` has the priority `base_priority` + 22.\n\n" +
			"Limits and errors:\n\n" +
			"- A network security group matches addresses and service tags, not names.\n" +
			"- Leave 36 priorities free, beginning with `base_priority`. If you add a rule later, no other priority changes.\n" +
			"- A rule has at most 4000 networks. More networks are an error.\n" +
			"- A network inside another network of the same destination is left out. At apply, Azure does not accept such a network in a " +
			"list.\n" +
			"- `0.0.0.0/0` is in `destination_address_prefix`. At apply, Azure does not accept it in a list.\n\n" +
			"The result is a map of objects:\n\n" +
			describeResult[render.AzureNetworkSecurityRule](),
		call: threeArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" One service tag such as `Internet` may be among them. An address that is unknown until apply must be IPv4."),
			numberArgument("base_priority", "The number that is added to every priority, a whole number from 100 to 4061."),
			render.AzureNetworkSecurityRules,
		),
	}
}
