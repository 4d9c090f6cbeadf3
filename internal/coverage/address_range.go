// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"

	"go4.org/netipx"
)

// addressRange is a range of addresses of one family, including both ends. Its methods do not validate, unlike those of
// netipx.IPRange: a check compares very many ranges.
type addressRange struct {
	from, to netip.Addr
}

func rangeOf(prefix netip.Prefix) addressRange {
	return addressRange{prefix.Addr(), netipx.PrefixLastIP(prefix)}
}

func (a addressRange) overlaps(b addressRange) bool {
	return a.from.Compare(b.to) <= 0 && a.to.Compare(b.from) >= 0
}

func (a addressRange) covers(b addressRange) bool {
	return a.from.Compare(b.from) <= 0 && a.to.Compare(b.to) >= 0
}

func (a addressRange) contains(address netip.Addr) bool {
	return a.from.Compare(address) <= 0 && a.to.Compare(address) >= 0
}

// intersection returns the common part of two ranges that overlap.
func (a addressRange) intersection(b addressRange) addressRange {
	if b.from.Compare(a.from) > 0 {
		a.from = b.from
	}
	if b.to.Compare(a.to) < 0 {
		a.to = b.to
	}
	return a
}

func union(ranges []addressRange) *netipx.IPSetBuilder {
	var set netipx.IPSetBuilder
	for _, part := range ranges {
		set.AddRange(netipx.IPRangeFrom(part.from, part.to))
	}
	return &set
}

// rangesOf returns the ranges of a set, sorted. IPSet fails only for invalid addresses, and these are never added.
func rangesOf(builder *netipx.IPSetBuilder) []addressRange {
	set, err := builder.IPSet()
	if err != nil {
		return nil
	}
	ranges := []addressRange{}
	for _, part := range set.Ranges() {
		ranges = append(ranges, addressRange{part.From(), part.To()})
	}
	return ranges
}

// networksOf returns the fewest networks that make up the set, as text.
func networksOf(builder *netipx.IPSetBuilder) []string {
	texts := []string{}
	set, err := builder.IPSet()
	if err != nil {
		return texts
	}
	for _, prefix := range set.Prefixes() {
		texts = append(texts, prefix.String())
	}
	return texts
}

func everyIPv4() addressRange { return rangeOf(netip.PrefixFrom(netip.IPv4Unspecified(), 0)) }

func everyIPv6() addressRange { return rangeOf(netip.PrefixFrom(netip.IPv6Unspecified(), 0)) }
