// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"fmt"
	"slices"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// clientPorts are those at which a device receives answers. A network ACL keeps no state, so an inbound rule must allow these ports:
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
var clientPorts = traffic.PortRange{From: 1024, To: traffic.LastPort}

// checker checks connections against the rules of one firewall.
type checker struct {
	evaluator

	rules             []traffic.Rule
	firewall          string // the group of the rules, empty if they have none
	outbound, inbound orderedRules
	allowing          orderedRules // the outbound rules that may allow
	specific          orderedRules // those of allowing that are not for everything
	unknownAllowing   orderedRules // those of allowing that depend on a value that is not known until apply
	hasInbound        bool         // some rule is inbound: the firewall is stateless, and answers need a rule too
	inboundUnknown    bool         // it is not known until apply whether some rule is inbound
}

func newChecker(rules []traffic.Rule) (*checker, error) {
	group, err := oneGroup(rules)
	if err != nil {
		return nil, traffic.InRules(err)
	}
	c := &checker{rules: rules, firewall: group}
	if c.outbound, err = orderRules(rules, traffic.Outbound); err != nil {
		return nil, traffic.InRules(err)
	}
	if c.inbound, err = orderRules(rules, traffic.Inbound); err != nil {
		return nil, traffic.InRules(err)
	}
	for _, rule := range c.outbound.rules {
		if rule.mayAllow() {
			c.allowing.add(rule)
		}
		if rule.mayAllow() && !rule.isCatchAll() {
			c.specific.add(rule)
		}
		if rule.mayAllow() && rule.isUnknown() {
			c.unknownAllowing.add(rule)
		}
	}
	for _, rule := range rules {
		unknown := rule.Unknown.Has(traffic.FieldDirection)
		c.hasInbound = c.hasInbound || rule.Direction == traffic.Inbound && !unknown
		c.inboundUnknown = c.inboundUnknown || unknown
	}
	return c, nil
}

// oneGroup returns the group of the rules; empty if they have none. Rules of several firewalls are an error: a connection must pass
// each of them. The rules of several security groups add up instead (read in an excerpt of the page):
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
func oneGroup(rules []traffic.Rule) (string, error) {
	groups, seen, second := []string{""}, map[string]bool{"": true}, -1
	for i, rule := range rules {
		if seen[rule.Group] {
			continue
		}
		if len(groups) == 2 {
			second = i
		}
		seen[rule.Group] = true
		groups = append(groups, rule.Group)
	}
	if len(groups) > 2 {
		return "", errSeveralGroups(groups[1:], second)
	}
	return groups[len(groups)-1], nil
}

func errSeveralGroups(groups []string, second int) error {
	listed := make([]string, 0, len(groups))
	for i, group := range groups {
		if i == 5 && len(groups) > 6 {
			listed = append(listed, fmt.Sprintf("%d more", len(groups)-i))
			break
		}
		listed = append(listed, wording.Quote(group))
	}
	return fmt.Errorf("rules[%d].group: the rules belong to several groups: %s; make a call for each, with "+
		"[for r in rules : r if r.group == %s]; if one of them is enough, as for security groups on one interface, remove the group with "+
		"[for r in rules : merge(r, { group = null })]", second, wording.List(listed, "and"), wording.Quote(groups[0]))
}

// checkedConnection is a connection with the result of its check.
type checkedConnection struct {
	*connection
	evaluation

	reason string
}

// check checks a connection, and its answers if the firewall is stateless.
func (c *checker) check(conn *connection) checkedConnection {
	if conn.isPlatform() {
		return c.checkPlatform(conn)
	}
	part := checkedConnection{connection: conn, evaluation: c.evaluate(conn, &c.outbound)}
	switch part.class {
	case missing:
		part.reason = c.whyMissing(conn, &part)
	case unproven:
		part.reason = RuleUnproven
		if part.mixed {
			part.reason = SomeAddresses
		}
		c.checkAnswersOfAllowedAddresses(&part)
	case covered:
		switch {
		case c.hasInbound:
			c.checkAnswers(&part)
		case c.inboundUnknown:
			part.class, part.unknown = unknown, true
		}
	case unknown:
	}
	return part
}

