// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

var _ datasource.DataSource = (*productsDataSource)(nil)

type productsDataSource struct{}

type productsModel struct {
	Products map[string]productModel `tfsdk:"products" doc:"The products by ID. Pass these IDs as ''products'' to ''nexthink_connectivity_requirements''."`
}

type productModel struct {
	Name            string   `tfsdk:"name" doc:"Name of the product in Nexthink's documentation."`
	Classic         bool     `tfsdk:"classic" doc:"Whether Nexthink calls the product classic. It is still documented, and left out unless you ask for it."`
	Description     string   `tfsdk:"description" doc:"What the product is, in a sentence."`
	RequirementKeys []string `tfsdk:"requirement_keys" doc:"Keys of its requirements in the newest catalog version, sorted."`
}

// NewProductsDataSource returns the data source of the products.
func NewProductsDataSource() datasource.DataSource { return &productsDataSource{} }

func (d *productsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_products"
}

func (d *productsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The parts of Nexthink that need connections, and the requirements of each in the newest catalog version. The hosts " +
			"of the browser extension, Adopt, Assist, Amplify and Spark are not published. Neither are the hosts of the Collector's installers and " +
			"updates. Therefore these are not in the list.",
		Attributes: computedAttributes[productsModel](nil),
	}
}

func (d *productsDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	c, ok := loadCatalog(&resp.Diagnostics)
	if !ok {
		return
	}
	model := productsModel{Products: map[string]productModel{}}
	for _, product := range c.Products() {
		model.Products[product.ID] = productModel{product.Name, product.Classic, product.Description, product.RequirementKeys}
	}
	setState(ctx, resp, model)
}
