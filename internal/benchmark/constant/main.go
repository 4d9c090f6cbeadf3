// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command constant is a provider on the plugin framework whose one data source answers a constant: what the framework
// itself costs, and so a baseline of the benchmarks.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func main() {
	options := providerserver.ServeOpts{Address: "registry.terraform.io/nexthink/constant"}
	if err := providerserver.Serve(context.Background(), func() provider.Provider { return constantProvider{} }, options); err != nil {
		log.Fatal(err)
	}
}

type constantProvider struct{}

func (constantProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "constant"
}

func (constantProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{}
}

func (constantProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (constantProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource { return answer{} }}
}

func (constantProvider) Functions(context.Context) []func() function.Function { return functions() }

func (constantProvider) Resources(context.Context) []func() resource.Resource { return nil }

type answer struct{}

func (answer) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "constant_answer"
}

func (answer) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{"value": dataschema.StringAttribute{Computed: true}}}
}

func (answer) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("value"), "constant")...)
}
