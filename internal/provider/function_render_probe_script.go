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
		page: page{
			returns: "Returns the text of a script that tests every requirement from the device on which it runs.",
			add:     "Run `terraform apply` first, then save the text with `terraform output -raw script > probe.ps1`. Run it on a device.",
			result: "The script prints who issued the certificate, and a line for each test. If a test is `closed` or `untrusted`, it exits with status 1.\n\n" +
				"| result | meaning |\n" +
				"|---|---|\n" +
				"| `open` | The host answers. Any answer counts, including a 403 of Amazon S3 and an empty answer after a trusted TLS handshake. |\n" +
				"| `closed` | The script does not reach the host. A proxy that asks for a login counts as closed. |\n" +
				"| `untrusted` | The host answers, but the device does not trust the certificate. This happens behind a proxy that inspects TLS. |\n" +
				"| `untested` | The script cannot test it. |",
			limits: []string{
				"The script cannot test wildcards, networks, UDP, or ranges such as that of dynamic RPC ports.",
				"If a requirement uses TLS to your own server and has hosts, the script tests the server by name.",
				"The script uses the proxy of the device for TLS and HTTP. It uses no proxy for anything else. Behind a proxy, the proxy itself may give " +
					"a plain HTTP answer.",
				"On Windows, the Collector uses the proxy of its own configuration or of WinHTTP. The script does not test these.",
				"On macOS, the Collector uses the proxy that it was installed with. Set `https_proxy` to that proxy.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("render_change_request")},
		},
		call: threeArguments(
			requirementsArgument(flowAttributes),
			destinationsArgument(networksOnly+" `internet` is not needed. If an address is not known until apply, neither is the text."),
			stringArgument("shell", "`sh` for a POSIX shell, or `powershell` for Windows PowerShell 5.1 and later. `sh` needs curl. It uses nc if it has the option `-z`."),
			render.ProbeScript,
		),
	}
}
