// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAzureNetworkSecurityRulesFunction gives the function that reads rules of network security groups of Azure.
func NewNormalizeAzureNetworkSecurityRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_azure_network_security_rules",
		summary: "Read outbound rules of an Azure network security group for a check",
		description: "Gives the outbound rules of a network security group in the words that a check reads, and the three that Azure has " +
			"after them: `AllowVnetOutBound`, " +
			"`AllowInternetOutBound` and `DenyAllOutBound`. The internet is thus let through unless a rule denies it. Service tags other than `Internet` are not " +
			"taken apart: whether one holds an address is not known here.\n\n" +
			"Pass every rule of the group, each that denies above all. The group itself is passed only where it holds its rules in `security_rule`: of rules that are " +
			"resources of their own it knows nothing in a plan, and only Azure's defaults are left." +
			normalizedRules(),
		call: normalizeCall("`azurerm_network_security_rule`, or `azurerm_network_security_group` with its `security_rule`", normalize.AzureNetworkSecurityGroups),
	}
}
