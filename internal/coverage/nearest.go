// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// nearestRule returns the rule to look at first: the one that denies or is unproven, or else the one that is the most similar to the
// connection. It is nil if no rule is similar. It also returns whether another rule may be the most similar one, depending on a value
// that is not known until apply.
func (c *checker) nearestRule(part *checkedConnection) (nearest *candidate, unknown bool) {
	switch {
	case part.class == missing && part.reason != NoRule && part.deniedBy != nil:
		return part.deniedBy, false
	case part.class == unproven && part.unprovenBy != nil:
		return part.unprovenBy, part.unprovenBy.isUnknown()
	}
	unknown = !slices.ContainsFunc(c.rules, func(rule traffic.Rule) bool { return !rule.Unknown.Has(traffic.FieldCount) })
	best := 0
	for i, header := range c.specific.headers {
		score, more := header.similarity(part.connection)
		if score == 0 || score+more <= best {
			continue
		}
		if score = c.specific.rules[i].similarity(part.connection, score, best); score > best {
			best, nearest = score, c.specific.rules[i]
		}
	}
	for _, header := range c.unknownAllowing.headers {
		score, _ := header.similarity(part.connection)
		unknown = unknown || score > 0 && score+maxMorePoints >= best
	}
	return nearest, unknown && len(c.rules) > 0
}

// The points for what a rule and a connection have in common.
const (
	samePorts     = 8
	sameTransport = 4
	sameLabel     = 2 // for each label beyond the first two
	sameTarget    = 6
	maxSameLabels = 16
	maxMorePoints = 1 + maxSameLabels // for hosts or addresses
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
// protocol match, if the rule is for other names, and if it is for other addresses and more ports. It skips the addresses if they
// cannot make the rule better than the best one so far.
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
	if !rule.anyHost && more == 0 {
		return 0
	}
	if more < sameTarget && points+sameTarget > best {
		more = max(more, rule.targetSimilarity(&conn.target))
	}
	if more == 0 && (points < samePorts+sameTransport || !rule.anyAddress && !portSpan(conn.ports).contains(portSpan(rule.ports))) {
		return 0
	}
	return points + more
}

// targetSimilarity returns sameTarget if the rule has an address of the target. Otherwise, the points are fewer, and grow with the
// number of bytes that an address of the rule has in common with the first of the target.
func (rule *candidate) targetSimilarity(to *target) int {
	if rule.anyAddress || to.named {
		if slices.Contains(rule.named, to.text) {
			return sameTarget
		}
		return 0
	}
	most := 0
	for _, given := range rule.ranges {
		if slices.ContainsFunc(to.ranges, given.overlaps) {
			return sameTarget
		}
		if len(to.ranges) > 0 {
			most = max(most, min(commonBytes(given.from, to.ranges[0].from), sameTarget-1))
		}
	}
	return most
}

// commonBytes returns how many leading bytes two addresses have in common; none if they are of two families.
func commonBytes(a, b netip.Addr) int {
	if a.BitLen() != b.BitLen() {
		return 0
	}
	first, second := a.AsSlice(), b.AsSlice()
	for i := range first {
		if first[i] != second[i] {
			return i
		}
	}
	return len(first)
}

func plural(noun string, several bool) string {
	if several {
		return noun + "s"
	}
	return noun
}

// difference returns what the rule does not have of connections, as the end of a message.
func (rule *candidate) difference(connections []*connection) string {
	var lacking, phrases []string
	onlyPrivate := false
	for _, conn := range connections {
		for _, part := range rule.lacks(conn) {
			if !slices.Contains(lacking, part) {
				lacking = append(lacking, part)
			}
		}
		onlyPrivate = onlyPrivate || rule.lacksPublic(conn)
	}
	if len(lacking) > 0 {
		phrases = append(phrases, "lacks "+summarize(lacking))
	}
	if onlyPrivate {
		phrases = append(phrases, "allows no public address")
	}
	if len(phrases) == 0 {
		return ""
	}
	return ", which " + wording.List(phrases, "and")
}

// lacksPublic tells whether the connection may go to any public address, and the rule has none.
func (rule *candidate) lacksPublic(conn *connection) bool {
	all, part := rule.matchAddresses(&conn.target)
	return conn.internet && (conn.target.text == "" || isEveryAddress(conn.target.text)) && !rule.anyAddress && len(rule.named) == 0 && !all && len(part) == 0
}

// lacks returns what the rule does not have of the connection, in the words of a message.
func (rule *candidate) lacks(conn *connection) []string {
	lacking := []string{}
	if rule.transports&conn.transports == 0 {
		lacking = append(lacking, map[transports]string{tcp: "TCP", udp: "UDP"}[conn.transports])
	}
	for _, ports := range (spans{portSpan(conn.ports)}).without(portSpan(rule.ports)) {
		lacking = append(lacking, plural("port", ports.from < ports.to)+" "+ports.ports().String())
	}
	if rule.applications != 0 && rule.applications&conn.applications == 0 {
		lacking = append(lacking, map[applications]string{appTLS: "TLS", appHTTP: "HTTP", appOther: "other protocols than TLS and HTTP"}[conn.applications])
	}
	switch {
	case rule.anyHost:
	case conn.host == "":
		lacking = append(lacking, "addresses")
	case rule.matchHost(conn.host) != hostname.FullMatch:
		lacking = append(lacking, conn.host)
	}
	if all, _ := rule.matchAddresses(&conn.target); !all && !rule.anyAddress && !rule.lacksPublic(conn) {
		lacking = append(lacking, cmp.Or(conn.target.text, "some public addresses"))
	}
	return lacking
}
