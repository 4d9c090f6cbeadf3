// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// piece is the part of a need that a rule meets, and what it does there.
type piece struct {
	rule   *candidate
	ports  traffic.PortRange
	ranges []addressRange // the part of the need's addresses; none for all of them
	does   behaviour
}

// unsure turns a decision into a doubt.
func unsure(does behaviour) behaviour {
	if does&decides != 0 {
		return does&^decides | doubts
	}
	return does
}

// meet appends the pieces that the rule has of the need, some of whose ports it has over their transport.
func (rule *candidate) meet(to *need, pieces []piece) []piece {
	does, met := rule.meetNames(to, rule.does)
	if !met {
		return pieces
	}
	ports := traffic.PortRange{From: max(rule.ports.From, to.ports.From), To: min(rule.ports.To, to.ports.To)}
	open := rule.rule.Unknown.Has(traffic.FieldAddresses)
	switch {
	case rule.anywhere && !open:
		return append(pieces, piece{rule: rule, ports: ports, does: does})
	case to.to.unknown:
		return append(pieces, piece{rule: rule, ports: ports, does: does | passes})
	}
	if everywhere, part := rule.within(&to.to); everywhere {
		return append(pieces, piece{rule: rule, ports: ports, does: does})
	} else if len(part) > 0 {
		pieces = append(pieces, piece{rule: rule, ports: ports, ranges: part, does: does})
	}
	if rule.mayHold(&to.to) {
		pieces = append(pieces, piece{rule: rule, ports: ports, does: unsure(does)})
	}
	if open {
		pieces = append(pieces, piece{rule: rule, ports: ports, does: does | passes})
	}
	return pieces
}

// meetNames says what the rule does to connections of the need as far as names and conversation tell, and whether it meets
// any at all.
func (rule *candidate) meetNames(to *need, does behaviour) (behaviour, bool) {
	unknown := rule.rule.Unknown
	if unknown.Has(traffic.FieldApplications) {
		does |= passes
	} else if rule.speaks != 0 && rule.speaks&to.speaks == 0 {
		if to.speaks != speaksRaw || to.over != overTCP {
			return does, false
		}
		does = unsure(does) // what is raw as far as is known may be TLS
	}
	open := unknown.Has(traffic.FieldHosts)
	switch {
	case rule.anyHost && !open:
		return does, true
	case to.host == "" && (to.internet || rule.anyName):
		return unsure(does), true // which name the far end has, if any, is not known
	case to.host == "":
		return does | passes, open
	}
	switch rule.best(to.host) {
	case hostname.NoMatch:
		return does | passes, open
	case hostname.PartMatch:
		if rule.rule.Action == traffic.Allow && !open {
			return does, false // the other names of the wildcard are those that count
		}
		return unsure(does), true
	default:
		return does, true
	}
}

// best is the closest match among the patterns of the rule.
func (rule *candidate) best(host string) hostname.Match {
	best := hostname.NoMatch
	for _, pattern := range rule.patterns {
		match := pattern.Match(host)
		if match == hostname.FullMatch {
			return match
		}
		best = max(best, match)
	}
	return best
}

// within says whether the rule's addresses hold all of the place, and otherwise which part.
func (rule *candidate) within(to *place) (everywhere bool, part []addressRange) {
	if to.named {
		return slices.Contains(rule.named, to.text) || rule.holdsIPv4(), nil
	}
	held := true
	for _, wanted := range to.ranges {
		inside := false
		for _, given := range rule.ranges {
			if !given.overlaps(wanted) {
				continue
			}
			inside = inside || given.holds(wanted)
			part = append(part, given.intersection(wanted))
		}
		held = held && inside
	}
	return held && len(to.ranges) > 0, part
}

// mayHold says whether the rule has addresses of which it is not known whether the place is among them.
func (rule *candidate) mayHold(to *place) bool {
	if to.named {
		return len(rule.named) > 0 || len(rule.ranges) > 0
	}
	return len(rule.named) > 0
}

// holdsIPv4 says whether the rule's networks hold all of IPv4, so that they hold whatever a name stands for.
func (rule *candidate) holdsIPv4() bool {
	return len(rule.ranges) > 0 && rule.ranges[0].holds(everyIPv4())
}
