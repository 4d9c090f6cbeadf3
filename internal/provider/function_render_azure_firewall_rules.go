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
		page: page{
			returns: "Returns the rules of `azurerm_firewall_policy_rule_collection_group`.",
			add: "Add the collections and their priorities. `protocols` of an application rule always has one element.\n\n" +
				"~> The Collector needs the `network_rules` too. [`examples/firewalls/azure-firewall`]" +
				"(../../examples/firewalls/azure-firewall) has both.",
			result: "The kind of a rule depends on [its requirement](../guides/shared-types.md#keys-and-priorities).",
			limits: []string{
				"Azure does not accept a collection without rules. Leave such a collection out.",
				"If a requirement is not HTTPS, WebSocket or HTTP and has a wildcard, a call without `destinations.internet` is an error.",
				"The Collector needs no DNS proxy, because its network rules have addresses.",
				"In an application rule, `*.eu.nexthink.cloud` matches any depth below `eu.nexthink.cloud`, but not `eu.nexthink.cloud` itself.",
				"An application rule has single ports up to 64000. Port ranges and higher ports are errors.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("normalize_azure_firewall_rules")},
		},
		call: threeArguments(
			requirementsArgument(judgedAttributes),
			destinationsArgument("Give IPv4 addresses and networks."+internetNotNeeded),
			sourcesArgument("IPv4 addresses and networks of your devices. For a list, write `local.devices...`. If left out, any source."),
			render.AzureFirewallRules,
		).withLastVariadic(),
	}
}
