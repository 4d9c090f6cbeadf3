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
	FlowKeys    []string // the flows it lets through, sorted
}

// Key names the rule in a map, such as internet_tcp_443.
func (rule PortRule) Key() string {
	return rule.Destination + "_" + rule.Transport + "_" + rule.Ports.String()
}

// PortRules collapses flows to port rules, one for each destination, transport protocol and port range, sorted by key.
func PortRules(flows []Flow) []PortRule {
	rules := make([]PortRule, 0, len(flows))
	places := make(map[string]int, len(flows))
	for _, flow := range flows {
		rule := PortRule{Destination: flow.Destination, Transport: flow.Transport, Ports: flow.Ports}
		place, known := places[rule.Key()]
		if !known {
			place = len(rules)
			places[rule.Key()] = place
			rules = append(rules, rule)
		}
		rules[place].FlowKeys = append(rules[place].FlowKeys, flow.Key)
	}
	for _, rule := range rules {
		slices.Sort(rule.FlowKeys)
	}
	slices.SortFunc(rules, func(a, b PortRule) int { return cmp.Compare(a.Key(), b.Key()) })
	return rules
}
