// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// addressLists are the entries of the prefix lists, IP groups and address groups of a plan.
type addressLists struct {
	plan    *plan
	entries map[*instance][]attribute.Value
}

// putListEntries puts the entries of lists of addresses into the rules that refer to them. A reference to a list that is not certainly
// in the plan stays as it is.
func (plan *plan) putListEntries() {
	lists := plan.readAddressLists()
	if len(lists.entries) == 0 {
		return
	}
	byType := map[string]normalize.ListReference{}
	for _, reference := range normalize.ListReferences() {
		byType[reference.Type] = reference
	}
	for _, of := range plan.instances {
		if reference, refers := byType[of.resourceType]; refers {
			var expressions map[string]json.RawMessage
			if of.config != nil {
				expressions = of.config.Expressions
			}
			of.value = lists.put(of, of.value, expressions, reference)
		}
	}
}

// readAddressLists reads the lists with their entries. An entry that may belong to another list makes each list incomplete.
func (plan *plan) readAddressLists() *addressLists {
	lists := &addressLists{plan: plan, entries: map[*instance][]attribute.Value{}}
	entries := []*instance{}
	for _, of := range plan.instancesOf(normalize.AddressLists) {
		if of.kind.IsFirewall() {
			lists.entries[of] = normalize.ListEntries(of.value)
			continue
		}
		entries = append(entries, of)
	}
	lists.dropReported(entries)
	incomplete := map[string]bool{}
	for _, of := range entries {
		means := lists.listOf(of)
		if means.only != nil {
			lists.entries[means.only] = append(lists.entries[means.only], normalize.ListEntries(of.value)...)
		} else if !means.isNothing() {
			incomplete[of.kind.FirewallTypes[0]] = true
		}
	}
	for list := range lists.entries {
		if incomplete[list.resourceType] {
			lists.entries[list] = append(lists.entries[list], attribute.Unknown(true))
		}
	}
	return lists
}

func (lists *addressLists) listOf(entry *instance) meaning {
	resolver := lists.plan.resolverOf(entry.kind.FirewallTypes)
	return resolver.meaningOf(entry, entry.value.Member(entry.kind.Firewall), entry.references(entry.kind.Firewall))
}

// dropReported leaves out the addresses that entries had before this plan, if a list only reports them.
func (lists *addressLists) dropReported(entries []*instance) {
	reported := map[*instance]map[string]bool{}
	for _, of := range slices.Concat(entries, lists.plan.deleted) {
		if of.kind.Family != normalize.AddressLists || of.kind.IsFirewall() {
			continue
		}
		list := lists.listOf(of).only
		if list == nil || list.created || slices.ContainsFunc(normalize.ListAttributes(), func(name string) bool { return list.expression(name) != nil }) {
			continue
		}
		if reported[list] == nil {
			reported[list] = map[string]bool{}
		}
		for _, before := range normalize.ListEntries(of.before) {
			if text, known := before.AsString(); known {
				reported[list][text] = true
			}
		}
	}
	for list, addresses := range reported {
		lists.entries[list] = slices.DeleteFunc(lists.entries[list], func(address attribute.Value) bool {
			text, known := address.AsString()
			return known && addresses[text]
		})
	}
}

// put returns a value in which the reference to lists is replaced by their entries. It follows the blocks that lead to the reference.
func (lists *addressLists) put(
	of *instance, value attribute.Value, expressions map[string]json.RawMessage, reference normalize.ListReference,
) attribute.Value {
	if value.Kind() != attribute.KindObject {
		return value
	}
	if len(reference.Blocks) == 0 {
		return lists.putInto(of, value, referencesOf(expressions[reference.Attribute]), reference)
	}
	name := reference.Blocks[0]
	blocks := value.Member(name).Elements()
	if len(blocks) == 0 {
		return value
	}
	var configured []map[string]json.RawMessage
	if json.Unmarshal(expressions[name], &configured) != nil || len(configured) != len(blocks) {
		configured = make([]map[string]json.RawMessage, len(blocks))
		for i := range blocks { // the egress of a security group is an attribute: its blocks are one expression
			configured[i] = map[string]json.RawMessage{reference.Attribute: expressions[name]}
		}
	}
	inner := reference
	inner.Blocks = reference.Blocks[1:]
	changed := make([]attribute.Value, len(blocks))
	for i, block := range blocks {
		changed[i] = lists.put(of, block, configured[i], inner)
	}
	return value.With(name, attribute.List(changed...))
}

// putInto puts the entries of each list that an attribute refers to beside the addresses of the same block.
func (lists *addressLists) putInto(of *instance, value attribute.Value, references []reference, to normalize.ListReference) attribute.Value {
	given, addresses := value.Member(to.Attribute), value.Member(to.Addresses)
	elements := given.Elements()
	if given.Kind() != attribute.KindList && !to.IsList() {
		elements = []attribute.Value{given}
	}
	if len(elements) == 0 || addresses.IsUnknown() || addresses.Kind() == attribute.KindSensitive {
		return value
	}
	all := slices.Clone(addresses.Elements())
	refers := referencesOfEach(elements, references)
	for i, element := range elements {
		list := lists.plan.resolverOf([]string{to.Lists}).meaningOf(of, element, refers[i]).only
		if list == nil || len(lists.entries[list]) == 0 {
			return value
		}
		all = append(all, lists.entries[list]...)
	}
	return value.With(to.Attribute, attribute.Value{}).With(to.Addresses, attribute.List(all...))
}

// referencesOfEach returns the references of each element of a list. If the expression has as many references as elements that are not
// known, each has its own. Otherwise each may have any.
func referencesOfEach(elements []attribute.Value, references []reference) [][]reference {
	unknown := 0
	for _, element := range elements {
		if element.IsUnknown() {
			unknown++
		}
	}
	next := 0
	refers := make([][]reference, len(elements))
	for i, element := range elements {
		refers[i] = references
		if element.IsUnknown() && unknown == len(references) {
			refers[i] = references[next : next+1]
			next++
		}
	}
	return refers
}
