// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/canned"
)

// cannedFunction has the signature of one of the provider's functions. It decodes its arguments and answers what was
// recorded.
type cannedFunction struct {
	name   string
	kind   attr.Type
	answer attr.Value
}

func functions() []func() function.Function {
	made := []func() function.Function{}
	for _, name := range canned.Functions() {
		kind, value, err := canned.Result(name)
		if err != nil {
			log.Fatal(err)
		}
		of := frameworkType(kind)
		answer, err := of.ValueFromTerraform(context.Background(), value)
		if err != nil {
			log.Fatal(err)
		}
		made = append(made, func() function.Function { return cannedFunction{name, of, answer} })
	}
	return made
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
	if of.Is(tftypes.Number) {
		return types.NumberType
	}
	return types.StringType
}

func (f cannedFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f cannedFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	rows, _ := frameworkType(canned.Rows()).(types.MapType)
	resp.Definition = function.Definition{
		Parameters: []function.Parameter{
			function.MapParameter{Name: "requirements", ElementType: rows.ElemType},
			function.DynamicParameter{Name: "destinations", AllowUnknownValues: true},
		},
		Return: function.StringReturn{},
	}
	if kind, ok := f.kind.(types.MapType); ok {
		resp.Definition.Return = function.MapReturn{ElementType: kind.ElemType}
		return
	}
	resp.Definition.Parameters = append(resp.Definition.Parameters, function.NumberParameter{Name: "base_sid"})
}

func (f cannedFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var rows types.Map
	var destinations types.Dynamic
	var base types.Number
	arguments := []any{&rows, &destinations}
	if _, text := f.kind.(types.MapType); !text {
		arguments = append(arguments, &base)
	}
	if resp.Error = req.Arguments.Get(ctx, arguments...); resp.Error == nil {
		resp.Error = resp.Result.Set(ctx, f.answer)
	}
}
