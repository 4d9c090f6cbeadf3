// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderSquidACLFunction returns the function that renders for Squid.
func NewRenderSquidACLFunction() function.Function {
	return &pureFunction{
		name:    "render_squid_acl",
		summary: "Render requirements as access lists of Squid",
		page: page{
			returns: "Returns the text of `acl` and `http_access` lines for Squid.",
			add: "Run `terraform apply` first, then save the text with `terraform output -raw acl > nexthink.conf`. `include` the file in the " +
				"configuration of Squid. Put it before the rules that deny, and after the rules that block unknown clients. The text allows every " +
				"client that reaches it.",
			result: "The lines depend on the requirement:\n\n" +
				"| requirement | lines |\n" +
				"|---|---|\n" +
				"| TLS or another protocol over TCP | CONNECT to its hosts and ports |\n" +
				"| HTTP | plain requests to its hosts and ports |",
			limits: []string{
				"A requirement to the internet over UDP is an error.",
				"Requirements to your own servers are in a comment only.",
				"`*.eu.nexthink.cloud` is written as `.eu.nexthink.cloud`. It matches any depth below `eu.nexthink.cloud`, and `eu.nexthink.cloud` " +
					"itself.",
				"Squid warns of a name that another name covers. The function leaves such names out.",
				"The option `-n` turns off reverse lookups. Without it, Squid allows an address with a PTR record that claims a required name.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("render_pac"), "[Proxies and TLS inspection](../guides/proxies-and-tls-inspection.md)"},
		},
		call: twoArguments(
			requirementsArgument(flowAttributes),
			stringArgument("name", "The prefix of the names of the access lists. It is a letter, then up to 31 letters, digits and underscores."),
			render.SquidACL,
		),
	}
}
