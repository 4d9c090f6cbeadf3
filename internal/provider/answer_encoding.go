// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"math/big"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// encode gives a Go value as one of Terraform's: a nil pointer, slice or map is null, a struct an object by its tags.
func encode(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	if value, ok := from.Interface().(attr.Value); ok {
		return value.ToTerraformValue(ctx)
	}
	switch from.Kind() {
	case reflect.Pointer:
		if from.IsNil() {
			return newValue(kind, nil)
		}
		return encode(ctx, kind, from.Elem())
	case reflect.Struct:
		return encodeStruct(ctx, kind, from)
	case reflect.Map:
		return encodeMap(ctx, kind, from)
	case reflect.Slice:
		return encodeSlice(ctx, kind, from)
	case reflect.Int64:
		return newValue(kind, new(big.Float).SetInt64(from.Int()))
	default:
		return newValue(kind, from.Interface())
	}
}

// newValue is tftypes.NewValue, which would panic where a value does not fit.
func newValue(kind tftypes.Type, value any) (tftypes.Value, error) {
	if err := tftypes.ValidateValue(kind, value); err != nil {
		return tftypes.Value{}, fmt.Errorf("%s: %w", kind, err)
	}
	return tftypes.NewValue(kind, value), nil
}

func encodeStruct(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	object, ok := kind.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("%s is no object", kind)
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
	return newValue(kind, attributes)
}

func encodeMap(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	mapping, ok := kind.(tftypes.Map)
	if !ok || from.IsNil() {
		return newValue(kind, nil)
	}
	elements := make(map[string]tftypes.Value, from.Len())
	for entries := from.MapRange(); entries.Next(); {
		value, err := encode(ctx, mapping.ElementType, entries.Value())
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", entries.Key(), err)
		}
		elements[entries.Key().String()] = value
	}
	return newValue(kind, elements)
}

func encodeSlice(ctx context.Context, kind tftypes.Type, from reflect.Value) (tftypes.Value, error) {
	list, ok := kind.(tftypes.List)
	if !ok || from.IsNil() {
		return newValue(kind, nil)
	}
	elements := make([]tftypes.Value, from.Len())
	for i := range elements {
		value, err := encode(ctx, list.ElementType, from.Index(i))
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%d: %w", i, err)
		}
		elements[i] = value
	}
	return newValue(kind, elements)
}
