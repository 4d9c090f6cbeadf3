// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"fmt"
	"maps"
	"slices"
	"strings"

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

	portCount int
}

// FindExcess returns the rules that allow more than the flows need, in the order in which they decide, and whether the result
// depends on a value that is not known until apply. What an earlier rule denies is not in excess. It ignores a rule that allows none
// of the flows. An error is a *[traffic.ArgumentError].
func FindExcess(flows []traffic.Flow, addresses traffic.Addresses, rules []traffic.Rule) (found []Excess, unknown bool, err error) {
	c, err := newChecker(rules)
	if err != nil {
		return nil, false, err
	}
	f := &excessFinder{checker: c, flows: flows}
	for i, flow := range flows {
		connections, err := connectionsOf(flow, addresses)
		if err != nil {
			return nil, false, err
		}
		for _, conn := range connections {
			f.connections = append(f.connections, flowConnection{conn, i})
		}
	}
	f.prepare()
	found, unknown = f.find()
	if err := f.err(); err != nil {
		return nil, false, traffic.InRules(err)
	}
	return found, unknown, nil
}

// excessFinder compares what rules allow with what flows need. Whether a rule denies something may be uncertain. So the finder judges
// twice: once with the certain denials alone, and once with all of them. The more denials count, the less is in excess.
type excessFinder struct {
	*checker

	flows       []traffic.Flow
	connections []flowConnection
	allowances  []*allowance // in the order in which they decide
	byPlace     map[int]*allowance
	denials     denials
	matchings   matching // of all denials, also those of the connections
}

type flowConnection struct {
	connection

	flow int
}

// allowance is a rule that may allow a part of a flow.
type allowance struct {
	*candidate

	place     int  // the order of the rule, at least
	displaced bool // it may come later
	need      need
	unknown   bool // what it allows or what the flows need depends on a value that is not known until apply
}

func (f *excessFinder) prepare() {
	byRule, all := map[int]*allowance{}, []*allowance{}
	for _, rule := range f.outbound.rules {
		if before := byRule[rule.index]; before != nil { // it comes first and last: see orderRules
			before.unknown, before.displaced = before.matching&matchUnknown != 0, true
			before.candidate = rule
		} else if rule.mayAllow() {
			byRule[rule.index] = &allowance{candidate: rule, place: rule.order}
			all = append(all, byRule[rule.index])
		}
	}
	f.byPlace = map[int]*allowance{}
	for _, a := range all {
		for i := range f.connections {
			if conn := &f.connections[i].connection; a.matches(conn) {
				a.need.add(conn)
				a.unknown = a.unknown || a.isUnknown() || conn.target.unknown
			}
		}
		if a.need.transports != 0 {
			f.byPlace[a.place] = a
			f.allowances = append(f.allowances, a)
		}
	}
	if len(f.allowances) > 0 {
		needed := map[addressRange]bool{}
		for _, a := range f.allowances {
			maps.Copy(needed, a.need.addresses)
		}
		f.denials = newDenials(f.outbound.rules, needed)
		f.matchings |= f.denials.matchings
	}
}

// matches tells whether the rule may allow a part of the connection.
func (a *allowance) matches(conn *connection) bool {
	if a.transports&conn.transports == 0 || a.ports.To < conn.ports.From || a.ports.From > conn.ports.To {
		return false
	}
	pieces := a.match(conn, nil)
	return slices.ContainsFunc(pieces, a.counts)
}

// counts tells whether a piece shows that the rule allows a part of a connection. If the rule itself is uncertain, any piece does.
func (a *allowance) counts(piece piece) bool {
	return piece.matching&matchCertain != 0 || a.rule.Unproven != "" || a.isUnknown()
}

// find returns the rules with something in excess. If the uncertain denials make a difference, the rule is unproven. The result is
// unknown if one of them depends on an unknown value.
func (f *excessFinder) find() (found []Excess, unknown bool) {
	found = []Excess{}
	most := f.judge(matchCertain)
	least, dependsOnUnknown := most, f.matchings&matchUnknown != 0
	if f.matchings&^matchCertain != 0 {
		least = f.judge(matchCertain | matchUnproven | matchUnknown)
	}
	for i, a := range f.allowances {
		excess := most[i]
		unknown = unknown || a.unknown && len(excess.FlowKeys) > 0
		switch {
		case excess.isEmpty() && excess.Unproven == "":
		case a.displaced:
			excess = excess.unproven("it has no priority, and other rules have one")
		case excess.Unproven == tooManyNetworks:
			unknown = unknown || dependsOnUnknown
		case !excess.equals(least[i]):
			unknown = unknown || dependsOnUnknown
			excess = excess.unproven("the provider cannot decide about a rule that may deny a part of it first")
		}
		if excess.Message = excess.message(a.need.public); excess.Message != "" {
			found = append(found, excess)
		}
	}
	return found, unknown
}

