// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// evaluation is what the rules do with a connection.
type evaluation struct {
	class        class
	ports        [missing + 1][]traffic.PortRange // by class
	ranges       [missing + 1][]addressRange      // that are not allowed, by class
	mergedRanges int                              // how many ranges were left when they were merged
	allowedBy    map[*candidate]bool              // the rules that allow a part
	deniedBy     *candidate                       // the first rule that denies a part
	unprovenBy   *candidate                       // the first unproven rule that makes a part unproven
	mixed        bool                             // some of the addresses that a host may have are allowed, and others are not
	unknown      bool                             // depends on a value that is not known until apply
}

// evaluator evaluates connections. It reuses its slices for the next connection.
type evaluator struct {
	pieces    []piece
	active    []piece
	starts    []netip.Addr
	openPorts []traffic.PortRange
}

// evaluate applies rules to a connection.
func (e *evaluator) evaluate(conn *connection, rules *orderedRules) evaluation {
	e.collect(conn, rules)
	var result evaluation
	for _, ports := range e.segments(conn.ports) {
		e.active = e.active[:0]
		for _, piece := range e.pieces {
			if piece.ports.From <= ports.From && piece.ports.To >= ports.To {
				e.active = append(e.active, piece)
			}
		}
		class := e.evaluateAddresses(&conn.target, &result)
		result.ports[class] = append(result.ports[class], ports)
		result.class = worst(result.class, class)
	}
	return result
}

// collect finds the pieces of all rules. It stops when earlier rules decide every port, so that later ones have no effect.
func (e *evaluator) collect(conn *connection, rules *orderedRules) {
	e.pieces = e.pieces[:0]
	e.openPorts = append(e.openPorts[:0], conn.ports)
	for i, header := range rules.headers {
		if transport, ports := header.matches(conn); !transport || !ports {
			continue
		}
		before := len(e.pieces)
		e.pieces = rules.rules[i].match(conn, e.pieces)
		if len(e.pieces) == before {
			continue
		}
		if last := e.pieces[len(e.pieces)-1]; last.matching == matchCertain && last.ranges == nil {
			e.openPorts = traffic.WithoutPorts(e.openPorts, last.ports)
			if len(e.openPorts) == 0 {
				return
			}
		}
	}
}

// segments splits the ports where a piece begins or ends, so that a piece has all ports of a segment or none.
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

// evaluateAddresses splits the target's addresses as segments splits ports, and evaluates the active pieces for each part.
func (e *evaluator) evaluateAddresses(to *target, result *evaluation) class {
	if !slices.ContainsFunc(e.active, func(piece piece) bool { return piece.ranges != nil }) {
		class := evaluatePieces(e.active, nil, result)
		result.addRanges(class, to.ranges...)
		return class
	}
	var found classes
	all := covered
	sweep := newSweep(e.active)
	e.starts = addressStarts(e.starts[:0], e.active, to.ranges)
	current := 0
	for i, from := range e.starts {
		for to.ranges[current].to.Compare(from) < 0 {
			current++
		}
		end := to.ranges[current].to
		if i+1 < len(e.starts) && e.starts[i+1].Compare(end) <= 0 {
			end = e.starts[i+1].Prev()
		}
		class := evaluatePieces(e.active, sweep.at(from), result)
		result.addRanges(class, addressRange{from, end})
		found[class] = true
		all = worst(all, class)
	}
	if !to.oneOf {
		return all
	}
	if class := found.common(); class != unproven {
		return class
	}
	result.mixed = true
	return unproven
}

// addressStarts appends the addresses in the target's ranges at which such a range or one of a piece begins, or one of a piece
// has just ended.
func addressStarts(into []netip.Addr, pieces []piece, target []addressRange) []netip.Addr {
	for _, addresses := range target {
		into = append(into, addresses.from)
	}
	for _, piece := range pieces {
		for _, addresses := range piece.ranges {
			into = append(into, addresses.from)
			if next := addresses.to.Next(); next.IsValid() {
				into = append(into, next)
			}
		}
	}
	slices.SortFunc(into, netip.Addr.Compare)
	into = slices.Compact(into)
	return slices.DeleteFunc(into, func(address netip.Addr) bool {
		i, _ := slices.BinarySearchFunc(target, address, func(addresses addressRange, address netip.Addr) int { return addresses.to.Compare(address) })
		return i == len(target) || !target[i].contains(address)
	})
}

// evaluatePieces applies the rules of pieces in their order and records the rules that decide. If indexes is not nil, it applies
// only the pieces with these indexes.
func evaluatePieces(pieces []piece, indexes []int, result *evaluation) class {
	reached := newOutcomes()
	var last, unprovenBy *candidate
	count := len(pieces)
	if indexes != nil {
		count = len(indexes)
	}
	for i := range count {
		piece := &pieces[i]
		if indexes != nil {
			piece = &pieces[indexes[i]]
		}
		before := reached
		reached.apply(piece.matching, piece.rule.actions...)
		result.unknown = result.unknown || piece.matching&matchUnknown != 0 || len(piece.rule.actions) > 1
		if unprovenBy == nil && piece.matching&matchUnproven != 0 {
			unprovenBy = piece.rule
		}
		if reached.decided != before.decided {
			last = piece.rule
		}
		if reached.pending == 0 {
			break
		}
	}
	class := reached.conclude()
	result.addRules(class, last, unprovenBy)
	return class
}

// maxRanges is how many ranges an evaluation keeps before it merges adjacent ones.
const maxRanges = 10_000

func (result *evaluation) addRanges(class class, ranges ...addressRange) {
	if class == covered {
		return
	}
	result.ranges[class] = append(result.ranges[class], ranges...)
	if len(result.ranges[class]) > max(maxRanges, 2*result.mergedRanges) {
		result.ranges[class] = rangesOf(union(result.ranges[class]))
		result.mergedRanges = len(result.ranges[class])
	}
}

func (result *evaluation) addRules(class class, last, unprovenBy *candidate) {
	switch {
	case class == covered && last != nil:
		if result.allowedBy == nil {
			result.allowedBy = map[*candidate]bool{}
		}
		result.allowedBy[last] = true
	case class == missing && last != nil && result.deniedBy == nil:
		result.deniedBy = last
	case class == unproven && unprovenBy != nil && result.unprovenBy == nil:
		result.unprovenBy = unprovenBy
	}
}
