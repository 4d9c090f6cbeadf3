// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The priorities of a rule of a VPC network: what one has where it is left out, and one after the last.
const (
	googleDefaultPriority = 1000
	googleImpliedPriority = 65536
)

// GoogleFirewallRules reads egress rules of VPC networks: google_compute_firewall. What no rule matches is let through
// by the rule that each network implies; groups are networks that may have no rule here.
func GoogleFirewallRules(resources []Resource, groups ...string) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, resource := range resources {
		r := readerOf(resource, "")
		if !resource.Value.Has("network") && !resource.Value.Has("allow") && !resource.Value.Has("deny") && !resource.Value.IsUnknown() {
			r.doubt(traffic.FieldsAll, "it has none of the attributes allow, deny and network of google_compute_firewall")
		}
		rules = append(rules, readGoogleRule(r)...)
	}
	return defaults(rules, groupsNamed(groups), googleImpliedRule(googleImpliedPriority))
}

// googleImpliedRule is the rule that lets through what no other matches.
func googleImpliedRule(priority int64) func(traffic.Rule) []traffic.Rule {
	return func(group traffic.Rule) []traffic.Rule {
		group.ID, group.Action, group.Priority = "implied_allow_egress", traffic.Allow, priority
		return []traffic.Rule{group}
	}
}

func readGoogleRule(r *reader) []traffic.Rule {
	r.computed("direction", "destination_ranges")
	if r.wide != traffic.FieldsAll && !r.egress() {
		return nil
	}
	if r.truth("disabled", traffic.FieldsAll) {
		return nil
	}
	r.rule.Priority, r.rule.Ordered = googleDefaultPriority, true
	if !r.absent("priority") {
		r.priority("priority")
	}
	r.bound("source_ranges", "target_tags", "target_service_accounts")
	r.to(r.texts("destination_ranges", traffic.FieldAddresses))
	rules := []traffic.Rule{}
	for _, kind := range []struct{ block, action string }{{"deny", traffic.Deny}, {"allow", traffic.Allow}} {
		inner := *r
		inner.rule.Action = kind.action
		rules = append(rules, inner.googleBlocks(kind.block, "protocol")...)
	}
	if len(rules) == 0 && (r.wide == traffic.FieldsAll || r.rule.Unknown == traffic.FieldsAll) {
		return r.each(traffic.PortRange{})
	}
	return rules
}

// egress says whether the rule is for what goes out; one without a direction is for what comes in.
func (r *reader) egress() bool {
	switch direction := strings.ToUpper(r.text("direction", traffic.FieldDirection)); {
	case r.rule.Unknown.Has(traffic.FieldDirection), direction == "EGRESS":
		return true
	case direction != "" && direction != "INGRESS":
		r.doubt(traffic.FieldsAll, "its direction is neither INGRESS nor EGRESS")
		return true
	}
	return false
}

// googleBlocks reads blocks of a protocol and its ports; a block without ports is for every one.
func (r *reader) googleBlocks(name, protocol string) []traffic.Rule {
	rules := []traffic.Rule{}
	const inBlocks = traffic.FieldTransport | traffic.FieldPorts
	switch r.value.Member(name).Kind() {
	case attribute.Null, attribute.List, attribute.Object:
	default:
		r.blocks(name, inBlocks)
		return r.each(traffic.PortRange{})
	}
	for _, block := range r.blocks(name, inBlocks) {
		inner := *r
		inner.value = block
		switch block.Kind() {
		case attribute.Unknown:
			inner.rule.Unknown |= inBlocks
			rules = append(rules, inner.each(traffic.PortRange{})...)
			continue
		case attribute.Object:
		default:
			inner.doubt(inBlocks, name+" has a block that is "+block.Kind().String())
			rules = append(rules, inner.each(traffic.PortRange{})...)
			continue
		}
		if inner.transport(inner.text(protocol, traffic.FieldTransport)) {
			rules = append(rules, inner.each(inner.ports(inner.texts("ports", traffic.FieldPorts), "-")...)...)
		}
	}
	return rules
}
