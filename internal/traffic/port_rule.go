// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"cmp"
	"slices"
)

// PortRule is what is left of flows for a firewall that knows no names: who is at the other end, and on which ports.
type PortRule struct {
	Destination string
	Transport   string
	Ports       PortRange
	Flows       []Flow   // those it lets through, in the order given
	FlowKeys    []string // their keys, sorted
}

// Key names the rule in a map, such as internet_tcp_443.
func (rule PortRule) Key() string {
	return rule.Destination + "_" + rule.Transport + "_" + rule.Ports.String()
}

// PortRules collapses flows to port rules, one for each destination, transport protocol and port range, sorted by key.
func PortRules(flows []Flow) []PortRule {
	type place struct {
		destination, transport string
		ports                  PortRange
	}
	rules := make([]PortRule, 0, len(flows))
	places := make(map[place]int, len(flows))
	for _, flow := range flows {
		at := place{flow.Destination, flow.Transport, flow.Ports}
		index, known := places[at]
		if !known {
			index = len(rules)
			places[at] = index
			rules = append(rules, PortRule{Destination: flow.Destination, Transport: flow.Transport, Ports: flow.Ports})
		}
		rules[index].Flows = append(rules[index].Flows, flow)
		rules[index].FlowKeys = append(rules[index].FlowKeys, flow.Key)
	}
	for _, rule := range rules {
		slices.Sort(rule.FlowKeys)
	}
	slices.SortFunc(rules, func(a, b PortRule) int { return cmp.Compare(a.Key(), b.Key()) })
	return rules
}

// TransportRule is a port rule with every port of its destination and transport protocol.
type TransportRule struct {
	Destination string
	Transport   string
	Ports       []PortRange // sorted, none touching another
	FlowKeys    []string    // the flows it lets through, sorted
}

// TransportRules collapses flows to one rule for each destination and transport protocol, in the order in which rules
// are numbered.
func TransportRules(flows []Flow) []TransportRule {
	rules := []TransportRule{}
	for _, destination := range destinations {
		for _, transport := range Transports() {
			rule := TransportRule{Destination: destination, Transport: transport}
			for _, flow := range flows {
				if flow.Destination == destination && flow.Transport == transport {
					rule.Ports = append(rule.Ports, flow.Ports)
					rule.FlowKeys = append(rule.FlowKeys, flow.Key)
				}
			}
			if len(rule.FlowKeys) > 0 {
				slices.Sort(rule.FlowKeys)
				rule.Ports = MergePorts(rule.Ports)
				rules = append(rules, rule)
			}
		}
	}
	return rules
}

// MergePorts gives the ranges sorted, those that overlap as one: a firewall may refuse a rule whose ranges do.
func MergePorts(ranges []PortRange) []PortRange {
	sorted := slices.SortedFunc(slices.Values(ranges), func(a, b PortRange) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	merged := sorted[:0]
	for _, ports := range sorted {
		if last := len(merged) - 1; last >= 0 && ports.From <= merged[last].To {
			merged[last].To = max(merged[last].To, ports.To)
			continue
		}
		merged = append(merged, ports)
	}
	return merged
}
