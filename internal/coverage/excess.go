// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"fmt"
	"slices"
	"strings"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Excess is what a rule allows in addition to the flows.
type Excess struct {
	RuleID     string
	FlowKeys   []string // the flows that it allows, fully or in part
	Transports []string // transport protocols that none of these flows uses
	PortRanges []string
	Hosts      []string
	Addresses  []string
	Unproven   string // why the provider cannot decide
	Message    string
}

// FindExcess returns the rules that allow more than the flows need, in the order in which they decide, and whether the result
// depends on a value that is not known until apply. It ignores a rule that allows none of the flows. An error is a
// *[traffic.ArgumentError].
func FindExcess(flows []traffic.Flow, addresses traffic.Addresses, rules []traffic.Rule) (found []Excess, unknown bool, err error) {
	c, err := newChecker(rules)
	if err != nil {
		return nil, false, err
	}
	connections := make([][]connection, len(flows))
	for i, flow := range flows {
		if connections[i], err = connectionsOf(flow, addresses); err != nil {
			return nil, false, err
		}
	}
	found = []Excess{}
	seen := make([]bool, len(rules))
	denies := c.denyRules(connections)
	for _, rule := range c.outbound.rules {
		if seen[rule.index] || !rule.mayAllow() {
			continue
		}
		seen[rule.index] = true
		use := c.usageOf(rule, flows, connections, denies)
		unknown = unknown || use.unknown
		if len(use.keys) == 0 {
			continue
		}
		if excess := rule.excess(use, c.deniedPortsBefore(rule)); excess.Message != "" {
			found = append(found, excess)
		}
	}
	return found, unknown, nil
}

// denyRules returns the rules that deny a part of each connection.
func (c *checker) denyRules(connections [][]connection) map[*connection][]*candidate {
	denies := map[*connection][]*candidate{}
	for i := range connections {
		for n := range connections[i] {
			conn := &connections[i][n]
			for _, rule := range c.outbound.rules {
				if !rule.mayAllow() && len(rule.piecesOf(conn)) > 0 {
					denies[conn] = append(denies[conn], rule)
				}
			}
		}
	}
	return denies
}

func (rule *candidate) piecesOf(conn *connection) []piece {
	if rule.transports&conn.transports == 0 || rule.ports.To < conn.ports.From || rule.ports.From > conn.ports.To {
		return nil
	}
	return rule.match(conn, nil)
}

// allows tells whether the rule allows a part of the connection that no rule denies before, and whether that depends on a value
// that is not known until apply. It ignores the other rules that allow the same part.
func (c *checker) allows(rule *candidate, conn *connection, denies []*candidate) (allowed, unknown bool) {
	pieces := rule.piecesOf(conn)
	switch {
	case len(pieces) == 0:
		return false, false
	case rule.rule.Unknown&^irrelevantFields != 0 || conn.target.unknown:
		return true, true
	case rule.rule.Unproven != "":
		return true, false
	case !slices.ContainsFunc(pieces, func(piece piece) bool { return piece.matching&matchCertain != 0 }):
		return false, false
	}
	var rules orderedRules
	for _, deny := range denies {
		if deny.order < rule.order {
			rules.add(deny)
		}
	}
	rules.add(rule)
	result := c.evaluate(conn, &rules)
	return result.allowedBy[rule], result.unknown
}

// deniedPortsBefore returns the ports that earlier rules deny to every destination.
func (c *checker) deniedPortsBefore(rule *candidate) []traffic.PortRange {
	denied := []traffic.PortRange{}
	for _, deny := range c.outbound.rules[:rule.order] {
		everywhere := deny.anyHost && deny.applications == 0 && deny.hasEveryAddress() && deny.transports&rule.transports == rule.transports
		if !deny.mayAllow() && deny.matching == matchCertain && everywhere {
			denied = append(denied, deny.ports)
		}
	}
	return denied
}

// usage is what the flows that a rule allows need.
type usage struct {
	keys       []string
	transports transports
	ports      []traffic.PortRange
	hosts      []string
	named      []string
	addresses  netipx.IPSetBuilder
	public     bool // a connection is to a host of the internet whose addresses were not given
	unknown    bool // depends on a value that is not known until apply
}

func (c *checker) usageOf(rule *candidate, flows []traffic.Flow, connections [][]connection, denies map[*connection][]*candidate) *usage {
	use := &usage{}
	for i, flow := range flows {
		used := false
		for n := range connections[i] {
			conn := &connections[i][n]
			allowed, unknown := c.allows(rule, conn, denies[conn])
			use.unknown = use.unknown || unknown
			if allowed {
				used = true
				use.add(conn)
			}
		}
		if used {
			use.keys = append(use.keys, flow.Key)
		}
	}
	return use
}

