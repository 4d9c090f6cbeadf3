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
		page: page{
			returns: "Returns the rules of Azure Firewall in the format that a check accepts.",
			result: "The rules have the order in which Azure Firewall evaluates them: network rules, then application rules. Each kind is in the order of " +
				"the priority of the group, then of the collection.",
			limits: []string{
				"Azure Firewall blocks what no rule allows.",
				"**The check does not judge the sources of a rule.** Rules for different devices count together. `sources` lists what they are scoped to.",
				"The function does not read rules of address translation (NAT).",
				"The function cannot see a base policy, whose rules come first. Pass the rule collection groups of a policy without a base policy.",
				"Azure accepts a host name in a network rule only if the DNS proxy of the policy is on. So the function reads such a rule without a check of the proxy.",
				"The `id` of a rule is the names of its group, its collection and the rule, for example `devices/nexthink/web`.",
				seeFunction("explain_plan") + " reads base policies and the DNS proxy.",
			},
			seeAlso: seeChecks(),
		},
		call: normalizeCall(
			"`azurerm_firewall_policy_rule_collection_group`, `azurerm_firewall_application_rule_collection` or "+
				"`azurerm_firewall_network_rule_collection`",
			normalize.AzureFirewalls,
		),
	}
}
