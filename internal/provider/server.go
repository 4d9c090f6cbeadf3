// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"reflect"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// answering is a data source of this provider: the answer is a model whose tags name the attributes of its schema.
type answering interface {
	datasource.DataSource

	answer(ctx context.Context, config tfsdk.Config) (any, diag.Diagnostics)
}

// read answers in the framework's way.
func read(ctx context.Context, from answering, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	model, diagnostics := from.answer(ctx, req.Config)
	resp.Diagnostics.Append(diagnostics...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
	}
}

// server is the framework's server, but for a read that has nothing to warn of and a call that has nothing to refuse. The framework looks each value of an
// answer up in the schema by its path, several times: of the time that a read of the whole catalogue takes with it, nine
// tenths are spent so (BenchmarkRead). Here the answer is encoded straight from its model.
type server struct {
	tfprotov6.ProviderServer

	sources   map[string]func() source
	functions func() map[string]*pureFunction // by name, made at the first call
}

// source is a data source with what each of its reads needs to know.
type source struct {
	answering

	schema schema.Schema
	kind   tftypes.Type
}

// NewServer gives the provider as it is served.
func NewServer(version string) tfprotov6.ProviderServer {
	served := &nexthinkProvider{version}
	return &server{providerserver.NewProtocol6(served)(), sourcesOf(served), sync.OnceValue(pureFunctions)}
}

func pureFunctions() map[string]*pureFunction {
	made := make(map[string]*pureFunction)
	for _, construct := range functions {
		if f, ok := construct().(*pureFunction); ok {
			made[f.name] = f
		}
	}
	return made
}

// sourcesOf gives the data sources by name, each made when it is first read.
func sourcesOf(served *nexthinkProvider) map[string]func() source {
	ctx := context.Background()
	sources := make(map[string]func() source)
	for _, construct := range served.DataSources(ctx) {
		from, ok := construct().(answering)
		if !ok {
			continue
		}
		var metadata datasource.MetadataResponse
		from.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: typeName}, &metadata)
		sources[metadata.TypeName] = sync.OnceValue(func() source {
			var described datasource.SchemaResponse
			from.Schema(ctx, datasource.SchemaRequest{}, &described)
			return source{from, described.Schema, described.Schema.Type().TerraformType(ctx)}
		})
	}
	return sources
}

// ReadDataSource answers a read, and leaves to the framework whatever is not plain: a warning, an error, a value that
// does not fit.
func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	if from, known := s.sources[req.TypeName]; known {
		if state, plain := from().read(ctx, req.Config); plain {
			return &tfprotov6.ReadDataSourceResponse{State: state}, nil
		}
	}
	resp, err := s.ProviderServer.ReadDataSource(ctx, req)
	if resp != nil {
		boundDiagnostics(resp.Diagnostics)
	}
	return resp, err
}

// ValidateDataResourceConfig validates in the framework's way, in messages that are not too long.
func (s *server) ValidateDataResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	resp, err := s.ProviderServer.ValidateDataResourceConfig(ctx, req)
	if resp != nil {
		boundDiagnostics(resp.Diagnostics)
	}
	return resp, err
}

func (from source) read(ctx context.Context, given *tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, bool) {
	config, err := given.Unmarshal(from.kind)
	if err != nil {
		return nil, false
	}
	model, diagnostics := from.answer(ctx, tfsdk.Config{Raw: config, Schema: from.schema})
	if len(diagnostics) > 0 {
		return nil, false
	}
	value, err := encode(ctx, from.kind, reflect.ValueOf(model))
	if err != nil {
		return nil, false
	}
	state, err := tfprotov6.NewDynamicValue(from.kind, value)
	return &state, err == nil
}

// CallFunction answers a call, and leaves to the framework what is refused.
func (s *server) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	if f, known := s.functions()[req.Name]; known {
		if result, plain := f.call(ctx, req.Arguments); plain {
			return &tfprotov6.CallFunctionResponse{Result: result}, nil
		}
	}
	resp, err := s.ProviderServer.CallFunction(ctx, req)
	if resp != nil && resp.Error != nil {
		resp.Error.Text = bounded(resp.Error.Text)
	}
	return resp, err
}

func (f *pureFunction) call(ctx context.Context, given []*tfprotov6.DynamicValue) (*tfprotov6.DynamicValue, bool) {
	if len(given) != len(f.definition.Parameters) {
		return nil, false
	}
	values := make([]tftypes.Value, len(given))
	for place, parameter := range f.definition.Parameters {
		value, err := given[place].Unmarshal(parameter.GetType().TerraformType(ctx))
		if err != nil || value.IsNull() {
			return nil, false
		}
		values[place] = value
	}
	answer, err := f.answer(ctx, values)
	if err != nil {
		return nil, false
	}
	result, err := tfprotov6.NewDynamicValue(f.definition.Return.GetType().TerraformType(ctx), answer)
	return &result, err == nil
}
