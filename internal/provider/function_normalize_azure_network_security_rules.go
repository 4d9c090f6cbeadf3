// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAzureNetworkSecurityRulesFunction returns the function that reads rules of network security groups of Azure.
func NewNormalizeAzureNetworkSecurityRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_azure_network_security_rules",
		summary: "Read outbound rules of an Azure network security group for a check",
		description: "Converts the outbound rules of an Azure network security group into the format that `find_missing_requirements` " +
			"accepts.\n\n" +
			"- The function adds Azure's default rules: `AllowVnetOutBound`, `AllowInternetOutBound` and `DenyAllOutBound`.\n" +
			"- The group therefore allows connections to the internet, unless a rule denies them.\n" +
			"- Except for `Internet`, the function does not know the addresses of a service tag.\n" +
			"- Pass every rule of the group, including deny rules.\n" +
			"- Pass the group itself only if it holds its rules in `security_rule`. In a plan, a group does not contain the rules that are " +
			"resources of their own. Only Azure's default rules are left then." +
			normalizedRules(),
		call: normalizeCall("`azurerm_network_security_rule`, or `azurerm_network_security_group` with its `security_rule`", normalize.AzureNetworkSecurityGroups),
	}
}
