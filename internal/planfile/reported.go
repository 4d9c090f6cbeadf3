// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// dropReported leaves out rules that a firewall only reports. A rule of another resource has the same identity: the rule is read from
// that resource, or this plan deletes it. The configuration of a plan does not show dynamic blocks, so a missing block does not prove it.
func (plan *plan) dropReported() {
	managed := plan.managedRules()
	for _, firewall := range plan.instances {
		if firewall.created || len(managed[firewall]) == 0 {
			continue
		}
		for _, name := range firewall.kind.Inline {
			if firewall.expression(name) == nil && firewall.value.Has(name) {
				rest := firewall.kind.WithoutRules(firewall.value.Member(name), name, managed[firewall])
				firewall.value = firewall.value.With(name, rest)
			}
		}
	}
}

// managedRules returns, for each firewall that may report rules, the identities of the rules that other resources have after this plan
// or had before it.
func (plan *plan) managedRules() map[*instance]map[string]bool {
	managed := map[*instance]map[string]bool{}
	add := func(of *instance, value attribute.Value) {
		resolver := plan.resolverOf(of.kind.FirewallTypes)
		means := resolver.meaningOf(of, value.Member(of.kind.Firewall), of.references(of.kind.Firewall))
		if means.only == nil {
			return
		}
		identities := of.kind.RuleIdentities(value)
		if managed[means.only] == nil && len(identities) > 0 {
			managed[means.only] = map[string]bool{}
		}
		for _, identity := range identities {
			managed[means.only][identity] = true
		}
	}
	for _, of := range slices.Concat(plan.instances, plan.deleted) {
		if reportsRules(of.kind) {
			add(of, of.value)
			add(of, of.before)
		}
	}
	return managed
}

// reportsRules reports whether the firewalls of a kind of rules report the rules of other resources.
func reportsRules(kind *normalize.Kind) bool {
	return slices.ContainsFunc(kind.FirewallTypes, func(name string) bool {
		firewall, _ := normalize.KindOf(name)
		return len(firewall.Inline) > 0
	})
}
