// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// maxHops is how many module borders a reference is followed across.
const maxHops = 20

// references gives what an expression refers to, of the configuration's JSON.
func references(expression json.RawMessage) []string {
	var read struct {
		References []string `json:"references"`
	}
	if json.Unmarshal(expression, &read) != nil {
		return nil
	}
	return read.References
}

// owners finds the instances that an attribute may name: by its value where that is known, and else by what its expression
// refers to. One instance is an answer; several are those among which the plan does not tell.
func (plan *plan) owners(of *instance, value attribute.Value, expression json.RawMessage, types []string) []*instance {
	if text, known := value.Text(); known {
		return plan.identified(of, text, types)
	}
	if !value.IsUnknown() {
		return nil
	}
	candidates := plan.follow(of.module, references(expression), types, maxHops)
	if len(candidates) > 1 {
		candidates = alike(of, candidates)
	}
	if len(candidates) > 0 {
		return candidates
	}
	// What is not known yet belongs to something that is made by this plan.
	for _, other := range plan.instances {
		if slices.Contains(types, other.kind) && other.value.Member("id").IsUnknown() {
			candidates = append(candidates, other)
		}
	}
	return candidates
}

// identified gives the instances of the types that a known text names.
func (plan *plan) identified(of *instance, text string, types []string) []*instance {
	found := []*instance{}
	last := text[strings.LastIndex(text, "/")+1:]
	for _, other := range plan.instances {
		if !slices.Contains(types, other.kind) {
			continue
		}
		for _, name := range []string{"id", "arn", "name", "self_link", "firewall_policy_id"} {
			own, known := other.value.Member(name).Text()
			if known && own != "" && (own == text || name == "name" && own == last) && sameResourceGroup(of, other) {
				found = append(found, other)
				break
			}
		}
	}
	return found
}

// sameResourceGroup says whether two resources of Azure's, whose names are unique in a resource group alone, may be of one.
func sameResourceGroup(a, b *instance) bool {
	first, known := a.value.Member("resource_group_name").Text()
	second, alsoKnown := b.value.Member("resource_group_name").Text()
	return !known || !alsoKnown || strings.EqualFold(first, second)
}

// follow finds what references lead to, across the borders of modules.
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
			found = plan.at(within(module, parts[0]+"."+parts[1]))
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

// parentOf gives the address of the module around one, and the name of the call.
func parentOf(module string) (parent, call string) {
	parts := steps(module)
	if len(parts) < 2 {
		return "", ""
	}
	call, _, _ = strings.Cut(parts[len(parts)-1], "[")
	return strings.Join(parts[:len(parts)-2], "."), call
}

// at gives the instances at an address, which may lack an index: then all of them. A module that is meant may lack one too.
func (plan *plan) at(address string) []*instance {
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

// withoutIndexes leaves the indexes of the modules out of an address.
func withoutIndexes(address string) string {
	parts := steps(address)
	for i, part := range parts {
		parts[i], _, _ = strings.Cut(part, "[")
	}
	return strings.Join(parts, ".")
}

// alike picks the instance that has the same index as a rule, or stands in the same instance of a module, as the instances of
// each.key mostly do.
func alike(of *instance, candidates []*instance) []*instance {
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
