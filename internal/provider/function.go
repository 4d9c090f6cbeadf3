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

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

var _ function.Function = (*pureFunction)(nil)

// pureFunction is a function whose arguments are read by the names and types of its parameters. Such functions differ in their
// definition and in what they call.
type pureFunction struct {
	name       string
	definition function.Definition
	answers    func(call functionCall) (any, error)
	whole      bool // the result is one text, which no address that is unknown can stand in
}

// notKnownYet is the answer of a function that must wait for a value which is not known before the apply.
type notKnownYet struct{}

// functionCall is what a function was given, checked.
type functionCall struct {
	flows     []traffic.Flow
	rows      givenRows // the rows as they came
	addresses traffic.Addresses
	deferred  map[string]bool // the destinations that have addresses which are not known yet, nor how many
	rules     []traffic.Rule
	resources []normalize.Resource
	names     []attribute.Value
	texts     map[string]string // by the name of the parameter
	numbers   map[string]int64
	details   map[string]string
	waits     bool // an argument is not known at all yet
}

func (f *pureFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f *pureFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = f.definition
}

// Run answers in the framework's way, which is how an error is told.
func (f *pureFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
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
func (f *pureFunction) answer(ctx context.Context, values []tftypes.Value) (tftypes.Value, error) {
	kind := f.definition.Return.GetType().TerraformType(ctx)
	call, deferred, err := f.read(ctx, values)
	if err != nil {
		return tftypes.Value{}, err
	}
	if deferred {
		return tftypes.NewValue(kind, tftypes.UnknownValue), nil
	}
	result, err := f.answers(call)
	if err != nil {
		return tftypes.Value{}, err
	}
	if _, waits := result.(notKnownYet); waits {
		return tftypes.NewValue(kind, tftypes.UnknownValue), nil
	}
	return encode(ctx, kind, reflect.ValueOf(result))
}

// read reads the arguments by the types of their parameters, and says whether the result must wait for one of them.
func (f *pureFunction) read(ctx context.Context, values []tftypes.Value) (functionCall, bool, error) {
	call := functionCall{texts: map[string]string{}, numbers: map[string]int64{}, details: map[string]string{}}
	given := destinations{}
	for place, parameter := range f.definition.Parameters {
		if err := call.readArgument(ctx, values[place], parameter, &given); err != nil {
			return call, false, err
		}
	}
	call.addresses, call.deferred = given.addresses, given.deferred
	if call.judges() {
		return call, call.waits || given.unknown, nil
	}
	return call, call.waits || given.defers(call.flows) || f.whole && given.hasUnknown(call.flows), nil
}

// judges says whether the call is one of a check, which answers as far as values are known.
func (call *functionCall) judges() bool { return call.rules != nil }

func (call *functionCall) readArgument(ctx context.Context, value tftypes.Value, parameter function.Parameter, given *destinations) error {
	name := parameter.GetName()
	switch parameter.(type) {
	case function.DynamicParameter:
		return call.readDynamic(ctx, value, name, given)
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

// readDynamic reads an argument of any type, whose values may be unknown.
func (call *functionCall) readDynamic(ctx context.Context, value tftypes.Value, name string, given *destinations) error {
	var err error
	var waits bool
	switch name {
	case "destinations":
		dynamic, err := types.DynamicType.ValueFromTerraform(ctx, value)
		if err != nil {
			return err
		}
		addresses, _ := dynamic.(types.Dynamic)
		*given, err = destinationsOf(addresses)
		return err
	case "names":
		call.names, waits, err = namesOf(valueOf(value))
	default:
		if call.flows == nil {
			call.resources, waits, err = resourcesOf(valueOf(value))
			break
		}
		call.rules, waits, err = rulesOf(valueOf(value))
	}
	call.waits = call.waits || waits
	if err != nil {
		return &traffic.ArgumentError{Argument: name, Err: err}
	}
	return nil
}

func (call *functionCall) readMap(value tftypes.Value, name string) error {
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
