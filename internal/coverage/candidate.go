// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// candidate is a rule made ready to be met by many needs.
type candidate struct {
	rule     *traffic.Rule
	place    int // among the rules given
	order    int // among those of its direction
	over     transports
	ports    traffic.PortRange
	speaks   speech
	patterns []hostname.RulePattern
	anyHost  bool
	anyName  bool           // one of the patterns is every name
	ranges   []addressRange // sorted, none touching another
	named    []string
	anywhere bool
	does     behaviour
	with     []actions // the sets of actions that it may have
}

// rulebook are rules in the order in which they decide, with what most of them are passed over for beside them, packed: a check
// looks at each rule for each need.
type rulebook struct {
	rules   []*candidate
	screens []screen
}

// screen is the part of a rule that is compared first.
type screen struct {
	from, to uint16
	over     transports
	names    bool // the rule matches names
}

func (book *rulebook) add(rule *candidate) {
	book.rules = append(book.rules, rule)
	book.screens = append(book.screens, screen{packed(rule.ports.From), packed(rule.ports.To), rule.over, !rule.anyHost})
}

func packed(port int64) uint16 {
	if port < 0 || port > traffic.LastPort {
		return 0
	}
	return uint16(port)
}

// meets says whether the rule has the transport protocol of the need, and some of its ports.
func (s screen) meets(to *need) (transport, ports bool) {
	return s.over&to.over != 0, int64(s.from) <= to.ports.To && int64(s.to) >= to.ports.From
}

// needless are the fields that no verdict hangs on.
const needless = traffic.FieldGroup | traffic.FieldSources

func candidateOf(rule *traffic.Rule, place int, made *candidate) error {
	*made = candidate{
		rule: rule, place: place, over: transportsOf(rule.Transport), ports: rule.Ports, speaks: speechOf(rule.Applications),
		anyHost: len(rule.Hosts) == 0, anywhere: len(rule.Addresses) == 0, does: decides, with: actionsOf(rule),
	}
	if rule.EveryPort() || rule.Unknown.Has(traffic.FieldPorts) {
		made.ports = traffic.PortRange{From: traffic.FirstPort, To: traffic.LastPort}
	}
	for _, host := range rule.Hosts {
		made.patterns = append(made.patterns, hostname.ParseRulePattern(host))
		made.anyName = made.anyName || host == "*"
	}
	for _, address := range rule.Addresses {
		to, err := placeOf(traffic.Address{Text: address})
		if err != nil {
			return err
		}
		made.ranges = append(made.ranges, to.ranges...)
		if to.named {
			made.named = append(made.named, to.text)
		}
	}
	if len(made.ranges) > 1 {
		made.ranges = rangesOf(union(made.ranges)) // no address is in two
	}
	switch {
	case rule.Unproven != "":
		made.does = doubts
	case rule.Unknown.Has(traffic.FieldUnproven):
		made.does = decides | doubts
	}
	if rule.Unknown.Has(traffic.FieldTransport | traffic.FieldPorts | traffic.FieldDirection) {
		made.does |= passes
	}
	return nil
}

// doing gives the same rule where it does something else.
func (rule *candidate) doing(does behaviour) *candidate {
	other := *rule
	other.does = does
	return &other
}

func speechOf(applications []string) speech {
	speaks := speech(0)
	for _, application := range applications {
		switch application {
		case "https":
			speaks |= speaksTLS
		case "http":
			speaks |= speaksHTTP
		}
	}
	return speaks
}

// The sets of actions that a rule may have: one for what is known, be it not understood, two for what is not known yet.
var (
	onlyAllows = []actions{allows}
	onlyDenies = []actions{denies}
	eitherOne  = []actions{either}
	oneOfBoth  = []actions{allows, denies}
)

func actionsOf(rule *traffic.Rule) []actions {
	switch {
	case rule.Unknown.Has(traffic.FieldAction):
		return oneOfBoth
	case rule.Action == traffic.Allow:
		return onlyAllows
	case rule.Action == traffic.Deny:
		return onlyDenies
	}
	return eitherOne
}

// isCatchAll says whether the rule is for all else: for any port of any protocol to any name and address.
func (rule *candidate) isCatchAll() bool {
	return rule.over == overAny && rule.rule.EveryPort() && rule.anyHost && rule.speaks == 0 &&
		(rule.anywhere || rule.holdsIPv4() || slices.ContainsFunc(rule.rule.Addresses, isWholeTag))
}

// isWholeTag says whether a service tag is one of the two that stand for all that there is.
func isWholeTag(address string) bool {
	return address == traffic.InternetTag || address == "VirtualNetwork"
}

// lets says whether the rule may let anything through.
func (rule *candidate) lets() bool { return rule.rule.Action != traffic.Deny }

// ordered gives the candidates of a direction in the order in which they decide: by priority, and among equals what may deny
// first. A rule whose place among others is not certain stands at both ends: first it may decide, and last it does.
func ordered(rules []traffic.Rule, direction string) (book rulebook, err error) {
	of := make([]int, 0, len(rules))
	for i := range rules {
		if rules[i].Direction == direction || rules[i].Unknown.Has(traffic.FieldDirection) {
			of = append(of, i)
		}
	}
	made, slab := make([]*candidate, 0, len(of)), make([]candidate, len(of))
	hasPriority := slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return rule.Ordered })
	first, last := []*candidate{}, []*candidate{}
	for i, place := range of {
		rule, ready := &rules[place], &slab[i]
		if err := candidateOf(rule, place, ready); err != nil {
			return book, err
		}
		switch {
		case rule.Unknown.Has(traffic.FieldPriority):
			last = append(last, ready)
			first = append(first, ready.doing(ready.does|passes))
		case hasPriority && !rule.Ordered:
			last = append(last, ready)
			first = append(first, ready.doing(ready.does&passes|doubts))
		default:
			made = append(made, ready)
		}
	}
	byPlace := func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.rule.Priority, b.rule.Priority), cmp.Compare(rank(a), rank(b)))
	}
	if !slices.IsSortedFunc(made, byPlace) {
		slices.SortStableFunc(made, byPlace)
	}
	byRank := func(a, b *candidate) int { return cmp.Compare(rank(a), rank(b)) }
	slices.SortStableFunc(first, byRank)
	slices.SortStableFunc(last, byRank)
	book.rules = make([]*candidate, 0, len(made)+2*len(first))
	book.screens = make([]screen, 0, cap(book.rules))
	for i, rule := range slices.Concat(first, made, last) {
		rule.order = i
		book.add(rule)
	}
	return book, nil
}

func rank(rule *candidate) int {
	if len(rule.with) == 1 && rule.with[0] == allows {
		return 1
	}
	return 0
}
