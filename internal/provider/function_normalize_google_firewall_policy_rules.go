// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeGoogleFirewallPolicyRulesFunction returns the function that reads rules of firewall policies of Google Cloud.
func NewNormalizeGoogleFirewallPolicyRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_google_firewall_policy_rules",
		summary: "Read egress rules of a Google Cloud firewall policy for a check",
		page: page{
			returns: "Returns the egress rules of a Google Cloud firewall policy in the format that a check accepts.",
			result: "The function adds two rules:\n\n" +
				"| rule | meaning |\n" +
				"|---|---|\n" +
				"| `always_blocked_smtp` | Google's block of TCP 25 to external addresses |\n" +
				"| `implied_allow_egress` | connections that no rule matches, which the next policy or the rules of the network decide |",
			limits: []string{
				"Check the next policy and the rules of the network separately.",
				"A rule with the action `goto_next` is unproven.",
				"A name of Amazon S3 is unproven. It has more addresses than a policy keeps for a name.",
				"A rule that denies a name is unproven for other names, because they may have the same address.",
			},
			seeAlso: seeChecks(),
		},
		call: normalizeCall(
			"`google_compute_network_firewall_policy_rule`, `google_compute_region_network_firewall_policy_rule` or "+
				"`google_compute_firewall_policy_rule`",
			normalize.GoogleFirewallPolicies,
		),
	}
}
