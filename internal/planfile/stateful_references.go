// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// inOrderOf returns the expression of each reference to a rule group. The references are a set, so their order in the plan is not that of
// the blocks. The priority of a reference tells its block. Without priorities, the order does not matter.
func inOrderOf(set attribute.Value, expressions []statefulExpression) []statefulExpression {
	elements := set.Elements()
	if len(elements) != len(expressions) {
		return nil
	}
	ordered, left := make([]statefulExpression, len(elements)), []int{}
	rest := slices.Clone(expressions)
	for i, element := range elements {
		priority, known := element.Member("priority").AsInt64()
		matches := func(of statefulExpression) bool {
			return known && of.Priority.Value != nil && int64(*of.Priority.Value) == priority
		}
		index := slices.IndexFunc(rest, matches)
		if index < 0 {
			left = append(left, i)
			continue
		}
		ordered[i] = rest[index]
		rest = slices.Delete(rest, index, index+1)
	}
	if len(left) == 1 {
		ordered[left[0]] = rest[0]
		return ordered
	}
	isUnordered := func(i int) bool { return elements[i].Member("priority").IsAbsent() }
	left = slices.DeleteFunc(left, func(i int) bool { return !elements[i].Member("resource_arn").IsUnknown() })
	rest = slices.DeleteFunc(rest, func(of statefulExpression) bool { return !of.refers() })
	if len(left) != len(rest) || slices.ContainsFunc(left, func(i int) bool { return !isUnordered(i) }) {
		return ordered
	}
	for n, i := range left {
		ordered[i] = rest[n]
	}
	return ordered
}

// refers reports whether the rule group is given by a reference.
func (of *statefulExpression) refers() bool {
	var read struct {
		References []string `json:"references"`
	}
	return json.Unmarshal(of.ARN, &read) == nil && len(read.References) > 0
}
