// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const tableName = "baseline_table"

// server answers baseline_table itself: it decodes the configuration and encodes the answer, which no provider can avoid.
type server struct {
	tfprotov6.ProviderServer // answers everything else

	table tftypes.Value
}

func (s *server) GetProviderSchema(ctx context.Context, req *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	resp, err := s.ProviderServer.GetProviderSchema(ctx, req)
	if err != nil {
		return nil, err
	}
	block := &tfprotov6.SchemaBlock{}
	if of, ok := s.table.Type().(tftypes.Object); ok {
		for name, attribute := range of.AttributeTypes {
			block.Attributes = append(block.Attributes, &tfprotov6.SchemaAttribute{Name: name, Type: attribute, Optional: true, Computed: true})
		}
	}
	resp.DataSourceSchemas[tableName] = &tfprotov6.Schema{Block: block}
	return resp, nil
}

func (s *server) ValidateDataResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest,
) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	if req.TypeName != tableName {
		return s.ProviderServer.ValidateDataResourceConfig(ctx, req)
	}
	_, err := req.Config.Unmarshal(s.table.Type())
	return &tfprotov6.ValidateDataResourceConfigResponse{}, err
}

func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	if req.TypeName != tableName {
		return s.ProviderServer.ReadDataSource(ctx, req)
	}
	if _, err := req.Config.Unmarshal(s.table.Type()); err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(s.table.Type(), s.table)
	return &tfprotov6.ReadDataSourceResponse{State: &state}, err
}