// unproven returns the excess of a rule that the provider cannot decide.
func (excess Excess) unproven(why string) Excess {
	return Excess{
		RuleID: excess.RuleID, FlowKeys: excess.FlowKeys, Unproven: why,
		Transports: []string{}, PortRanges: []string{}, Hosts: []string{}, Addresses: []string{},
	}
}

func (excess Excess) isEmpty() bool {
	return len(excess.Transports)+len(excess.PortRanges)+len(excess.Hosts)+len(excess.Addresses) == 0
}

func (excess Excess) equals(other Excess) bool {
	return excess.Unproven == other.Unproven && slices.Equal(excess.FlowKeys, other.FlowKeys) && slices.Equal(excess.Transports, other.Transports) &&
		slices.Equal(excess.PortRanges, other.PortRanges) && slices.Equal(excess.Hosts, other.Hosts) && slices.Equal(excess.Addresses, other.Addresses)
}

// judge returns what each rule has in excess if only the denials with these matchings count. A rule that allows no flow then has
// nothing in excess.
func (f *excessFinder) judge(counted matching) []Excess {
	allowed := map[*allowance][]int{}
	for i := range f.connections {
		for _, a := range f.allowing(&f.connections[i].connection, counted) {
			allowed[a] = append(allowed[a], f.connections[i].flow)
		}
	}
	found := make([]Excess, len(f.allowances))
	before := f.denials.walk(counted)
	for i, a := range f.allowances {
		excess := Excess{RuleID: a.rule.ID, FlowKeys: []string{}}.unproven("")
		for _, flow := range slices.Compact(allowed[a]) {
			excess.FlowKeys = append(excess.FlowKeys, f.flows[flow].Key)
		}
		switch {
		case len(excess.FlowKeys) == 0:
		case a.rule.Unproven != "":
			excess.Unproven = a.rule.Unproven
		default:
			before.to(a.place)
			f.subtractNeed(a, before.remainder(&f.partitioner, a.candidate), &excess)
			f.steps += stepsPerText * (len(excess.PortRanges) + len(excess.Hosts) + len(excess.Addresses))
		}
		found[i] = excess
	}
	return found
}

// The limits of the result. A rule with more networks is unproven.
const (
	maxNetworks  = 1000
	stepsPerText = 100 // how many steps a text counts as
)

var tooManyNetworks = fmt.Sprintf("earlier rules deny parts of it, and what they leave is more than %d networks", maxNetworks)

// allowing returns the rules that allow a part of the connection that no rule denies before. Other rules may allow the same part.
func (f *excessFinder) allowing(conn *connection, counted matching) []*allowance {
	f.collectAllowing(conn, counted)
	found := []*allowance{}
	whole, _ := f.layOut(conn, func(piece *piece) layerKind { return layerKind{opaque: piece.allows == nil} })
	f.done = make([]bool, len(f.pieces))
	f.partition(whole, f.layers, func(_ area, layers []layer) {
		for _, layer := range layers {
			if a := f.pieces[layer.piece].allows; a != nil && !f.done[layer.piece] {
				f.done[layer.piece] = true
				if !slices.Contains(found, a) {
					found = append(found, a)
				}
			}
		}
	})
	f.done = nil
	return found
}

// collectAllowing finds the pieces of the rules that may allow, and of the denials that count. It ignores those of ports that earlier
// rules deny for every address.
func (f *excessFinder) collectAllowing(conn *connection, counted matching) {
	f.pieces = f.pieces[:0]
	f.openPorts = append(f.openPorts[:0], portSpan(conn.ports))
	for i, header := range f.outbound.headers {
		if transport, ports := header.matches(conn); !transport || !ports || !f.openPorts.overlap(span{int(header.from), int(header.to)}) {
			continue
		}
		rule := f.outbound.rules[i]
		if a := f.byPlace[rule.order]; a != nil {
			for _, piece := range a.match(conn, nil) {
				if piece.allows = a; a.counts(piece) {
					f.pieces = append(f.pieces, piece)
				}
			}
		}
		if rule.mayDeny() {
			f.collectDenials(rule, conn, counted)
		}
	}
}

