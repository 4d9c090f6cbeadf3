// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// orderedRules are rules in the order in which they decide. A check looks at every rule for every connection, so what excludes
// most of them is also kept in headers, which are small and lie side by side in memory.
type orderedRules struct {
	rules   []*candidate
	headers []ruleHeader
}

// ruleHeader is the part of a rule that is compared first.
type ruleHeader struct {
	from, to   uint16
	transports transports
	hasHosts   bool
}

func (o *orderedRules) add(rule *candidate) {
	o.rules = append(o.rules, rule)
	o.headers = append(o.headers, ruleHeader{port16(rule.ports.From), port16(rule.ports.To), rule.transports, !rule.anyHost})
}

func port16(port int64) uint16 {
	if port < 0 || port > traffic.LastPort {
		return 0
	}
	return uint16(port)
}

// matches tells whether the rule has the transport protocol of the connection, and one or more of its ports.
func (header ruleHeader) matches(conn *connection) (transport, ports bool) {
	return header.transports&conn.transports != 0, int64(header.from) <= conn.ports.To && int64(header.to) >= conn.ports.From
}

// orderRules returns the rules of a direction in the order in which they decide: by priority, and for the same priority those
// that may deny first, as Google does (read in an excerpt of the page): https://cloud.google.com/firewall/docs/firewalls
// If it is not known where a rule comes, it is at both ends: it may decide first, and it decides last.
func orderRules(rules []traffic.Rule, direction string) (result orderedRules, err error) {
	indexes := make([]int, 0, len(rules))
	for i := range rules {
		if rules[i].Direction == direction || rules[i].Unknown.Has(traffic.FieldDirection) {
			indexes = append(indexes, i)
		}
	}
	sorted, candidates := make([]*candidate, 0, len(indexes)), make([]candidate, len(indexes))
	hasPriority := slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return rule.Ordered })
	mayHavePriority := slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return rule.Unknown.Has(traffic.FieldPriority) })
	first, last := []*candidate{}, []*candidate{}
	for i, index := range indexes {
		rule, prepared := &rules[index], &candidates[i]
		if err := prepare(prepared, rule, index); err != nil {
			return result, err
		}
		switch {
		case rule.Unknown.Has(traffic.FieldPriority):
			last = append(last, prepared)
			first = append(first, prepared.withMatching(prepared.matching|matchUnknown))
		case hasPriority && !rule.Ordered:
			last = append(last, prepared)
			first = append(first, prepared.withMatching(prepared.matching&matchUnknown|matchUnproven))
		case mayHavePriority && !rule.Ordered: // as in the case before, if the unknown priority becomes a number
			last = append(last, prepared)
			first = append(first, prepared.withMatching(matchUnknown|matchUnproven))
		default:
			sorted = append(sorted, prepared)
		}
	}
	byPriority := func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(a.rule.Priority, b.rule.Priority), denyFirst(a, b))
	}
	if !slices.IsSortedFunc(sorted, byPriority) {
		slices.SortStableFunc(sorted, byPriority)
	}
	slices.SortStableFunc(first, denyFirst)
	slices.SortStableFunc(last, denyFirst)
	result.rules = make([]*candidate, 0, len(sorted)+2*len(first))
	result.headers = make([]ruleHeader, 0, cap(result.rules))
	for i, rule := range slices.Concat(first, sorted, last) {
		rule.order = i
		result.add(rule)
	}
	return result, nil
}

func denyFirst(a, b *candidate) int {
	switch {
	case a.mayDeny() == b.mayDeny():
		return 0
	case a.mayDeny():
		return -1
	}
	return 1
}
