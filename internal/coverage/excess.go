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
	for i := range j.out.rules {
		rule := j.out.rules[i]
		if seen[rule.place] || !rule.lets() {
			continue
		}
		seen[rule.place] = true
		touched := rule.touchedBy(flows, needs)
		if len(touched.keys) == 0 {
			continue
		}
		hangs = hangs || rule.rule.Unknown&^needless != 0 || touched.unknown
		if excess := rule.excess(touched); excess.Message != "" {
			found = append(found, excess)
		}
	}
	return found, hangs, nil
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

func (rule *candidate) touchedBy(flows []traffic.Flow, needs [][]need) *touched {
	all := &touched{}
	for i, flow := range flows {
		met := false
		for n := range needs[i] {
			to := &needs[i][n]
			if rule.over&to.over == 0 || rule.ports.To < to.ports.From || rule.ports.From > to.ports.To || len(rule.meet(to, nil)) == 0 {
				continue
			}
			met = true
			all.add(to)
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
		all.unknown = true
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

func (rule *candidate) excess(need *touched) Excess {
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
	if beyond := portsBeyond(rule.ports, need.ports); len(beyond) > 0 {
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
