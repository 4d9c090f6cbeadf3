// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The priority of a rule of a VPC network that has none (no source found), and the priority of the implied rule. Google accepts 0 to
// 65535 and counts the implied rule as 65535. Here it is after a rule with 65535 (read in a copy of the page):
// https://cloud.google.com/firewall/docs/firewalls
const (
	googleDefaultPriority = 1000
	googleImpliedPriority = 65536
)

// GoogleFirewalls reads egress rules of VPC networks. A rule that each network implies allows what no rule matches (read in a copy of
// the page): https://cloud.google.com/firewall/docs/firewalls
var GoogleFirewalls = &Family{
	Function: "normalize_google_firewall_rules",
	Kinds: []Kind{
		{
			Types: []string{"google_compute_firewall"}, Firewall: "network", FirewallTypes: []string{"google_compute_network"},
			group: "network", isKind: hasAny("network", "allow", "deny"), ownAttributes: []string{"destination_ranges"}, read: readGoogleRule,
		},
		{
			Types: []string{"google_compute_network"}, IDs: []string{"id", "self_link"}, Name: "name", Segment: "networks", Scope: googleScope,
		},
	},
	defaults: googleImpliedRule(googleImpliedPriority),
	noKind:   "it has none of the attributes allow, deny and network of google_compute_firewall",
}

// googleImpliedRule returns the default rules, with the priority of the last one: it allows what no other rule matches. Google always
// blocks TCP 25 to external addresses: https://cloud.google.com/vpc/docs/firewalls/
func googleImpliedRule(priority int64) func(traffic.Rule) []traffic.Rule {
	return func(firewall traffic.Rule) []traffic.Rule {
		mail := firewall
		mail.ID, mail.Action, mail.Priority = "always_blocked_smtp", traffic.Deny, -1
		mail.Transport, mail.Ports, mail.Addresses = "tcp", traffic.PortRange{From: 25, To: 25}, []string{traffic.InternetTag}
		firewall.ID, firewall.Action, firewall.Priority = "implied_allow_egress", traffic.Allow, priority
		return []traffic.Rule{mail, firewall}
	}
}

func readGoogleRule(r *reader) []traffic.Rule {
	r.omitComputed("direction", "destination_ranges")
	if !r.isEgress() || r.bool("disabled", traffic.FieldsAll) {
		return nil
	}
	r.rule.Priority, r.rule.Ordered = googleDefaultPriority, true
	if !r.isAbsent("priority") {
		r.readPriority("priority")
	}
	r.addSources("source_ranges", "target_tags", "target_service_accounts")
	r.readAddresses("destination_ranges")
	rules := []traffic.Rule{}
	for _, of := range []struct{ block, action string }{{"deny", traffic.Deny}, {"allow", traffic.Allow}} {
		inner := *r
		inner.rule.Action = of.action
		rules = append(rules, inner.googleBlocks(of.block, "protocol")...)
	}
	if len(rules) == 0 && (r.unproven == traffic.FieldsAll || r.rule.Unknown == traffic.FieldsAll) {
		return r.rules(traffic.PortRange{})
	}
	return rules
}

// isEgress reports whether the rule is for egress. A rule without a direction is for ingress: no source found.
func (r *reader) isEgress() bool {
	switch direction := strings.ToUpper(r.string("direction", traffic.FieldDirection)); {
	case r.rule.Unknown.Has(traffic.FieldDirection), r.unproven.Has(traffic.FieldDirection), direction == "EGRESS":
		return true
	case direction != "" && direction != "INGRESS":
		r.markUnproven(traffic.FieldsAll, "its direction is neither INGRESS nor EGRESS")
		return true
	}
	return false
}

// googleBlocks reads blocks of a protocol and its ports. A block without ports is for every port:
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_network_firewall_policy_rule
func (r *reader) googleBlocks(name, protocol string) []traffic.Rule {
	rules := []traffic.Rule{}
	const inBlocks = traffic.FieldTransport | traffic.FieldPorts
	switch r.value.Member(name).Kind() {
	case attribute.KindNull, attribute.KindList, attribute.KindObject:
	default:
		r.blocks(name, inBlocks)
		return r.rules(traffic.PortRange{})
	}
	for _, block := range r.blocks(name, inBlocks) {
		inner := *r
		inner.value = block
		switch block.Kind() {
		case attribute.KindUnknown:
			inner.markUnknown(inBlocks)
			rules = append(rules, inner.rules(traffic.PortRange{})...)
			continue
		case attribute.KindObject:
		default:
			inner.markUnproven(inBlocks, name+" has a block that is "+block.Kind().String())
			rules = append(rules, inner.rules(traffic.PortRange{})...)
			continue
		}
		if inner.readTransport(protocol) {
			rules = append(rules, inner.rules(inner.portRanges(inner.strings("ports", traffic.FieldPorts), "-")...)...)
		}
	}
	return rules
}
