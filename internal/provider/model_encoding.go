// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"math/big"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// setState encodes the model and sets it as the state, unless the read has failed. The framework's State.Set looks each value
// up in the schema by its path, several times: nine tenths of the time of a read are spent so.
func setState(ctx context.Context, resp *datasource.ReadResponse, model any) {
	if resp.Diagnostics.HasError() {
		return
	}
	state, err := encode(ctx, resp.State.Schema.Type().TerraformType(ctx), reflect.ValueOf(model))
	if err != nil {
		resp.Diagnostics.AddError("Broken Provider", "The answer does not fit the schema. This is always a bug in the provider; please report it: "+err.Error()+".")
		return
	}
	resp.State.Raw = state
}

// encode returns a Go value as a value of Terraform. A nil pointer, slice or map is null. A struct is an object by its tags.
// Whether a value fits its kind depends on the types in the model alone, so that no data can make tftypes.NewValue panic:
// a read of each data source proves it, and TestProvider_LeavesNoAttributeOut reads them all.
func encode(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	if value, ok := reflect.TypeAssert[attr.Value](from); ok {
		return value.ToTerraformValue(ctx)
	}
	if address, ok := reflect.TypeAssert[traffic.Address](from); ok {
		return encodeAddress(kind, address), nil
	}
	switch from.Kind() {
	case reflect.Pointer:
		if from.IsNil() {
			return tftypes.NewValue(kind, nil), nil
		}
		return encode(ctx, kind, from.Elem())
	case reflect.Struct:
		return encodeStruct(ctx, kind, from)
	case reflect.Map:
		return encodeMap(ctx, kind, from)
	case reflect.Slice:
		return encodeSlice(ctx, kind, from)
	case reflect.Int64:
		return tftypes.NewValue(kind, new(big.Float).SetInt64(from.Int())), nil
	default:
		return tftypes.NewValue(kind, from.Interface()), nil
	}
}

func encodeAddress(kind tftypes.Type, address traffic.Address) tftypes.Value {
	if address.Unknown {
		return tftypes.NewValue(kind, tftypes.UnknownValue)
	}
	return tftypes.NewValue(kind, address.Text)
}

func encodeStruct(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	object, ok := kind.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("%s is not an object", kind)
	}
	attributes := make(map[string]tftypes.Value, from.NumField())
	for i := range from.NumField() {
		name := from.Type().Field(i).Tag.Get("tfsdk")
		attribute, known := object.AttributeTypes[name]
		if !known {
			return tftypes.Value{}, fmt.Errorf("the schema has no attribute %q", name)
		}
		value, err := encode(ctx, attribute, from.Field(i))
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		attributes[name] = value
	}
	return tftypes.NewValue(kind, attributes), nil
}

func encodeMap(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	mapping, ok := kind.(tftypes.Map)
	if !ok || from.IsNil() {
		return tftypes.NewValue(kind, nil), nil
	}
	elements := make(map[string]tftypes.Value, from.Len())
	for entries := from.MapRange(); entries.Next(); {
		value, err := encode(ctx, mapping.ElementType, entries.Value())
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", entries.Key(), err)
		}
		elements[entries.Key().String()] = value
	}
	return tftypes.NewValue(kind, elements), nil
}

func encodeSlice(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	list, ok := kind.(tftypes.List)
	if !ok || from.IsNil() {
		return tftypes.NewValue(kind, nil), nil
	}
	elements := make([]tftypes.Value, from.Len())
	for i := range elements {
		value, err := encode(ctx, list.ElementType, from.Index(i))
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%d: %w", i, err)
		}
		elements[i] = value
	}
	return tftypes.NewValue(kind, elements), nil
}
