// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"

	"go4.org/netipx"
)

// addressRange is a range of addresses of one family, both ends in it. It is plain, since a check compares very many.
type addressRange struct {
	from, to netip.Addr
}

func rangeOf(prefix netip.Prefix) addressRange {
	return addressRange{prefix.Addr(), netipx.PrefixLastIP(prefix)}
}

func (a addressRange) overlaps(b addressRange) bool {
	return a.from.Compare(b.to) <= 0 && a.to.Compare(b.from) >= 0
}

func (a addressRange) holds(b addressRange) bool {
	return a.from.Compare(b.from) <= 0 && a.to.Compare(b.to) >= 0
}

func (a addressRange) contains(address netip.Addr) bool {
	return a.from.Compare(address) <= 0 && a.to.Compare(address) >= 0
}

// intersection is what two ranges that overlap have in common.
func (a addressRange) intersection(b addressRange) addressRange {
	if b.from.Compare(a.from) > 0 {
		a.from = b.from
	}
	if b.to.Compare(a.to) < 0 {
		a.to = b.to
	}
	return a
}

// union gives a set of the ranges.
func union(ranges []addressRange) *netipx.IPSetBuilder {
	var set netipx.IPSetBuilder
	for _, part := range ranges {
		set.AddRange(netipx.IPRangeFrom(part.from, part.to))
	}
	return &set
}

// rangesOf gives the ranges of a set, sorted. It cannot fail, since all that went in was valid.
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

// networksOf gives the fewest networks that are the set, as text.
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

// everyIPv4 and everyIPv6 are all addresses of a family.
func everyIPv4() addressRange { return rangeOf(netip.PrefixFrom(netip.IPv4Unspecified(), 0)) }

func everyIPv6() addressRange { return rangeOf(netip.PrefixFrom(netip.IPv6Unspecified(), 0)) }
