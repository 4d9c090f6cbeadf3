// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

var _ function.Function = (*renderFunction)(nil)

// renderFunction is a function that renders requirements for one firewall. They all read the same arguments, and differ in
// their definition and in what they call.
type renderFunction struct {
	name       string
	definition function.Definition
	render     func(call renderCall) (any, error)
	whole      bool // the result is one text, which no address that is unknown can stand in
}

// renderCall is what a function was given, checked.
type renderCall struct {
	flows     []traffic.Flow
	rows      givenRows // the rows as they came
	addresses traffic.Addresses
	texts     map[string]string // by the name of the parameter
	numbers   map[string]int64
	details   map[string]string
}

func (f *renderFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f *renderFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = f.definition
}

func (f *renderFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	call, deferred, err := f.read(ctx, req.Arguments)
	if err == nil && deferred {
		resp.Error = setUnknown(ctx, f.definition.Return, &resp.Result)
		return
	}
	var result any
	if err == nil {
		result, err = f.render(call)
	}
	if err != nil {
		resp.Error = refusal(err, f.definition.Parameters)
		return
	}
	resp.Error = setResult(ctx, f.definition.Return.GetType(), result, &resp.Result)
}

// read reads the arguments by the types of their parameters, and says whether the result must wait for one of them.
func (f *renderFunction) read(ctx context.Context, arguments function.ArgumentsData) (renderCall, bool, error) {
	call := renderCall{texts: map[string]string{}, numbers: map[string]int64{}, details: map[string]string{}}
	given := destinations{}
	for place, parameter := range f.definition.Parameters {
		if err := call.readArgument(ctx, arguments, place, parameter, &given); err != nil {
			return call, false, err
		}
	}
	call.addresses = given.addresses
	return call, given.defers(call.flows) || f.whole && given.hasUnknown(call.flows), nil
}

func (call *renderCall) readArgument(
	ctx context.Context, arguments function.ArgumentsData, place int, parameter function.Parameter, given *destinations,
) error {
	name := parameter.GetName()
	switch parameter.(type) {
	case function.DynamicParameter:
		value, err := argument[types.Dynamic](ctx, arguments, place)
		if err == nil {
			*given, err = destinationsOf(value)
		}
		return err
	case function.NumberParameter:
		value, err := argument[types.Number](ctx, arguments, place)
		if err != nil {
			return err
		}
		number, whole := wholeNumber(value)
		if !whole {
			return &traffic.ArgumentError{Argument: name, Err: errors.New(value.ValueBigFloat().Text('g', 12) + " is no whole number; give one, such as 1000")}
		}
		call.numbers[name] = number
	case function.StringParameter:
		text, err := argument[string](ctx, arguments, place)
		call.texts[name] = text
		return err
	case function.MapParameter:
		return call.readMap(ctx, arguments, place, name)
	}
	return nil
}

func (call *renderCall) readMap(ctx context.Context, arguments function.ArgumentsData, place int, name string) error {
	if name != "requirements" {
		details, err := argument[map[string]types.String](ctx, arguments, place)
		for _, key := range sortedKeys(details) {
			if details[key].IsNull() {
				return &traffic.ArgumentError{Argument: name, Err: fmt.Errorf("%s: the field is null; leave it out or give a value", key)}
			}
			call.details[key] = details[key].ValueString()
		}
		return err
	}
	rows, err := argument[*givenRows](ctx, arguments, place)
	if err != nil {
		return err
	}
	call.rows = *rows
	call.flows, err = call.rows.flows()
	return err
}

// argument gets an argument, with an error that is none of Go's where there is none.
func argument[Value any](ctx context.Context, arguments function.ArgumentsData, place int) (Value, error) {
	var value Value
	if problem := arguments.GetArgument(ctx, place, &value); problem != nil {
		return value, problem
	}
	return value, nil
}

// refusal makes of an error what Terraform shows beside the argument that it is about.
func refusal(err error, parameters []function.Parameter) *function.FuncError {
	if made, ok := errors.AsType[*function.FuncError](err); ok {
		return made
	}
	about, ok := errors.AsType[*traffic.ArgumentError](err)
	if !ok {
		return function.NewFuncError(err.Error())
	}
	place := slices.IndexFunc(parameters, func(parameter function.Parameter) bool { return parameter.GetName() == about.Argument })
	return function.NewArgumentFuncError(int64(max(place, 0)), err.Error())
}

// setResult makes the result of a struct, or of a map of them. The framework could, but reads the tags of a struct anew for
// each one.
func setResult(ctx context.Context, of attr.Type, from any, result *function.ResultData) *function.FuncError {
	encoded, err := encode(ctx, of.TerraformType(ctx), reflect.ValueOf(from))
	if err != nil {
		return function.NewFuncError(err.Error())
	}
	value, err := of.ValueFromTerraform(ctx, encoded)
	if err != nil {
		return function.NewFuncError(err.Error())
	}
	return result.Set(ctx, value)
}

// setUnknown makes the result one that Terraform asks for again when all is known.
func setUnknown(ctx context.Context, of function.Return, result *function.ResultData) *function.FuncError {
	switch kind := of.GetType().(type) {
	case types.MapType:
		return result.Set(ctx, types.MapUnknown(kind.ElemType))
	case types.ObjectType:
		return result.Set(ctx, types.ObjectUnknown(kind.AttrTypes))
	case types.ListType:
		return result.Set(ctx, types.ListUnknown(kind.ElemType))
	}
	return result.Set(ctx, types.StringUnknown())
}

// knownAddresses gives addresses as Terraform's strings, those that are not known yet as unknown.
func knownAddresses(addresses []traffic.Address) []types.String {
	texts := make([]types.String, 0, len(addresses))
	for _, address := range addresses {
		if address.Unknown {
			texts = append(texts, types.StringUnknown())
			continue
		}
		texts = append(texts, types.StringValue(address.Text))
	}
	return texts
}
