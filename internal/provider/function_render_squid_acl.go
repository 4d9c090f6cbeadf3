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
		description: "Returns the text of `acl` and `http_access` lines for Squid.\n\n" +
			"You add the text to the configuration of Squid. Put it before the rules that deny, and after the rules that block unknown " +
			"clients. The text allows every client that reaches it.\n\n" +
			"| requirement | lines |\n" +
			"|---|---|\n" +
			"| TLS or another protocol over TCP | CONNECT to its hosts and ports |\n" +
			"| HTTP | plain requests to its hosts and ports |\n\n" +
			"Limits and errors:\n\n" +
			"- `*.eu.nexthink.cloud` is written as `.eu.nexthink.cloud`. It matches any depth below `eu.nexthink.cloud`, and " +
			"`eu.nexthink.cloud` itself.\n" +
			"- Squid warns of a name that another name covers. The function leaves such names out.\n" +
			"- The option `-n` turns off reverse lookups. Without it, Squid allows an address with a PTR record that claims a required " +
			"name.\n" +
			"- Requirements to your own servers are in a comment only.\n" +
			"- A requirement to the internet over UDP is an error.",
		call: twoArguments(
			requirementsArgument(flowAttributes),
			stringArgument("name", "The prefix of the names of the access lists: a letter, then up to 31 letters, digits and underscores."),
			render.SquidACL,
		),
	}
}
