// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The types of the attributes of an extra requirement differ from the framework's in one thing. When a whole requirement
// is unknown (it comes from a resource that is yet to be made), the framework asks for each attribute in it with the zero
// value, which its own types take for null: every attribute would be reported as missing. These take it for unknown.
// Their values are the framework's own, whose types they therefore equal.

type stringInRequirement struct{ basetypes.StringType }

func (kind stringInRequirement) Equal(other attr.Type) bool {
	_, same := other.(stringInRequirement)
	return same || kind.StringType.Equal(other)
}

func (kind stringInRequirement) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	if isInUnknown(value) {
		return types.StringUnknown(), nil
	}
	return kind.StringType.ValueFromTerraform(ctx, value)
}

type numberInRequirement struct{ basetypes.NumberType }

func (kind numberInRequirement) Equal(other attr.Type) bool {
	_, same := other.(numberInRequirement)
	return same || kind.NumberType.Equal(other)
}

func (kind numberInRequirement) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	if isInUnknown(value) {
		return types.NumberUnknown(), nil
	}
	return kind.NumberType.ValueFromTerraform(ctx, value)
}

type stringsInRequirement struct{ basetypes.SetType }

func newStringsInRequirement() stringsInRequirement {
	return stringsInRequirement{basetypes.SetType{ElemType: types.StringType}}
}

func (kind stringsInRequirement) Equal(other attr.Type) bool {
	_, same := other.(stringsInRequirement)
	return same || kind.SetType.Equal(other)
}

func (kind stringsInRequirement) ValueFromTerraform(ctx context.Context, value tftypes.Value) (attr.Value, error) {
	if isInUnknown(value) {
		return types.SetUnknown(types.StringType), nil
	}
	return kind.SetType.ValueFromTerraform(ctx, value)
}

// isInUnknown tells the zero value, which stands for no place at all, from a null that was given: that one has a type.
func isInUnknown(value tftypes.Value) bool { return value.Type() == nil }
