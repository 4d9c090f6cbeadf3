// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderGoogleFirewallRulesFunction gives the function that renders for the firewall of a Google VPC.
func NewRenderGoogleFirewallRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_google_firewall_rules",
		summary: "Render requirements as rules of a Google VPC firewall",
		description: "Gives what `google_compute_firewall` takes, one rule for each destination, transport protocol and address family. " +
			"Such a rule knows addresses and no names. Keys are `<destination>_<transport protocol>`, with `_ipv6` behind for IPv6.\n\n" +
			"A Google VPC lets all egress through by itself: the rules matter beside one that denies the rest with a higher number of priority.\n\n" +
			"The result is a map of objects:\n\n" + describeResult[render.GoogleFirewallRule](),
		call: twoArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" An address that is unknown until apply must be IPv4."),
			render.GoogleFirewallRules,
		),
	}
}
