// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// defaults adds the rules that a vendor has of its own accord in each group: those that the rules belong to, and others that
// may have no rule.
func defaults(rules, others []traffic.Rule, has func(group traffic.Rule) []traffic.Rule) []traffic.Rule {
	groups := []traffic.Rule{}
	for _, rule := range slices.Concat(rules, others) {
		group := traffic.Rule{Group: rule.Group, Unknown: rule.Unknown & traffic.FieldGroup}
		if !slices.ContainsFunc(groups, func(known traffic.Rule) bool { return known.Group == group.Group && known.Unknown == group.Unknown }) {
			groups = append(groups, group)
		}
	}
	if len(groups) == 0 {
		groups = append(groups, traffic.Rule{})
	}
	for _, group := range groups {
		group.Direction, group.Transport, group.Ordered = traffic.Outbound, traffic.AnyTransport, true
		rules = append(rules, has(group)...)
	}
	return rules
}

// groupsNamed gives groups by their names.
func groupsNamed(names []string) []traffic.Rule {
	groups := make([]traffic.Rule, 0, len(names))
	for _, name := range names {
		groups = append(groups, traffic.Rule{Group: name})
	}
	return groups
}
