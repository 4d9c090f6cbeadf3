// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// evaluation is what the rules do with a connection.
type evaluation struct {
	class      class
	ports      [missing + 1][]traffic.PortRange // by class
	ranges     [missing + 1][]addressRange      // that are not allowed, by class
	allowedBy  map[*candidate]bool              // the rules that allow a part
	deniedBy   *candidate                       // the first rule that denies a part
	unprovenBy *candidate                       // the first unproven rule that makes a part unproven
	mixed      bool                             // some of the addresses that a host may have are allowed, and others are not
	unknown    bool                             // depends on a value that is not known until apply

	deniedAt, unprovenAt area // where deniedBy and unprovenBy are the first
}

// evaluator evaluates connections. It reuses its slices for the next connection.
type evaluator struct {
	partitioner

	pieces    []piece
	layers    []layer
	starts    []netip.Addr
	openPorts spans
}

// evaluate applies rules to a connection.
func (e *evaluator) evaluate(conn *connection, rules *orderedRules) evaluation {
	e.collect(conn, rules)
	whole, axis := e.layOut(conn, (*piece).kind)
	var result evaluation
	byPorts := map[span]classes{}
	var changes [missing + 1][]int // by class and part of the axis: how many areas of the class begin there, less those that ended
	e.partition(whole, e.layers, func(part area, layers []layer) {
		class := e.evaluateLayers(part, layers, &result)
		found := byPorts[part.ports]
		found[class] = true
		byPorts[part.ports] = found
		if class == covered {
			return
		}
		if changes[class] == nil {
			changes[class] = make([]int, whole.addresses.to+2)
		}
		changes[class][part.addresses.from]++
		changes[class][part.addresses.to+1]--
	})
	result.addPorts(byPorts, conn.target.oneOf)
	for class, changes := range changes {
		result.ranges[class] = axis.changed(changes)
	}
	return result
}

// collect finds the pieces of all rules. It ignores those of ports that earlier rules decide for every address.
func (e *evaluator) collect(conn *connection, rules *orderedRules) {
	e.pieces = e.pieces[:0]
	e.openPorts = append(e.openPorts[:0], portSpan(conn.ports))
	for i, header := range rules.headers {
		transport, ports := header.matches(conn)
		if !transport || !ports || !e.openPorts.overlap(span{int(header.from), int(header.to)}) {
			continue
		}
		before := len(e.pieces)
		e.pieces = rules.rules[i].match(conn, e.pieces)
		if len(e.pieces) == before {
			continue
		}
		if last := e.pieces[len(e.pieces)-1]; last.matching == matchCertain && last.ranges == nil {
			e.openPorts = e.openPorts.without(portSpan(last.ports))
			if len(e.openPorts) == 0 {
				return
			}
		}
	}
}

// kind returns how the piece's layers decide. See outcomes.apply: a second layer with the same matching and actions has no effect if
// what is pending did not change, and a layer that is only unproven adds its actions to all that is pending.
func (p *piece) kind() layerKind {
	kind := layerKind{opaque: p.matching == matchCertain, resets: p.matching&matchUnproven != 0}
	action := actions(0)
	if len(p.rule.actions) == 1 {
		action = p.rule.actions[0]
	}
	kind.same = 1 << (uint8(p.matching)<<2 | uint8(action))
	if p.matching == matchUnproven {
		kind.unproven = action
	}
	return kind
}

