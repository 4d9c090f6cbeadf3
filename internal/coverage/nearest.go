// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import "slices"

// nearestRule returns the ID of the rule to look at first: the one that denies or is unproven, or else the one that is the most
// similar to the connection. It is empty if no rule is similar.
func (c *checker) nearestRule(part *checkedConnection) string {
	switch {
	case part.class == missing && part.reason != NoRule && part.deniedBy != nil:
		return part.deniedBy.rule.ID
	case part.class == unproven && part.unprovenBy != nil:
		return part.unprovenBy.rule.ID
	}
	best, nearest := 0, ""
	for i, header := range c.specific.headers {
		score, more := header.similarity(part.connection)
		if score == 0 || score+more <= best {
			continue
		}
		if score = c.specific.rules[i].similarity(part.connection, score, best); score > best {
			best, nearest = score, c.specific.rules[i].rule.ID
		}
	}
	return nearest
}

// The points for what a rule and a connection have in common.
const (
	samePorts     = 8
	sameTransport = 4
	sameLabel     = 2 // for each label beyond the first two
	sameTarget    = 6
	maxSameLabels = 16
)

// similarity returns the points of a header, and how many more the rule's hosts or addresses may bring. It returns 0 points if
// neither ports nor transport protocol match.
func (header ruleHeader) similarity(conn *connection) (points, more int) {
	transport, ports := header.matches(conn)
	if transport {
		points += sameTransport
	}
	if ports {
		points += samePorts
	}
	if conn.host != "" && header.hasHosts {
		return points, maxSameLabels
	}
	return points, sameTarget
}

// similarity adds the points of hosts or addresses to those of the header. It returns 0 if only the ports or only the transport
// protocol match. It skips the addresses if they cannot make the rule better than the best one so far.
func (rule *candidate) similarity(conn *connection, points, best int) int {
	more := 0
	if conn.host != "" {
		if !rule.anyHost && points == samePorts+sameTransport {
			points++ // a rule with hosts is nearer than one with addresses
		}
		for _, pattern := range rule.patterns {
			more = max(more, sameLabel*min(pattern.Common(conn.host)-1, maxSameLabels/sameLabel))
		}
	}
	if more < sameTarget && points+sameTarget > best && rule.hasAddressOf(&conn.target) {
		more = sameTarget
	}
	if points < samePorts+sameTransport && more == 0 {
		return 0
	}
	return points + more
}

// hasAddressOf tells whether the rule lists an address of the target.
func (rule *candidate) hasAddressOf(to *target) bool {
	if rule.anyAddress || to.named {
		return slices.Contains(rule.named, to.text)
	}
	return slices.ContainsFunc(rule.ranges, func(given addressRange) bool { return slices.ContainsFunc(to.ranges, given.overlaps) })
}
