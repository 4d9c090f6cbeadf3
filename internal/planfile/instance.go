// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// instance is a resource as it will be after the plan.
type instance struct {
	kind         *normalize.Kind
	address      string
	module       *moduleInstance
	resourceType string
	name         string
	index        string // as in the address: [0], ["web"], or empty
	value        attribute.Value
	before       attribute.Value // null if the plan creates it
	config       *configResource // nil if the configuration does not have it
	created      bool            // by this plan
	unproven     string          // why its rules are unproven for every value; empty if they are not
}

// ownAddress is the address within the module, without the index.
func (of *instance) ownAddress() string { return of.resourceType + "." + of.name }

// base is the address without the index.
func (of *instance) base() string { return within(of.module.address, of.ownAddress()) }

// resource returns what a reader reads.
func (of *instance) resource(firewall string) normalize.Resource {
	return normalize.Resource{ID: of.address, Group: firewall, Value: of.value}
}

// expression returns the expression of an attribute in the configuration, nil if there is none.
func (of *instance) expression(name string) json.RawMessage {
	if of.config == nil {
		return nil
	}
	return of.config.Expressions[name]
}

// references returns what the expression of an attribute refers to.
func (of *instance) references(name string) []reference { return referencesOf(of.expression(name)) }

func sortedInstances(set map[*instance]bool) []*instance {
	return slices.SortedFunc(maps.Keys(set), func(a, b *instance) int { return cmp.Compare(a.address, b.address) })
}

// readInstances finds the resources whose kind normalize knows, sorted by address, and separately those that the plan deletes.
func (plan *plan) readInstances() {
	seen, gone := map[string]bool{}, map[string]bool{}
	add := func(change *change, unproven string) {
		seen[change.Address] = true
		made := plan.instanceOf(change)
		if made == nil {
			return
		}
		made.unproven = unproven
		plan.instances = append(plan.instances, made)
	}
	for i := range plan.Changes {
		switch change := &plan.Changes[i]; {
		case change.Deposed != "":
		case slices.Equal(change.Change.Actions, []string{"delete"}):
			gone[change.Address] = true
		case slices.Equal(change.Change.Actions, []string{"forget"}): // it stays, as it was; the planned values name it without its values
			change.Change.After, change.Change.Sensitive = change.Change.Before, change.Change.SensitiveBefore
			add(change, "")
		default:
			add(change, "")
		}
	}
	for i := range plan.Deferred {
		add(&plan.Deferred[i].Change, "its change is deferred to a later plan")
	}
	for _, values := range plan.states() {
		values.Root.visit(func(module string, resource *stateResource) {
			if seen[resource.Address] {
				return
			}
			seen[resource.Address] = true
			if made := plan.instanceInState(module, resource, gone[resource.Address]); made != nil && gone[resource.Address] {
				plan.deleted = append(plan.deleted, made)
			} else if made != nil {
				plan.instances = append(plan.instances, made)
			}
		})
	}
	slices.SortFunc(plan.instances, func(a, b *instance) int { return cmp.Compare(a.address, b.address) })
	plan.byFamily = map[*normalize.Family][]*instance{}
	for _, made := range plan.instances {
		plan.byFamily[made.kind.Family] = append(plan.byFamily[made.kind.Family], made)
		made.module.resources[made.ownAddress()] = made.module.resources[made.ownAddress()].with(made, made.index)
	}
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
		each(of.Address, &of.Resources[i])
	}
	for i := range of.Children {
		of.Children[i].visit(each)
	}
}

// instanceOf returns the resource of a change, or nil if normalize does not know its kind.
func (plan *plan) instanceOf(change *change) *instance {
	made := plan.newInstance(change.Module, change.Mode, change.Type, change.Name, change.Address)
	if change.Mode == "data" {
		plan.modules.at(change.Module).deferred[change.Type] = true
	}
	if made == nil {
		return nil
	}
	made.value = valueOf(decoded(change.Change.After), decoded(change.Change.Unknown), decoded(change.Change.Sensitive))
	made.created = slices.Contains(change.Change.Actions, "create")
	if made.kind.Firewall != "" {
		made.before = valueOf(decoded(change.Change.Before), nil, nil)
	}
	made.configure()
	return made
}

func (plan *plan) instanceInState(module string, resource *stateResource, isGone bool) *instance {
	if isGone {
		kind, known := normalize.KindOf(resource.Type)
		if !known || resource.Mode != "managed" {
			return nil
		}
		value := valueOf(decoded(resource.Values), nil, nil)
		return &instance{
			kind: kind, address: resource.Address, module: plan.modules.at(module), resourceType: resource.Type, name: resource.Name,
			value: value, before: value,
		}
	}
	made := plan.newInstance(module, resource.Mode, resource.Type, resource.Name, resource.Address)
	if made != nil {
		made.value = valueOf(decoded(resource.Values), nil, decoded(resource.Sensitive))
		made.before = made.value
		made.configure()
	}
	return made
}

// newInstance notes that a resource or data source has an instance, and returns it if normalize knows its kind, otherwise nil.
func (plan *plan) newInstance(module, mode, resourceType, name, address string) *instance {
	at := plan.modules.at(module)
	own := resourceType + "." + name
	if mode != "managed" {
		at.present[mode+"."+own] = true
		return nil
	}
	at.present[own] = true
	kind, known := normalize.KindOf(resourceType)
	if !known {
		return nil
	}
	made := &instance{kind: kind, address: address, module: at, resourceType: resourceType, name: name, config: at.config.resource(own)}
	if index, found := strings.CutPrefix(address, made.base()); found {
		made.index = index
	}
	return made
}

// configure marks the unknown values that the configuration certainly sets.
func (of *instance) configure() {
	if of.config != nil && of.value.Kind() == attribute.KindObject {
		of.value = withGiven(of.value, of.config.Expressions)
	}
}

// withGiven marks the unknown values of an object that have an expression. Blocks are in the same order as in the configuration if there
// is one of them.
func withGiven(value attribute.Value, expressions map[string]json.RawMessage) attribute.Value {
	for _, name := range value.Names() {
		member, expression := value.Member(name), expressions[name]
		switch {
		case expression == nil:
		case member.IsUnknown():
			value = value.With(name, attribute.Unknown(true))
		case len(member.Elements()) == 1 && member.Elements()[0].Kind() == attribute.KindObject:
			var blocks []map[string]json.RawMessage
			if json.Unmarshal(expression, &blocks) == nil && len(blocks) == 1 {
				value = value.With(name, attribute.List(withGiven(member.Elements()[0], blocks[0])))
			}
		}
	}
	return value
}
