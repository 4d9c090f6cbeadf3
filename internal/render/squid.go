// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// squidName leaves room in Squid's 63 characters for what is added to the name.
var squidName = wording.LazyRegexp("^[A-Za-z][A-Za-z0-9_]{0,31}$")

// SquidACL gives access lists and rules for Squid's configuration: CONNECT to the hosts and ports of what speaks TLS
// or anything else over TCP, and plain requests to those of what speaks HTTP. Names that another one covers are left out,
// since Squid warns of them.
func SquidACL(flows []traffic.Flow, name string) (string, error) {
	if !squidName().MatchString(name) {
		return "", &traffic.ArgumentError{Argument: "name", Err: fmt.Errorf(
			"%s is no name of an access list; give a letter and then up to 31 letters, digits and underscores, such as nexthink", wording.Quote(name))}
	}
	dialect, err := dialect.ByName("squid_dstdomain")
	if err != nil {
		return "", err
	}
	rows, err := named(flows)
	if err != nil {
		return "", err
	}
	text := script{mark: "#"}
	text.comment("Nexthink: what must pass. Put this before the rules of http_access that deny, and behind those that keep strangers")
	text.comment("out: it lets every client through that gets here.")
	text.rows(rows)
	text.outOfScope(flows)
	text.add("acl %s_tunnel method CONNECT\n", name)
	for _, group := range squidGroups(rows) {
		hosts, err := Domains(group.flows, dialect)
		if err != nil {
			return "", err
		}
		list := name + "_" + group.kind + "_" + strings.ReplaceAll(group.ports.String(), "-", "_")
		for _, host := range hosts {
			text.add("acl %s dstdomain %s\n", list, host)
		}
		text.add("acl %s_port port %s\n", list, group.ports)
		method := name + "_tunnel"
		if group.kind == squidPlain {
			method = "!" + method
		}
		text.add("http_access allow %s %s_port %s\n", method, list, list)
	}
	return text.String(), nil
}

// The kinds of access: a tunnel by CONNECT, and a plain request.
const (
	squidTunnel = "tunnel"
	squidPlain  = "plain"
)

type squidGroup struct {
	kind  string
	ports traffic.PortRange
	flows []traffic.Flow
}

// squidGroups puts rows together that differ in their hosts only. A row that speaks both TLS and HTTP is in two.
func squidGroups(rows []traffic.Flow) []squidGroup {
	groups := []squidGroup{}
	for _, kind := range []string{squidTunnel, squidPlain} {
		for _, rule := range traffic.PortRules(rows) {
			group := squidGroup{kind: kind, ports: rule.Ports}
			for _, flow := range rule.Flows {
				tls, http := flow.Web()
				if kind == squidPlain && http || kind == squidTunnel && (tls || !http) {
					group.flows = append(group.flows, flow)
				}
			}
			if len(group.flows) > 0 {
				groups = append(groups, group)
			}
		}
	}
	return groups
}
