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
		page: page{
			returns: "Returns the text of a proxy auto-configuration (PAC) file.",
			add: "Add the web server or the policy that gives devices the file. Run `terraform apply` first, then " +
				"save the file with `terraform output -raw pac > nexthink.pac`.",
			result: "The file answers `matched` for the hosts of the requirements, and `otherwise` for all other hosts:\n\n" +
				"| call | hosts of the requirements | other hosts |\n" +
				"|---|---|---|\n" +
				"| `render_pac(requirements, \"DIRECT\", \"PROXY proxy.example.com:3128\")` | no proxy | your proxy |\n" +
				"| `render_pac(requirements, \"PROXY proxy.example.com:3128\", \"DIRECT\")` | your proxy | no proxy |\n\n" +
				"The guide [Large and proxied networks](../guides/large-and-proxied-networks.md#direct-or-a-proxy) compares `DIRECT` with a proxy.",
			limits: []string{
				"The Windows Collector does not read the settings of a user. A PAC file there has no effect on it. No page that was read says if it " +
					"can use one from other settings.",
				"The products `web_interface` and `telemetry` have hosts that other companies use too, such as `*.okta.com`. The answer " +
					"for these hosts is `matched` too, also if people use them for another company.",
				"A PAC file does not match ports. It gives the same answer for a host on every port.",
				"A requirement to the internet over UDP is an error.",
				"An answer that is not valid in a PAC file is an error.",
				"Requirements to your own servers are in comments only.",
				"`*.eu.nexthink.cloud` matches any depth below `eu.nexthink.cloud`. It does not match `eu.nexthink.cloud`.",
			},
			seeAlso: []string{
				seeWhichFunction, seeFunction("render_squid_acl"), "[Large and proxied networks](../guides/large-and-proxied-networks.md)",
				"[Proxies and TLS inspection](../guides/proxies-and-tls-inspection.md)",
			},
		},
		call: threeArguments(
			requirementsArgument(pacAttributes),
			stringArgument("matched", "The answer for hosts of the requirements, such as `DIRECT` or `PROXY host:port`. Separate several answers with semicolons."),
			stringArgument("otherwise", "The answer for all other hosts, in the same form."),
			render.PAC,
		),
	}
}
