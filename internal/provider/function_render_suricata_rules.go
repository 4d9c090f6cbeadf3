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
			"any name on its port, also if other rules match by name. A comment in the text says so. If you do not want this, leave the requirement " +
			"out.\n" +
			"- The keyword `aws_route_53_resolved_domain` of a rule group of AWS matches by the name that Route 53 Resolver resolved " +
			"([AWS's page](https://docs.aws.amazon.com/network-firewall/latest/developerguide/route53-resolved-ip-validation-rules.md)). " +
			"The function does not write the keyword. Suricata itself does not know it, and no page was found that says whether it matches " +
			"the answers.\n" +
			"- The default action `aws:drop_strict` drops packets before the firewall sees the TLS handshake. Rules for names then have no " +
			"effect. Use `aws:drop_established_app_layer_to_server`.\n" +
			"- A TLS ClientHello may span two packets, for example with post-quantum keys. `aws:drop_established` drops its first packet, " +
			"which does not contain the whole name. Use `aws:drop_established_app_layer_to_server`. This was seen in Suricata 7. No page " +
			"of AWS was found that says so.\n" +
			"- A rule with more than 8192 characters is an error, because AWS does not accept it. Give fewer and larger networks.",
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" If one is unknown, the whole text is unknown."),
			numberArgument("base_sid", "The number that every `sid` includes, a whole number from 1 to 294867295, such as 1000000."),
			render.SuricataRules,
		),
	}
}
