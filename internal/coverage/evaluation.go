// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// evaluation is how a need fares.
type evaluation struct {
	class  class
	ports  [missing + 1][]traffic.PortRange // by class
	ranges [missing + 1][]addressRange      // of what is not let through, by class
	by     map[*candidate]bool              // the rules that decide where it is let through, or stand in doubt where it may be
	denied *candidate                       // the first rule that holds a part back
	doubt  *candidate                       // the first rule that cannot be judged and matters
	joined int                              // how many ranges were left when they were last joined
	mixed  bool                             // let through to some addresses of the far end and not to others
	hangs  bool                             // a value that is not known yet took part
}

// evaluator walks rules; its slices are used again for the next need.
type evaluator struct {
	pieces []piece
	active []piece
	edges  []netip.Addr
	open   []traffic.PortRange
}

// evaluate gives how a need fares among rules that are in order.
func (e *evaluator) evaluate(to *need, book *rulebook) evaluation {
	e.collect(to, book)
	var result evaluation
	for _, ports := range e.segments(to.ports) {
		e.active = e.active[:0]
		for _, piece := range e.pieces {
			if piece.ports.From <= ports.From && piece.ports.To >= ports.To {
				e.active = append(e.active, piece)
			}
		}
		fares := e.walkAddresses(&to.to, &result)
		result.ports[fares] = append(result.ports[fares], ports)
		result.class = worst(result.class, fares)
	}
	return result
}

// collect finds the pieces of all rules, up to the point where nothing is left for a rule to decide.
func (e *evaluator) collect(to *need, book *rulebook) {
	e.pieces = e.pieces[:0]
	e.open = append(e.open[:0], to.ports)
	for i, screen := range book.screens {
		if transport, ports := screen.meets(to); !transport || !ports {
			continue
		}
		before := len(e.pieces)
		e.pieces = book.rules[i].meet(to, e.pieces)
		if len(e.pieces) == before {
			continue
		}
		if last := e.pieces[len(e.pieces)-1]; last.does == decides && last.ranges == nil {
			e.open = traffic.WithoutPorts(e.open, last.ports)
			if len(e.open) == 0 {
				return
			}
		}
	}
}

// segments cuts the ports where a piece begins or ends, so that each segment is met by the same pieces as a whole.
func (e *evaluator) segments(ports traffic.PortRange) []traffic.PortRange {
	starts := []int64{ports.From}
	for _, piece := range e.pieces {
		if piece.ports.From > ports.From {
			starts = append(starts, piece.ports.From)
		}
		if piece.ports.To < ports.To {
			starts = append(starts, piece.ports.To+1)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	segments := make([]traffic.PortRange, 0, len(starts))
	for i, start := range starts {
		end := ports.To
		if i+1 < len(starts) {
			end = starts[i+1] - 1
		}
		segments = append(segments, traffic.PortRange{From: start, To: end})
	}
	return segments
}

// walkAddresses walks the active pieces for each part of the place in which they are the same.
func (e *evaluator) walkAddresses(to *place, result *evaluation) class {
	if !slices.ContainsFunc(e.active, func(piece piece) bool { return piece.ranges != nil }) {
		fares := walkPieces(e.active, nil, result)
		result.hold(fares, to.ranges...)
		return fares
	}
	var seen [missing + 1]bool
	least := covered
	meeting := newSweep(e.active)
	e.edges = edges(e.edges[:0], e.active, to.ranges)
	place := 0
	for i, from := range e.edges {
		for to.ranges[place].to.Compare(from) < 0 {
			place++
		}
		end := to.ranges[place].to
		if i+1 < len(e.edges) && e.edges[i+1].Compare(end) <= 0 {
			end = e.edges[i+1].Prev()
		}
		fares := walkPieces(e.active, meeting.at(from), result)
		result.hold(fares, addressRange{from, end})
		seen[fares] = true
		least = worst(least, fares)
	}
	if !to.some {
		return least
	}
	if fares := uniform(seen); fares != unproven {
		return fares
	}
	result.mixed = true
	return unproven
}

// edges are the addresses at which a range of a piece begins, or the rest of the place after one.
func edges(into []netip.Addr, pieces []piece, within []addressRange) []netip.Addr {
	for _, wanted := range within {
		into = append(into, wanted.from)
	}
	for _, piece := range pieces {
		for _, given := range piece.ranges {
			into = append(into, given.from)
			if next := given.to.Next(); next.IsValid() {
				into = append(into, next)
			}
		}
	}
	slices.SortFunc(into, netip.Addr.Compare)
	into = slices.Compact(into)
	return slices.DeleteFunc(into, func(address netip.Addr) bool {
		place, _ := slices.BinarySearchFunc(within, address, func(wanted addressRange, address netip.Addr) int { return wanted.to.Compare(address) })
		return place == len(within) || !within[place].contains(address)
	})
}

// walkPieces meets the pieces one after the other, those alone whose places are given, and notes who decided.
func walkPieces(pieces []piece, places []int, result *evaluation) class {
	way := start()
	var last, doubt *candidate
	count := len(pieces)
	if places != nil {
		count = len(places)
	}
	for i := range count {
		piece := &pieces[i]
		if places != nil {
			piece = &pieces[places[i]]
		}
		before := way
		way.step(piece.does, piece.rule.with...)
		result.hangs = result.hangs || piece.does&passes != 0 || len(piece.rule.with) > 1
		if doubt == nil && piece.does&doubts != 0 {
			doubt = piece.rule
		}
		if way.ended != before.ended {
			last = piece.rule
		}
		if way.under == 0 {
			break
		}
	}
	fares := way.finish()
	result.note(fares, last, doubt)
	return fares
}

// maxRanges is how many ranges of a need are kept before those that touch are joined.
const maxRanges = 10_000

// hold keeps where the need is not let through.
func (result *evaluation) hold(fares class, ranges ...addressRange) {
	if fares == covered {
		return
	}
	result.ranges[fares] = append(result.ranges[fares], ranges...)
	if len(result.ranges[fares]) > max(maxRanges, 2*result.joined) {
		result.ranges[fares] = rangesOf(union(result.ranges[fares]))
		result.joined = len(result.ranges[fares])
	}
}

func (result *evaluation) note(fares class, last, doubt *candidate) {
	switch {
	case fares == covered && last != nil:
		if result.by == nil {
			result.by = map[*candidate]bool{}
		}
		result.by[last] = true
	case fares == missing && last != nil && result.denied == nil:
		result.denied = last
	case fares == unproven && doubt != nil && result.doubt == nil:
		result.doubt = doubt
	}
}
