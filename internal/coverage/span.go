// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// span is a range of ports, or of indexes of an addressAxis, including both ends.
type span struct{ from, to int }

func portSpan(ports traffic.PortRange) span { return span{int(ports.From), int(ports.To)} }

func (s span) ports() traffic.PortRange {
	return traffic.PortRange{From: int64(s.from), To: int64(s.to)}
}

func (s span) overlaps(other span) bool { return s.from <= other.to && s.to >= other.from }

func (s span) contains(other span) bool { return s.from <= other.from && s.to >= other.to }

// spans are sorted and do not overlap.
type spans []span

// search returns the index of the first span that ends at a number or after it.
func (s spans) search(number int) int {
	i, _ := slices.BinarySearchFunc(s, number, func(each span, number int) int { return cmp.Compare(each.to, number) })
	return i
}

func (s spans) overlap(other span) bool {
	i := s.search(other.from)
	return i < len(s) && s[i].from <= other.to
}

// without removes a span. It changes the slice.
func (s spans) without(removed span) spans {
	first := s.search(removed.from)
	end := first
	for end < len(s) && s[end].from <= removed.to {
		end++
	}
	if first == end {
		return s
	}
	var left [2]span
	kept := left[:0]
	if before := (span{s[first].from, removed.from - 1}); before.from <= before.to {
		kept = append(kept, before)
	}
	if after := (span{removed.to + 1, s[end-1].to}); after.from <= after.to {
		kept = append(kept, after)
	}
	return slices.Replace(s, first, end, kept...)
}

// mergeSpans returns the spans sorted, and merges those that overlap or have no number between them.
func mergeSpans(given []span) spans {
	slices.SortFunc(given, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	merged := given[:0]
	for _, each := range given {
		if last := len(merged) - 1; last >= 0 && each.from <= merged[last].to+1 {
			merged[last].to = max(merged[last].to, each.to)
			continue
		}
		merged = append(merged, each)
	}
	return merged
}

// addressAxis is parts of the address space, sorted. Each range of the rules concerned is a span of parts.
type addressAxis []addressRange

// newAddressAxis splits ranges at the starts.
func newAddressAxis(whole []addressRange, starts []netip.Addr) addressAxis {
	for _, addresses := range whole {
		starts = append(starts, addresses.from)
	}
	slices.SortFunc(starts, netip.Addr.Compare)
	starts = slices.Compact(starts)
	axis := make(addressAxis, 0, len(starts))
	current := 0
	for i, from := range starts {
		for current < len(whole) && whole[current].to.Compare(from) < 0 {
			current++
		}
		if current == len(whole) {
			break
		}
		if !whole[current].contains(from) {
			continue
		}
		end := whole[current].to
		if i+1 < len(starts) && starts[i+1].Compare(end) <= 0 {
			end = starts[i+1].Prev()
		}
		axis = append(axis, addressRange{from, end})
	}
	return axis
}

// appendStarts appends the addresses at which an axis must be split so that a range is a span of it.
func appendStarts(starts []netip.Addr, addresses addressRange) []netip.Addr {
	starts = append(starts, addresses.from)
	if next := addresses.to.Next(); next.IsValid() {
		starts = append(starts, next)
	}
	return starts
}

// spanOf returns the span of a range at whose ends the axis is split.
func (axis addressAxis) spanOf(addresses addressRange) span {
	byStart := func(part addressRange, start netip.Addr) int { return part.from.Compare(start) }
	from, _ := slices.BinarySearchFunc(axis, addresses.from, byStart)
	to, exact := slices.BinarySearchFunc(axis, addresses.to, byStart)
	if !exact {
		to--
	}
	return span{from, to}
}
