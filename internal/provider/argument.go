// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// stringArgument is a string, which Terraform never passes as null or unknown.
func stringArgument(name, description string) argument[string] {
	return checkedArgument(name, description, func(given string) (string, error) { return given, nil })
}

// checkedArgument is a string that is read further.
func checkedArgument[Value any](name, description string, read func(given string) (Value, error)) argument[Value] {
	return argument[Value]{
		function.StringParameter{Name: name, MarkdownDescription: description},
		func(given attribute.Value) (Value, error) {
			text, _ := given.AsString()
			return read(text)
		},
	}
}

// numberArgument is a whole number.
func numberArgument(name, description string) argument[int64] {
	return argument[int64]{
		function.NumberParameter{Name: name, MarkdownDescription: description},
		func(given attribute.Value) (int64, error) { return wholeNumberOf(given, "such as 1000") },
	}
}

// fieldsArgument is a map of strings.
func fieldsArgument(name, description string) argument[map[string]string] {
	return argument[map[string]string]{
		function.MapParameter{Name: name, ElementType: types.StringType, MarkdownDescription: description},
		func(given attribute.Value) (map[string]string, error) {
			fields := make(map[string]string)
			for _, key := range given.Names() {
				text, known := given.Member(key).AsString()
				if !known {
					return nil, fmt.Errorf("%s: the field is null; leave it out or give a value", key)
				}
				fields[key] = text
			}
			return fields, nil
		},
	}
}

// wholeNumberOf returns the whole number, or an error that says which numbers are accepted.
func wholeNumberOf(given attribute.Value, accepted string) (int64, error) {
	number, ok := given.AsInt64()
	if ok {
		return number, nil
	}
	text, _ := given.AsString()
	if float, err := strconv.ParseFloat(text, 64); err == nil && given.Kind() == attribute.KindNumber {
		text = strconv.FormatFloat(float, 'g', 12, 64) // an enormous number has as many digits
	} else {
		text = wording.Quote(text)
	}
	return 0, fmt.Errorf("%s is not a whole number; give one %s", text, accepted)
}
