// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"slices"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// certainty returns the one matching that says how certain the match of a set is.
func certainty(how matching) matching {
	switch {
	case how&matchUnknown != 0 || how == matchCertain|matchUnproven:
		return matchUnknown
	default:
		return how
	}
}

// atMostUnproven returns the matching, or unproven if that is less certain.
func atMostUnproven(how matching) matching {
	if how == matchCertain {
		return matchUnproven
	}
	return how
}

// denies returns how certain it is that the rule denies what it matches in this way.
func (rule *candidate) denies(how matching) matching {
	switch {
	case len(rule.actions) > 1:
		return matchUnknown
	case rule.actions[0] == either:
		return atMostUnproven(certainty(how))
	}
	return certainty(how)
}

// denial is a part of what a rule denies.
type denial struct {
	area

	order        int
	transports   transports
	applications applications
	patterns     []hostname.RulePattern // none for every host, and for connections without a host
	matching     matching               // how certain the denial is: one of the three
}

// denials are all denials of the rules of a firewall, in the order in which they decide. After the parts of the address space, each
// named address has an index of its own.
type denials struct {
	all           []denial
	axis          addressAxis
	names         map[string]int
	every         span     // of the addresses, and of the names after them
	matchings     matching // of all denials
	byApplication bool     // some denial is for some application protocols only

	prefixes []netip.Prefix // reused
}

// newDenials returns the denials of rules. The axis is also split at the ends of the needed ranges.
func newDenials(rules []*candidate, needed map[addressRange]bool) denials {
	d := denials{names: map[string]int{}}
	starts := []netip.Addr{}
	for addresses := range needed {
		starts = appendStarts(starts, addresses)
	}
	for _, rule := range rules {
		for _, addresses := range rule.ranges {
			starts = appendStarts(starts, addresses)
		}
	}
	d.axis = newAddressAxis([]addressRange{everyIPv4(), everyIPv6()}, starts)
	for _, rule := range rules {
		for _, name := range rule.named {
			if _, known := d.names[name]; !known {
				d.names[name] = len(d.axis) + len(d.names)
			}
		}
	}
	d.every = span{0, len(d.axis) + len(d.names) - 1}
	for _, rule := range rules {
		if rule.mayDeny() {
			d.add(rule)
		}
	}
	return d
}

// addressesOf returns what the rule has of the axis.
func (d *denials) addressesOf(rule *candidate) spans {
	if rule.anyAddress {
		return spans{{0, len(d.axis) - 1}}
	}
	parts := make(spans, 0, len(rule.ranges)+len(rule.named))
	for _, addresses := range rule.ranges {
		parts = append(parts, d.axis.spanOf(addresses))
	}
	for _, name := range rule.named {
		parts = append(parts, span{d.names[name], d.names[name]})
	}
	return mergeSpans(parts)
}

// add adds the denials of a rule: what it certainly denies, and what it may deny in addition.
func (d *denials) add(rule *candidate) {
	unknown := rule.rule.Unknown
	whole := denial{
		area: area{portSpan(rule.ports), d.every}, order: rule.order, transports: rule.transports, applications: appTLS | appHTTP | appOther,
		matching: rule.denies(rule.matching),
	}
	if rule.applications != 0 {
		d.byApplication = true
		whole.applications = rule.applications
	}
	if unknown.Has(traffic.FieldApplications) {
		whole.applications, whole.matching = appTLS|appHTTP|appOther, matchUnknown
	}
	d.addHosts(rule, whole)
	if whole.applications&appOther == 0 && rule.transports&tcp != 0 { // other protocols may use TLS too
		whole.applications, whole.transports, whole.matching = appOther, tcp, atMostUnproven(whole.matching)
		d.addHosts(rule, whole)
	}
}

func (d *denials) addHosts(rule *candidate, given denial) {
	moreUnknown := rule.rule.Unknown.Has(traffic.FieldHosts)
	if moreUnknown || rule.anyName {
		other := given
		if moreUnknown {
			other.matching = matchUnknown
		} else {
			other.matching = atMostUnproven(given.matching) // it is not known whether a destination has a name
		}
		d.addAddresses(rule, other)
	}
	if given.patterns = rule.patterns; len(rule.patterns) > 0 || !moreUnknown {
		d.addAddresses(rule, given)
	}
}

func (d *denials) addAddresses(rule *candidate, given denial) {
	moreUnknown := rule.rule.Unknown.Has(traffic.FieldAddresses)
	if rule.anyAddress && !moreUnknown {
		d.append(given)
		return
	}
	some := given
	if !rule.anyAddress {
		for _, addresses := range d.addressesOf(rule) {
			some.addresses = addresses
			d.append(some)
		}
		if some.addresses = (span{len(d.axis), d.every.to}); rule.coversIPv4() && len(d.names) > 0 {
			d.append(some)
		}
	}
	switch {
	case moreUnknown:
		given.matching = matchUnknown
		d.append(given)
	case len(rule.named) > 0: // it is not known which addresses a name has
		given.matching = atMostUnproven(given.matching)
		d.append(given)
	}
}

func (d *denials) append(given denial) {
	d.matchings |= given.matching
	d.all = append(d.all, given)
}

// earlierDenials are the denials that come before a rule and count.
type earlierDenials struct {
	*denials

	counted matching
	next    int // in denials.all
	earlier []denial
	free    [2]freeParts // of TCP and UDP
	layers  []layer      // reused
}

// freeParts are the ports and the addresses in which nothing is denied.
type freeParts struct{ ports, addresses spans }

// walk begins before the first rule.
func (d *denials) walk(counted matching) *earlierDenials {
	before := &earlierDenials{denials: d, counted: counted}
	for i := range before.free {
		before.free[i] = freeParts{spans{{traffic.FirstPort, traffic.LastPort}}, spans{d.every}}
	}
	return before
}

