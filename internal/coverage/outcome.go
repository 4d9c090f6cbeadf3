// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import "slices"

// actions is a set of what may happen to a connection.
type actions uint8

const (
	allows actions = 1 << iota
	denies
	either = allows | denies
)

// behaviour is a set of what a rule may do at a connection.
type behaviour uint8

const (
	passes  behaviour = 1 << iota // does not match, as a value that is not known yet may turn out
	decides                       // matches and decides
	doubts                        // may match: it cannot be judged
)

// state is a set of sets of actions: bit n stands for the set n. Each set is what rules that cannot be judged may have done.
type state uint8

// walk is a connection on its way through the rules.
type walk struct {
	under state // still under way, by what may have happened to it
	ended state // decided
}

func start() walk { return walk{under: 1} }

// step meets a rule that may do any of some things, by one of several sets of actions.
func (way *walk) step(does behaviour, with ...actions) {
	if does == decides && len(with) == 1 {
		for before := range either + 1 {
			if way.under>>before&1 == 1 {
				way.ended |= 1 << (before | with[0])
			}
		}
		way.under = 0
		return
	}
	after := state(0)
	for before := range either + 1 {
		if way.under>>before&1 == 0 {
			continue
		}
		if does&passes != 0 {
			after |= 1 << before
		}
		for _, action := range with {
			if does&decides != 0 {
				way.ended |= 1 << (before | action)
			}
			if does&doubts != 0 {
				after |= 1 << (before | action)
			}
		}
	}
	way.under = after
}

// finish holds back what no rule has decided, and gives what is known of the end.
func (way *walk) finish() class {
	way.step(decides, denies)
	switch way.ended {
	case 1 << allows:
		return covered
	case 1 << denies:
		return missing
	case 1 << either:
		return unproven
	}
	return undecided
}

// class is what is known of a part of a need.
type class uint8

const (
	covered   class = iota
	unproven        // known, and not understood
	undecided       // hangs on a value that is not known yet
	missing
)

// worst is the class of a need of whose parts each must be let through.
func worst(classes ...class) class { return slices.Max(classes) }

// uniform is the class of a need of whose parts it is not known which one counts: it is certain only where they are alike.
func uniform(seen [missing + 1]bool) class {
	switch {
	case seen[unproven] || seen[covered] && seen[missing]:
		return unproven
	case seen[undecided]:
		return undecided
	case seen[missing]:
		return missing
	}
	return covered
}
