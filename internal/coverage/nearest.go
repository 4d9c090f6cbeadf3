// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

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
	for i := range j.made {
		if near := j.made[i].nearness(part.need); near > best {
			best, nearest = near, j.made[i].rule.ID
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
)

// nearness says how near a rule comes to a need; 0 is not near at all.
func (rule *candidate) nearness(to *need) int {
	near := 0
	if rule.over&to.over != 0 {
		near += sameTransport
	}
	if rule.ports.From <= to.ports.To && rule.ports.To >= to.ports.From {
		near += samePorts
	}
	alike := 0
	if to.host != "" {
		for _, pattern := range rule.patterns {
			alike = max(alike, sameLabel*min(pattern.Common(to.host)-1, 8))
		}
	}
	if everywhere, part := rule.within(&to.to); everywhere || len(part) > 0 {
		alike = max(alike, samePlace)
	}
	if near < samePorts+sameTransport && alike == 0 {
		return 0
	}
	return near + alike
}
