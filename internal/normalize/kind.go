// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Kind is what a type of resource means for rules. Several types with the same attributes are one kind.
type Kind struct {
	Family        *Family
	Types         []string // the resource types
	Firewall      string   // the attribute that names the firewall of the rules; empty if the resource is the firewall
	FirewallTypes []string // the types of firewall that the attribute may name
	IDs           []string // the attributes that identify a firewall, each on its own
	Name          string   // the attribute that identifies a firewall together with its scope; empty if there is none
	Segment       string   // what precedes the name in a path
	Scope         []ScopePart
	Inline        []string // the blocks of rules in which the provider also reports the rules of other resources

	// A function is passed values without their type. It tells the kinds of a family apart by their attributes.
	isKind        func(value attribute.Value) bool
	ownAttributes []string // attributes that neither a rule nor a resource of another family has
	group         string   // the attribute that names the firewall and is known before apply; empty if there is none

	read func(r *reader) []traffic.Rule // nil if the resource holds no rules
}

// HoldsRules reports whether resources of the kind may hold rules.
func (kind *Kind) HoldsRules() bool { return kind.read != nil }

// IsFirewall reports whether a resource of the kind is the firewall that its rules belong to.
func (kind *Kind) IsFirewall() bool { return kind.Firewall == "" }

// Read returns the rules of one resource, without the vendor's default rules.
func (kind *Kind) Read(resource Resource) []traffic.Rule {
	if kind.read == nil {
		return nil
	}
	r := newReader(resource, kind.group)
	if r.value.Kind() != attribute.KindObject {
		return r.rules(traffic.PortRange{})
	}
	return kind.read(r)
}

// Family is the kinds of resources whose rules decide together in one firewall.
type Family struct {
	Function string // the function of the provider that reads the resources; empty if only normalize_plan reads them
	Kinds    []Kind

	defaults func(firewall traffic.Rule) []traffic.Rule // the vendor's default rules of a firewall; nil if it has none
	noKind   string                                     // why a value of none of the kinds is unproven
}

// Rules returns the rules of resources whose type is not known, and the vendor's default rules.
func (family *Family) Rules(resources []Resource) []traffic.Rule {
	rules, firewalls, named := []traffic.Rule{}, []traffic.Rule{}, groups{}
	for _, resource := range resources {
		index := slices.IndexFunc(family.Kinds, func(kind Kind) bool { return kind.isKind != nil && kind.isKind(resource.Value) })
		if index < 0 {
			rules = append(rules, newReader(resource, "").unprovenRules(family.noKind)...)
			continue
		}
		kind := &family.Kinds[index]
		if kind.IsFirewall() {
			firewall := []traffic.Rule{newReader(resource, kind.group).rule}
			named.rename(kind, resource.Value, firewall)
			firewalls = append(firewalls, firewall...)
		}
		read := kind.Read(resource)
		named.rename(kind, resource.Value, read)
		rules = append(rules, read...)
	}
	return family.WithDefaults(rules, firewalls)
}

// WithDefaults appends the vendor's default rules of each firewall: those that the rules belong to, then others that may have no
// rule. Of the others only Group and Unknown matter. If there is no firewall at all, the rules are those of one without a name.
func (family *Family) WithDefaults(rules, others []traffic.Rule) []traffic.Rule {
	if family.defaults == nil {
		return rules
	}
	type firewall struct {
		group   string
		unknown traffic.Fields
	}
	known := map[firewall]bool{}
	all := slices.Concat(rules, others)
	if len(all) == 0 {
		all = []traffic.Rule{{}}
	}
	for _, rule := range all {
		of := firewall{rule.Group, rule.Unknown & traffic.FieldGroup}
		if known[of] {
			continue
		}
		known[of] = true
		rules = append(rules, family.defaults(traffic.Rule{
			Group: of.group, Unknown: of.unknown, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Ordered: true,
		})...)
	}
	return rules
}

// hasAny matches a value that has one of the attributes.
func hasAny(names ...string) func(attribute.Value) bool {
	return func(value attribute.Value) bool { return slices.ContainsFunc(names, value.Has) }
}
