// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// wildcardPlaces is the number of places that the parts of a rule have. A name has at most 127 labels:
// https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
const wildcardPlaces = 1000

// splitWildcards splits a rule of a dialect if no page says what its wildcard matches. A name one label below a wildcard certainly
// matches. The name itself and names several labels below may match. The wildcards with the most labels come first, so that a name is
// one label below the first that matches it, if it is one label below any.
func splitWildcards(list dialect.Dialect, rule traffic.Rule) []traffic.Rule {
	first := rule.Priority * wildcardPlaces
	rule.Priority = first
	below := map[int][]string{} // the wildcards, by their labels
	exact := slices.DeleteFunc(slices.Clone(rule.Hosts), func(host string) bool {
		if hostname.IsWildcard(host) {
			labels := strings.Count(host, ".")
			below[labels] = append(below[labels], host)
		}
		return hostname.IsWildcard(host)
	})
	switch {
	case len(below) == 0:
		return []traffic.Rule{rule}
	case rule.Unproven != "":
		for _, hosts := range below {
			rule.Hosts = append(slices.Clip(rule.Hosts), apexes(hosts)...)
		}
		slices.Sort(rule.Hosts)
		rule.Hosts = slices.Compact(rule.Hosts)
		return []traffic.Rule{rule}
	}
	rules := []traffic.Rule{}
	if len(exact) > 0 || rule.Unknown.Has(traffic.FieldHosts) {
		names := rule
		names.Hosts = exact
		rules = append(rules, names)
	}
	rule.Unknown &^= traffic.FieldHosts
	for labels, hosts := range below {
		rule.Hosts, rule.Priority = hosts, first+wildcardPlaces-2*int64(labels)
		rules = append(rules, wildcardParts(list, rule)...)
	}
	slices.SortStableFunc(rules, func(a, b traffic.Rule) int { return int(a.Priority - b.Priority) })
	return rules
}

// wildcardParts returns the parts of a rule that has wildcards only.
func wildcardParts(list dialect.Dialect, rule traffic.Rule) []traffic.Rule {
	deep, apex := rule, rule
	deep.Hosts, apex.Hosts = nil, apexes(rule.Hosts)
	for _, host := range rule.Hosts {
		deep.Hosts = append(deep.Hosts, "*."+host)
	}
	deep.Action, deep.Unproven = "", "no page says whether a wildcard of "+list.Product+" matches names several labels below"
	apex.Unproven = "no page says whether a wildcard of " + list.Product + " matches the name itself"
	rule.Priority++
	apex.Priority++
	if len(apex.Hosts) == 0 {
		return []traffic.Rule{deep, rule}
	}
	return []traffic.Rule{deep, rule, apex}
}

// apexes returns the names below which wildcards match. A top-level domain is not the name of a host.
func apexes(wildcards []string) []string {
	names := []string{}
	for _, host := range wildcards {
		if name := strings.TrimPrefix(host, "*."); strings.Contains(name, ".") {
			names = append(names, name)
		}
	}
	return names
}
