// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderPACFunction returns the function that renders a proxy auto-configuration file.
func NewRenderPACFunction() function.Function {
	return &pureFunction{
		name:    "render_pac",
		summary: "Render requirements as a proxy auto-configuration file",
		description: "Returns the text of a PAC file. The file sends the hosts of requirements to the internet one way, and all other " +
			"hosts another way.\n\n" +
			"You add the web server or the policy that gives devices the file.\n\n" +
			"Limits and errors:\n\n" +
			"- `*.eu.nexthink.cloud` matches any depth below `eu.nexthink.cloud`, but not `eu.nexthink.cloud` itself.\n" +
			"- A PAC file does not match ports. It sends a host the same way on every port.\n" +
			"- Requirements to your own servers are in a comment only.\n" +
			"- A requirement to the internet over UDP is an error.",
		call: threeArguments(
			requirementsArgument(pacAttributes),
			stringArgument("matched", "The answer for hosts of the requirements, such as `DIRECT` or `PROXY host:port`. Separate several answers with semicolons."),
			stringArgument("otherwise", "The answer for all other hosts, in the same form."),
			render.PAC,
		),
	}
}
