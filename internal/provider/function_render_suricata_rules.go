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
		page: page{
			returns: "Returns the text of `pass` rules for `aws_networkfirewall_rule_group` or for a rule file of Suricata.",
			add:     "Add the rule group or the rule file. If clients are outside the VPC of the firewall, set `HOME_NET`.",
			result: "Each rule is for its own port. It uses `$HOME_NET` and `$EXTERNAL_NET`.\n\n" +
				"| requirement | rules |\n" +
				"|---|---|\n" +
				"| HTTPS or WebSocket to the internet | for the name in TLS |\n" +
				"| HTTP to the internet | for the host in HTTP |\n" +
				"| anything else | for addresses, one for the connection and one for its answers |\n\n" +
				"The `sid` of a rule is `base_sid` + 100 × requirement + position. The position of a rule in its requirement is from 0 to 99. A requirement of the catalog has " +
				"a fixed number below 1000. The number of your own requirement is from 1000 to 40000999 and depends on its key. For example, the third rule of " +
				"requirement 7 has the `sid` `base_sid` + 702.",
			limits: []string{
				"Two of your own requirements with the same number are an error. Rename one of them.",
				"A requirement with more than 100 rules is an error.",
				"A rule with more than 8192 characters is an error, because AWS does not accept it. Give fewer and larger networks.",
				"`*.eu.nexthink.cloud` matches any depth below `eu.nexthink.cloud`, except the name itself.",
				"A requirement that is not HTTP(S) matches by address. With `0.0.0.0/0`, its rule allows any name on its port, and a comment in the text " +
					"says so.",
				"The default action `aws:drop_strict` drops packets before the firewall sees the TLS handshake. Use " +
					"`aws:drop_established_app_layer_to_server`.",
				"`aws:drop_established` drops a TLS ClientHello that spans two packets, for example with post-quantum keys. This was seen in Suricata 7. " +
					"No page of AWS was found that says so.",
				"The function does not write " +
					"[`aws_route_53_resolved_domain`](https://docs.aws.amazon.com/network-firewall/latest/developerguide/route53-resolved-ip-validation-rules.md), " +
					"which Suricata itself does not know.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("render_domains")},
		},
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" If an address is not known until apply, neither is the text."),
			numberArgument("base_sid", "The number that every `sid` includes, a whole number from 1 to 294867295, such as 1000000."),
			render.SuricataRules,
		),
	}
}