func (f *excessFinder) collectDenials(rule *candidate, conn *connection, counted matching) {
	for _, piece := range rule.match(conn, nil) {
		how := rule.denies(piece.matching)
		f.matchings |= how
		if how&counted == 0 {
			continue
		}
		f.pieces = append(f.pieces, piece)
		if piece.ranges == nil {
			f.openPorts = f.openPorts.without(portSpan(piece.ports))
		}
	}
}

// need is what the flows that a rule matches need. It does not depend on what other rules deny.
type need struct {
	transports transports
	ports      map[traffic.PortRange]bool
	hosts      map[string]bool
	named      map[string]bool
	addresses  map[addressRange]bool
	public     bool // a connection is to a host of the internet whose addresses were not given
}

func (n *need) add(conn *connection) {
	if n.transports == 0 {
		n.ports, n.hosts, n.named, n.addresses = map[traffic.PortRange]bool{}, map[string]bool{}, map[string]bool{}, map[addressRange]bool{}
	}
	n.transports |= conn.transports
	n.ports[conn.ports] = true
	n.hosts[conn.host] = true
	switch {
	case conn.target.unknown:
	case conn.target.named:
		n.named[conn.target.text] = true
	case conn.target.text == "":
		n.public = true
	default:
		ranges := conn.target.ranges
		if prefix, err := traffic.ParsePrefix(conn.target.text); err == nil {
			ranges = []addressRange{rangeOf(prefix)}
		}
		for _, part := range ranges {
			n.addresses[part] = true
		}
	}
}

// subtractNeed records what is left of a rule in addition to what the flows need. If the addresses of the internet were not given, a
// flow to the internet needs none: it needs a rule with its hosts.
func (f *excessFinder) subtractNeed(a *allowance, left remainder, excess *Excess) {
	for _, transport := range []transports{tcp, udp} {
		if left.transports&^a.need.transports&transport != 0 {
			excess.Transports = append(excess.Transports, map[transports]string{tcp: "tcp", udp: "udp"}[transport])
		}
	}
	for ports := range a.need.ports {
		left.ports = left.ports.without(portSpan(ports))
	}
	for _, ports := range left.ports {
		excess.PortRanges = append(excess.PortRanges, ports.ports().String())
		excess.portCount += ports.to - ports.from + 1
	}
	if !a.anyHost {
		for _, i := range left.patterns {
			if !a.need.hasFullMatch(a.patterns[i]) {
				excess.Hosts = append(excess.Hosts, a.rule.Hosts[i])
			}
		}
		excess.Hosts = sortedSet(excess.Hosts)
		return
	}
	for addresses := range a.need.addresses {
		left.addresses = left.addresses.without(f.denials.axis.spanOf(addresses))
	}
	for name := range a.need.named {
		if index, known := f.denials.names[name]; known {
			left.addresses = left.addresses.without(span{index, index})
		}
	}
	texts, all := f.denials.textsOf(a.candidate, left.addresses, maxNetworks)
	if !all {
		*excess = excess.unproven(tooManyNetworks)
		return
	}
	excess.Addresses = texts
}

func (n *need) hasFullMatch(pattern hostname.RulePattern) bool {
	for host := range n.hosts {
		if host != "" && pattern.Match(host) == hostname.FullMatch {
			return true
		}
	}
	return false
}

// message returns the finding as a line to print; empty if nothing is in excess. isPublic tells whether a flow goes to a host of the
// internet whose addresses were not given.
func (excess *Excess) message(isPublic bool) string {
	if excess.Unproven != "" {
		return fmt.Sprintf("the provider cannot decide about the rule %s: %s", excess.RuleID, excess.Unproven)
	}
	parts := []string{}
	for _, transport := range excess.Transports {
		parts = append(parts, strings.ToUpper(transport))
	}
	if len(excess.PortRanges) > 0 {
		parts = append(parts, fmt.Sprintf("%d ports (%s)", excess.portCount, summarize(excess.PortRanges)))
	}
	if len(excess.Hosts) > 0 {
		parts = append(parts, "other names by "+summarize(excess.Hosts))
	}
	if len(excess.Addresses) > 0 {
		hint := ""
		if isPublic {
			hint = " (if the firewall knows no names, give destinations.internet)"
		}
		parts = append(parts, "addresses in "+summarize(excess.Addresses)+hint)
	}
	if len(parts) == 0 {
		return ""
	}
	verb := "need"
	if len(excess.FlowKeys) == 1 {
		verb = "needs"
	}
	return fmt.Sprintf("the rule %s allows more than %s %s: %s", excess.RuleID, summarize(excess.FlowKeys), verb, wording.List(parts, "and"))
}
