// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeGoogleFirewallPolicyRulesFunction gives the function that reads rules of firewall policies of Google Cloud.
func NewNormalizeGoogleFirewallPolicyRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_google_firewall_policy_rules",
		summary: "Read egress rules of a Google Cloud firewall policy for a check",
		description: "Gives the egress rules of a firewall policy in the words that a check reads, and the rule `implied_allow_egress`: what " +
			"no rule matches goes on to the next " +
			"policy or to the rules of the network, which are a check of their own. A rule of `goto_next` is unproven, and so is a name of Amazon S3, which has more " +
			"addresses than a policy keeps of a name. A deny of a name is unproven for other names, which may have the same address. The rule " +
			"`always_blocked_smtp` stands for Google's block of TCP 25 to external addresses." +
			normalizedRules(),
		call: normalizeCall(
			"`google_compute_network_firewall_policy_rule`, `google_compute_region_network_firewall_policy_rule` or "+
				"`google_compute_firewall_policy_rule`",
			normalize.GoogleFirewallPolicies,
		),
	}
}
