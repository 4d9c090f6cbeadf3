// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"math/big"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// rawArgument receives an argument from the framework without the framework's own types, whose making costs as much again as
// the rest of a call.
type rawArgument struct{ value attribute.Value }

var _ tftypes.ValueConverter = (*rawArgument)(nil)

// FromTerraform5Value keeps the value. The framework calls it.
func (argument *rawArgument) FromTerraform5Value(given tftypes.Value) error {
	argument.value = valueOf(given)
	return nil
}

// valueOf converts a value of Terraform.
func valueOf(given tftypes.Value) attribute.Value {
	if !given.IsKnown() {
		return attribute.Unknown(false)
	}
	if given.IsNull() {
		return attribute.Value{}
	}
	switch kind := given.Type(); {
	case kind.Is(tftypes.String):
		var text string
		if given.As(&text) == nil {
			return attribute.String(text)
		}
	case kind.Is(tftypes.Number):
		var number big.Float
		if given.As(&number) == nil {
			near, _ := number.Float64()
			return attribute.Number(near)
		}
	case kind.Is(tftypes.Bool):
		var truth bool
		if given.As(&truth) == nil {
			return attribute.Bool(truth)
		}
	case kind.Is(tftypes.Object{}), kind.Is(tftypes.Map{}):
		return objectOf(given)
	default:
		return listOf(given)
	}
	return attribute.Value{}
}

func objectOf(given tftypes.Value) attribute.Value {
	var members map[string]tftypes.Value
	if given.As(&members) != nil {
		return attribute.Value{}
	}
	made := make(map[string]attribute.Value, len(members))
	for name, member := range members {
		made[name] = valueOf(member)
	}
	return attribute.Object(made)
}

func listOf(given tftypes.Value) attribute.Value {
	var elements []tftypes.Value
	if given.As(&elements) != nil {
		return attribute.Value{}
	}
	made := make([]attribute.Value, 0, len(elements))
	for _, element := range elements {
		made = append(made, valueOf(element))
	}
	return attribute.List(made...)
}
