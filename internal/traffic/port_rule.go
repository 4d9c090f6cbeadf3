// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"cmp"
	"slices"
)

// PortRule combines flows for a firewall that cannot match names.
type PortRule struct {
	Destination string
	Transport   string
	Ports       PortRange
	Flows       []Flow   // in the order given
	FlowKeys    []string // their keys, sorted
}

// Key returns the key of the rule in a map, such as internet_tcp_443.
func (rule PortRule) Key() string {
	return rule.Destination + "_" + rule.Transport + "_" + rule.Ports.String()
}

// PortRules returns one rule for each destination, transport protocol and port range of the flows, sorted by key.
func PortRules(flows []Flow) []PortRule {
	rules := make([]PortRule, 0, len(flows))
	indexes := make(map[string]int, len(flows))
	for _, flow := range flows {
		rule := PortRule{Destination: flow.Destination, Transport: flow.Transport, Ports: flow.Ports}
		index, known := indexes[rule.Key()]
		if !known {
			index = len(rules)
			indexes[rule.Key()] = index
			rules = append(rules, rule)
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

// TransportRule combines all flows of a destination and transport protocol.
type TransportRule struct {
	Destination string
	Transport   string
	Ports       []PortRange // sorted, without overlaps
	FlowKeys    []string    // sorted
}

// TransportRules returns one rule for each destination and transport protocol of the flows, in the order in which rules are
// numbered.
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

// MergePorts returns the ranges sorted, and merges those that overlap: some firewalls reject a rule with overlapping ranges.
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