func (use *usage) add(conn *connection) {
	use.transports |= conn.transports
	use.ports = append(use.ports, conn.ports)
	if conn.host != "" {
		use.hosts = append(use.hosts, conn.host)
	}
	switch {
	case conn.target.unknown:
	case conn.target.named:
		use.named = append(use.named, conn.target.text)
	case conn.target.text == "":
		use.public = true
	default:
		prefix, err := traffic.ParsePrefix(conn.target.text)
		if err != nil {
			for _, part := range conn.target.ranges {
				use.addresses.AddRange(netipx.IPRangeFrom(part.from, part.to))
			}
			return
		}
		use.addresses.AddPrefix(prefix)
	}
}

func (rule *candidate) excess(use *usage, denied []traffic.PortRange) Excess {
	excess := Excess{
		RuleID: rule.rule.ID, FlowKeys: use.keys, Unproven: rule.rule.Unproven,
		Transports: []string{}, PortRanges: []string{}, Hosts: []string{}, Addresses: []string{},
	}
	if excess.Unproven != "" {
		excess.Message = fmt.Sprintf("the rule %s cannot be judged: %s", excess.RuleID, excess.Unproven)
		return excess
	}
	parts := []string{}
	if beyond := rule.transports &^ use.transports; beyond != 0 {
		name := map[transports]string{tcp: "tcp", udp: "udp"}[beyond]
		excess.Transports = append(excess.Transports, name)
		parts = append(parts, strings.ToUpper(name))
	}
	if beyond := portsBeyond(rule.ports, slices.Concat(use.ports, denied)); len(beyond) > 0 {
		count := int64(0)
		for _, ports := range beyond {
			excess.PortRanges = append(excess.PortRanges, ports.String())
			count += ports.To - ports.From + 1
		}
		parts = append(parts, fmt.Sprintf("%d ports (%s)", count, summarize(excess.PortRanges)))
	}
	if rule.anyHost {
		excess.Addresses = rule.addressesBeyond(use)
	} else {
		excess.Hosts = rule.hostsBeyond(use)
	}
	if len(excess.Hosts) > 0 {
		parts = append(parts, "other names by "+summarize(excess.Hosts))
	}
	if len(excess.Addresses) > 0 {
		parts = append(parts, "addresses in "+summarize(excess.Addresses)+use.hint())
	}
	if len(parts) > 0 {
		excess.Message = fmt.Sprintf("the rule %s lets through more than %s need: %s", excess.RuleID, summarize(excess.FlowKeys), wording.List(parts, "and"))
	}
	return excess
}

// hint says which argument helps if the firewall cannot match names.
func (use *usage) hint() string {
	if use.public {
		return " (if the firewall knows no names, give destinations.internet)"
	}
	return ""
}

// portsBeyond returns the ports of a range that are in none of the others.
func portsBeyond(whole traffic.PortRange, needed []traffic.PortRange) []traffic.PortRange {
	left := []traffic.PortRange{whole}
	for _, ports := range needed {
		left = traffic.WithoutPorts(left, ports)
	}
	return mergeAdjacent(left)
}

// hostsBeyond returns the rule's patterns that match other names than those in use.
func (rule *candidate) hostsBeyond(use *usage) []string {
	beyond := []string{}
	for i, pattern := range rule.patterns {
		if !slices.ContainsFunc(use.hosts, func(host string) bool { return pattern.Match(host) == hostname.FullMatch }) {
			beyond = append(beyond, rule.rule.Hosts[i])
		}
	}
	return sortedSet(beyond)
}

// addressesBeyond returns the rule's networks, and named addresses, that are not in use. If the addresses of the internet were
// not given, a flow to the internet uses none: it needs a rule with its hosts.
func (rule *candidate) addressesBeyond(use *usage) []string {
	all := rule.ranges
	if rule.anyAddress {
		all = []addressRange{everyIPv4(), everyIPv6()}
	}
	used, err := use.addresses.IPSet()
	if err != nil {
		return nil
	}
	left := union(all)
	left.RemoveSet(used)
	beyond := networksOf(left)
	for _, name := range rule.named {
		if !slices.Contains(use.named, name) {
			beyond = append(beyond, name)
		}
	}
	return beyond
}
