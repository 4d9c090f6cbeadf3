// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"go4.org/netipx"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// withHandshake adds an unproven deny rule before each rule that passes traffic by its name, if another rule drops TCP: the firewall
// sees a name after the handshake, so the handshake must pass first. A default action that drops only established connections
// does not affect the handshake. A default action that is not known counts as such. A rule for TCP may match the first packet of the
// handshake: https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
func withHandshake(rules []traffic.Rule, established bool) []traffic.Rule {
	drops := slices.DeleteFunc(slices.Clone(rules), func(rule traffic.Rule) bool {
		return rule.Action == traffic.Allow || !seesPackets(rule) || established && rule.Priority == awsPriorityDefault
	})
	result := make([]traffic.Rule, 0, len(rules))
	for _, rule := range rules {
		if rule.Action == traffic.Allow && len(rule.Applications) > 0 {
			for _, drop := range drops {
				result = append(result, handshake(rule, drop, rules)...)
			}
		}
		result = append(result, rule)
	}
	return result
}

// seesPackets reports whether a rule decides on packets of TCP before the application protocol is known.
func seesPackets(rule traffic.Rule) bool {
	return len(rule.Applications) == 0 && !rule.Unknown.Has(traffic.FieldApplications) && rule.Transport != "udp"
}

// handshake returns the parts of a rule that matches names whose handshake another rule drops. Rules that precede the other one may
// pass the handshake.
func handshake(rule, drop traffic.Rule, among []traffic.Rule) []traffic.Rule {
	blocked := rule
	blocked.Action = traffic.Deny
	blocked.Unproven = drop.ID + " drops TCP before a name is seen; pass the handshake, or drop established connections alone"
	blocked.Unknown |= drop.Unknown
	if len(drop.Addresses) > 0 {
		blocked.Addresses = drop.Addresses
	}
	own, dropped := wholeRange(rule), wholeRange(drop)
	ports := traffic.PortRange{From: max(own.From, dropped.From), To: min(own.To, dropped.To)}
	if ports.From > ports.To {
		return nil
	}
	passing := slices.DeleteFunc(slices.Clone(among), func(other traffic.Rule) bool {
		return other.Action != traffic.Allow || other.Unproven != "" || other.Unknown != 0 || !seesPackets(other) || other.Priority >= drop.Priority
	})
	parts := []traffic.Rule{}
	for _, ports := range cutPorts(ports, passing) {
		passed := slices.DeleteFunc(slices.Clone(passing), func(other traffic.Rule) bool {
			own := wholeRange(other)
			return own.From > ports.From || own.To < ports.To
		})
		part := blocked
		part.Ports = ports
		if len(passed) > 0 {
			part.Addresses = addressesWithout(blocked.Addresses, passed)
		}
		if len(passed) == 0 || len(part.Addresses) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

// cutPorts splits a range where the ports of a rule begin or end.
func cutPorts(ports traffic.PortRange, rules []traffic.Rule) []traffic.PortRange {
	starts := []int64{ports.From}
	for _, rule := range rules {
		own := wholeRange(rule)
		for _, start := range []int64{own.From, own.To + 1} {
			if start > ports.From && start <= ports.To {
				starts = append(starts, start)
			}
		}
	}
	slices.Sort(starts)
	starts = append(slices.Compact(starts), ports.To+1)
	segments := make([]traffic.PortRange, 0, len(starts))
	for i, start := range starts[:len(starts)-1] {
		segments = append(segments, traffic.PortRange{From: start, To: starts[i+1] - 1})
	}
	return segments
}

// addressesWithout returns the networks without those of rules. No networks means all.
func addressesWithout(networks []string, taken []traffic.Rule) []string {
	var left netipx.IPSetBuilder
	addAll(&left, networks)
	for _, rule := range taken {
		var passed netipx.IPSetBuilder
		addAll(&passed, rule.Addresses)
		if set, err := passed.IPSet(); err == nil {
			left.RemoveSet(set)
		}
	}
	texts := []string{}
	if set, err := left.IPSet(); err == nil {
		for _, prefix := range set.Prefixes() {
			texts = append(texts, prefix.String())
		}
	}
	return texts
}

// addAll adds networks to a set. No networks means all.
func addAll(set *netipx.IPSetBuilder, networks []string) {
	if len(networks) == 0 {
		networks = []string{"0.0.0.0/0", "::/0"}
	}
	for _, network := range networks {
		if prefix, err := traffic.ParsePrefix(network); err == nil {
			set.AddPrefix(prefix)
		}
	}
}

// wholeRange returns the ports of a rule as a range, also if it is for every port.
func wholeRange(rule traffic.Rule) traffic.PortRange {
	if rule.EveryPort() {
		return traffic.PortRange{From: traffic.FirstPort, To: traffic.LastPort}
	}
	return rule.Ports
}
