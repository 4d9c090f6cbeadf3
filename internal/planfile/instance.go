// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// instance is a resource as it will be after the plan.
type instance struct {
	address  string
	module   string // the address of its module; empty for the root
	kind     string
	name     string
	index    string // as it stands in the address: [0], ["web"], or empty
	value    attribute.Value
	config   *configResource // nil where the configuration does not hold it
	created  bool            // by this plan
	deferred bool
}

// base is the address without the index.
func (found *instance) base() string { return within(found.module, found.kind+"."+found.name) }

// within gives the address of what stands in a module.
func within(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}

// instances gives the resources of the wanted kinds, sorted by address, and apart those that the plan deletes.
func (read *document) instances(wanted func(kind string) bool) (found, deleted []*instance) {
	known := map[string]bool{}
	gone := map[string]bool{}
	for i := range read.Changes {
		change := &read.Changes[i]
		if change.Mode != "managed" || change.Deposed != "" {
			continue
		}
		switch {
		case slices.Equal(change.Change.Actions, []string{"delete"}):
			gone[change.Address] = true
			continue
		case slices.Equal(change.Change.Actions, []string{"forget"}):
			continue // it stays, as it was
		}
		known[change.Address] = true
		if wanted(change.Type) {
			found = append(found, instanceOfChange(change))
		}
	}
	for i := range read.Deferred {
		if change := &read.Deferred[i].Change; change.Mode == "managed" && wanted(change.Type) {
			known[change.Address] = true
			made := instanceOfChange(change)
			made.deferred = true
			found = append(found, made)
		}
	}
	for _, values := range read.states() {
		values.Root.walk(func(module string, resource *stateResource) {
			if known[resource.Address] || resource.Mode != "managed" || !wanted(resource.Type) {
				return
			}
			known[resource.Address] = true
			made := &instance{
				address: resource.Address, module: module, kind: resource.Type, name: resource.Name, index: indexOf(resource.Index),
				value: valueOf(decoded(resource.Values), nil, nil),
			}
			if gone[resource.Address] {
				deleted = append(deleted, made)
				return
			}
			found = append(found, made)
		})
	}
	for _, made := range found {
		read.configure(made)
	}
	slices.SortFunc(found, func(a, b *instance) int { return cmp.Compare(a.address, b.address) })
	return found, deleted
}

// states are the values in which a resource without a change may stand: those planned, and those before.
func (read *document) states() []*stateValues {
	states := []*stateValues{}
	if read.PlannedValues != nil {
		states = append(states, read.PlannedValues)
	}
	if read.PriorState != nil && read.PriorState.Values != nil {
		states = append(states, read.PriorState.Values)
	}
	return states
}

func (of *module) walk(visit func(module string, resource *stateResource)) {
	for i := range of.Resources {
		visit(moduleOf(&of.Resources[i]), &of.Resources[i])
	}
	for i := range of.Children {
		of.Children[i].walk(visit)
	}
}

// moduleOf gives the address of the module that a resource stands in.
func moduleOf(resource *stateResource) string {
	own := strings.LastIndex(resource.Address, resource.Type+"."+resource.Name)
	return strings.TrimSuffix(resource.Address[:max(own, 0)], ".")
}

func indexOf(index json.RawMessage) string {
	if len(index) == 0 || string(index) == "null" {
		return ""
	}
	return "[" + string(index) + "]"
}

func instanceOfChange(change *change) *instance {
	return &instance{
		address: change.Address, module: change.Module, kind: change.Type, name: change.Name, index: indexOf(change.Index),
		value:   valueOf(decoded(change.Change.After), decoded(change.Change.Unknown), decoded(change.Change.Sensitive)),
		created: slices.Contains(change.Change.Actions, "create"),
	}
}

// configure finds the configuration of an instance, and marks what it certainly gives.
func (read *document) configure(made *instance) {
	at := read.moduleAt(made.module)
	if at == nil {
		return
	}
	own := made.kind + "." + made.name
	for i := range at.Resources {
		if resource := &at.Resources[i]; resource.Address == own && resource.Mode != "data" {
			made.config = resource
		}
	}
	if made.config == nil {
		return
	}
	for _, name := range made.value.Names() {
		if _, given := made.config.Expressions[name]; given && made.value.Member(name).IsUnknown() {
			made.value = made.value.With(name, attribute.NotKnown(true))
		}
	}
}

// moduleAt gives the configuration of a module by the address of one of its instances.
func (read *document) moduleAt(address string) *configModule {
	at := &read.Configuration.Root
	for _, name := range moduleNames(address) {
		call, known := at.Calls[name]
		if !known {
			return nil
		}
		at = &call.Module
	}
	return at
}

// moduleNames gives the names of the calls that lead to a module: module.net["a.b"].module.vpc is net, vpc.
func moduleNames(address string) []string {
	names := []string{}
	for _, step := range steps(address) {
		if step != "module" {
			name, _, _ := strings.Cut(step, "[")
			names = append(names, name)
		}
	}
	return names
}

// steps splits an address at the dots that stand outside of an index.
func steps(address string) []string {
	parts := []string{}
	begin, quoted := 0, false
	for i := 0; i < len(address); i++ {
		switch address[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case '.':
			if !quoted && !insideIndex(address[begin:i]) {
				parts = append(parts, address[begin:i])
				begin = i + 1
			}
		}
	}
	if begin < len(address) {
		parts = append(parts, address[begin:])
	}
	return parts
}

func insideIndex(part string) bool { return strings.Count(part, "[") > strings.Count(part, "]") }
