// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package attribute_test

import (
	"slices"
	"testing"

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
		{"a string", attribute.OfText("a"), "a", -1, "-"},
		{"a string that is a number", attribute.OfText("443"), "443", 443, "-"},
		{"a string that is a boolean", attribute.OfText("true"), "true", -1, "true"},
		{"a number", attribute.OfNumber(443), "443", 443, "-"},
		{"a fraction", attribute.OfNumber(1.5), "1.5", -1, "-"},
		{"a number without end", attribute.OfNumber(1e300), "1" + string(slices.Repeat([]byte("0"), 300)), -1, "-"},
		{"a boolean", attribute.OfTruth(false), "false", -1, "false"},
		{"null", attribute.Value{}, "-", -1, "-"},
		{"unknown", attribute.NotKnown(true), "-", -1, "-"},
		{"sensitive", attribute.Sensitive(), "-", -1, "-"},
		{"a list", attribute.OfList(), "-", -1, "-"},
	} {
		text, ok := test.value.Text()
		if !ok {
			text = "-"
		}
		whole, ok := test.value.Whole()
		if !ok {
			whole = -1
		}
		truth := "-"
		if is, ok := test.value.Truth(); ok {
			truth = map[bool]string{true: "true", false: "false"}[is]
		}
		if text[:1] != test.text[:1] || len(text) < 300 && text != test.text || whole != test.whole || truth != test.truth {
			t.Errorf("%s: %s, %d, %s", test.name, text, whole, truth)
		}
	}
}

func TestValue_IsAbsentWhereNothingIsGiven(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		value  attribute.Value
		absent bool
	}{
		"null":          {attribute.Value{}, true},
		"empty string":  {attribute.OfText(""), true},
		"empty list":    {attribute.OfList(), true},
		"a zero":        {attribute.OfNumber(0), false},
		"false":         {attribute.OfTruth(false), false},
		"unknown":       {attribute.NotKnown(false), false},
		"sensitive":     {attribute.Sensitive(), false},
		"list of null":  {attribute.OfList(attribute.Value{}), false},
		"empty object":  {attribute.OfObject(nil), false},
		"another thing": {attribute.OfText("x"), false},
	} {
		if test.value.IsAbsent() != test.absent {
			t.Errorf("%s: absent %t", name, !test.absent)
		}
	}
}

func TestValue_WithLeavesTheObjectAlone(t *testing.T) {
	t.Parallel()
	before := attribute.OfObject(map[string]attribute.Value{"b": attribute.OfText("1"), "a": attribute.NotKnown(false)})
	after := before.With("b", attribute.OfText("2"))
	if text, _ := before.Member("b").Text(); text != "1" {
		t.Errorf("the object has changed: %s", text)
	}
	if text, _ := after.Member("b").Text(); text != "2" || !slices.Equal(after.Names(), []string{"a", "b"}) || !after.Has("a") || after.Has("c") {
		t.Errorf("%s, %q", text, after.Names())
	}
}
