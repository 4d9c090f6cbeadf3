// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// expand returns what a node refers to.
func (r *resolver) expand(key nodeKey) parts {
	module := key.module
	switch key.kind {
	case nodeVariable:
		if module.call == nil {
			return parts{} // a variable of the root is known in a plan
		}
		return r.partsOf(module.call.references(key.name), module.callPlace())
	case nodeOutput:
		output, known := module.config.Outputs[key.name]
		if !known {
			return outsideParts()
		}
		return r.partsOf(referencesOf(output.Expression), place{module: module})
	case nodeOutputs:
		found := parts{}
		for _, name := range slices.Sorted(maps.Keys(module.config.Outputs)) {
			found.nodes = append(found.nodes, nodeKey{module, nodeOutput, name})
		}
		return found
	case nodeLocal:
		found := parts{nodes: []nodeKey{{module: module, kind: nodeModule}}}
		found.outside = r.reachesOthers(module, key.name)
		return found
	case nodeModule:
		return r.everythingIn(module)
	case nodeCall:
		name, output, _ := strings.Cut(key.name, ".")
		found := parts{}
		found.addOutputs(r.plan.modules.withUnseen(module.children[name].all, module, name, ""), output)
		return found
	case nodeResource:
		return parts{instances: module.resources[key.name].all}
	case nodeForEach:
		return r.partsOf(forEachOf(module, key.name), place{module: module})
	case nodeOther:
		at := place{module: module, forEach: nodeKey{module, nodeForEach, key.name}}
		return r.partsOf(module.config.resource(key.name).allReferences(), at)
	case nodeAny:
		return parts{instances: r.identities().all}
	default:
		return parts{}
	}
}

func outsideParts() parts { return parts{reached: reached{outside: true}} }

func forEachOf(module *moduleInstance, address string) []reference {
	if name, isCall := strings.CutPrefix(address, "module."); isCall {
		return module.config.Calls[name].forEach()
	}
	return module.config.resource(address).forEach()
}

// everythingIn returns all that a local value of a module may come from, except resources of other types. A plan does not have the
// expressions of local values.
func (r *resolver) everythingIn(module *moduleInstance) parts {
	found := parts{}
	for _, address := range slices.Sorted(maps.Keys(module.resources)) {
		if resourceType, _, _ := strings.Cut(address, "."); slices.Contains(r.types, resourceType) {
			found.nodes = append(found.nodes, nodeKey{module, nodeResource, address})
		}
	}
	if module.call != nil {
		for _, name := range slices.Sorted(maps.Keys(module.call.Expressions)) {
			found.nodes = append(found.nodes, nodeKey{module, nodeVariable, name})
		}
	}
	if slices.ContainsFunc(r.types, func(name string) bool { return module.deferred[name] }) {
		found.nodes = append(found.nodes, nodeKey{kind: nodeAny})
	}
	for _, name := range module.calls() {
		found.nodes = append(found.nodes, nodeKey{module, nodeCall, name + "."})
	}
	return found
}

// reachesOthers reports whether a local value may come from a resource of another type. A resource that refers to the local value does
// not count: Terraform refuses a cycle.
func (r *resolver) reachesOthers(module *moduleInstance, local string) bool {
	isOther := func(address string) bool {
		resourceType, _, _ := strings.Cut(address, ".")
		return module.present[address] && !slices.Contains(r.types, resourceType) && (r.kind.Name != "" || !isRandom(resourceType))
	}
	others, counted := r.others[module]
	if !counted {
		for address := range module.present {
			if isOther(address) {
				others++
			}
		}
		r.others[module] = others
	}
	for _, address := range module.config.usersOf(local) {
		if isOther(address) {
			others--
		}
	}
	return others > 0
}

// isRandom reports whether a resource has only random values and those that its module gives it, and so no ID of a firewall of its own:
// https://registry.terraform.io/providers/hashicorp/random/latest/docs
// https://registry.terraform.io/providers/hashicorp/null/latest/docs/resources/resource
func isRandom(resourceType string) bool {
	return resourceType == "null_resource" || strings.HasPrefix(resourceType, "random_") && resourceType != "random_shuffle"
}

// partsOf returns what the references of an expression reach.
func (r *resolver) partsOf(references []reference, at place) parts {
	found := parts{}
	index := chosenIndex(references)
	for _, to := range references {
		switch to.kind {
		case "each":
			if to.name == "value" {
				r.addEachValue(&found, to, at)
			}
		case "count", "path", "terraform", "self":
		case "var":
			found.nodes = append(found.nodes, nodeKey{at.module, nodeVariable, to.name})
		case "local":
			found.nodes = append(found.nodes, nodeKey{at.module, nodeLocal, to.name})
		default:
			r.addReference(&found, to, at, index)
		}
	}
	return found
}

// chosenIndex returns each or count if an expression refers to one resource or module and to each.key or count.index alone. Then that
// is the index.
func chosenIndex(references []reference) string {
	if len(references) != 2 {
		return ""
	}
	for i, index := range references {
		if other := references[1-i]; other.isWhole() && (index.kind == "each" && index.name == "key" || index.kind == "count") {
			return index.kind
		}
	}
	return ""
}

// addEachValue adds what each.value reaches: the instance with the same key if for_each is all instances and an attribute of an instance is
// used, otherwise all that for_each reaches. A for expression has made any other value, and its keys may be others.
func (r *resolver) addEachValue(found *parts, to reference, at place) {
	isInstance := slices.Contains(r.types, at.over.kind) && r.isID(to.attribute) ||
		at.over.kind == "module" && at.module.config.hasOutput(at.over.name, to.attribute)
	switch {
	case isInstance && at.index != "":
		r.addReference(found, at.over, place{module: at.module, index: at.index}, "each")
	case at.forEach.module != nil:
		found.nodes = append(found.nodes, at.forEach)
	default:
		found.outside = true
	}
}

