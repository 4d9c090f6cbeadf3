// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
)

// NewRenderProbeScriptFunction gives the function that renders a script which tries the connections.
func NewRenderProbeScriptFunction() function.Function {
	return &renderFunction{
		name: "render_probe_script",
		definition: function.Definition{
			Summary: "Render requirements as a script that tries them from a device",
			MarkdownDescription: "Gives the text of a script that tries every row from the device it runs on, through the proxy that the device uses, and prints a " +
				"line for each: `open`, `closed`, `untrusted` (reached, but the certificate is not trusted, as behind a proxy that inspects TLS) or `untested`. " +
				"It prints who issued the certificate. Any answer counts as open, S3's 403 too. It ends with status 1 if anything is closed.\n\n" +
				"It says of these that they cannot be tried: wildcards, networks, ranges such as that of dynamic RPC ports, and UDP. Run it on the kind of machine " +
				"that the rows are about.",
			Parameters: []function.Parameter{
				requirementsParameter(),
				destinationsParameter(networksOnly + " `internet` is not needed. While one is unknown, the whole text is."),
				function.StringParameter{
					Name:                "shell",
					MarkdownDescription: "`sh` for a POSIX shell (with curl, and nc if there is one), or `powershell` for Windows PowerShell 5.1 and later.",
				},
			},
			Return: function.StringReturn{},
		},
		whole: true,
		render: func(call renderCall) (any, error) {
			return firewall.RenderProbeScript(call.flows, call.addresses, call.texts["shell"])
		},
	}
}
