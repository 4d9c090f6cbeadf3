// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

var _ function.Function = (*pureFunction)(nil)

// pureFunction is a function of the provider. Functions differ in their texts, their arguments and what they call.
type pureFunction struct {
	name    string
	summary string
	page    page
	call    call
}

// call is what a function does: it reads its arguments and returns a result of one Go type, whose tags describe it.
type call struct {
	parameters []function.Parameter
	variadic   function.Parameter // any number of these after the parameters; nil if there is none
	result     reflect.Type
	run        func(given []attribute.Value) (any, error)
}

func (f *pureFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f *pureFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: f.summary, MarkdownDescription: f.page.markdown(f.call.result),
		Parameters: f.call.parameters, VariadicParameter: f.call.variadic, Return: returnOf(f.call.result),
	}
}

// Run sets the result, which is unknown if it depends on a value that is not known until apply.
func (f *pureFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	given, refused := f.arguments(ctx, req)
	if refused != nil {
		resp.Error = refused
		return
	}
	result := attributeType(f.call.result)
	answer, err := f.call.run(given)
	value := tftypes.NewValue(result.TerraformType(ctx), tftypes.UnknownValue)
	switch {
	case errors.Is(err, traffic.ErrUnknown):
	case err != nil:
		resp.Error = f.call.functionError(err)
		return
	default:
		if value, err = encode(ctx, result.TerraformType(ctx), reflect.ValueOf(answer)); err != nil {
			resp.Error = function.NewFuncError(err.Error())
			return
		}
	}
	encoded, err := result.ValueFromTerraform(ctx, value)
	if err != nil {
		resp.Error = function.NewFuncError(err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, encoded)
}

// arguments returns the values of the parameters, the list of the variadic ones last.
func (f *pureFunction) arguments(ctx context.Context, req function.RunRequest) ([]attribute.Value, *function.FuncError) {
	count := len(f.call.parameters)
	if f.call.variadic != nil {
		count++
	}
	given := make([]attribute.Value, count)
	for i := range given {
		var argument *rawArgument
		if err := req.Arguments.GetArgument(ctx, i, &argument); err != nil {
			return nil, err
		}
		given[i] = argument.value
	}
	return given, nil
}

// functionError returns the error as Terraform shows it, beside the argument that it is about.
func (c call) functionError(err error) *function.FuncError {
	text := shortened(err.Error())
	about, ok := errors.AsType[*traffic.ArgumentError](err)
	if !ok {
		return function.NewFuncError(text)
	}
	index := slices.IndexFunc(c.parameters, func(parameter function.Parameter) bool { return parameter.GetName() == about.Argument })
	if c.variadic != nil && c.variadic.GetName() == about.Argument {
		index = len(c.parameters)
	}
	return function.NewArgumentFuncError(int64(max(index, 0)+about.Index), text)
}

// withLastVariadic returns the call with any number of values for its last parameter.
func (c call) withLastVariadic() call {
	last := len(c.parameters) - 1
	c.parameters, c.variadic = c.parameters[:last], c.parameters[last]
	return c
}

// returnOf returns the return of a function whose result has the Go type.
func returnOf(result reflect.Type) function.Return {
	switch kind := attributeType(result).(type) {
	case types.ListType:
		return function.ListReturn{ElementType: kind.ElemType}
	case types.MapType:
		return function.MapReturn{ElementType: kind.ElemType}
	case types.ObjectType:
		return function.ObjectReturn{AttributeTypes: kind.AttrTypes}
	default:
		return function.StringReturn{}
	}
}

// argument is a parameter with the reader of its value. The reader returns traffic.ErrUnknown if the value is not known until
// apply.
type argument[Value any] struct {
	parameter function.Parameter
	read      func(given attribute.Value) (Value, error)
}

// reading collects what is wrong with the arguments of a call. An error of one argument comes before an unknown other one.
type reading struct{ err error }

func (r *reading) add(parameter function.Parameter, err error) {
	switch {
	case err == nil, r.err != nil && !errors.Is(r.err, traffic.ErrUnknown):
	case errors.Is(err, traffic.ErrUnknown):
		r.err = err
	default:
		r.err = &traffic.ArgumentError{Argument: parameter.GetName(), Err: err}
	}
}

func read[Value any](r *reading, from argument[Value], given attribute.Value) Value {
	value, err := from.read(given)
	r.add(from.parameter, err)
	return value
}

func oneArgument[A, Result any](a argument[A], answer func(A) (Result, error)) call {
	return call{[]function.Parameter{a.parameter}, nil, reflect.TypeFor[Result](), func(given []attribute.Value) (any, error) {
		var r reading
		first := read(&r, a, given[0])
		if r.err != nil {
			return nil, r.err
		}
		return answer(first)
	}}
}

func twoArguments[A, B, Result any](a argument[A], b argument[B], answer func(A, B) (Result, error)) call {
	return call{[]function.Parameter{a.parameter, b.parameter}, nil, reflect.TypeFor[Result](), func(given []attribute.Value) (any, error) {
		var r reading
		first, second := read(&r, a, given[0]), read(&r, b, given[1])
		if r.err != nil {
			return nil, r.err
		}
		return answer(first, second)
	}}
}

func threeArguments[A, B, C, Result any](a argument[A], b argument[B], c argument[C], answer func(A, B, C) (Result, error)) call {
	return call{[]function.Parameter{a.parameter, b.parameter, c.parameter}, nil, reflect.TypeFor[Result](), func(given []attribute.Value) (any, error) {
		var r reading
		first, second, third := read(&r, a, given[0]), read(&r, b, given[1]), read(&r, c, given[2])
		if r.err != nil {
			return nil, r.err
		}
		return answer(first, second, third)
	}}
}

func fourArguments[A, B, C, D, Result any](
	a argument[A], b argument[B], c argument[C], d argument[D], answer func(A, B, C, D) (Result, error),
) call {
	return call{
		[]function.Parameter{a.parameter, b.parameter, c.parameter, d.parameter},
		nil,
		reflect.TypeFor[Result](),
		func(given []attribute.Value) (any, error) {
			var r reading
			first, second, third, fourth := read(&r, a, given[0]), read(&r, b, given[1]), read(&r, c, given[2]), read(&r, d, given[3])
			if r.err != nil {
				return nil, r.err
			}
			return answer(first, second, third, fourth)
		},
	}
}