// layOut makes the layers of the pieces, and returns the area of the connection. Without a piece that has addresses of its own, the
// axis is nil and has a single part: all addresses of the target.
func (e *evaluator) layOut(conn *connection, kindOf func(*piece) layerKind) (area, targetAxis) {
	e.layers, e.starts = e.layers[:0], e.starts[:0]
	for i := range e.pieces {
		for _, addresses := range e.pieces[i].ranges {
			e.starts = appendStarts(e.starts, addresses)
		}
	}
	axis := targetAxis{target: conn.target.ranges}
	whole := area{ports: portSpan(conn.ports)}
	if len(e.starts) > 0 {
		axis.parts = newAddressAxis(conn.target.ranges, e.starts)
		whole.addresses.to = len(axis.parts) - 1
	}
	for i := range e.pieces {
		piece := &e.pieces[i]
		next := layer{area{portSpan(piece.ports), whole.addresses}, kindOf(piece), i}
		if piece.ranges == nil {
			e.layers = append(e.layers, next)
		}
		for n, addresses := range piece.ranges {
			part := axis.parts.spanOf(addresses)
			if last := len(e.layers) - 1; n > 0 && e.layers[last].addresses.to+1 == part.from {
				e.layers[last].addresses.to = part.to
				continue
			}
			next.addresses = part
			e.layers = append(e.layers, next)
		}
	}
	return whole, axis
}

// targetAxis is the addresses of a target, in parts.
type targetAxis struct {
	target []addressRange
	parts  addressAxis
}

// changed returns the addresses of the parts at which the sum of the changes is not zero.
func (axis targetAxis) changed(changes []int) []addressRange {
	if changes == nil {
		return nil
	}
	if axis.parts == nil {
		return axis.target
	}
	ranges := []addressRange{}
	count := 0
	for i, part := range axis.parts {
		if count += changes[i]; count > 0 {
			ranges = append(ranges, part)
		}
	}
	return ranges
}

// evaluateLayers applies the rules of layers in their order and records the rules that decide.
func (e *evaluator) evaluateLayers(part area, layers []layer, result *evaluation) class {
	reached := newOutcomes()
	var last, unprovenBy *candidate
	for i := range layers {
		piece := &e.pieces[layers[i].piece]
		before := reached
		reached.apply(piece.matching, piece.rule.actions...)
		result.unknown = result.unknown || certainty(piece.matching) == matchUnknown || len(piece.rule.actions) > 1
		if unprovenBy == nil && piece.matching&matchUnproven != 0 {
			unprovenBy = piece.rule
		}
		if reached.decided != before.decided {
			last = piece.rule
		}
	}
	class := reached.conclude()
	result.addRules(class, part, last, unprovenBy)
	return class
}

// addPorts records the class of each port. A port is the worst of its addresses, unless the host has one of them.
func (result *evaluation) addPorts(byPorts map[span]classes, oneOf bool) {
	type change struct {
		port  int
		class int
		by    int
	}
	changes := make([]change, 0, 2*len(byPorts))
	for ports, found := range byPorts {
		for class := range found {
			if found[class] {
				changes = append(changes, change{ports.from, class, 1}, change{ports.to + 1, class, -1})
			}
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(a.port, b.port) })
	var counts [missing + 1]int
	for i, change := range changes {
		counts[change.class] += change.by
		if i+1 == len(changes) || changes[i+1].port == change.port {
			continue
		}
		var found classes
		different := 0
		for class, count := range counts {
			if count > 0 {
				found[class] = true
				different++
			}
		}
		class := found.worst()
		if oneOf {
			class = found.common()
			result.mixed = result.mixed || class == unproven && different > 1
		}
		result.ports[class] = append(result.ports[class], span{change.port, changes[i+1].port - 1}.ports())
		result.class = worst(result.class, class)
	}
}

func (result *evaluation) addRules(class class, part area, last, unprovenBy *candidate) {
	switch {
	case class == covered && last != nil:
		if result.allowedBy == nil {
			result.allowedBy = map[*candidate]bool{}
		}
		result.allowedBy[last] = true
	case class == missing && last != nil && (result.deniedBy == nil || part.startsBefore(result.deniedAt)):
		result.deniedBy, result.deniedAt = last, part
	case class == unproven && unprovenBy != nil && (result.unprovenBy == nil || part.startsBefore(result.unprovenAt)):
		result.unprovenBy, result.unprovenAt = unprovenBy, part
	}
}
