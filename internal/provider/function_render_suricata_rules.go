// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderSuricataRulesFunction returns the function that renders for Suricata and AWS Network Firewall.
func NewRenderSuricataRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_suricata_rules",
		summary: "Render requirements as rules of Suricata, for AWS Network Firewall",
		description: "Returns the text of `pass` rules, for `rules_string` of `aws_networkfirewall_rule_group` or for a rule file of " +
			"Suricata.\n\n" +
			"You add the rule group or the rule file. If clients are outside the VPC of the firewall, set `HOME_NET`.\n\n" +
			"| requirement | rules |\n" +
			"|---|---|\n" +
			"| HTTPS or WebSocket to the internet | for the name in TLS |\n" +
			"| HTTP to the internet | for the host in HTTP |\n" +
			"| anything else | for addresses, one for the connection and one for its answers |\n\n" +
			"Rules for addresses pass single packets, so the answers need a rule.\n\n" +
			"The `sid` of a rule is `base_sid` plus these numbers:\n\n" +
			"| part | number |\n" +
			"|---|---|\n" +
			"| requirement of the catalog | 100 × its fixed number |\n" +
			"| your own requirement | 100 × a number from 1000 to about forty million, which depends on its key |\n" +
			"| rule | its position in the requirement, from 0 to 99 |\n\n" +
			"For example, the third rule of a requirement with the number 7 has the `sid` `base_sid` + 702.\n\n" +
			"Suricata reserves the IDs 1000000 to 1999999 for local use. With `base_sid` 1000000, requirements of the catalog use only " +
			"these IDs. Your own requirements use higher IDs.\n\n" +
			"Limits and errors:\n\n" +
			"- Each rule is for its own port. It uses `$HOME_NET` and `$EXTERNAL_NET`.\n" +
			"- `*.eu.nexthink.cloud` matches any depth below `eu.nexthink.cloud`, but not `eu.nexthink.cloud` itself.\n" +
			"- If two of your own requirements have the same number, it is an error. Rename one of them.\n" +
			"- A requirement with more than 100 rules is an error.\n" +
			"- A requirement that is not HTTP(S), such as that of a classic Engine, matches by address. With `0.0.0.0/0`, its rule allows " +
			"any name on its port, whatever other rules say. A comment in the text says so. If you do not want this, leave the requirement " +
			"out.\n" +
			"- The default action `aws:drop_strict` drops packets before the firewall sees the TLS handshake. Rules for names then have no " +
			"effect. Use `aws:drop_established_app_layer_to_server`.",
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" If one is unknown, the whole text is unknown."),
			numberArgument("base_sid", "The number that every `sid` includes, a whole number from 1 to 294867295, such as 1000000."),
			render.SuricataRules,
		),
	}
}
