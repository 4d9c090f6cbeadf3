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
		description: "Returns the arguments of `google_compute_network_firewall_policy_rule`, one rule for each destination, transport " +
			"protocol and port range. The rules of regional and hierarchical policies accept them too.\n\n" +
			"You add `firewall_policy`, and a rule that denies other egress. Without that rule, all egress is allowed.\n\n" +
			"A key is `<destination>_<transport protocol>_<port range>`. It ends in `_ipv6` for IPv6, and in `_ipv4` for the IPv4 " +
			"addresses of the internet.\n\n" +
			"A priority is `base_priority` plus these numbers:\n\n" +
			"| part | number |\n" +
			"|---|---|\n" +
			"| destination | internet 0, domain_controller 131072, active_directory 262144, dns_server 393216, mail_server 524288, " +
			"proxy_server 655360 |\n" +
			"| transport protocol | TCP 0, UDP 65536 |\n" +
			"| port | the first port of the range |\n" +
			"| kind of address | IPv6 786432, IPv4 addresses of the internet 1572864, otherwise 0 |\n\n" +
			"For example, TCP 443 to names of the internet has the priority `base_priority` + 443.\n\n" +
			"Limits and errors:\n\n" +
			"- A policy matches exact names by the addresses that they resolve to. It matches no wildcards.\n" +
			"- A requirement with a wildcard becomes a rule for addresses if you give `destinations.internet`. Otherwise it is an error.\n" +
			"- If two port ranges begin at the same port, they would share a priority. This is an error.\n" +
			"- If a priority changes, Terraform replaces the rule. Choose `base_priority` once.\n" +
			"- The priorities are from `base_priority` to `base_priority` + 2359295. The rule that denies other egress needs a higher " +
			"number.\n" +
			"- A rule has at most 100 names and 5000 networks. More are an error.\n" +
			"- If a name resolves to more than 32 addresses of a family, the policy matches a part of them. This mostly concerns hosts of " +
			"Amazon S3.\n\n" +
			"The result is a map of objects:\n\n" +
			describeResult[render.GoogleFirewallPolicyRule](),
		call: threeArguments(
			requirementsArgument(hostPortAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" An address that is not known until apply must be IPv4."),
			numberArgument("base_priority", "The number that is added to every priority, a whole number from 1 to 2145124251."),
			render.GoogleFirewallPolicyRules,
		),
	}
}
