// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderGoogleFirewallPolicyRulesFunction returns the function that renders for network firewall policies of Google.
func NewRenderGoogleFirewallPolicyRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_google_firewall_policy_rules",
		summary: "Render requirements as rules of a Google firewall policy",
		page: page{
			returns: "Returns the arguments of `google_compute_network_firewall_policy_rule`, one rule for each destination, transport protocol and port " +
				"range.",
			add: "Add `firewall_policy`, and a rule that denies other egress. Without that rule, all egress is allowed. The rules of regional and " +
				"hierarchical policies accept the same arguments.",
			result: "The [keys and priorities](../guides/shared-types.md#keys-and-priorities) depend on the destination and the ports.",
			limits: []string{
				"A policy matches exact names by the addresses that they resolve to. It matches no wildcards.",
				"A requirement with a wildcard becomes a rule for `destinations.internet`. Without that destination, it is an error.",
				"Two port ranges that begin at the same port are an error, because they would share a priority.",
				"If a priority changes, Terraform replaces the rule. Choose `base_priority` once.",
				"The rule that denies other egress needs a number above `base_priority` + 2359295.",
				"More than 100 names or 5000 networks in a rule are an error.",
				"If a name resolves to more than 32 addresses of a family, the policy matches a part of them. This mostly concerns hosts of Amazon S3.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("normalize_google_firewall_policy_rules")},
		},
		call: threeArguments(
			requirementsArgument(hostPortAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" An address that is not known until apply must be IPv4."),
			numberArgument("base_priority", "The number that is added to every priority, a whole number from 1 to 2145124251."),
			render.GoogleFirewallPolicyRules,
		),
	}
}
