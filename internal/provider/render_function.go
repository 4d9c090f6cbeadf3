// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

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

// Run answers in the framework's way, which is how an error is told.
func (f *renderFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	values := make([]tftypes.Value, len(f.definition.Parameters))
	for place := range values {
		var given *givenArgument
		if resp.Error = req.Arguments.GetArgument(ctx, place, &given); resp.Error != nil {
			return
		}
		values[place] = given.value
	}
	of := f.definition.Return.GetType()
	encoded, err := f.answer(ctx, values)
	if err != nil {
		resp.Error = refusal(err, f.definition.Parameters)
		return
	}
	value, err := of.ValueFromTerraform(ctx, encoded)
	if err != nil {
		resp.Error = function.NewFuncError(err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, value)
}

// givenArgument takes an argument as Terraform's own value: to make the framework's of it first costs as much again as all
// the rest of a call.
type givenArgument struct{ value tftypes.Value }

var _ tftypes.ValueConverter = (*givenArgument)(nil)

// FromTerraform5Value keeps the value; the framework calls it.
func (given *givenArgument) FromTerraform5Value(value tftypes.Value) error {
	given.value = value
	return nil
}

// answer gives the result for the arguments, unknown where it hangs on one that is.
func (f *renderFunction) answer(ctx context.Context, values []tftypes.Value) (tftypes.Value, error) {
	kind := f.definition.Return.GetType().TerraformType(ctx)
	call, deferred, err := f.read(ctx, values)
	if err != nil {
		return tftypes.Value{}, err
	}
	if deferred {
		return tftypes.NewValue(kind, tftypes.UnknownValue), nil
	}
	result, err := f.render(call)
	if err != nil {
		return tftypes.Value{}, err
	}
	return encode(ctx, kind, reflect.ValueOf(result))
}

// read reads the arguments by the types of their parameters, and says whether the result must wait for one of them.
func (f *renderFunction) read(ctx context.Context, values []tftypes.Value) (renderCall, bool, error) {
	call := renderCall{texts: map[string]string{}, numbers: map[string]int64{}, details: map[string]string{}}
	given := destinations{}
	for place, parameter := range f.definition.Parameters {
		if err := call.readArgument(ctx, values[place], parameter, &given); err != nil {
			return call, false, err
		}
	}
	call.addresses = given.addresses
	return call, given.defers(call.flows) || f.whole && given.hasUnknown(call.flows), nil
}

func (call *renderCall) readArgument(ctx context.Context, value tftypes.Value, parameter function.Parameter, given *destinations) error {
	name := parameter.GetName()
	switch parameter.(type) {
	case function.DynamicParameter:
		dynamic, err := types.DynamicType.ValueFromTerraform(ctx, value)
		if err != nil {
			return err
		}
		addresses, _ := dynamic.(types.Dynamic)
		*given, err = destinationsOf(addresses)
		return err
	case function.NumberParameter:
		number, err := plainNumber(value, "such as 1000")
		if err != nil {
			return &traffic.ArgumentError{Argument: name, Err: err}
		}
		call.numbers[name] = number
	case function.StringParameter:
		call.texts[name], _ = plainText(value)
	case function.MapParameter:
		return call.readMap(value, name)
	}
	return nil
}

func (call *renderCall) readMap(value tftypes.Value, name string) error {
	members := map[string]tftypes.Value{}
	if err := value.As(&members); err != nil {
		return err
	}
	if name == "requirements" {
		call.rows = members
		flows, err := call.rows.flows()
		call.flows = flows
		return err
	}
	for _, key := range sortedKeys(members) {
		detail, known := plainText(members[key])
		if !known {
			return &traffic.ArgumentError{Argument: name, Err: fmt.Errorf("%s: the field is null; leave it out or give a value", key)}
		}
		call.details[key] = detail
	}
	return nil
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
