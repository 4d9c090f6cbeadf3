// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderAzureFirewallRulesFunction gives the function that renders for Azure Firewall.
func NewRenderAzureFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_azure_firewall_rules",
		summary: "Render requirements as rules of Azure Firewall",
		description: "Gives what the rules of `azurerm_firewall_policy_rule_collection_group` take. What speaks HTTPS, WebSocket or HTTP to the " +
			"internet becomes an application rule, which matches names and wildcards; all else becomes a network rule, by exact names or by addresses: " +
			"raw TCP is never taken for Https. A raw row with a wildcard becomes a rule by addresses where `destinations.internet` is given, and an " +
			"error otherwise. In an application rule `*.eu.nexthink.cloud` matches any depth below and not `eu.nexthink.cloud` itself.\n\n" +
			"Azure Firewall evaluates network rules before application rules. An application rule has single ports up to 64000; others are refused. " +
			"Keys are `internet_<https or http>_<port>`, `<destination>_<transport protocol>_<port range>` for names and `<destination>_<transport protocol>` for " +
			"addresses.\n\nThe result is an object:\n\n" + describeResult[render.AzureRules](),
		call: twoArguments(
			requirementsArgument(judgedAttributes),
			destinationsArgument("An address is an IPv4 one such as `10.20.0.10` or a network such as `10.20.0.0/24`."+internetNotNeeded),
			render.AzureFirewallRules,
		),
	}
}
