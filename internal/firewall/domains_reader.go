// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// everyName matches all names, in the dialects that have it.
const everyName = "*"

// Read gives the names and patterns that a name of the dialect stands for, in the words of a rule. It is the way back of Spell.
func (dialect Dialect) Read(text string) ([]string, error) {
	name := strings.ToLower(text)
	if dialect.After != "" {
		name = strings.TrimSuffix(name, dialect.After)
	}
	name = strings.TrimSuffix(name, ".")
	if name == everyName && dialect.Before == "*." {
		return []string{everyName}, nil
	}
	if below, wildcard := strings.CutPrefix(name, dialect.Before); wildcard && dialect.Before != "" && !dialect.Exact {
		if err := hostname.CheckPattern(below); err != nil || hostname.IsWildcard(below) {
			return nil, dialect.notUnderstood(text)
		}
		if dialect.Reach.Apex {
			return []string{below, "*." + below}, nil
		}
		return []string{"*." + below}, nil
	}
	if err := hostname.CheckPattern(name); err != nil || hostname.IsWildcard(name) {
		return nil, dialect.notUnderstood(text)
	}
	if dialect.Widens {
		return []string{name, "*." + name}, nil
	}
	return []string{name}, nil
}

func (dialect Dialect) notUnderstood(text string) error {
	return fmt.Errorf("%s is no name that is understood as one of %s", wording.Quote(text), dialect.Product)
}

// NormalizeDomains reads a list of names as a list of what is let through, one rule for each name: whatever the list does not
// hold is held back. The names may be a list, or not be known yet.
func NormalizeDomains(names []attribute.Value, dialect Dialect) []traffic.Rule {
	rules := []traffic.Rule{}
	for i, name := range names {
		text, known := name.Text()
		id := text
		if !known {
			id = strconv.Itoa(i)
		}
		r := readerOf(Resource{ID: id, Value: attribute.OfObject(map[string]attribute.Value{"name": name})}, "")
		if dialect.Web || dialect.TCP {
			r.rule.Transport = "tcp"
		}
		if dialect.Web {
			r.rule.Applications = []string{"http", "https"}
		}
		r.names(r.texts("name", traffic.FieldHosts), dialect)
		if name.IsAbsent() {
			r.doubt(traffic.FieldHosts, "a name is empty")
		}
		for _, rule := range r.each(traffic.PortRange{}) {
			rules = append(rules, dialect.bounded(rule)...)
		}
	}
	return rules
}

// bounded splits a rule where the dialect does not let through all that its patterns say.
func (dialect Dialect) bounded(rule traffic.Rule) []traffic.Rule {
	switch {
	case dialect.Exact:
		return byName(rule)
	case dialect.Reach.Labels > 0:
		return dialect.shallow(rule)
	}
	return []traffic.Rule{rule}
}

// shallow keeps a star from standing for more labels than the dialect lets it: what is deeper is not proven.
func (dialect Dialect) shallow(rule traffic.Rule) []traffic.Rule {
	rule.Ordered, rule.Priority = true, 1
	deep := rule
	deep.Action, deep.Priority, deep.Hosts = traffic.Deny, 0, nil
	deep.Unproven = fmt.Sprintf("%s matches at most %d labels below a name", dialect.Product, dialect.Reach.Labels)
	for _, host := range rule.Hosts {
		if hostname.IsWildcard(host) {
			deep.Hosts = append(deep.Hosts, strings.Repeat("*.", dialect.Reach.Labels)+host)
		}
	}
	if len(deep.Hosts) == 0 {
		return []traffic.Rule{rule}
	}
	return []traffic.Rule{deep, rule}
}
