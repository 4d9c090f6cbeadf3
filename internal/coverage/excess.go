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

// Excess is by how much a rule is wider than the flows that it lets through.
type Excess struct {
	RuleID     string
	FlowKeys   []string // the flows that it lets through, in whole or in part
	Transports []string // let through besides theirs
	PortRanges []string
	Hosts      []string
	Addresses  []string
	Unproven   string // why it cannot be judged
	Message    string
}

// FindExcess gives the rules that let more through than the flows need, in the order given, and says whether one of them hangs
// on a value that is not known yet. A rule that touches none of the flows is none of its business.
func FindExcess(flows []traffic.Flow, addresses traffic.Addresses, rules []traffic.Rule) (found []Excess, hangs bool, err error) {
	j, err := newJudge(rules)
	if err != nil {
		return nil, false, err
	}
	needs := make([][]need, len(flows))
	for i, flow := range flows {
		if needs[i], err = needsOf(flow, addresses); err != nil {
			return nil, false, err
		}
	}
	found = []Excess{}
	seen := make([]bool, len(rules))
	denies := j.denying(needs)
	for _, rule := range j.out.rules {
		if seen[rule.place] || !rule.lets() {
			continue
		}
		seen[rule.place] = true
		touched := j.touchedBy(rule, flows, needs, denies)
		hangs = hangs || touched.unknown
		if len(touched.keys) == 0 {
			continue
		}
		if excess := rule.excess(touched, j.closedBefore(rule)); excess.Message != "" {
			found = append(found, excess)
		}
	}
	return found, hangs, nil
}

// denying gives the rules that deny a part of each need.
func (j *judge) denying(needs [][]need) map[*need][]*candidate {
	denies := map[*need][]*candidate{}
	for i := range needs {
		for n := range needs[i] {
			to := &needs[i][n]
			for _, rule := range j.out.rules {
				if !rule.lets() && len(rule.meetAny(to)) > 0 {
					denies[to] = append(denies[to], rule)
				}
			}
		}
	}
	return denies
}

// meetAny gives the pieces that the rule has of a need, none where they have no port in common.
func (rule *candidate) meetAny(to *need) []piece {
	if rule.over&to.over == 0 || rule.ports.To < to.ports.From || rule.ports.From > to.ports.To {
		return nil
	}
	return rule.meet(to, nil)
}

// letsThrough says whether the rule lets a part of the need through where no rule denies it before, and whether that hangs on a
// value that is not known yet. Other rules that let it through are of no account: this one does too.
func (j *judge) letsThrough(rule *candidate, to *need, denies []*candidate) (lets, hangs bool) {
	pieces := rule.meetAny(to)
	switch {
	case len(pieces) == 0:
		return false, false
	case rule.rule.Unknown&^needless != 0 || to.to.unknown:
		return true, true
	case rule.rule.Unproven != "":
		return true, false
	case !slices.ContainsFunc(pieces, func(piece piece) bool { return piece.does&decides != 0 }):
		return false, false
	}
	var book rulebook
	for _, deny := range denies {
		if deny.order < rule.order {
			book.add(deny)
		}
	}
	book.add(rule)
	fares := j.evaluate(to, &book)
	return fares.by[rule], fares.hangs
}

// closedBefore gives the ports that rules deny to everybody before the rule comes.
func (j *judge) closedBefore(rule *candidate) []traffic.PortRange {
	closed := []traffic.PortRange{}
	for _, deny := range j.out.rules[:rule.order] {
		whole := deny.anyHost && deny.speaks == 0 && (deny.anywhere || deny.holdsIPv4()) && deny.over&rule.over == rule.over
		if !deny.lets() && deny.does == decides && whole {
			closed = append(closed, deny.ports)
		}
	}
	return closed
}

// touched is what the flows that a rule touches need of it.
type touched struct {
	keys    []string
	over    transports
	ports   []traffic.PortRange
	hosts   []string
	named   []string
	ranges  netipx.IPSetBuilder
	public  bool // some need is to a host of the internet whose addresses were not given
	unknown bool
}

func (j *judge) touchedBy(rule *candidate, flows []traffic.Flow, needs [][]need, denies map[*need][]*candidate) *touched {
	all := &touched{}
	for i, flow := range flows {
		met := false
		for n := range needs[i] {
			to := &needs[i][n]
			lets, hangs := j.letsThrough(rule, to, denies[to])
			all.unknown = all.unknown || hangs
			if lets {
				met = true
				all.add(to)
			}
		}
		if met {
			all.keys = append(all.keys, flow.Key)
		}
	}
	return all
}

