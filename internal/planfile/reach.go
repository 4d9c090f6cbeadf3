// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// reached is what the value of an expression may come from. Two instances are enough to know that it is not certain.
type reached struct {
	first, second *instance
	outside       bool // something that is not an instance of the wanted types
	otherID       bool // an ID of something else, such as that of a VPC
}

func (found *reached) add(one *instance) {
	switch {
	case one == nil || one == found.first:
	case found.first == nil:
		found.first = one
	case found.second == nil:
		found.second = one
	}
}

func (found *reached) addAll(more reached) {
	found.add(more.first)
	found.add(more.second)
	found.outside = found.outside || more.outside
	found.otherID = found.otherID || more.otherID
}

// only returns the instance that everything that is reached is, or nil.
func (found *reached) only() *instance {
	if found.second != nil || found.outside || found.otherID {
		return nil
	}
	return found.first
}

// nodeKey identifies what is evaluated once: something in a module instance.
type nodeKey struct {
	module *moduleInstance
	kind   nodeKind
	name   string
}

type nodeKind uint8

const (
	nodeExpression nodeKind = iota // the expression of an attribute, by what it refers to
	nodeVariable                   // the value of a variable
	nodeOutput                     // the value of an output
	nodeOutputs                    // the values of all outputs
	nodeLocal                      // a local value
	nodeModule                     // everything in a module
	nodeCall                       // the value of an output of all instances of a module
	nodeResource                   // all instances of a resource
	nodeForEach                    // the for_each of a resource or of a module call
	nodeOther                      // a resource of another type, which may pass on what it is given
	nodeAny                        // all instances: a data source may read any of them during the apply
)

// node is what an expression reaches: instances, something outside, and what other nodes reach.
type node struct {
	key       nodeKey
	parts     parts
	edges     []*node
	found     reached
	number    int // the order of the visit, from 1
	lowest    int
	onStack   bool
	instances []*instance // everything that is reached, once it is asked for
}

// parts are what an expression refers to directly.
type parts struct {
	reached

	instances []*instance
	nodes     []nodeKey
}

// resolver finds what expressions reach of the instances of some types. It visits each node once.
type resolver struct {
	plan  *plan
	types []string
	kind  *normalize.Kind
	nodes map[nodeKey]*node
	stack []*node

	others map[*moduleInstance]int // how many resources of other types a module has
	known  *identities             // once they are needed
}

// place is where an expression stands.
type place struct {
	module  *moduleInstance
	index   string    // of the instance of the resource or module that has the expression
	count   int       // how many instances that resource or module has
	forEach nodeKey   // its for_each; without a module if it has none
	over    reference // what the for_each refers to, if that is all instances of one resource or module, and nothing else
}

func (of *instance) place() place {
	at := place{module: of.module, index: of.index, count: len(of.module.resources[of.ownAddress()].all)}
	if of.config != nil && len(of.config.ForEach) > 0 {
		at.forEach = nodeKey{of.module, nodeForEach, of.ownAddress()}
		at.over = wholeReference(of.config.forEach())
	}
	return at
}

// callPlace is where the arguments of a module call stand.
func (module *moduleInstance) callPlace() place {
	name := module.callName()
	at := place{module: module.parent, index: module.index, count: len(module.parent.children[name].all)}
	if module.call != nil && len(module.call.ForEach) > 0 {
		at.forEach = nodeKey{module.parent, nodeForEach, "module." + name}
		at.over = wholeReference(module.call.forEach())
	}
	return at
}

// wholeReference returns the only reference, if it is to all instances of a resource or module.
func wholeReference(references []reference) reference {
	if len(references) == 1 && references[0].isWhole() {
		return references[0]
	}
	return reference{}
}

// evaluate returns the node of an expression.
func (r *resolver) evaluate(references []reference, at place) *node {
	given := r.partsOf(references, at)
	if len(given.nodes) == 1 && len(given.instances) == 0 && given.reached == (reached{}) {
		return r.node(given.nodes[0])
	}
	return r.visitOnce(nodeKey{kind: nodeExpression, name: given.name()}, func() parts { return given })
}

// name is the same for parts that reach the same, so that rules with such references share a node.
func (given *parts) name() string {
	words := []string{fmt.Sprint(given.outside, given.otherID)}
	for _, one := range given.instances {
		words = append(words, one.address)
	}
	for _, key := range given.nodes {
		words = append(words, fmt.Sprintf("%p %d %s", key.module, key.kind, key.name))
	}
	slices.Sort(words[1:])
	return strings.Join(slices.Compact(words), "\n")
}

func (r *resolver) node(key nodeKey) *node {
	return r.visitOnce(key, func() parts { return r.expand(key) })
}

// visitOnce visits a node and all that it reaches. Nodes that reach each other reach the same: this is Tarjan's algorithm for strongly
// connected components.
func (r *resolver) visitOnce(key nodeKey, expand func() parts) *node {
	if known, is := r.nodes[key]; is {
		return known
	}
	made := &node{key: key, number: len(r.nodes) + 1, lowest: len(r.nodes) + 1, onStack: true}
	r.nodes[key] = made
	base := len(r.stack)
	r.stack = append(r.stack, made)
	made.parts = expand()
	for _, next := range made.parts.nodes {
		to := r.node(next)
		made.edges = append(made.edges, to)
		if to.onStack {
			made.lowest = min(made.lowest, to.lowest)
		}
	}
	if made.lowest == made.number {
		finish(r.stack[base:])
		r.stack = r.stack[:base]
	}
	return made
}

// finish sets what nodes reach that reach each other.
func finish(component []*node) {
	all := reached{}
	for _, member := range component {
		all.addAll(member.parts.reached)
		for _, one := range member.parts.instances {
			all.add(one)
		}
		for _, to := range member.edges {
			if !to.onStack {
				all.addAll(to.found)
			}
		}
	}
	if len(component) == 1 && component[0].isWide() {
		all.otherID = false
	}
	for _, member := range component {
		member.found, member.onStack = all, false
	}
}

// isWide reports whether the plan does not show which of many values is meant. An ID of something else is certainly not meant.
func (n *node) isWide() bool { return n.key.kind == nodeLocal || n.key.kind == nodeOutputs }

// all returns every instance that is reached, sorted by address.
func (n *node) all() []*instance {
	if n.instances != nil {
		return n.instances
	}
	found, visited := map[*instance]bool{}, map[*node]bool{}
	var visit func(*node)
	visit = func(at *node) {
		if visited[at] {
			return
		}
		visited[at] = true
		for _, one := range at.parts.instances {
			found[one] = true
		}
		for _, to := range at.edges {
			visit(to)
		}
	}
	visit(n)
	n.instances = sortedInstances(found)
	return n.instances
}
