// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// instance is a resource as it will be after the plan.
type instance struct {
	kind         *normalize.Kind
	address      string
	module       string // the address of its module; empty for the root
	resourceType string
	name         string
	index        string // as in the address: [0], ["web"], or empty
	value        attribute.Value
	config       *configResource // nil if the configuration does not have it
	created      bool            // by this plan
	deferred     bool
}

// base is the address without the index.
func (found *instance) base() string { return within(found.module, found.resourceType+"."+found.name) }

// resource returns what a reader reads.
func (found *instance) resource(firewall string) normalize.Resource {
	return normalize.Resource{ID: found.address, Group: firewall, Value: found.value}
}

// expression returns the expression of an attribute in the configuration, nil if there is none.
func (found *instance) expression(name string) json.RawMessage {
	if found.config == nil {
		return nil
	}
	return found.config.Expressions[name]
}

// within returns the address of something in a module.
func within(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}

// instances returns the resources of which normalize knows the kind, sorted by address, and separately those that the plan deletes.
func (read *document) instances() (found, deleted []*instance) {
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
		if kind, known := normalize.KindOf(change.Type); known {
			found = append(found, instanceOfChange(kind, change))
		}
	}
	for i := range read.Deferred {
		change := &read.Deferred[i].Change
		if kind, isKind := normalize.KindOf(change.Type); isKind && change.Mode == "managed" {
			known[change.Address] = true
			made := instanceOfChange(kind, change)
			made.deferred = true
			found = append(found, made)
		}
	}
	for _, values := range read.states() {
		values.Root.visit(func(module string, resource *stateResource) {
			kind, isKind := normalize.KindOf(resource.Type)
			if known[resource.Address] || resource.Mode != "managed" || !isKind {
				return
			}
			known[resource.Address] = true
			made := &instance{
				kind: kind, address: resource.Address, module: module, resourceType: resource.Type, name: resource.Name,
				index: indexOf(resource.Index), value: valueOf(decoded(resource.Values), nil, nil),
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

// states are the values that may hold a resource without a change: the planned values, and the state before.
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

func (of *module) visit(each func(module string, resource *stateResource)) {
	for i := range of.Resources {
		each(moduleOf(&of.Resources[i]), &of.Resources[i])
	}
	for i := range of.Children {
		of.Children[i].visit(each)
	}
}

// moduleOf returns the address of the module of a resource.
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

func instanceOfChange(kind *normalize.Kind, change *change) *instance {
	return &instance{
		kind: kind, address: change.Address, module: change.Module, resourceType: change.Type, name: change.Name, index: indexOf(change.Index),
		value:   valueOf(decoded(change.Change.After), decoded(change.Change.Unknown), decoded(change.Change.Sensitive)),
		created: slices.Contains(change.Change.Actions, "create"),
	}
}

// configure finds the configuration of an instance, and marks the unknown values that it certainly sets.
func (read *document) configure(made *instance) {
	at := read.moduleAt(made.module)
	if at == nil {
		return
	}
	own := made.resourceType + "." + made.name
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
			made.value = made.value.With(name, attribute.Unknown(true))
		}
	}
}

// moduleAt returns the configuration of a module by the address of one of its instances.
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

// moduleNames returns the names of the calls that lead to a module: net and vpc for module.net["a.b"].module.vpc.
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

// steps splits an address at the dots outside of an index.
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
