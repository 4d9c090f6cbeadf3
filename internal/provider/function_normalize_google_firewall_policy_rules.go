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
		description: "Converts the egress rules of a Google Cloud firewall policy into the format that `find_missing_requirements` " +
			"accepts.\n\n" +
			"- The function adds the rule `implied_allow_egress` for connections that no rule matches. They continue to the next policy or " +
			"to the rules of the network. Check those separately.\n" +
			"- The rule `always_blocked_smtp` stands for Google's block of TCP 25 to external addresses.\n" +
			"- A rule with the action `goto_next` is unproven.\n" +
			"- A name of Amazon S3 is unproven. It has more addresses than a policy keeps for a name.\n" +
			"- A rule that denies a name is unproven for other names, because they may have the same address." +
			normalizedRules(),
		call: normalizeCall(
			"`google_compute_network_firewall_policy_rule`, `google_compute_region_network_firewall_policy_rule` or "+
				"`google_compute_firewall_policy_rule`",
			normalize.GoogleFirewallPolicies,
		),
	}
}