// whyMissing returns ShadowedBy if a rule denies what a later rule allows. A rule for everything else does not count: neither
// one that denies, which is there to deny the rest, nor one that allows, which is not about the flow.
func (c *checker) whyMissing(conn *connection, part *checkedConnection) string {
	if part.deniedBy == nil {
		return NoRule
	}
	ofSpecific := c.evaluate(conn, &c.specific)
	part.unknown = part.unknown || ofSpecific.unknown
	if ofSpecific.blockedPorts() < part.blockedPorts() {
		return ShadowedBy
	}
	if part.deniedBy.isCatchAll() {
		return NoRule
	}
	ofAllowing := c.evaluate(conn, &c.allowing)
	part.unknown = part.unknown || ofAllowing.unknown
	if ofAllowing.class != covered {
		return NoRule
	}
	return ShadowedBy
}

// blockedPorts returns the number of ports that are blocked.
func (result evaluation) blockedPorts() int64 {
	count := int64(0)
	for _, ports := range result.ports[missing] {
		count += ports.To - ports.From + 1
	}
	return count
}

// checkAnswers checks the answers. A device may receive them at any client port: if all of these are allowed, the answers are
// covered, and if none is, they are missing.
func (c *checker) checkAnswers(part *checkedConnection) {
	answers := c.answers(part.connection, part.target)
	part.unknown = part.unknown || answers.unknown
	switch part.class = answers.class; part.class {
	case missing:
		part.reason, part.deniedBy = NoReturn, answers.deniedBy
	case unproven:
		part.reason, part.unprovenBy = ReturnUnproven, cmp.Or(answers.unprovenBy, answers.deniedBy)
	case covered, unknown:
	}
	part.evaluation.ports[covered] = nil
	part.evaluation.ports[part.class] = []traffic.PortRange{part.connection.ports}
}

// answers evaluates the answers to a connection that come from a target.
func (c *checker) answers(conn *connection, from target) evaluation {
	result := c.evaluate(&connection{transports: conn.transports, ports: clientPorts, applications: appOther, target: from}, &c.inbound)
	var found classes
	for class := range result.ports {
		found[class] = len(result.ports[class]) > 0
	}
	result.class = found.common()
	return result
}

// checkAnswersOfAllowedAddresses checks the answers of a connection that is unproven. If none of the addresses that are not blocked
// can answer, the connection is missing.
func (c *checker) checkAnswersOfAllowedAddresses(part *checkedConnection) {
	switch {
	case !c.hasInbound && c.inboundUnknown:
		part.class, part.unknown = unknown, true
		return
	case !c.hasInbound:
		return
	}
	allowed := part.target
	left := union(allowed.ranges)
	for _, blocked := range part.ranges[missing] {
		left.RemoveRange(netipx.IPRangeFrom(blocked.from, blocked.to))
	}
	if ranges := rangesOf(left); len(ranges) > 0 {
		allowed.ranges = ranges
	}
	answers := c.answers(part.connection, allowed)
	part.unknown = part.unknown || answers.unknown
	switch answers.class {
	case unknown:
		part.class = unknown
	case missing:
		part.class, part.reason, part.deniedBy = missing, NoReturn, answers.deniedBy
		part.evaluation.ports[missing] = []traffic.PortRange{part.connection.ports}
	case covered, unproven:
	}
}

// breadth tells whether a rule that allows the connection has every address, or a wider name than the connection's host, and whether
// one may have, depending on a value that is not known until apply.
func (part *checkedConnection) breadth() (broad, maybe bool) {
	for rule := range part.allowedBy {
		if part.host != "" && !rule.anyHost {
			wider := !slices.Contains(rule.rule.Hosts, part.host)
			broad, maybe = broad || wider && !rule.rule.Unknown.Has(traffic.FieldHosts), maybe || wider
			continue
		}
		every := rule.hasEveryAddress()
		broad, maybe = broad || every, maybe || every || rule.rule.Unknown.Has(traffic.FieldAddresses)
	}
	return broad, maybe
}

// addressesIn returns the target's addresses of a class, as networks.
func (part *checkedConnection) addressesIn(class class) []string {
	if part.target.oneOf || part.target.named || len(part.ranges[class]) == 0 {
		return []string{part.target.text}
	}
	return networksOf(union(part.ranges[class]))
}
