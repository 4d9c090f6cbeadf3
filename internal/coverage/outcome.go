// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import "slices"

// actions is a set of what rules may do with a connection.
type actions uint8

const (
	allows actions = 1 << iota
	denies
	either = allows | denies
)

// matching is a set of the ways in which a rule may match a connection.
type matching uint8

const (
	matchUnknown  matching = 1 << iota // may not match, depending on a value that is not known until apply
	matchCertain                       // matches, so the rule decides
	matchUnproven                      // may match: the provider cannot decide
)

// actionSets is a set of values of actions: bit n stands for the value n.
type actionSets uint8

// outcomes are the possible outcomes of a connection while rules are applied to it. A set of several actions means that
// the provider cannot decide which of them happens.
type outcomes struct {
	pending actionSets // by the actions of the unproven rules so far
	decided actionSets
}

func newOutcomes() outcomes { return outcomes{pending: 1} }

// apply applies a rule with a matching. A rule whose action is not known until apply has several possible sets of actions.
func (o *outcomes) apply(how matching, possible ...actions) {
	if how == matchCertain && len(possible) == 1 {
		for before := range either + 1 {
			if o.pending>>before&1 == 1 {
				o.decided |= 1 << (before | possible[0])
			}
		}
		o.pending = 0
		return
	}
	after := actionSets(0)
	for before := range either + 1 {
		if o.pending>>before&1 == 0 {
			continue
		}
		if how&matchUnknown != 0 {
			after |= 1 << before
		}
		for _, action := range possible {
			if how&matchCertain != 0 {
				o.decided |= 1 << (before | action)
			}
			if how&matchUnproven != 0 {
				after |= 1 << (before | action)
			}
		}
	}
	o.pending = after
}

// conclude denies what no rule has decided, and returns the class of the connection.
func (o *outcomes) conclude() class {
	o.apply(matchCertain, denies)
	switch o.decided {
	case 1 << allows:
		return covered
	case 1 << denies:
		return missing
	case 1 << either:
		return unproven
	}
	return unknown
}

// class is what is known about a part of a connection. The order is from best to worst.
type class uint8

const (
	covered  class = iota
	unproven       // the provider cannot decide
	unknown        // depends on a value that is not known until apply
	missing
)

// classes are those of the parts of a connection.
type classes [missing + 1]bool

// common returns the class of a connection that uses one of its parts, if it is not known which one.
func (c classes) common() class {
	switch {
	case c[unproven] || c[covered] && c[missing]:
		return unproven
	case c[unknown]:
		return unknown
	case c[missing]:
		return missing
	}
	return covered
}

// worst returns the class of a connection that uses all of its parts.
func (c classes) worst() class {
	for class := missing; class > covered; class-- {
		if c[class] {
			return class
		}
	}
	return covered
}

// worst returns the class of a connection that needs all of its parts.
func worst(parts ...class) class { return slices.Max(parts) }
