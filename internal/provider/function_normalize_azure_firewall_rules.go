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
				"The function does not read rules of address translation (NAT).",
				"The function cannot see a base policy, whose rules come first. Pass the rule collection groups of a policy without a base policy.",
				"A host name in a network rule needs the DNS proxy of the policy. The function cannot see the proxy and reads the rule as if it were on.",
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
