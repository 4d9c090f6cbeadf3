// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package attribute_test

import (
	"strconv"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

func TestValue_IsReadAsTerraformConvertsIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		value attribute.Value
		text  string
		whole int64
		truth string
	}{
		{"a string", attribute.String("a"), "a", -1, "-"},
		{"a string that is a number", attribute.String("443"), "443", 443, "-"},
		{"a string that is a boolean", attribute.String("true"), "true", -1, "true"},
		{"a number", attribute.Number(443), "443", 443, "-"},
		{"a fraction", attribute.Number(1.5), "1.5", -1, "-"},
		{"a number without end", attribute.Number(1e300), "1" + strings.Repeat("0", 300), -1, "-"},
		{"a boolean", attribute.Bool(false), "false", -1, "false"},
		{"null", attribute.Value{}, "-", -1, "-"},
		{"unknown", attribute.Unknown(true), "-", -1, "-"},
		{"sensitive", attribute.Sensitive(), "-", -1, "-"},
		{"a list", attribute.List(), "-", -1, "-"},
	} {
		text, ok := test.value.AsString()
		if !ok {
			text = "-"
		}
		whole, ok := test.value.AsInt64()
		if !ok {
			whole = -1
		}
		truth := "-"
		if value, ok := test.value.AsBool(); ok {
			truth = strconv.FormatBool(value)
		}
		assert.Check(t, is.DeepEqual([]any{text, whole, truth}, []any{test.text, test.whole, test.truth}), test.name)
	}
}

func TestValue_IsAbsentWhereNothingIsGiven(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		value  attribute.Value
		absent bool
	}{
		"null":          {attribute.Value{}, true},
		"empty string":  {attribute.String(""), true},
		"empty list":    {attribute.List(), true},
		"a zero":        {attribute.Number(0), false},
		"false":         {attribute.Bool(false), false},
		"unknown":       {attribute.Unknown(false), false},
		"sensitive":     {attribute.Sensitive(), false},
		"list of null":  {attribute.List(attribute.Value{}), false},
		"empty object":  {attribute.Object(nil), false},
		"another thing": {attribute.String("x"), false},
	} {
		assert.Check(t, is.Equal(test.value.IsAbsent(), test.absent), name)
	}
}

func TestValue_WithLeavesTheObjectAlone(t *testing.T) {
	t.Parallel()
	before := attribute.Object(map[string]attribute.Value{"b": attribute.String("1"), "a": attribute.Unknown(false)})
	after := before.With("b", attribute.String("2"))
	text, _ := before.Member("b").AsString()
	assert.Check(t, is.Equal(text, "1"))
	text, _ = after.Member("b").AsString()
	assert.Check(t, is.Equal(text, "2"))
	assert.Check(t, is.DeepEqual(after.Names(), []string{"a", "b"}))
	assert.Check(t, after.Has("a") && !after.Has("c"))
}
