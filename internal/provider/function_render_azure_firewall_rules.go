// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderAzureFirewallRulesFunction returns the function that renders for Azure Firewall.
func NewRenderAzureFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_azure_firewall_rules",
		summary: "Render requirements as rules of Azure Firewall",
		description: "Returns the rules of `azurerm_firewall_policy_rule_collection_group`.\n\n" +
			"You add the collections.\n\n" +
			"| requirement | rule | key |\n" +
			"|---|---|---|\n" +
			"| HTTPS, WebSocket or HTTP to the internet | an application rule, which matches names and wildcards | `internet_<https or " +
			"http>_<port>` |\n" +
			"| another protocol to the internet, exact names | a network rule for names | `<destination>_<transport protocol>_<port " +
			"range>` |\n" +
			"| another protocol to the internet, with a wildcard | a network rule for the addresses in `destinations.internet` | " +
			"`<destination>_<transport protocol>` |\n" +
			"| anything to your own servers | a network rule for their addresses | `<destination>_<transport protocol>` |\n\n" +
			"Limits and errors:\n\n" +
			"- If a requirement of another protocol has a wildcard and you do not give `destinations.internet`, it is an error.\n" +
			"- In an application rule, `*.eu.nexthink.cloud` matches any depth below `eu.nexthink.cloud`, but not `eu.nexthink.cloud` " +
			"itself.\n" +
			"- Azure Firewall evaluates network rules before application rules.\n" +
			"- An application rule has single ports up to 64000. Port ranges and higher ports are errors.\n\n" +
			"The result is an object:\n\n" +
			describeResult[render.AzureRules](),
		call: threeArguments(
			requirementsArgument(judgedAttributes),
			destinationsArgument("An element is an IPv4 address such as `10.20.0.10` or a network such as `10.20.0.0/24`."+internetNotNeeded),
			sourcesArgument("The IPv4 addresses and networks that the rules apply to, such as `10.0.0.0/8`. For a list, write `local.devices...`. "+
				"Without this argument, the rules apply to any source."),
			render.AzureFirewallRules,
		).withLastVariadic(),
	}
}
