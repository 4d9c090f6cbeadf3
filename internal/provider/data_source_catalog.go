// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

var _ datasource.DataSource = (*catalogDataSource)(nil)

type catalogDataSource struct{}

type catalogModel struct {
	Since     types.String            `tfsdk:"since"`
	Version   types.String            `tfsdk:"version" doc:"The newest catalog version, such as ''2024-03''."`
	Versions  map[string]versionModel `tfsdk:"versions" doc:"The catalog versions by number."`
	Documents []documentModel         `tfsdk:"documents" doc:"The pages that the catalog was read from, sorted by ID."`
	Changes   []changeModel           `tfsdk:"changes" doc:"What each version changed in each requirement, sorted by version and key."`
}

type versionModel struct {
	RecordedOn  string   `tfsdk:"recorded_on" doc:"The day on which its data was recorded, as ''YYYY-MM-DD''."`
	Note        string   `tfsdk:"note" doc:"What the version contains, and what to know before you pin it."`
	DocumentIDs []string `tfsdk:"document_ids" doc:"IDs of the pages that it was read from, sorted. See ''documents''."`
}

type changeModel struct {
	Version        string `tfsdk:"version" doc:"The catalog version."`
	RequirementKey string `tfsdk:"requirement_key" doc:"Key of the requirement."`
	Change         string `tfsdk:"change" doc:"''added'', ''changed'' or ''removed''."`
	Summary        string `tfsdk:"summary" doc:"What was added, changed or removed, in a sentence."`
}

// NewCatalogDataSource returns the data source that describes the catalog itself.
func NewCatalogDataSource() datasource.DataSource { return &catalogDataSource{} }

func (d *catalogDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_catalog"
}

func (d *catalogDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The versions of the catalog, the pages that it was read from, and what each version changed. " +
			"To pin a catalog version, use `catalog_version` of `nexthink_connectivity_requirements`.",
		Attributes: computedAttributes[catalogModel](map[string]schema.Attribute{
			"since": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "A catalog version. If you give one, `changes` contains later versions only. Default: all versions.",
				Validators:          []validator.String{catalogVersionCheck()},
			},
		}),
	}
}

func (d *catalogDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model catalogModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	c, ok := loadCatalog(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() {
		return
	}
	model.Version = types.StringValue(c.Newest())
	model.Versions = make(map[string]versionModel)
	for _, version := range c.Versions() {
		model.Versions[version.Number] = versionModel{version.RecordedOn, version.Note, version.DocumentIDs}
	}
	model.Documents = documentModels(c.Documents())
	model.Changes = changeModels(c.ChangesSince(model.Since.ValueString()))
	setState(ctx, resp, model)
}

func changeModels(changes []catalog.Change) []changeModel {
	models := make([]changeModel, 0, len(changes))
	for _, change := range changes {
		models = append(models, changeModel{change.Version, change.RequirementKey, change.Kind, change.Summary})
	}
	return models
}
