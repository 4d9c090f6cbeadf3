// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

type (
	rules  = []traffic.Rule
	reader = func(resources []normalize.Resource, groups ...string) rules
)

// plan is a document with the instances that matter.
type plan struct {
	*document

	instances []*instance
	deleted   []*instance
}

// Rules gives every rule in the text of a plan, sorted by the address of the group that it belongs to.
func Rules(text string) ([]traffic.Rule, error) {
	read, err := parse(text)
	if err != nil {
		return nil, err
	}
	found := &plan{document: read}
	found.instances, found.deleted = read.instances(func(name string) bool { _, known := kinds[name]; return known })
	found.forgetReported()
	given := rules{}
	for family := awsSecurityGroups; family <= googlePolicies; family++ {
		given = append(given, found.readTogether(family)...)
	}
	given = append(given, found.networkFirewalls()...)
	given = append(given, found.dnsFirewalls()...)
	given = append(given, found.others()...)
	slices.SortStableFunc(given, func(a, b traffic.Rule) int { return cmp.Compare(a.Group, b.Group) })
	return settled(given), nil
}

// readTogether hands the resources of a family to its reader.
func (plan *plan) readTogether(family family) rules {
	resources, groups, doubtful := []normalize.Resource{}, []string{}, []normalize.Resource{}
	for _, found := range plan.instances {
		if defaultGroups[found.kind] == family {
			groups = append(groups, found.address)
		}
		if kinds[found.kind].reads != family {
			continue
		}
		names, certain := plan.groupsOf(found)
		for _, name := range names {
			resource := normalize.Resource{ID: found.address, Group: name, Value: found.value}
			if certain {
				resources = append(resources, resource)
			} else {
				doubtful = append(doubtful, resource)
			}
		}
	}
	if len(resources)+len(groups)+len(doubtful) == 0 {
		return nil
	}
	known := len(readers[family](nil))
	given := readers[family](resources, groups...)
	for _, resource := range doubtful {
		read := readers[family]([]normalize.Resource{resource})
		for _, rule := range read[:max(len(read)-known, 0)] {
			rule.Unproven = "which group it belongs to is not known before the apply"
			given = append(given, rule)
		}
	}
	return given
}

// groupsOf gives the addresses of the groups that an instance may belong to, and whether it is certain that it does.
func (plan *plan) groupsOf(of *instance) (names []string, certain bool) {
	kind := kinds[of.kind]
	if kind.member == "" {
		return []string{of.address}, true
	}
	value := of.value.Member(kind.member)
	var expression json.RawMessage
	if of.config != nil {
		expression = of.config.Expressions[kind.member]
	}
	owners := plan.owners(of, value, expression, kind.groups)
	for _, owner := range owners {
		names = append(names, owner.address)
	}
	if len(names) > 0 {
		return names, len(names) == 1
	}
	if text, known := value.Text(); known && text != "" {
		return []string{text}, true
	}
	return []string{of.base() + "." + kind.member}, true
}

// others are the resources of the kinds which no reader knows, and those whose change waits for another one.
func (plan *plan) others() rules {
	given := rules{}
	for _, found := range plan.instances {
		var why string
		switch {
		case kinds[found.kind].reads == notRead:
			why = "resources of the type " + found.kind + " are not read"
		case found.deferred && kinds[found.kind].reads != none:
			why = "its change is deferred to a later plan"
		default:
			continue
		}
		names, _ := plan.groupsOf(found)
		for _, name := range names {
			given = append(given, traffic.Rule{
				ID: found.address, Group: name, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Unproven: why,
			})
		}
	}
	return given
}

// firstBlock gives the one block of a name, or null.
func firstBlock(value attribute.Value, name string) attribute.Value {
	if elements := value.Member(name).Elements(); len(elements) == 1 {
		return elements[0]
	}
	return attribute.Value{}
}
