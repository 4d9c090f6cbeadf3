// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// inline are the attributes in which a group may hold rules of its own, and in which a provider reports those that other
// resources gave it where the configuration leaves them out.
var inline = map[string][]string{
	"aws_security_group":             {"egress"},
	"aws_default_security_group":     {"egress"},
	"aws_network_acl":                {"egress", "ingress"},
	"aws_default_network_acl":        {"egress", "ingress"},
	"azurerm_network_security_group": {"security_rule"},
}

// forgetReported leaves out rules that a group only reports: they are other resources', and may be about to change or go. The
// configuration of a plan does not show blocks that are made by a dynamic block, so that its silence alone does not tell.
func (plan *plan) forgetReported() {
	for _, group := range plan.instances {
		names := inline[group.kind]
		if len(names) == 0 || group.created || group.config == nil || !plan.hasRulesOutside(group) {
			continue
		}
		for _, name := range names {
			if _, given := group.config.Expressions[name]; !given {
				group.value = group.value.With(name, attribute.Value{})
			}
		}
	}
}

// hasRulesOutside says whether a rule of its own resource belongs to the group, or did until this plan.
func (plan *plan) hasRulesOutside(group *instance) bool {
	return slices.ContainsFunc(slices.Concat(plan.instances, plan.deleted), func(other *instance) bool {
		kind := kinds[other.kind]
		if kind.member == "" || !slices.Contains(kind.groups, group.kind) {
			return false
		}
		value := other.value.Member(kind.member)
		if value.IsUnknown() {
			return false // a group that is not known yet is made by this plan
		}
		return slices.Contains(plan.owners(other, value, nil, kind.groups), group)
	})
}
