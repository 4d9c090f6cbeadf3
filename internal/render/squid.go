// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// squidName matches a name to which suffixes are added. That Squid accepts 63 characters: no source found.
var squidName = wording.LazyRegexp("^[A-Za-z][A-Za-z0-9_]{0,31}$")

// SquidACL returns access lists and rules for Squid's configuration. They allow CONNECT for TLS and other protocols over TCP, and plain
// requests for HTTP. In a rule of http_access, all lists must match, and the first rule that matches decides. Squid warns of a name that
// another one covers, so the lists have none: https://wiki.squid-cache.org/SquidFaq/SquidAcl
// The types of the lists are dstdomain, port and method, one for each name. The option -n turns off reverse lookups. Without it, an
// address matches if its PTR record has a name of the list: https://www.squid-cache.org/Doc/config/acl
func SquidACL(flows []traffic.Flow, name string) (string, error) {
	if !squidName().MatchString(name) {
		return "", &traffic.ArgumentError{Argument: "name", Err: fmt.Errorf(
			"%s is not a valid name of an access list; give a letter, then up to 31 letters, digits and underscores, such as nexthink", wording.Quote(name))}
	}
	dialect, err := dialect.ByName("squid_dstdomain")
	if err != nil {
		return "", err
	}
	requirements, err := internetFlows(flows)
	if err != nil {
		return "", err
	}
	text := script{commentMark: "#"}
	text.comment("Nexthink: what Squid must allow. Put this text before the rules of http_access that deny, and after the rules that")
	text.comment("block unknown clients. It allows every client that reaches it.")
	text.purposes(requirements)
	text.outOfScope(flows)
	text.add("acl %s_tunnel method CONNECT\n", name)
	for _, group := range squidGroups(requirements) {
		hosts, err := Domains(group.Flows, dialect)
		if err != nil {
			return "", err
		}
		list := name + "_" + group.method + "_" + strings.ReplaceAll(group.Ports.String(), "-", "_")
		for _, host := range hosts {
			text.add("acl %s dstdomain -n %s\n", list, host)
		}
		text.add("acl %s_port port %s\n", list, group.Ports)
		method := name + "_tunnel"
		if group.method == squidPlain {
			method = "!" + method
		}
		text.add("http_access allow %s %s_port %s\n", method, list, list)
	}
	return text.String(), nil
}

// The methods of access: a tunnel by CONNECT, and a plain request.
const (
	squidTunnel = "tunnel"
	squidPlain  = "plain"
)

// squidGroup is requirements with the same method and ports.
type squidGroup struct {
	traffic.PortRule

	method string
}

// squidGroups returns the groups of requirements. A requirement that uses both TLS and HTTP is in two.
func squidGroups(requirements []traffic.Flow) []squidGroup {
	groups := []squidGroup{}
	for _, method := range []string{squidTunnel, squidPlain} {
		others := func(flow traffic.Flow) bool {
			tls, http := flow.Web()
			return method == squidPlain && !http || method == squidTunnel && !tls && http
		}
		for _, rule := range traffic.PortRules(slices.DeleteFunc(slices.Clone(requirements), others)) {
			groups = append(groups, squidGroup{rule, method})
		}
	}
	return groups
}
