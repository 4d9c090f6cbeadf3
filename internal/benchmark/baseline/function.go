// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// canned is a function whose result is known. The framework decodes its arguments and encodes its result.
type canned struct {
	name       string
	definition function.Definition
	result     attr.Value
}

func newFunction(name string, known answer) (canned, error) {
	made := canned{name: name}
	for i, text := range known.Parameters {
		of, err := parseType(text)
		if err != nil {
			return canned{}, err
		}
		made.definition.Parameters = append(made.definition.Parameters, parameter(fmt.Sprintf("argument_%d", i), frameworkType(of)))
	}
	value, err := known.decode()
	if err != nil {
		return canned{}, err
	}
	of := frameworkType(value.Type())
	made.definition.Return = function.StringReturn{}
	if mapping, ok := of.(types.MapType); ok {
		made.definition.Return = function.MapReturn{ElementType: mapping.ElemType}
	}
	made.result, err = of.ValueFromTerraform(context.Background(), value)
	return made, err
}

func parameter(name string, of attr.Type) function.Parameter {
	if mapping, ok := of.(types.MapType); ok {
		return function.MapParameter{Name: name, ElementType: mapping.ElemType}
	}
	if of.Equal(types.NumberType) {
		return function.NumberParameter{Name: name}
	}
	return function.DynamicParameter{Name: name, AllowUnknownValues: true}
}

func frameworkType(of tftypes.Type) attr.Type {
	switch of := of.(type) {
	case tftypes.Map:
		return types.MapType{ElemType: frameworkType(of.ElementType)}
	case tftypes.List:
		return types.ListType{ElemType: frameworkType(of.ElementType)}
	case tftypes.Object:
		attributes := make(map[string]attr.Type, len(of.AttributeTypes))
		for name, attribute := range of.AttributeTypes {
			attributes[name] = frameworkType(attribute)
		}
		return types.ObjectType{AttrTypes: attributes}
	}
	switch {
	case of.Is(tftypes.Number):
		return types.NumberType
	case of.Is(tftypes.Bool):
		return types.BoolType
	case of.Is(tftypes.DynamicPseudoType):
		return types.DynamicType
	default:
		return types.StringType
	}
}

func (f canned) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f canned) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = f.definition
}

func (f canned) Run(ctx context.Context, _ function.RunRequest, resp *function.RunResponse) {
	resp.Error = resp.Result.Set(ctx, f.result)
}
