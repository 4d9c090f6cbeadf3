// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAzureFirewallRulesFunction gives the function that reads rules of Azure Firewall.
func NewNormalizeAzureFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_azure_firewall_rules",
		summary: "Read rules of Azure Firewall for a check",
		description: "Gives the rules of Azure Firewall in the words that a check reads, in the order in which it walks them: network rules " +
			"before application rules, and in each " +
			"kind by the priority of the group and of the collection. What no rule lets through is held back. Address translation (NAT) is not read. The rules of a base " +
			"policy come first. This function cannot see the policy, so pass the rule collection groups of one policy without a base policy. `normalize_plan` reads " +
			"base policies." +
			normalizedRules(),
		call: normalizeCall(
			"`azurerm_firewall_policy_rule_collection_group`, `azurerm_firewall_application_rule_collection` or "+
				"`azurerm_firewall_network_rule_collection`",
			normalize.AzureFirewalls,
		),
	}
}
