// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Domains returns an allow rule for each name of a list. A name may be one that is not known until apply.
func Domains(names []attribute.Value, list dialect.Dialect) []traffic.Rule {
	rules := []traffic.Rule{}
	for i, name := range names {
		text, known := name.AsString()
		id := text
		if !known {
			id = strconv.Itoa(i)
		}
		r := newReader(Resource{ID: id, Value: attribute.Object(map[string]attribute.Value{"name": name})}, "")
		if list.Web || list.TCP {
			r.rule.Transport = "tcp"
		}
		if list.Web {
			r.rule.Applications = []string{"http", "https"}
		}
		r.readHosts("name", list)
		if name.IsAbsent() {
			r.markUnproven(traffic.FieldHosts, "a name is empty")
		}
		for _, rule := range r.rules(traffic.PortRange{}) {
			rules = append(rules, splitByDialect(list, text, rule)...)
		}
	}
	return rules
}

// splitByDialect splits the rule of a name if the dialect does not match everything that the patterns match.
func splitByDialect(list dialect.Dialect, name string, rule traffic.Rule) []traffic.Rule {
	switch {
	case list.Exact:
		return resolveNames(rule)
	case list.Wildcard.Labels > 0:
		rule.Ordered = true
		if !list.IsDeep(name) {
			return limitLabels(list, rule)
		}
	case list.Evidence.Assumed:
		rule.Ordered = true
		return splitWildcards(list, rule)
	}
	return []traffic.Rule{rule}
}

// limitLabels adds a rule for names that have more labels than a wildcard of the dialect matches. It is unproven. A wildcard with more labels
// comes first: if it does not match a name because of its depth, no wildcard with fewer labels matches it.
func limitLabels(list dialect.Dialect, rule traffic.Rule) []traffic.Rule {
	deep := rule
	deep.Action, deep.Hosts = traffic.Deny, nil
	deep.Unproven = fmt.Sprintf("%s matches %s below a name", list.Product, list.Wildcard.Depth())
	for _, host := range rule.Hosts {
		if hostname.IsWildcard(host) {
			deep.Hosts = append(deep.Hosts, strings.Repeat("*.", list.Wildcard.Labels)+host)
			deep.Priority = int64(wildcardPlaces - 2*strings.Count(host, "."))
			rule.Priority = deep.Priority + 1
		}
	}
	if len(deep.Hosts) == 0 {
		return []traffic.Rule{rule}
	}
	return []traffic.Rule{deep, rule}
}