// addReference adds a reference to a resource, a data source or a module.
func (r *resolver) addReference(found *parts, to reference, at place, index string) {
	switch {
	case to.kind == "module":
		children := at.module.children[to.name]
		wanted := children.wanted(to, at, index)
		called, exact := children.choose(wanted, to.index != "")
		if len(called) > 1 {
			found.nodes = append(found.nodes, nodeKey{at.module, nodeCall, to.name + "." + to.attribute})
			return
		}
		if !exact {
			called = r.plan.modules.withUnseen(called, at.module, to.name, wanted)
		}
		found.addOutputs(called, to.attribute)
		found.outside = found.outside || len(called) == 0
	case r.isOtherID(to):
		found.otherID = true
	case slices.Contains(r.types, to.kind):
		found.otherID = found.otherID || to.attribute != "" && !r.isID(to.attribute) // the ID may be a part of it, as of an ARN
		all := at.module.resources[to.address()]
		chosen, _ := all.choose(all.wanted(to, at, index), to.index != "")
		if len(chosen) > 1 {
			found.nodes = append(found.nodes, nodeKey{at.module, nodeResource, to.address()})
			return
		}
		found.instances = append(found.instances, chosen...)
	default:
		found.outside = true
		if slices.Contains(r.types, to.dataType) && at.module.deferred[to.dataType] {
			found.nodes = append(found.nodes, nodeKey{kind: nodeAny})
		}
		if at.module.config.resource(to.address()) != nil {
			found.nodes = append(found.nodes, nodeKey{at.module, nodeOther, to.address()})
		}
	}
}

// addOutputs adds an output of modules, or all of them if the output is not known.
func (found *parts) addOutputs(modules []*moduleInstance, output string) {
	for _, module := range modules {
		kind := nodeOutput
		if output == "" {
			kind = nodeOutputs
		}
		found.nodes = append(found.nodes, nodeKey{module, kind, output})
	}
}

// isID reports whether an attribute of the wanted types identifies an instance.
func (r *resolver) isID(attribute string) bool {
	return slices.Contains(r.kind.IDs, attribute) || attribute != "" && attribute == r.kind.Name
}

// isOtherID reports whether a reference is to an attribute that is the ID of something else, or only a text about it.
func (r *resolver) isOtherID(to reference) bool {
	resourceType := to.kind
	if to.kind == "data" {
		resourceType = to.dataType
	}
	vendor, _, _ := strings.Cut(r.types[0], "_")
	isWanted := slices.Contains(r.types, resourceType)
	if !strings.HasPrefix(resourceType, vendor+"_") || isWanted && (r.isID(to.attribute) || to.attribute == "arn") {
		return false
	}
	return slices.Contains([]string{"id", "arn", "description", "owner_id", "vpc_id"}, to.attribute) ||
		to.attribute == "name" && r.kind.Name == ""
}

// forEach returns what the for_each of a resource refers to.
func (resource *configResource) forEach() []reference {
	if resource == nil {
		return nil
	}
	return referencesOf(resource.ForEach)
}

func (call *configCall) forEach() []reference {
	if call == nil {
		return nil
	}
	return referencesOf(call.ForEach)
}

func (call *configCall) references(argument string) []reference {
	return referencesOf(call.Expressions[argument])
}

// hasOutput reports whether a called module has an output.
func (module *configModule) hasOutput(call, name string) bool {
	called, known := module.Calls[call]
	if !known {
		return false
	}
	_, has := called.Module.Outputs[name]
	return has
}

// resource returns the resource with an address within the module, or nil.
func (module *configModule) resource(address string) *configResource {
	if module.byAddress == nil {
		module.byAddress = map[string]*configResource{}
		for i := range module.Resources {
			module.byAddress[module.Resources[i].Address] = &module.Resources[i]
		}
	}
	return module.byAddress[address]
}

// usersOf returns the addresses of the resources that refer to a local value.
func (module *configModule) usersOf(local string) []string {
	if module.users == nil {
		module.users = map[string][]string{}
		for i := range module.Resources {
			resource := &module.Resources[i]
			for name := range resource.locals() {
				module.users[name] = append(module.users[name], resource.Address)
			}
		}
	}
	return module.users[local]
}

// locals returns the names of the local values that a resource refers to.
func (resource *configResource) locals() map[string]bool {
	found := map[string]bool{}
	for _, to := range resource.allReferences() {
		if to.kind == "local" {
			found[to.name] = true
		}
	}
	return found
}

// allReferences returns what the expressions of a resource refer to, in its blocks too.
func (resource *configResource) allReferences() []reference {
	found := []reference{}
	for _, name := range slices.Sorted(maps.Keys(resource.Expressions)) {
		found = append(found, referencesIn(resource.Expressions[name])...)
	}
	return slices.Concat(found, referencesOf(resource.ForEach), referencesOf(resource.Count))
}

// referencesIn returns what the expressions of an attribute refer to, which may be blocks.
func referencesIn(expression json.RawMessage) []reference {
	if found := referencesOf(expression); len(found) > 0 {
		return found
	}
	found := []reference{}
	var blocks []map[string]json.RawMessage
	var block map[string]json.RawMessage
	if json.Unmarshal(expression, &blocks) != nil && json.Unmarshal(expression, &block) == nil {
		blocks = append(blocks, block)
	}
	for _, block := range blocks {
		for _, name := range slices.Sorted(maps.Keys(block)) {
			if name != "constant_value" {
				found = append(found, referencesIn(block[name])...)
			}
		}
	}
	return found
}
