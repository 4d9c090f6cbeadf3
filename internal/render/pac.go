// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// pacWay is one way in what a proxy auto-configuration file answers.
var pacWay = wording.LazyRegexp(`^(DIRECT|(PROXY|HTTP|HTTPS|SOCKS|SOCKS4|SOCKS5) ([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5})$`)

// PAC gives a proxy auto-configuration file that answers matched for the hosts of the rows to the internet, and
// otherwise for all others. It is written in the JavaScript that the oldest of its readers knows.
func PAC(flows []traffic.Flow, matched, otherwise string) (string, error) {
	for _, given := range []struct{ argument, ways string }{{"matched", matched}, {"otherwise", otherwise}} {
		if err := checkPACWays(given.ways); err != nil {
			return "", &traffic.ArgumentError{Argument: given.argument, Err: err}
		}
	}
	rows, err := named(flows)
	if err != nil {
		return "", err
	}
	hosts := []string{}
	for _, flow := range rows {
		if flow.Transport != "tcp" {
			return "", traffic.InRequirements(fmt.Errorf(
				"the row %s is %s, and a proxy carries TCP alone; leave the row out here and open it in a firewall", flow.Key, flow.Transport))
		}
		hosts = append(hosts, flow.Hosts...)
	}
	slices.Sort(hosts)
	text := script{mark: "//"}
	text.comment("Nexthink: which way its hosts are reached.")
	text.rows(rows)
	text.outOfScope(flows)
	conditions := []string{}
	for _, host := range slices.Compact(hosts) {
		conditions = append(conditions, pacCondition(host))
	}
	text.add("function FindProxyForURL(url, host) {\n  host = host.toLowerCase();\n  if (\n    %s\n  ) {\n    return %q;\n  }\n  return %q;\n}\n",
		strings.Join(conditions, " ||\n    "), matched, otherwise)
	return text.String(), nil
}

func pacCondition(host string) string {
	if hostname.IsWildcard(host) {
		return fmt.Sprintf("dnsDomainIs(host, %q)", strings.TrimPrefix(host, "*"))
	}
	return fmt.Sprintf("host === %q", host)
}

func checkPACWays(ways string) error {
	for way := range strings.SplitSeq(ways, ";") {
		if !pacWay().MatchString(strings.TrimSpace(way)) {
			return fmt.Errorf(`%s is no answer of a proxy auto-configuration file; give "DIRECT" or "PROXY host:port", or several with a semicolon between them`,
				wording.Quote(ways))
		}
	}
	return nil
}
