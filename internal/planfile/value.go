// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// decoded gives JSON as plain values; what cannot be read is null.
func decoded(text json.RawMessage) any {
	var value any
	if json.Unmarshal(text, &value) != nil {
		return nil
	}
	return value
}

// valueOf puts a value together from what a plan says of it: what it will be, where it is not known yet, and where it is
// sensitive.
func valueOf(after, unknown, sensitive any) attribute.Value {
	if unknown == true {
		return attribute.Unknown(false)
	}
	if sensitive == true {
		return attribute.Sensitive()
	}
	switch after := after.(type) {
	case map[string]any:
		return objectOf(after, unknown, sensitive)
	case []any:
		return listOf(after, unknown, sensitive)
	case string:
		return attribute.String(after)
	case float64:
		return attribute.Number(after)
	case bool:
		return attribute.Bool(after)
	}
	switch unknown := unknown.(type) {
	case map[string]any:
		return objectOf(nil, unknown, sensitive)
	case []any:
		return listOf(nil, unknown, sensitive)
	}
	return attribute.Value{}
}

func objectOf(after map[string]any, unknown, sensitive any) attribute.Value {
	open, _ := unknown.(map[string]any)
	secret, _ := sensitive.(map[string]any)
	members := make(map[string]attribute.Value, len(after))
	for _, name := range slices.Concat(slices.Collect(maps.Keys(after)), slices.Collect(maps.Keys(open))) {
		members[name] = valueOf(after[name], open[name], secret[name])
	}
	return attribute.Object(members)
}

func listOf(after []any, unknown, sensitive any) attribute.Value {
	open, _ := unknown.([]any)
	secret, _ := sensitive.([]any)
	at := func(list []any, index int) any {
		if index < len(list) {
			return list[index]
		}
		return nil
	}
	elements := make([]attribute.Value, max(len(after), len(open)))
	for i := range elements {
		elements[i] = valueOf(at(after, i), at(open, i), at(secret, i))
	}
	return attribute.List(elements...)
}