func (all *touched) add(to *need) {
	all.over |= to.over
	all.ports = append(all.ports, to.ports)
	if to.host != "" {
		all.hosts = append(all.hosts, to.host)
	}
	switch {
	case to.to.unknown:
	case to.to.named:
		all.named = append(all.named, to.to.text)
	case to.to.text == "":
		all.public = true
	default:
		prefix, err := traffic.ParsePrefix(to.to.text)
		if err != nil {
			for _, part := range to.to.ranges {
				all.ranges.AddRange(netipx.IPRangeFrom(part.from, part.to))
			}
			return
		}
		all.ranges.AddPrefix(prefix)
	}
}

func (rule *candidate) excess(need *touched, closed []traffic.PortRange) Excess {
	made := Excess{
		RuleID: rule.rule.ID, FlowKeys: need.keys, Unproven: rule.rule.Unproven,
		Transports: []string{}, PortRanges: []string{}, Hosts: []string{}, Addresses: []string{},
	}
	if made.Unproven != "" {
		made.Message = fmt.Sprintf("the rule %s cannot be judged: %s", made.RuleID, made.Unproven)
		return made
	}
	extra := []string{}
	if beyond := rule.over &^ need.over; beyond != 0 {
		name := map[transports]string{overTCP: "tcp", overUDP: "udp"}[beyond]
		made.Transports = append(made.Transports, name)
		extra = append(extra, strings.ToUpper(name))
	}
	if beyond := portsBeyond(rule.ports, slices.Concat(need.ports, closed)); len(beyond) > 0 {
		count := int64(0)
		for _, ports := range beyond {
			made.PortRanges = append(made.PortRanges, ports.String())
			count += ports.To - ports.From + 1
		}
		extra = append(extra, fmt.Sprintf("%d ports (%s)", count, shown(made.PortRanges)))
	}
	if rule.anyHost {
		made.Addresses = rule.addressesBeyond(need)
	} else {
		made.Hosts = rule.hostsBeyond(need)
	}
	if len(made.Hosts) > 0 {
		extra = append(extra, "other names by "+shown(made.Hosts))
	}
	if len(made.Addresses) > 0 {
		extra = append(extra, "addresses in "+shown(made.Addresses)+need.hint())
	}
	if len(extra) > 0 {
		made.Message = fmt.Sprintf("the rule %s lets through more than %s need: %s", made.RuleID, shown(made.FlowKeys), wording.List(extra, "and"))
	}
	return made
}

// hint says what to give where the firewall knows no names, so that an address is all that a rule can have.
func (all *touched) hint() string {
	if all.public {
		return " (if the firewall knows no names, give destinations.internet)"
	}
	return ""
}

// portsBeyond gives what of a range none of the others holds.
func portsBeyond(whole traffic.PortRange, needed []traffic.PortRange) []traffic.PortRange {
	open := []traffic.PortRange{whole}
	for _, ports := range needed {
		open = traffic.WithoutPorts(open, ports)
	}
	return joined(open)
}

// hostsBeyond gives the patterns that take in names which are not needed.
func (rule *candidate) hostsBeyond(need *touched) []string {
	beyond := []string{}
	for i, pattern := range rule.patterns {
		if !slices.ContainsFunc(need.hosts, func(host string) bool { return pattern.Match(host) == hostname.FullMatch }) {
			beyond = append(beyond, rule.rule.Hosts[i])
		}
	}
	slices.Sort(beyond)
	return slices.Compact(beyond)
}

// addressesBeyond gives the networks that are not needed. Where the addresses of the internet were not given, none is: the flow
// is known by its names.
func (rule *candidate) addressesBeyond(need *touched) []string {
	given := rule.ranges
	if rule.anywhere {
		given = []addressRange{everyIPv4(), everyIPv6()}
	}
	needed, err := need.ranges.IPSet()
	if err != nil {
		return nil
	}
	left := union(given)
	left.RemoveSet(needed)
	beyond := networksOf(left)
	for _, name := range rule.named {
		if !slices.Contains(need.named, name) {
			beyond = append(beyond, name)
		}
	}
	return beyond
}
