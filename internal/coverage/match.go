// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// piece is the part of a connection that a rule matches.
type piece struct {
	rule     *candidate
	ports    traffic.PortRange
	ranges   []addressRange // of the connection's addresses; nil for all of them
	matching matching
	allows   *allowance // if the piece is compared with what others deny
}

// unprovenMatch turns a certain match into an unproven one.
func unprovenMatch(how matching) matching {
	if how&matchCertain != 0 {
		return how&^matchCertain | matchUnproven
	}
	return how
}

// match appends the pieces of the connection that the rule matches. The two must have the transport protocol and a port in common.
func (rule *candidate) match(conn *connection, pieces []piece) []piece {
	how, matched := rule.matchProtocolAndHost(conn)
	if !matched {
		return pieces
	}
	ports := traffic.PortRange{From: max(rule.ports.From, conn.ports.From), To: min(rule.ports.To, conn.ports.To)}
	moreUnknown := rule.rule.Unknown.Has(traffic.FieldAddresses)
	switch {
	case rule.anyAddress && !moreUnknown:
		return append(pieces, piece{rule: rule, ports: ports, matching: how})
	case conn.target.unknown:
		return append(pieces, piece{rule: rule, ports: ports, matching: how | matchUnknown})
	}
	if all, part := rule.matchAddresses(&conn.target); all {
		return append(pieces, piece{rule: rule, ports: ports, matching: how})
	} else if len(part) > 0 {
		pieces = append(pieces, piece{rule: rule, ports: ports, ranges: part, matching: how})
	}
	if rule.mayContain(&conn.target) {
		pieces = append(pieces, piece{rule: rule, ports: ports, matching: unprovenMatch(how)})
	}
	if moreUnknown {
		pieces = append(pieces, piece{rule: rule, ports: ports, matching: how | matchUnknown})
	}
	return pieces
}

// matchProtocolAndHost returns how the rule matches, judged by application protocol and host alone, and whether it matches at all.
func (rule *candidate) matchProtocolAndHost(conn *connection) (matching, bool) {
	how := rule.matching
	if rule.rule.Unknown.Has(traffic.FieldApplications) {
		how |= matchUnknown
	} else if rule.applications != 0 && rule.applications&conn.applications == 0 {
		if conn.applications != appOther || conn.transports != tcp {
			return how, false
		}
		how = unprovenMatch(how) // other protocols may use TLS too
	}
	moreUnknown := rule.rule.Unknown.Has(traffic.FieldHosts)
	switch {
	case rule.anyHost && !moreUnknown:
		return how, true
	case conn.host == "" && rule.anyHost:
		return how | matchUnknown | matchUnproven, true // it may have names, or none
	case conn.host == "" && (conn.internet || rule.anyName || rule.applications == 0):
		return unprovenMatch(how), true // it is not known whether the destination has a name, and which one
	case conn.host == "":
		return how | matchUnknown, moreUnknown
	}
	switch rule.matchHost(conn.host) {
	case hostname.NoMatch:
		return how | matchUnknown, moreUnknown
	case hostname.PartMatch:
		return rule.matchPart(how, moreUnknown)
	default:
		return how, true
	}
}

// matchPart returns how the rule matches a wildcard if it has only some of its names. An allow does not match: the other names of the
// wildcard are not allowed. If the rule may have more hosts, it may have all of these names.
func (rule *candidate) matchPart(how matching, moreHosts bool) (matching, bool) {
	switch {
	case moreHosts:
		return how | matchUnknown | matchUnproven, true
	case rule.rule.Unknown.Has(traffic.FieldAction):
		return unprovenMatch(how) | matchUnknown, true
	}
	return unprovenMatch(how), rule.rule.Action != traffic.Allow
}

// matchHost returns the best match of the rule's patterns.
func (rule *candidate) matchHost(host string) hostname.Match {
	best := hostname.NoMatch
	for _, pattern := range rule.patterns {
		match := pattern.Match(host)
		if match == hostname.FullMatch {
			return match
		}
		best = max(best, match)
	}
	return best
}

// matchAddresses tells whether the rule has all addresses of the target. If not, it returns those that the rule has.
func (rule *candidate) matchAddresses(to *target) (all bool, part []addressRange) {
	if to.named {
		return slices.Contains(rule.named, to.text) || rule.coversIPv4(), nil
	}
	all = len(to.ranges) > 0
	for _, wanted := range to.ranges {
		covers := false
		for _, given := range rule.ranges {
			if !given.overlaps(wanted) {
				continue
			}
			covers = covers || given.covers(wanted)
			part = append(part, given.intersection(wanted))
		}
		all = all && covers
	}
	return all, part
}

// mayContain tells whether the rule or the target is named, so that the rule may have its addresses.
func (rule *candidate) mayContain(to *target) bool {
	return len(rule.named) > 0 || to.named && len(rule.ranges) > 0
}
