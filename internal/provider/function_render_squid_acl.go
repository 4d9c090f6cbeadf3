// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderSquidACLFunction gives the function that renders for Squid.
func NewRenderSquidACLFunction() function.Function {
	return &pureFunction{
		name:    "render_squid_acl",
		summary: "Render requirements as access lists of Squid",
		description: "Gives the text of `acl` and `http_access` lines: CONNECT to the hosts and ports of what speaks TLS or anything else over TCP, " +
			"plain requests to those of what speaks HTTP. `*.eu.nexthink.cloud` is spelt `.eu.nexthink.cloud`, which matches any depth below and " +
			"`eu.nexthink.cloud` itself. Squid warns of names that another one covers, so those are left out. The option `-n` turns off reverse lookups: " +
			"without it, an address whose PTR record claims a required name is allowed.\n\n" +
			"Rows to servers of your own are outside of it, and listed in a comment. A row to the internet over UDP is refused. Put the text before the " +
			"rules that deny and behind those that keep strangers out: it lets every client through that gets there.",
		call: twoArguments(
			requirementsArgument(flowAttributes),
			stringArgument("name", "What the names of the access lists begin with: a letter and then up to 31 letters, digits and underscores."),
			render.SquidACL,
		),
	}
}
