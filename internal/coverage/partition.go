// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"fmt"
)

// area is a rectangle of ports and addresses.
type area struct{ ports, addresses span }

func (a area) overlaps(other area) bool {
	return a.ports.overlaps(other.ports) && a.addresses.overlaps(other.addresses)
}

func (a area) contains(other area) bool {
	return a.ports.contains(other.ports) && a.addresses.contains(other.addresses)
}

// startsBefore compares the lowest ports, and for the same port the lowest addresses.
func (a area) startsBefore(other area) bool {
	return cmp.Or(cmp.Compare(a.ports.from, other.ports.from), cmp.Compare(a.addresses.from, other.addresses.from)) < 0
}

// layer is an area that a rule matches.
type layer struct {
	area
	layerKind

	piece int
}

// layerKind is what is the same for many layers. The zero value is a layer that never hides another one.
type layerKind struct {
	opaque   bool    // later layers have no effect in the area
	same     uint32  // one bit, for layers that have an effect once, until a layer resets them
	resets   bool    // may change what another layer does
	unproven actions // of a layer that is only unproven; a second one of the same action has no effect
}

// partitioner splits areas. It reuses its slice for the next area.
type partitioner struct {
	stack []layer
	done  []bool // pieces that have no effect any more; nil if every piece has one
	steps int
}

// maxSteps limits the work for one call. The steps take about a second.
const maxSteps = 50_000_000

var errTooManySteps = fmt.Errorf("the port ranges and networks of the rules overlap in too many ways; the limit is %d million comparisons; "+
	"pass fewer rules, such as those for the ports of the requirements alone", maxSteps/1_000_000)

// err returns an error if the limit was reached. Results are not valid then.
func (p *partitioner) err() error {
	if p.steps > maxSteps {
		return errTooManySteps
	}
	return nil
}

// partition splits an area until each layer has all of a part or nothing of it. It calls visit with each part and its layers in
// their order, without those that have no effect. It splits at the middle of the edges, so that a layer is in few parts.
func (p *partitioner) partition(whole area, layers []layer, visit func(part area, layers []layer)) {
	if p.steps += len(layers) + 1; p.steps > maxSteps {
		return
	}
	start := len(p.stack)
	var ports, addresses edges
	var seen uint32
	var unproven actions
	for i := range layers {
		each := &layers[i]
		if !each.overlaps(whole) || each.same&seen != 0 || each.unproven != 0 && each.unproven&^unproven == 0 || p.done != nil && p.done[each.piece] {
			continue
		}
		if each.resets {
			seen = 0
		}
		p.stack = append(p.stack, *each)
		if !each.contains(whole) {
			ports.add(each.ports, whole.ports)
			addresses.add(each.addresses, whole.addresses)
			continue
		}
		if each.opaque {
			break
		}
		seen |= each.same
		unproven |= each.unproven
	}
	kept := p.stack[start:]
	left, right := whole, whole
	switch {
	case ports.count == 0 && addresses.count == 0:
		visit(whole, kept)
		p.stack = p.stack[:start]
		return
	case ports.count > addresses.count:
		right.ports.from = ports.middle()
		left.ports.to = right.ports.from - 1
	default:
		right.addresses.from = addresses.middle()
		left.addresses.to = right.addresses.from - 1
	}
	p.partition(left, kept, visit)
	p.partition(right, kept, visit)
	p.stack = p.stack[:start]
}

// edges are the numbers within a span at which another one begins, or has just ended.
type edges struct{ count, first, last int }

func (e *edges) add(each, within span) {
	if each.from > within.from {
		e.addOne(each.from)
	}
	if each.to < within.to {
		e.addOne(each.to + 1)
	}
}

func (e *edges) addOne(edge int) {
	if e.count == 0 {
		e.first, e.last = edge, edge
	}
	e.first, e.last = min(e.first, edge), max(e.last, edge)
	e.count++
}

func (e *edges) middle() int {
	if e.count <= 2 {
		return e.first
	}
	return (e.first + e.last + 1) / 2
}
