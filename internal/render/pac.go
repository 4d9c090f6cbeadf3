// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// pacResult matches one result of FindProxyForURL:
// https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
var pacResult = wording.LazyRegexp(`^(DIRECT|(PROXY|HTTP|HTTPS|SOCKS|SOCKS4|SOCKS5) ([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5})$`)

// PAC returns a proxy auto-configuration file. Its function returns matched for the hosts of the requirements to the internet, and
// otherwise for all other hosts. The host that the function receives has no port, so the file does not limit ports:
// https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file
// The file uses old JavaScript only, because old programs read it too: no source found for which version they support.
func PAC(flows []traffic.Flow, matched, otherwise string) (string, error) {
	for _, given := range []struct{ argument, result string }{{"matched", matched}, {"otherwise", otherwise}} {
		if err := checkPACResult(given.result); err != nil {
			return "", &traffic.ArgumentError{Argument: given.argument, Err: err}
		}
	}
	requirements, err := internetFlows(flows)
	if err != nil {
		return "", err
	}
	for _, flow := range requirements {
		if flow.Transport != "tcp" {
			return "", traffic.InRequirements(fmt.Errorf(
				"the requirement %s uses %s, and a proxy forwards TCP only; leave the requirement out here and allow it in a firewall", flow.Key, flow.Transport))
		}
	}
	text := script{commentMark: "//"}
	text.comment("Nexthink: how devices reach its hosts.")
	text.purposes(requirements)
	text.outOfScope(flows)
	conditions := []string{}
	for _, host := range hostsOf(requirements) {
		conditions = append(conditions, pacCondition(host))
	}
	text.add("function FindProxyForURL(url, host) {\n  host = host.toLowerCase();\n  if (\n    %s\n  ) {\n    return %q;\n  }\n  return %q;\n}\n",
		strings.Join(conditions, " ||\n    "), matched, otherwise)
	return text.String(), nil
}

// pacCondition returns the JavaScript that matches a host. The function dnsDomainIs compares the end of the host.
func pacCondition(host string) string {
	if hostname.IsWildcard(host) {
		return fmt.Sprintf("dnsDomainIs(host, %q)", strings.TrimPrefix(host, "*"))
	}
	return fmt.Sprintf("host === %q", host)
}

// checkPACResult returns an error if the text is not a result of FindProxyForURL: one proxy, or several with semicolons.
func checkPACResult(result string) error {
	for proxy := range strings.SplitSeq(result, ";") {
		if !pacResult().MatchString(strings.TrimSpace(proxy)) {
			return fmt.Errorf(`%s is not a valid answer of a proxy auto-configuration file; give "DIRECT" or "PROXY host:port", or several with semicolons between them`,
				wording.Quote(result))
		}
	}
	return nil
}
