// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// identities are the instances of some types by what identifies them.
type identities struct {
	byID    map[string][]*instance
	byName  map[string][]*instance
	byScope map[string][]*instance // by name and the last part of the scope, which is empty if it is not known
	all     []*instance
	open    []*instance // what a reference may mean that is not known, beside what its expression reaches
	hidden  []*instance // what a known reference may mean, because the plan does not show what identifies it
}

func (plan *plan) identitiesOf(types []string) *identities {
	found := &identities{byID: map[string][]*instance{}, byName: map[string][]*instance{}, byScope: map[string][]*instance{}}
	for _, of := range plan.instances {
		if !slices.Contains(types, of.resourceType) {
			continue
		}
		found.all = append(found.all, of)
		ids := []string{}
		for _, name := range of.kind.IDs {
			if id, known := of.value.Member(name).AsString(); known && id != "" && !slices.Contains(ids, of.kind.CanonicalID(id)) {
				ids = append(ids, of.kind.CanonicalID(id))
			}
		}
		for _, id := range ids {
			found.byID[id] = append(found.byID[id], of)
		}
		open := isOpen(of, len(ids) > 0)
		if open {
			found.open = append(found.open, of)
		}
		if open && of.kind.Name == "" || isHidden(of) {
			found.hidden = append(found.hidden, of)
		}
		if name, known := of.value.Member(of.kind.Name).AsString(); known && name != "" && of.kind.Name != "" {
			name = of.kind.CanonicalID(name)
			found.byName[name] = append(found.byName[name], of)
			key := name + "\n" + plan.lastScope(of, of.kind)
			found.byScope[key] = append(found.byScope[key], of)
		}
	}
	return found
}

// isOpen reports whether something outside of the plan may be the instance: a default firewall exists before Terraform adopts it, and
// the same text may be the name of a firewall and in a reference to it.
func isOpen(of *instance, hasID bool) bool {
	return strings.Contains(of.resourceType, "_default_") && !hasID || of.kind.Name != "" && of.value.Member(of.kind.Name).IsUnknown()
}

// isHidden reports whether the plan marks the name or an ID as sensitive.
func isHidden(of *instance) bool {
	return slices.ContainsFunc(append([]string{of.kind.Name}, of.kind.IDs...), func(name string) bool {
		return of.value.Member(name).Kind() == attribute.KindSensitive
	})
}

// identified returns the instances that a known reference of a resource certainly means, and those that it may mean.
func (r *resolver) identified(of *instance, text string) (certain, possible []*instance) {
	known := r.identities()
	if found := known.byID[r.kind.CanonicalID(text)]; len(found) > 0 || r.kind.Name == "" {
		return found, nil
	}
	name, given, isName := r.kind.ParseName(text)
	if !isName {
		return nil, nil
	}
	name = r.kind.CanonicalID(name)
	scope := r.plan.scopeOf(of, r.kind, given)
	last := scope[len(scope)-1].text
	if last == "" {
		return nil, known.byName[name]
	}
	for _, other := range slices.Concat(known.byScope[name+"\n"+r.kind.CanonicalID(last)], known.byScope[name+"\n"]) {
		switch compareScopes(scope, r.plan.scopeOf(other, other.kind, nil)) {
		case scopeSame:
			certain = append(certain, other)
		case scopeUnknown:
			possible = append(possible, other)
		case scopeDifferent:
		}
	}
	return certain, possible
}

func (r *resolver) identities() *identities {
	if r.known == nil {
		r.known = r.plan.identitiesOf(r.types)
	}
	return r.known
}

// scopePart is a part of the scope in which a name is unique, such as the project.
type scopePart struct {
	text     string // in the form in which it is compared; empty if it is not known
	provider string // the provider configuration that decides; empty if an attribute or a reference has the part
}

func (plan *plan) lastScope(of *instance, kind *normalize.Kind) string {
	scope := plan.scopeOf(of, kind, nil)
	return scope[len(scope)-1].text
}

// scopeOf returns the scope of a resource for a kind of firewall. Parts that a reference itself has come first.
func (plan *plan) scopeOf(of *instance, kind *normalize.Kind, given map[string]string) []scopePart {
	scope := make([]scopePart, 0, len(kind.Scope))
	for _, part := range kind.Scope {
		made := scopePart{text: given[part.Segment]}
		value := of.value.Member(part.Attribute)
		if text, known := value.AsString(); known && made.text == "" {
			made.text = text
		}
		if made.text == "" && part.Argument != "" && (value.IsAbsent() || value.IsUnknown() && !value.IsGiven()) {
			made.provider = of.provider()
		}
		if id, known := of.value.Member("id").AsString(); known && made.text == "" {
			made.text = normalize.PathSegment(id, part.Segment)
		}
		if made.text == "" && made.provider != "" {
			made.text = plan.providerArgument(made.provider, part.Argument)
			if dependsOnInstance(referencesOf(plan.Configuration.Providers[made.provider].Expressions[part.Argument])) {
				made.provider = "" // in OpenTofu, for_each makes several providers with the same key
			}
		}
		made.text = kind.CanonicalID(made.text)
		scope = append(scope, made)
	}
	return scope
}

// provider returns the key of the provider configuration of a resource. Without a configuration it is the default one.
func (of *instance) provider() string {
	if of.config != nil && of.config.Provider != "" {
		return of.config.Provider
	}
	vendor, _, _ := strings.Cut(of.resourceType, "_")
	return vendor
}

// providerArgument returns an argument of a provider configuration, if it is written as a constant.
func (plan *plan) providerArgument(key, argument string) string {
	var read struct {
		Constant string `json:"constant_value"`
	}
	if json.Unmarshal(plan.Configuration.Providers[key].Expressions[argument], &read) != nil {
		return ""
	}
	return read.Constant
}

type scopeComparison uint8

const (
	scopeSame scopeComparison = iota
	scopeUnknown
	scopeDifferent
)

func compareScopes(a, b []scopePart) scopeComparison {
	result := scopeSame
	for i := range a {
		switch {
		case a[i].text != "" && b[i].text != "" && a[i].text != b[i].text:
			return scopeDifferent
		case a[i].text != "" && b[i].text != "":
		case a[i].provider == "" || a[i].provider != b[i].provider:
			result = scopeUnknown
		}
	}
	return result
}
