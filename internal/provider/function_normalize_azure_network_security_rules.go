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
		page: page{
			returns: "Returns the outbound rules of an Azure network security group in the format that a check accepts.",
			result: "The function adds Azure's default rules.\n\n" +
				"~> Azure allows the internet by default. Without a deny rule, a requirement of the internet is always `covered`.",
			limits: []string{
				"Pass every rule of the group, including deny rules.",
				"**The check does not judge sources.** A rule for another subnet counts as one for your devices.",
				"Except for `Internet`, the function does not know the addresses of a service tag.",
				"Pass the group itself only if its rules are in `security_rule`. Otherwise, the check reads only Azure's default rules.",
			},
			seeAlso: seeChecks(),
		},
		call: normalizeCall("`azurerm_network_security_rule`, or `azurerm_network_security_group` with its `security_rule`", normalize.AzureNetworkSecurityGroups),
	}
}
