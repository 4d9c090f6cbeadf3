// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderProbeScriptFunction returns the function that renders a script which tries the connections.
func NewRenderProbeScriptFunction() function.Function {
	return &pureFunction{
		name:    "render_probe_script",
		summary: "Render requirements as a script that tries them from a device",
		description: "Returns the text of a script that tests every requirement from the device on which it runs.\n\n" +
			"You run it on the kind of machine that the requirements are about.\n\n" +
			"The script prints who issued the certificate, and one line for each test:\n\n" +
			"| result | meaning |\n" +
			"|---|---|\n" +
			"| `open` | The host answers. Any answer counts, including a 403 of Amazon S3 and an empty answer after a trusted TLS " +
			"handshake. A proxy that asks for a login does not count. |\n" +
			"| `closed` | The script does not reach the host. |\n" +
			"| `untrusted` | The host answers, but the device does not trust the certificate. This happens behind a proxy that inspects " +
			"TLS. |\n" +
			"| `untested` | The script cannot test it. |\n\n" +
			"If a result is `closed` or `untrusted`, the script exits with status 1.\n\n" +
			"Limits and errors:\n\n" +
			"- If a requirement uses TLS to your own server and has hosts, the script tests the server by name.\n" +
			"- The script cannot test wildcards, networks, UDP, or ranges such as that of dynamic RPC ports.\n" +
			"- The script uses the proxy of the device for TLS and HTTP. It uses no proxy for anything else.\n" +
			"- The Collector may use another proxy. On Windows it uses the proxy of WinHTTP, which the script does not test.\n" +
			"- On macOS the Collector uses the proxy that it was installed with. Set `https_proxy` to that proxy.\n" +
			"- Behind a proxy, the proxy itself may give a plain HTTP answer.",
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+" `internet` is not needed. If one is unknown, the whole text is unknown."),
			stringArgument("shell", "`sh` for a POSIX shell, or `powershell` for Windows PowerShell 5.1 and later. `sh` needs curl. It uses nc if it has the option `-z`."),
			render.ProbeScript,
		),
	}
}
