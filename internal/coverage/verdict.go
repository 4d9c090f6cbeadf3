// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"cmp"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The verdicts on a flow.
const (
	Covered  = "covered"
	Missing  = "missing"
	Unproven = "unproven"
)

// The reasons why a flow is not covered.
const (
	NoRule         = "no_rule"         // no rule allows it
	ShadowedBy     = "shadowed_by"     // a rule denies it before another one allows it
	NoReturn       = "no_return"       // the answers are denied
	RuleUnproven   = "rule_unproven"   // depends on a rule that the provider cannot decide
	SomeAddresses  = "some_addresses"  // some of the addresses that the host may have are allowed, and others are not
	ReturnUnproven = "return_unproven" // the answers are allowed to some of the ports that a device may use
)

// Verdict is what the rules do with a flow.
type Verdict struct {
	Flow          traffic.Flow
	Verdict       string   // empty if it depends on a value that is not known until apply
	Reason        string   // empty if covered
	Hosts         []string // that are not covered
	Addresses     []string // that are not covered
	PortRanges    []string // that are not covered
	RuleIDs       []string // the rules that allow the flow or a part of it
	NearestRuleID string
	Sources       []string // what those rules are scoped to
	Broad         bool     // a rule allows it that is wider than its hosts and addresses
	Unknown       bool     // the rules in use depend on a value that is not known until apply; they may be others then
	Message       string

	BroadUnknown   bool // depends on a value that is not known until apply
	NearestUnknown bool // the nearest rule, and so the message, depend on a value that is not known until apply

	firewall      string // the address of the firewall in the plan; empty if the rules do not name it
	why           string // about the nearest rule, for the message
	noRules       bool
	deniesTheRest bool // no rule is near; the nearest one denies everything else
}

// Explain returns a verdict on each flow, in the same order. The rules must be those of one firewall. An error is a
// *[traffic.ArgumentError].
func Explain(flows []traffic.Flow, addresses traffic.Addresses, rules []traffic.Rule) ([]Verdict, error) {
	question, err := Ask(flows, addresses)
	if err != nil {
		return nil, err
	}
	return question.Explain("", rules)
}

// Question is flows with their connections. It can be asked about many firewalls.
type Question struct {
	flows       []traffic.Flow
	connections [][]connection // of each flow
}

// Ask prepares the connections of flows. An error is a *[traffic.ArgumentError].
func Ask(flows []traffic.Flow, addresses traffic.Addresses) (*Question, error) {
	question := &Question{flows: flows, connections: make([][]connection, len(flows))}
	for i, flow := range flows {
		connections, err := connectionsOf(flow, addresses)
		if err != nil {
			return nil, err
		}
		question.connections[i] = connections
	}
	return question, nil
}

// Explain returns a verdict on each flow, in the same order. The messages name the firewall by its address in a plan, or by the group of its
// rules if the address is empty. An error is a *[traffic.ArgumentError].
func (question *Question) Explain(firewall string, rules []traffic.Rule) ([]Verdict, error) {
	c, err := newChecker(rules)
	if err != nil {
		return nil, err
	}
	c.firewall = cmp.Or(firewall, c.firewall)
	verdicts := make([]Verdict, 0, len(question.flows))
	for i, flow := range question.flows {
		verdicts = append(verdicts, c.verdict(flow, question.connections[i]))
	}
	if err := c.err(); err != nil {
		return nil, traffic.InRules(err)
	}
	return verdicts, nil
}

func (c *checker) verdict(flow traffic.Flow, connections []connection) Verdict {
	verdict := Verdict{Flow: flow, noRules: len(c.rules) == 0, firewall: c.firewall}
	class := covered
	parts := make([]checkedConnection, 0, len(connections))
	for i := range connections {
		part := c.check(&connections[i])
		class = worst(class, part.class)
		verdict.Unknown = verdict.Unknown || part.unknown
		parts = append(parts, part)
	}
	verdict.addRules(parts)
	switch class {
	case covered:
		verdict.Verdict = Covered
		for i := range parts {
			broad, maybe := parts[i].breadth()
			verdict.Broad, verdict.BroadUnknown = verdict.Broad || broad, verdict.BroadUnknown || maybe
		}
		verdict.BroadUnknown = verdict.BroadUnknown && !verdict.Broad
	case unknown:
		verdict.Unknown = true
		return verdict
	case missing:
		verdict.Verdict = Missing
	case unproven:
		verdict.Verdict = Unproven
	}
	if class != covered {
		c.addReason(&verdict, class, parts)
	}
	verdict.Message = verdict.message()
	return verdict
}

// addRules records the rules that allow the flow, and what they are scoped to.
func (verdict *Verdict) addRules(parts []checkedConnection) {
	verdict.RuleIDs, verdict.Sources = []string{}, []string{}
	for _, part := range parts {
		for rule := range part.allowedBy {
			verdict.RuleIDs = append(verdict.RuleIDs, rule.rule.ID)
			verdict.Sources = append(verdict.Sources, rule.rule.Sources...)
			verdict.Unknown = verdict.Unknown || rule.rule.Unknown.Has(traffic.FieldSources)
		}
	}
	verdict.RuleIDs = sortedSet(verdict.RuleIDs)
	verdict.Sources = sortedSet(verdict.Sources)
}

// addReason records what is not covered, why, and the nearest rule. Reason and rule are those of the first part of the class.
func (c *checker) addReason(verdict *Verdict, class class, parts []checkedConnection) {
	var ports []traffic.PortRange
	var nearest *candidate
	var withoutRule []*connection
	for _, part := range parts {
		if part.class != class {
			continue
		}
		if verdict.Reason == "" {
			verdict.Reason = part.reason
			nearest, verdict.NearestUnknown = c.nearestRule(&part)
			if nearest == nil && part.deniedBy != nil {
				nearest, verdict.deniesTheRest = part.deniedBy, true
			}
			if nearest != nil {
				verdict.NearestRuleID = nearest.rule.ID
			}
			verdict.why = part.why(verdict.Flow.Destination)
		}
		if part.reason == NoRule {
			withoutRule = append(withoutRule, part.connection)
		}
		if part.host != "" {
			verdict.Hosts = append(verdict.Hosts, part.host)
		}
		verdict.Unknown = verdict.Unknown || part.target.unknown // it is listed by its label
		if part.target.text != "" {
			verdict.Addresses = append(verdict.Addresses, part.addressesIn(class)...)
		}
		ports = append(ports, part.evaluation.ports[class]...)
	}
	verdict.Hosts, verdict.Addresses = sortedSet(verdict.Hosts), sortedSet(verdict.Addresses)
	for _, ports := range mergeAdjacent(ports) {
		verdict.PortRanges = append(verdict.PortRanges, ports.String())
	}
	if verdict.Reason == NoRule && nearest != nil {
		verdict.why = nearest.difference(withoutRule)
	}
}

func sortedSet(texts []string) []string {
	slices.Sort(texts)
	return slices.Compact(texts)
}

// mergeAdjacent returns the ranges sorted, and merges those that overlap or have no port between them.
func mergeAdjacent(ranges []traffic.PortRange) []traffic.PortRange {
	merged := []traffic.PortRange{}
	for _, ports := range traffic.MergePorts(ranges) {
		if last := len(merged) - 1; last >= 0 && merged[last].To+1 == ports.From {
			merged[last].To = ports.To
			continue
		}
		merged = append(merged, ports)
	}
	return merged
}
