// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderGoogleFirewallRulesFunction returns the function that renders for the firewall of a Google VPC.
func NewRenderGoogleFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_google_firewall_rules",
		summary: "Render requirements as rules of a Google VPC firewall",
		page: page{
			returns: "Returns the arguments of `google_compute_firewall`, one rule for each destination, transport protocol and address family.",
			add:     "Add `network`, and a rule that denies other egress. Give that rule a higher `priority` number. A Google VPC allows all egress by default.",
			result:  "The [keys](../guides/shared-types.md#keys-and-priorities) are for `for_each`.",
			limits: []string{
				"A rule matches addresses, not names.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("normalize_google_firewall_rules")},
		},
		call: twoArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" An address that is not known until apply must be IPv4."),
			render.GoogleFirewallRules,
		),
	}
}
