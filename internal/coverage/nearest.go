// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import "slices"

// nearestTo gives the id of the rule to look at first: what denies or cannot be judged, or else the rule that comes nearest
// to letting the need through. It is empty where none comes near.
func (j *judge) nearestTo(part *judged) string {
	switch {
	case part.class == missing && part.reason != NoRule && part.denied != nil:
		return part.denied.rule.ID
	case part.class == unproven && part.doubt != nil:
		return part.doubt.rule.ID
	}
	best, nearest := 0, ""
	for i, screen := range j.made.screens {
		near, most := screen.nearness(part.need)
		if near == 0 || near+most <= best {
			continue
		}
		if near = j.made.rules[i].nearness(part.need, near, best); near > best {
			best, nearest = near, j.made.rules[i].rule.ID
		}
	}
	return nearest
}

// What a rule has in common with a need, by how much it counts.
const (
	samePorts     = 8
	sameTransport = 4
	sameLabel     = 2 // for each label beyond the first two
	samePlace     = 6
	maxAlike      = 16
)

// nearness says how near a rule comes to a need as far as its screen tells, and how much its names or addresses may add. What has
// neither the ports nor the transport protocol is not near at all.
func (s screen) nearness(to *need) (near, most int) {
	transport, ports := s.meets(to)
	if transport {
		near += sameTransport
	}
	if ports {
		near += samePorts
	}
	if to.host != "" && s.names {
		return near, maxAlike
	}
	return near, samePlace
}

// nearness says how near a rule comes to a need; 0 where it has but the ports or the transport protocol in common with it.
func (rule *candidate) nearness(to *need, near, best int) int {
	alike := 0
	if to.host != "" {
		if !rule.anyHost && near == samePorts+sameTransport {
			near++ // one of names before one of addresses
		}
		for _, pattern := range rule.patterns {
			alike = max(alike, sameLabel*min(pattern.Common(to.host)-1, maxAlike/sameLabel))
		}
	}
	if alike < samePlace && near+samePlace > best && rule.touches(&to.to) {
		alike = samePlace
	}
	if near < samePorts+sameTransport && alike == 0 {
		return 0
	}
	return near + alike
}

// touches says whether the rule has an address of the place.
func (rule *candidate) touches(to *place) bool {
	if rule.anywhere || to.named {
		return slices.Contains(rule.named, to.text)
	}
	return slices.ContainsFunc(rule.ranges, func(given addressRange) bool { return slices.ContainsFunc(to.ranges, given.overlaps) })
}
