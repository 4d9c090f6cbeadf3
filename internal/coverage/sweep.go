// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"slices"
)

// sweep visits addresses in ascending order and keeps the pieces that contain the current one.
type sweep struct {
	begins []boundary
	ends   []boundary
	active []int // indexes of pieces, sorted
}

// boundary is an address at which a range of a piece begins or ends.
type boundary struct {
	address netip.Addr
	piece   int
}

func newSweep(pieces []piece) *sweep {
	s := &sweep{}
	for i, piece := range pieces {
		if piece.ranges == nil {
			s.active = append(s.active, i)
		}
		for _, addresses := range piece.ranges {
			s.begins = append(s.begins, boundary{addresses.from, i})
			s.ends = append(s.ends, boundary{addresses.to, i})
		}
	}
	byAddress := func(a, b boundary) int { return a.address.Compare(b.address) }
	slices.SortFunc(s.begins, byAddress)
	slices.SortFunc(s.ends, byAddress)
	return s
}

// at returns the indexes of the pieces that contain an address. The address must not be lower than in the call before.
func (s *sweep) at(address netip.Addr) []int {
	for len(s.begins) > 0 && s.begins[0].address.Compare(address) <= 0 {
		i, _ := slices.BinarySearch(s.active, s.begins[0].piece)
		s.active = slices.Insert(s.active, i, s.begins[0].piece)
		s.begins = s.begins[1:]
	}
	for len(s.ends) > 0 && s.ends[0].address.Compare(address) < 0 {
		i, _ := slices.BinarySearch(s.active, s.ends[0].piece)
		s.active = slices.Delete(s.active, i, i+1)
		s.ends = s.ends[1:]
	}
	if s.active == nil {
		return []int{}
	}
	return s.active
}
