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

// Domains reads a list of names as a list of what is let through, one rule for each name: whatever the list does not
// hold is held back. The names may be a list, or not be known yet.
func Domains(names []attribute.Value, list dialect.Dialect) []traffic.Rule {
	rules := []traffic.Rule{}
	for i, name := range names {
		text, known := name.Text()
		id := text
		if !known {
			id = strconv.Itoa(i)
		}
		r := readerOf(Resource{ID: id, Value: attribute.OfObject(map[string]attribute.Value{"name": name})}, "")
		if list.Web || list.TCP {
			r.rule.Transport = "tcp"
		}
		if list.Web {
			r.rule.Applications = []string{"http", "https"}
		}
		r.names(r.texts("name", traffic.FieldHosts), list)
		if name.IsAbsent() {
			r.doubt(traffic.FieldHosts, "a name is empty")
		}
		for _, rule := range r.each(traffic.PortRange{}) {
			rules = append(rules, bounded(list, rule)...)
		}
	}
	return rules
}

// bounded splits a rule where the dialect does not let through all that its patterns say.
func bounded(list dialect.Dialect, rule traffic.Rule) []traffic.Rule {
	switch {
	case list.Exact:
		return byName(rule)
	case list.Reach.Labels > 0:
		return shallow(list, rule)
	}
	return []traffic.Rule{rule}
}

// shallow keeps a star from standing for more labels than the dialect lets it: what is deeper is not proven.
func shallow(list dialect.Dialect, rule traffic.Rule) []traffic.Rule {
	rule.Ordered, rule.Priority = true, 1
	deep := rule
	deep.Action, deep.Priority, deep.Hosts = traffic.Deny, 0, nil
	deep.Unproven = fmt.Sprintf("%s matches at most %d labels below a name", list.Product, list.Reach.Labels)
	for _, host := range rule.Hosts {
		if hostname.IsWildcard(host) {
			deep.Hosts = append(deep.Hosts, strings.Repeat("*.", list.Reach.Labels)+host)
		}
	}
	if len(deep.Hosts) == 0 {
		return []traffic.Rule{rule}
	}
	return []traffic.Rule{deep, rule}
}
