// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// dropReported leaves out rules that a firewall only reports: they are rules of other resources, and may be about to change or to be
// deleted. The configuration of a plan does not show dynamic blocks, so its silence alone is no proof.
func (plan *plan) dropReported() {
	for _, firewall := range plan.instances {
		if len(firewall.kind.Inline) == 0 || firewall.created || firewall.config == nil || !plan.hasRulesOutside(firewall) {
			continue
		}
		for _, name := range firewall.kind.Inline {
			if firewall.expression(name) == nil {
				firewall.value = firewall.value.With(name, attribute.Value{})
			}
		}
	}
}

// hasRulesOutside reports whether another resource has a rule of the firewall, or had one until this plan.
func (plan *plan) hasRulesOutside(firewall *instance) bool {
	return slices.ContainsFunc(slices.Concat(plan.instances, plan.deleted), func(other *instance) bool {
		if !slices.Contains(other.kind.FirewallTypes, firewall.resourceType) {
			return false
		}
		value := other.value.Member(other.kind.Firewall)
		if value.IsUnknown() {
			return false // this plan creates a firewall that is not known yet
		}
		return slices.Contains(plan.referenced(other, value, nil, other.kind.FirewallTypes), firewall)
	})
}
