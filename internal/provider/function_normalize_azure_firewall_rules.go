// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAzureFirewallRulesFunction returns the function that reads rules of Azure Firewall.
func NewNormalizeAzureFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_azure_firewall_rules",
		summary: "Read rules of Azure Firewall for a check",
		description: "Converts the rules of Azure Firewall into the format that `find_missing_requirements` accepts.\n\n" +
			"- The rules are in the order in which Azure Firewall evaluates them. Network rules come before application rules.\n" +
			"- Each kind is in the order of the priority of the group, then of the collection.\n" +
			"- Azure Firewall blocks what no rule allows.\n" +
			"- Rules of address translation (NAT) are not read.\n" +
			"- The rules of a base policy come first, and this function cannot see the policy. Pass the rule collection groups of one " +
			"policy without a base policy.\n" +
			"- A host name in a network rule needs the DNS proxy of the policy. This function cannot see whether it is on, and reads the rule as if it were. " +
			"Use `explain_plan`, which reads the policy.\n" +
			"- `explain_plan` and `normalize_plan` read base policies." +
			normalizedRules(),
		call: normalizeCall(
			"`azurerm_firewall_policy_rule_collection_group`, `azurerm_firewall_application_rule_collection` or "+
				"`azurerm_firewall_network_rule_collection`",
			normalize.AzureFirewalls,
		),
	}
}
