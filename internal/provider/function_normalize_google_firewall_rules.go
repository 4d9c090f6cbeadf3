// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeGoogleFirewallRulesFunction gives the function that reads rules of VPC networks of Google Cloud.
func NewNormalizeGoogleFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_google_firewall_rules",
		summary: "Read egress rules of a Google Cloud VPC network for a check",
		description: "Gives the egress rules of a VPC network in the words that a check reads, and the rule `implied_allow_egress` that lets through what " +
			"no other matches. The rule `always_blocked_smtp` stands for Google's block of TCP 25 to external addresses. " +
			"A disabled rule is left out. What a rule leaves out and Google computes (`direction`, `destination_ranges`) counts as left out. " +
			"**Target tags and service accounts are not judged**: rules for different ones count together, and `sources` lists them." +
			normalizedRules(),
		call: normalizeCall("`google_compute_firewall`", normalize.GoogleFirewalls),
	}
}
