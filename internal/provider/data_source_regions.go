// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

var _ datasource.DataSource = (*regionsDataSource)(nil)

type regionsDataSource struct{}

type regionsModel struct {
	Regions map[string]regionModel `tfsdk:"regions" doc:"The regions by code, the label after the tenant's name in a host: ''eu'' in ''acme.eu.nexthink.cloud''."`
}

type regionModel struct {
	Name        string `tfsdk:"name" doc:"The part of the world that the region is for."`
	HostPattern string `tfsdk:"host_pattern" doc:"Pattern of the web hosts of every tenant in the region, such as ''*.eu.nexthink.cloud''. The wildcard means one label."`
}

// NewRegionsDataSource returns the data source of the regions.
func NewRegionsDataSource() datasource.DataSource { return &regionsDataSource{} }

func (d *regionsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_regions"
}

func (d *regionsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The regions that Nexthink serves from their own hosts. A tenant is in one of them, and its URL says in which. Which " +
			"AWS region serves one of them is not published.",
		Attributes: computedAttributes[regionsModel](nil),
	}
}

func (d *regionsDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	c, ok := loadCatalog(&resp.Diagnostics)
	if !ok {
		return
	}
	model := regionsModel{Regions: map[string]regionModel{}}
	for _, region := range c.Regions() {
		model.Regions[region.Code] = regionModel{region.Name, region.HostPattern()}
	}
	setState(ctx, resp, model)
}
