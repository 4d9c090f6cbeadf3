// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"cmp"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

type rules = []traffic.Rule

// plan is a document with the instances that matter.
type plan struct {
	*document

	instances []*instance
	deleted   []*instance
}

// Rules returns every rule in the text of a plan, sorted by the address of its firewall.
func Rules(text string) ([]traffic.Rule, error) {
	read, err := parse(text)
	if err != nil {
		return nil, err
	}
	found := &plan{document: read}
	found.instances, found.deleted = read.instances()
	found.dropReported()
	given := rules{}
	for _, family := range normalize.Families() {
		switch family {
		case normalize.AWSNetworkFirewalls:
			given = append(given, found.networkFirewalls()...)
		case normalize.AWSDNSFirewalls:
			given = append(given, found.dnsFirewalls()...)
		default:
			given = append(given, found.rulesOf(family)...)
		}
	}
	given = append(given, found.deferredRules()...)
	slices.SortStableFunc(given, func(a, b traffic.Rule) int { return cmp.Compare(a.Group, b.Group) })
	return withoutUnknown(given), nil
}

// rulesOf returns the rules of a family. A rule that may belong to several firewalls is unproven in each.
func (plan *plan) rulesOf(family *normalize.Family) rules {
	certain, uncertain, firewalls := rules{}, rules{}, rules{}
	hasFamily := false
	for _, found := range plan.instances {
		if found.kind.Family != family {
			continue
		}
		hasFamily = true
		if found.kind.IsFirewall() {
			firewalls = append(firewalls, traffic.Rule{Group: found.address})
		}
		names := plan.firewallsOf(found)
		for _, name := range names {
			read := found.kind.Read(found.resource(name))
			if len(names) == 1 {
				certain = append(certain, read...)
				continue
			}
			for _, rule := range read {
				rule.Unproven = "which group it belongs to is not known before the apply"
				uncertain = append(uncertain, rule)
			}
		}
	}
	if !hasFamily {
		return nil
	}
	return append(family.WithDefaults(certain, firewalls), uncertain...)
}

// firewallsOf returns the addresses of the firewalls that the rules of an instance may belong to, at least one.
func (plan *plan) firewallsOf(of *instance) []string {
	if of.kind.IsFirewall() {
		return []string{of.address}
	}
	value := of.value.Member(of.kind.Firewall)
	names := []string{}
	for _, found := range plan.referenced(of, value, of.expression(of.kind.Firewall), of.kind.FirewallTypes) {
		names = append(names, found.address)
	}
	if len(names) > 0 {
		return names
	}
	if text, known := value.AsString(); known && text != "" {
		return []string{text}
	}
	return []string{of.base() + "." + of.kind.Firewall}
}

// deferredRules are unproven rules for the resources whose change is deferred to a later plan.
func (plan *plan) deferredRules() rules {
	given := rules{}
	for _, found := range plan.instances {
		if !found.deferred || !found.kind.HoldsRules() {
			continue
		}
		for _, name := range plan.firewallsOf(found) {
			given = append(given, unprovenRule(found.address, name, "its change is deferred to a later plan"))
		}
	}
	return given
}

// unprovenRule may do anything with all outbound traffic of a firewall.
func unprovenRule(id, firewall, why string) traffic.Rule {
	return traffic.Rule{ID: id, Group: firewall, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Unproven: why}
}

// firstBlock returns the only block of a name, or null.
func firstBlock(value attribute.Value, name string) attribute.Value {
	if elements := value.Member(name).Elements(); len(elements) == 1 {
		return elements[0]
	}
	return attribute.Value{}
}
