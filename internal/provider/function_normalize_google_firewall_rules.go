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
		page: page{
			returns: "Returns the egress rules of a Google Cloud VPC network in the format that a check accepts.",
			result: "The function adds `implied_allow_egress`, which allows what no other rule matches, and `always_blocked_smtp`, which blocks TCP 25 to " +
				"external addresses.",
			limits: []string{
				"A disabled rule is not in the list.",
				"If a rule leaves out `direction` or `destination_ranges`, Google computes them. The function reads them as left out.",
				"**The check does not judge target tags and service accounts.** Rules for different ones count together. `sources` lists them.",
			},
			seeAlso: seeChecks(),
		},
		call: normalizeCall("`google_compute_firewall`", normalize.GoogleFirewalls),
	}
}
