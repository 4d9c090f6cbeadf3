// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// resolverOf returns the resolver of some types. All of them have the same IDs.
func (plan *plan) resolverOf(types []string) *resolver {
	if known, is := plan.resolvers[types[0]]; is {
		return known
	}
	kind, _ := normalize.KindOf(types[0])
	made := &resolver{plan: plan, types: types, kind: kind, nodes: map[nodeKey]*node{}, others: map[*moduleInstance]int{}}
	plan.resolvers[types[0]] = made
	return made
}

// meaning is what a reference of a resource means: one instance, nothing of the plan, or one of several.
type meaning struct {
	only  *instance
	among *node       // nil if the plan shows the instance, or that it is not in the plan
	or    []*instance // further instances that it may be
	text  string      // a known reference to what the plan does not have
}

// isNothing reports whether the reference certainly means nothing of the plan.
func (means *meaning) isNothing() bool {
	return means.only == nil && means.among == nil && len(means.or) == 0
}

// meaningOf returns what an attribute of a resource means. A known value is compared with what identifies the instances. If that does
// not decide, the instance is certain if everything that the expression reaches is this instance.
func (r *resolver) meaningOf(of *instance, value attribute.Value, references []reference) meaning {
	text, known := value.AsString()
	switch {
	case known && text != "":
		certain, possible := r.identified(of, text)
		if len(certain) == 1 { // no other firewall has the same name in the same scope
			return meaning{only: certain[0]}
		}
		candidates := possible // a list that many rules share
		if len(certain) > 0 {
			candidates = slices.Concat(certain, possible)
		}
		if only := r.evaluate(references, of.place()).found.only(); only != nil && slices.Contains(candidates, only) {
			return meaning{only: only}
		}
		if len(candidates) == 0 {
			return meaning{text: text, or: r.identities().hidden}
		}
		return meaning{or: candidates}
	case value.Kind() == attribute.KindSensitive, value.IsUnknown():
		return r.unknownMeaning(of, value, references)
	}
	return meaning{}
}

func (r *resolver) unknownMeaning(of *instance, value attribute.Value, references []reference) meaning {
	if of.config == nil || len(references) == 0 {
		return meaning{or: r.identities().all}
	}
	reaches := r.evaluate(references, of.place())
	switch {
	case reaches.found.only() != nil:
		return meaning{only: reaches.found.first}
	case value.Kind() == attribute.KindSensitive:
		return meaning{or: r.identities().all}
	case reaches.found.first == nil && reaches.found.outside:
		return meaning{or: r.identities().open}
	case reaches.found.first == nil:
		return meaning{}
	case reaches.found.outside:
		return meaning{among: reaches, or: r.identities().open}
	}
	return meaning{among: reaches}
}
