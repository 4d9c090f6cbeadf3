// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderGoogleFirewallPolicyRulesFunction gives the function that renders for network firewall policies of Google.
func NewRenderGoogleFirewallPolicyRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_google_firewall_policy_rules",
		summary: "Render requirements as rules of a Google firewall policy",
		description: "Gives what `google_compute_network_firewall_policy_rule` takes, and the rules of regional and hierarchical policies, " +
			"one rule for each destination, transport protocol and port range. A policy matches exact names by the addresses that they resolve to. " +
			"Wildcards it cannot match: a row with one becomes a rule by addresses where `destinations.internet` is given, and an error otherwise. " +
			"Keys are `<destination>_<transport protocol>_<port range>`, with `_ipv6` behind for IPv6 and `_ipv4` for the addresses of the internet.\n\n" +
			"Priorities are counted from `base_priority`: 131072 for each destination (internet 0, domain_controller 1, active_directory 2, " +
			"dns_server 3, mail_server 4, proxy_server 5), 65536 for UDP, and the first port; 786432 more for IPv6, and 1572864 more for the " +
			"IPv4 addresses of the internet. Two ranges that begin at one port are refused, since they would share a priority. " +
			"A changed priority replaces a rule, so choose the base once. The rules lie from the base to 2359295 above it: a rule that denies the rest " +
			"must have a higher number than that, and without one egress is open.\n\n" +
			"A rule has at most 100 names and 5000 networks; more are refused. A name that resolves to more than 32 addresses of a family is matched " +
			"in part, which concerns hosts of S3 above all. The result is a map of objects:\n\n" + describeResult[render.GoogleFirewallPolicyRule](),
		call: threeArguments(
			requirementsArgument(hostPortAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" An address that is unknown until apply must be IPv4."),
			numberArgument("base_priority", "The priority from which those of the rules are counted, a whole number from 1 to 2145124251."),
			render.GoogleFirewallPolicyRules,
		),
	}
}
