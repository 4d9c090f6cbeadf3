// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package bare is a provider written straight on terraform-plugin-go, whose one data source answers a table of the shape
// and size of nexthink_connectivity_requirements: the limit of what any provider can do, and so a baseline of the
// benchmarks. It does what none can leave out: it decodes the configuration and encodes the answer.
package bare

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/canned"
)

// DataSource is the name of the one data source.
const DataSource = "bare_table"

// The table is the answer of the data source that it is compared with, recorded by the benchmarks' test.
var (
	//go:embed table_type.json
	tableType []byte
	//go:embed table.msgpack
	table []byte
)

// Server is the provider.
type Server struct {
	tfprotov6.ProviderServer // what Terraform never calls

	kind    tftypes.Object
	answer  map[string]tftypes.Value
	answers map[string]tftypes.Value // of the functions
}

// New gives the provider, its table decoded.
func New() (*Server, error) {
	kind, err := tftypes.ParseJSONType(tableType) //nolint:staticcheck // Its schema is recorded in the form that this reads.
	if err != nil {
		return nil, fmt.Errorf("bare: %w", err)
	}
	object, ok := kind.(tftypes.Object)
	if !ok {
		return nil, errors.New("bare: the recorded type is no object")
	}
	value, err := tfprotov6.DynamicValue{MsgPack: table}.Unmarshal(object)
	if err != nil {
		return nil, fmt.Errorf("bare: %w", err)
	}
	server := &Server{kind: object, answers: map[string]tftypes.Value{}}
	for _, name := range canned.Functions() {
		if _, server.answers[name], err = canned.Result(name); err != nil {
			return nil, err
		}
	}
	return server, value.As(&server.answer)
}

// GetMetadata names the data source.
func (s *Server) GetMetadata(context.Context, *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	return &tfprotov6.GetMetadataResponse{
		ServerCapabilities: &tfprotov6.ServerCapabilities{GetProviderSchemaOptional: true},
		DataSources:        []tfprotov6.DataSourceMetadata{{TypeName: DataSource}},
		Functions:          s.names(),
	}, nil
}

// GetProviderSchema describes the data source: every attribute may be given and may be answered.
func (s *Server) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	block := &tfprotov6.SchemaBlock{}
	for _, name := range slices.Sorted(maps.Keys(s.kind.AttributeTypes)) {
		block.Attributes = append(block.Attributes, &tfprotov6.SchemaAttribute{
			Name: name, Type: s.kind.AttributeTypes[name], Optional: true, Computed: true,
		})
	}
	return &tfprotov6.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov6.ServerCapabilities{GetProviderSchemaOptional: true},
		Provider:           &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{}},
		Functions:          s.definitions(),
		DataSourceSchemas:  map[string]*tfprotov6.Schema{DataSource: {Block: block}},
	}, nil
}

// ValidateProviderConfig finds nothing wrong.
func (s *Server) ValidateProviderConfig(
	_ context.Context, req *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{PreparedConfig: req.Config}, nil
}

// ConfigureProvider has nothing to do.
func (s *Server) ConfigureProvider(context.Context, *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

// StopProvider has nothing to stop.
func (s *Server) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	return &tfprotov6.StopProviderResponse{}, nil
}

// ValidateDataResourceConfig decodes the configuration and finds nothing wrong.
func (s *Server) ValidateDataResourceConfig(
	_ context.Context, req *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	_, err := req.Config.Unmarshal(s.kind)
	return &tfprotov6.ValidateDataResourceConfigResponse{}, err
}

// ReadDataSource answers the table, with the instance that the configuration names.
func (s *Server) ReadDataSource(_ context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	config, err := req.Config.Unmarshal(s.kind)
	if err != nil {
		return nil, err
	}
	var given map[string]tftypes.Value
	if err := config.As(&given); err != nil {
		return nil, err
	}
	answer := maps.Clone(s.answer)
	answer["instance"] = given["instance"]
	state, err := tfprotov6.NewDynamicValue(s.kind, tftypes.NewValue(s.kind, answer))
	return &tfprotov6.ReadDataSourceResponse{State: &state}, err
}

// TypeJSON gives the form in which a type is recorded.
func TypeJSON(kind tftypes.Type) ([]byte, error) {
	return json.Marshal(kind)
}
