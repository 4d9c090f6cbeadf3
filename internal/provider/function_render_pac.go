// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderPACFunction gives the function that renders a proxy auto-configuration file.
func NewRenderPACFunction() function.Function {
	return &pureFunction{
		name:    "render_pac",
		summary: "Render requirements as a proxy auto-configuration file",
		description: "Gives the text of a PAC file that sends the hosts of the rows to the internet one way and all others another. " +
			"`*.eu.nexthink.cloud` matches any depth below and not `eu.nexthink.cloud` itself. Such a file knows no ports: a host goes its way on every one.\n\n" +
			"Rows to servers of your own are outside of it, and listed in a comment. A row to the internet over UDP is refused.",
		call: threeArguments(
			requirementsArgument(pacAttributes),
			stringArgument("matched", "The answer for hosts of the rows: `DIRECT`, `PROXY host:port` or the like, or several with a semicolon between them."),
			stringArgument("otherwise", "The answer for all other hosts, of the same form."),
			render.PAC,
		),
	}
}
