// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"maps"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// identitiesByFirewall are the identities of rules of each firewall.
type identitiesByFirewall map[*instance]map[string]bool

// dropReported leaves out rules that a firewall only reports. A rule of another resource has the same identity: the rule is read from
// that resource, or this plan deletes it. The configuration of a plan does not show dynamic blocks, so a missing block does not prove it.
// If the configuration has the rule too, Terraform deletes it anyway, and may not create it again in this plan.
func (plan *plan) dropReported() {
	before, after := plan.managedRules()
	for _, firewall := range plan.instances {
		if firewall.created || len(before[firewall]) == 0 && len(after[firewall]) == 0 {
			continue
		}
		deleted := maps.Clone(before[firewall])
		maps.DeleteFunc(deleted, func(identity string, _ bool) bool { return after[firewall][identity] })
		for _, name := range firewall.kind.Inline {
			value := firewall.value.Member(name)
			switch _, isDeleted := firewall.kind.WithoutRules(value, name, deleted); {
			case firewall.expression(name) == nil && firewall.value.Has(name):
				value, _ = firewall.kind.WithoutRules(value, name, before[firewall])
				value, _ = firewall.kind.WithoutRules(value, name, after[firewall])
				firewall.value = firewall.value.With(name, value)
			case isDeleted:
				firewall.unproven = "the plan deletes a resource that has one of its rules, and with it the rule"
			}
		}
	}
}

// managedRules returns the identities of the rules that other resources have before this plan and after it.
func (plan *plan) managedRules() (before, after identitiesByFirewall) {
	before, after = identitiesByFirewall{}, identitiesByFirewall{}
	add := func(to identitiesByFirewall, of *instance, value attribute.Value) {
		resolver := plan.resolverOf(of.kind.FirewallTypes)
		means := resolver.meaningOf(of, value.Member(of.kind.Firewall), of.references(of.kind.Firewall))
		if means.only == nil {
			return
		}
		identities := of.kind.RuleIdentities(value)
		if to[means.only] == nil && len(identities) > 0 {
			to[means.only] = map[string]bool{}
		}
		for _, identity := range identities {
			to[means.only][identity] = true
		}
	}
	for _, of := range plan.instances {
		if reportsRules(of.kind) {
			add(after, of, of.value)
			add(before, of, of.before)
		}
	}
	for _, of := range plan.deleted {
		if reportsRules(of.kind) {
			add(before, of, of.before)
		}
	}
	return before, after
}

// reportsRules reports whether the firewalls of a kind of rules report the rules of other resources.
func reportsRules(kind *normalize.Kind) bool {
	return slices.ContainsFunc(kind.FirewallTypes, func(name string) bool {
		firewall, _ := normalize.KindOf(name)
		return len(firewall.Inline) > 0
	})
}
