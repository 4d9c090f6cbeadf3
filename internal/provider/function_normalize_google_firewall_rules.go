// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeGoogleFirewallRulesFunction returns the function that reads rules of VPC networks of Google Cloud.
func NewNormalizeGoogleFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_google_firewall_rules",
		summary: "Read egress rules of a Google Cloud VPC network for a check",
		description: "Converts the egress rules of a Google Cloud VPC network into the format that `find_missing_requirements` " +
			"accepts.\n\n" +
			"- The function adds the rule `implied_allow_egress`, which allows connections that no other rule matches.\n" +
			"- The rule `always_blocked_smtp` stands for Google's block of TCP 25 to external addresses.\n" +
			"- A disabled rule is left out.\n" +
			"- If a rule leaves out `direction` or `destination_ranges`, Google computes them. The function reads them as left out.\n" +
			"- **The check does not judge target tags and service accounts.** Rules for different ones count together. `sources` lists " +
			"them." +
			normalizedRules(),
		call: normalizeCall("`google_compute_firewall`", normalize.GoogleFirewalls),
	}
}
