// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"maps"
	"slices"
	"strings"
)

// moduleInstance is an instance of a module, with the configuration of the module.
type moduleInstance struct {
	address string          // empty for the root
	index   string          // as in the address: ["web"], [0], or empty
	parent  *moduleInstance // nil for the root
	call    *configCall     // nil for the root, and if the configuration does not have it
	config  *configModule   // never nil

	children  map[string]indexed[*moduleInstance] // by the name of the call
	resources map[string]indexed[*instance]       // the instances whose kind normalize knows, by type and name
	present   map[string]bool                     // the resources and data sources that have an instance, such as data.aws_vpc.main
	deferred  map[string]bool                     // the types of the data sources that are read only during the apply
}

// indexed are the instances of a resource or module, also by their index.
type indexed[Instance any] struct {
	all     []Instance
	byIndex map[string]int
}

func (given indexed[Instance]) with(one Instance, index string) indexed[Instance] {
	if given.byIndex == nil {
		given.byIndex = map[string]int{}
	}
	given.byIndex[index] = len(given.all)
	given.all = append(given.all, one)
	return given
}

// wanted returns the index that a reference has, literally or by that of the expression, or "" if the plan does not show it.
func (given indexed[Instance]) wanted(to reference, at place, index string) string {
	if to.index == "" && (index == "each" || index == "count" && at.count == len(given.all)) {
		return at.index
	}
	return to.index
}

// choose returns the instances that a reference is to: the one with the wanted index, or all. It also returns whether there is one with
// such an index.
func (given indexed[Instance]) choose(wanted string, isLiteral bool) (chosen []Instance, exact bool) {
	if i, has := given.byIndex[wanted]; has && wanted != "" {
		return given.all[i : i+1], true
	}
	if isLiteral && !strings.ContainsAny(wanted, `\$%`) { // which Terraform may escape in another way
		return nil, false // there is no such instance, as in try()
	}
	return given.all, false
}

// maxNesting is how many modules may be nested. An address with more is not one of a module.
const maxNesting = 200

// modules are the instances of modules, by address.
type modules map[string]*moduleInstance

func newModules(root *configModule) modules {
	return modules{"": newModuleInstance(&moduleInstance{config: root})}
}

func newModuleInstance(made *moduleInstance) *moduleInstance {
	made.children, made.resources, made.present = map[string]indexed[*moduleInstance]{}, map[string]indexed[*instance]{}, map[string]bool{}
	made.deferred = map[string]bool{}
	return made
}

// at returns the instance with an address. It adds the instance and those that lead to it, if they are new.
func (all modules) at(address string) *moduleInstance {
	if known, is := all[address]; is {
		return known
	}
	parts := steps(address)
	last := len(parts) - 1
	name, index := splitIndex(parts[last])
	parent := all[""]
	if len(parts) <= 2*maxNesting {
		parent = all.at(strings.Join(parts[:max(last-1, 0)], "."))
	}
	made := all.add(parent, address, name, index)
	parent.children[name] = parent.children[name].with(made, index)
	return made
}

func (all modules) add(parent *moduleInstance, address, name, index string) *moduleInstance {
	made := newModuleInstance(&moduleInstance{address: address, index: index, parent: parent, config: &configModule{}})
	if call, known := parent.config.Calls[name]; known {
		made.call, made.config = call, &call.Module
	}
	all[address] = made
	return made
}

// withUnseen adds an instance of a called module that may be there beside those of the plan: without a resource, a module has no address
// in a plan. The index is empty if it is not known.
func (all modules) withUnseen(chosen []*moduleInstance, from *moduleInstance, name, index string) []*moduleInstance {
	call := from.config.Calls[name]
	if call == nil || len(chosen) > 0 && len(call.ForEach) == 0 {
		return chosen
	}
	address := within(from.address, "module."+name+index)
	unseen, known := all[address]
	if !known {
		unseen = all.add(from, address, name, index)
	}
	return append(slices.Clip(chosen), unseen)
}

// callName returns the name of the call that makes a module.
func (module *moduleInstance) callName() string {
	parts := steps(module.address)
	name, _ := splitIndex(parts[len(parts)-1])
	return name
}

// calls returns the names of the modules that a module calls, sorted.
func (module *moduleInstance) calls() []string { return slices.Sorted(maps.Keys(module.config.Calls)) }

// within returns the address of something in a module.
func within(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}

// steps splits an address at the dots outside of an index.
func steps(address string) []string {
	parts := []string{}
	begin, depth, quoted := 0, 0, false
	for i := 0; i < len(address); i++ {
		switch char := address[i]; {
		case quoted && char == '\\':
			i++
		case char == '"':
			quoted = !quoted
		case quoted:
		case char == '[':
			depth++
		case char == ']':
			depth--
		case char == '.' && depth == 0:
			parts = append(parts, address[begin:i])
			begin = i + 1
		}
	}
	if begin < len(address) {
		parts = append(parts, address[begin:])
	}
	return parts
}

// splitIndex splits a step of an address into its name and its index, with the brackets.
func splitIndex(step string) (name, index string) {
	at := strings.IndexByte(step, '[')
	if at < 0 {
		return step, ""
	}
	return step[:at], step[at:]
}