// to goes on to a rule.
func (before *earlierDenials) to(order int) {
	for ; before.next < len(before.all) && before.all[before.next].order < order; before.next++ {
		each := before.all[before.next]
		if each.matching&before.counted == 0 {
			continue
		}
		before.earlier = append(before.earlier, each)
		for i, transport := range []transports{tcp, udp} {
			if free := &before.free[i]; each.transports&transport != 0 {
				free.ports, free.addresses = free.ports.without(each.ports), free.addresses.without(each.addresses)
			}
		}
	}
}

// remainder is what a rule still allows after what earlier rules deny.
type remainder struct {
	transports transports
	ports      spans
	addresses  spans // of the axis
	patterns   []int // indexes of the rule's patterns
}

func (before *earlierDenials) remainder(p *partitioner, rule *candidate) remainder {
	left := &remainingAreas{whole: area{portSpan(rule.ports), before.every}, within: before.addressesOf(rule)}
	left.outside = left.layersOutside()
	for i, transport := range []transports{tcp, udp} {
		if rule.transports&transport == 0 {
			continue
		}
		isFree := func(part span) bool { return before.free[i].addresses.overlap(part) }
		if before.free[i].ports.overlap(left.whole.ports) && slices.ContainsFunc(left.within, isFree) {
			for _, part := range left.within { // at some port and at some address, nothing is denied
				left.add(transport, area{left.whole.ports, part})
			}
			left.addPatterns(len(rule.patterns))
			continue
		}
		for _, application := range before.applicationsOf(rule) {
			before.partition(p, rule, transport, application, left)
		}
	}
	return remainder{left.transports, mergeSpans(left.ports), mergeSpans(left.addresses), left.patterns}
}

// applicationsOf returns the application protocols to compare. One stands for all if no denial is for some of them only.
func (before *earlierDenials) applicationsOf(rule *candidate) []applications {
	every := []applications{appTLS, appHTTP, appOther}
	if !before.byApplication {
		return every[:1]
	}
	if rule.applications == 0 {
		return every
	}
	return slices.DeleteFunc(every, func(one applications) bool { return rule.applications&one == 0 })
}

// partition adds what is left of a rule with one transport and one application protocol.
func (before *earlierDenials) partition(p *partitioner, rule *candidate, transport transports, application applications, left *remainingAreas) {
	before.layers = append(before.layers[:0], left.outside...)
	named := []denial{}
	p.steps += len(before.earlier)
	for i := range before.earlier {
		each := &before.earlier[i]
		switch {
		case each.transports&transport == 0 || each.applications&application == 0 || !each.overlaps(left.whole):
		case len(each.patterns) == 0:
			before.layers = append(before.layers, layer{area: each.area, layerKind: layerKind{opaque: true}})
		case !rule.anyHost:
			named = append(named, *each)
		}
	}
	layers := before.layers
	partition := func(layers []layer) (some bool) {
		p.partition(left.whole, layers, func(part area, covering []layer) {
			if len(covering) == 0 {
				some = true
				left.add(transport, part)
			}
		})
		return some
	}
	if rule.anyHost {
		partition(layers)
		return
	}
	others := []int{} // patterns for which no denial has a name
	for i, pattern := range rule.patterns {
		own := slices.Clip(layers)
		for _, each := range named {
			if p.steps += len(each.patterns); slices.ContainsFunc(each.patterns, func(wider hostname.RulePattern) bool { return wider.Covers(pattern) }) {
				own = append(own, layer{area: each.area, layerKind: layerKind{opaque: true}})
			}
		}
		switch {
		case len(own) == len(layers):
			others = append(others, i)
		case partition(own):
			left.patterns = append(left.patterns, i)
		}
	}
	if len(others) > 0 && partition(layers) {
		left.patterns = append(left.patterns, others...)
	}
}

// remainingAreas collects what is left of a rule.
type remainingAreas struct {
	whole      area
	within     spans   // the addresses of the rule
	outside    []layer // the addresses that the rule does not have
	transports transports
	ports      []span
	addresses  []span
	patterns   []int
}

func (left *remainingAreas) add(transport transports, part area) {
	left.transports |= transport
	left.ports = append(left.ports, part.ports)
	left.addresses = append(left.addresses, part.addresses)
}

func (left *remainingAreas) addPatterns(count int) {
	for i := range count {
		left.patterns = append(left.patterns, i)
	}
}

func (left *remainingAreas) layersOutside() []layer {
	layers := []layer{}
	rest := spans{left.whole.addresses}
	for _, part := range left.within {
		rest = rest.without(part)
	}
	for _, part := range rest {
		layers = append(layers, layer{area: area{left.whole.ports, part}, layerKind: layerKind{opaque: true}})
	}
	return layers
}

// textsOf returns the networks and the names at indexes of the axis, at most a number of them.
func (d *denials) textsOf(rule *candidate, parts spans, limit int) (texts []string, all bool) {
	texts = []string{}
	prefixes := d.prefixes[:0]
	for _, family := range []addressRange{everyIPv4(), everyIPv6()} {
		whole := d.axis.spanOf(family)
		for _, part := range parts {
			from, to := max(part.from, whole.from), min(part.to, whole.to)
			if from > to {
				continue
			}
			if prefixes = netipx.IPRangeFrom(d.axis[from].from, d.axis[to].to).AppendPrefixes(prefixes); len(prefixes) > limit {
				return nil, false
			}
		}
	}
	d.prefixes = prefixes
	for _, prefix := range prefixes {
		texts = append(texts, prefix.String())
	}
	for _, name := range rule.named {
		if index := d.names[name]; parts.overlap(span{index, index}) {
			texts = append(texts, name)
		}
	}
	return texts, true
}
