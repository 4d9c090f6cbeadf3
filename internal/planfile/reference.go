// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// maxHops is how many borders of modules a reference is followed across.
const maxHops = 20

// references returns what an expression of the configuration refers to.
func references(expression json.RawMessage) []string {
	var read struct {
		References []string `json:"references"`
	}
	if json.Unmarshal(expression, &read) != nil {
		return nil
	}
	return read.References
}

// referenced returns the instances that an attribute may name: by its value if that is known, otherwise by the references of its
// expression. If there are several, the plan does not tell which.
func (plan *plan) referenced(of *instance, value attribute.Value, expression json.RawMessage, types []string) []*instance {
	if text, known := value.AsString(); known {
		return plan.identified(of, text, types)
	}
	if !value.IsUnknown() {
		return nil
	}
	candidates := plan.follow(of.module, references(expression), types, maxHops)
	if len(candidates) > 1 {
		candidates = sameIndex(of, candidates)
	}
	if len(candidates) > 0 {
		return candidates
	}
	// An id that is not known until apply is of something that this plan creates.
	for _, other := range plan.instances {
		if slices.Contains(types, other.resourceType) && other.value.Member("id").IsUnknown() {
			candidates = append(candidates, other)
		}
	}
	return candidates
}

// identified returns the instances of the types that a known text names.
func (plan *plan) identified(of *instance, text string, types []string) []*instance {
	found := []*instance{}
	last := text[strings.LastIndex(text, "/")+1:]
	for _, other := range plan.instances {
		if !slices.Contains(types, other.resourceType) || !sameScope(of, other) {
			continue
		}
		if slices.ContainsFunc(other.kind.IDs, func(name string) bool {
			id, known := other.value.Member(name).AsString()
			return known && id != "" && (id == text || name == "name" && id == last)
		}) {
			found = append(found, other)
		}
	}
	return found
}

// sameScope reports whether two resources may be in the same scope, in which the name of a firewall is unique.
func sameScope(of, firewall *instance) bool {
	return !slices.ContainsFunc(firewall.kind.Scope, func(name string) bool {
		first, known := of.value.Member(name).AsString()
		second, alsoKnown := firewall.value.Member(name).AsString()
		return known && alsoKnown && !strings.EqualFold(first, second)
	})
}

// follow returns the instances that references lead to, across the borders of modules.
func (plan *plan) follow(module string, refs, types []string, hops int) []*instance {
	if hops == 0 {
		return nil
	}
	for _, ref := range refs {
		parts := steps(ref)
		if len(parts) < 2 {
			continue
		}
		var found []*instance
		switch first, _, _ := strings.Cut(parts[0], "["); {
		case first == "var":
			found = plan.followVariable(module, parts[1], types, hops)
		case first == "module" && len(parts) > 2:
			found = plan.followOutput(module, parts[1], parts[2], types, hops)
		case slices.Contains(types, first):
			found = plan.instancesAt(within(module, parts[0]+"."+parts[1]))
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

func (plan *plan) followVariable(module, name string, types []string, hops int) []*instance {
	parent, call := parentOf(module)
	at := plan.moduleAt(parent)
	if at == nil || call == "" {
		return nil
	}
	name, _, _ = strings.Cut(name, "[")
	return plan.follow(parent, references(at.Calls[call].Expressions[name]), types, hops-1)
}

func (plan *plan) followOutput(module, call, output string, types []string, hops int) []*instance {
	name, _, _ := strings.Cut(call, "[")
	output, _, _ = strings.Cut(output, "[")
	at := plan.moduleAt(within(module, "module."+name))
	if at == nil {
		return nil
	}
	return plan.follow(within(module, "module."+call), references(at.Outputs[output].Expression), types, hops-1)
}

// parentOf returns the address of the module that calls a module, and the name of the call.
func parentOf(module string) (parent, call string) {
	parts := steps(module)
	if len(parts) < 2 {
		return "", ""
	}
	call, _, _ = strings.Cut(parts[len(parts)-1], "[")
	return strings.Join(parts[:len(parts)-2], "."), call
}

// instancesAt returns the instances at an address. If the address or its module has no index, it returns all instances.
func (plan *plan) instancesAt(address string) []*instance {
	found := []*instance{}
	for _, other := range plan.instances {
		if other.address == address {
			return []*instance{other}
		}
		if other.base() == address || withoutIndexes(other.base()) == address {
			found = append(found, other)
		}
	}
	return found
}

// withoutIndexes returns an address without its indexes.
func withoutIndexes(address string) string {
	parts := steps(address)
	for i, part := range parts {
		parts[i], _, _ = strings.Cut(part, "[")
	}
	return strings.Join(parts, ".")
}

// sameIndex returns the candidate with the same index as a rule, or in the same module instance, as each.key mostly means. It returns
// all candidates if there is not exactly one such.
func sameIndex(of *instance, candidates []*instance) []*instance {
	same := []*instance{}
	for _, candidate := range candidates {
		if of.index != "" && candidate.index == of.index || of.index == "" && candidate.module == of.module {
			same = append(same, candidate)
		}
	}
	if len(same) == 1 {
		return same
	}
	return candidates
}
