// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"slices"
)

// sweep goes through addresses upwards and knows which pieces are met at each.
type sweep struct {
	begins []turn
	ends   []turn
	met    []int // places of pieces, sorted
}

// turn is where a range of a piece begins or ends.
type turn struct {
	at    netip.Addr
	piece int
}

func newSweep(pieces []piece) *sweep {
	made := &sweep{}
	for i, piece := range pieces {
		if piece.ranges == nil {
			made.met = append(made.met, i)
		}
		for _, given := range piece.ranges {
			made.begins = append(made.begins, turn{given.from, i})
			made.ends = append(made.ends, turn{given.to, i})
		}
	}
	byAddress := func(a, b turn) int { return a.at.Compare(b.at) }
	slices.SortFunc(made.begins, byAddress)
	slices.SortFunc(made.ends, byAddress)
	return made
}

// at gives the places of the pieces that are met at an address, which is not below the one before.
func (s *sweep) at(address netip.Addr) []int {
	for len(s.begins) > 0 && s.begins[0].at.Compare(address) <= 0 {
		place, _ := slices.BinarySearch(s.met, s.begins[0].piece)
		s.met = slices.Insert(s.met, place, s.begins[0].piece)
		s.begins = s.begins[1:]
	}
	for len(s.ends) > 0 && s.ends[0].at.Compare(address) < 0 {
		place, _ := slices.BinarySearch(s.met, s.ends[0].piece)
		s.met = slices.Delete(s.met, place, place+1)
		s.ends = s.ends[1:]
	}
	if s.met == nil {
		return []int{}
	}
	return s.met
}
