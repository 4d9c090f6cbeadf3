// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderSuricataRulesFunction gives the function that renders for Suricata and AWS Network Firewall.
func NewRenderSuricataRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_suricata_rules",
		summary: "Render requirements as rules of Suricata, for AWS Network Firewall",
		description: "Gives the text of `pass` rules, for `rules_string` of `aws_networkfirewall_rule_group` or a rule file of Suricata: HTTPS and " +
			"WebSocket by the name in TLS, HTTP by the host, anything else by addresses. A rule for addresses passes single packets, so a second rule " +
			"passes the answers. `*.eu.nexthink.cloud` matches any depth below and not " +
			"`eu.nexthink.cloud` itself. Each rule is for its own port.\n\n" +
			"`sid` is `base_sid` + 100 x the fixed number of the requirement + the place of the rule among those of the requirement; rows of your own " +
			"are numbered from 1000 on by their key up to forty million, and two that meet are refused. A row has at most 100 rules. Suricata reserves " +
			"ids from 1000000 to 1999999 for local use: the catalogue's requirements stay within it from base 1000000 on, rows of your own lie above.\n\n" +
			"A raw row, such as that of a classic Engine, is matched by address: with `0.0.0.0/0` any name on its port passes, whatever the other rules " +
			"say. A comment in the text says so; leave the row out if that is not wanted. A rule group of AWS may also match a raw row by the name that " +
			"Route 53 Resolver resolved, with the keyword `aws_route_53_resolved_domain` " +
			"([AWS's page](https://docs.aws.amazon.com/network-firewall/latest/developerguide/route53-resolved-ip-validation-rules.md)). " +
			"The function does not write it: Suricata itself does not know the keyword, and no page was found that says whether it matches the answers.\n\n" +
			"The rules use `$HOME_NET` and `$EXTERNAL_NET`; where clients are outside of the firewall's own VPC, set HOME_NET. Under a default action that " +
			"drops before the TLS handshake is seen (`aws:drop_strict`), the rules for names have no effect: use " +
			"`aws:drop_established_app_layer_to_server`. The same goes for a TLS ClientHello that spans two packets, as with post-quantum keys: " +
			"`aws:drop_established` drops its first packet, which has no whole name yet. This was seen in Suricata 7; no page of AWS was found that says so.\n\n" +
			"A rule with more than 8192 characters is an error, because AWS refuses it. Give fewer and larger networks.",
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+internetNotNeeded+" While one is unknown, the whole text is."),
			numberArgument("base_sid", "The number from which those of the signatures are counted, a whole number from 1 to 294867295, such as 1000000."),
			render.SuricataRules,
		),
	}
}
