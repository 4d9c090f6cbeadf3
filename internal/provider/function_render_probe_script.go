// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderProbeScriptFunction gives the function that renders a script which tries the connections.
func NewRenderProbeScriptFunction() function.Function {
	return &pureFunction{
		name:    "render_probe_script",
		summary: "Render requirements as a script that tries them from a device",
		description: "Gives the text of a script that tries every row from the device it runs on, and prints a line for each: `open`, `closed`, " +
			"`untrusted` (reached, but the certificate is not trusted, as behind a proxy that inspects TLS) or `untested`. It prints who issued the " +
			"certificate. Any answer of the host counts as open, S3's 403 too, and so does an empty answer after a trusted TLS handshake. A proxy that " +
			"wants a login does not. It ends with status 1 if anything is closed or untrusted.\n\n" +
			"TLS and HTTP go by the proxy that the device is set to, anything else without one. The Collector's own way may be another. On Windows the " +
			"Collector uses the proxy of WinHTTP, which the script does not try. On macOS it uses the proxy that it was installed with, so set " +
			"`https_proxy` to that one. A plain HTTP answer behind a proxy may be the proxy's own.\n\n" +
			"A server of your own that speaks TLS is tried by its name if its row has hosts. The script says of these that they cannot be tried: wildcards, " +
			"networks, ranges such as that of dynamic RPC ports, and UDP. Run it on the kind of machine " +
			"that the rows are about.",
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+" `internet` is not needed. While one is unknown, the whole text is."),
			stringArgument("shell", "`sh` for a POSIX shell (with curl, and nc if there is one with `-z`), or `powershell` for Windows PowerShell 5.1 and later."),
			render.ProbeScript,
		),
	}
}
