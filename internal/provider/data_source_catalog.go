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
	Version   types.String            `tfsdk:"version" doc:"The newest catalogue version, such as ''2024-03''."`
	Versions  map[string]versionModel `tfsdk:"versions" doc:"The catalogue versions by number."`
	Documents []documentModel         `tfsdk:"documents" doc:"The pages that the catalogue was read from, sorted by id."`
	Changes   []changeModel           `tfsdk:"changes" doc:"What each version did to each requirement, sorted by version and key."`
}

type versionModel struct {
	RecordedOn  string   `tfsdk:"recorded_on" doc:"The day on which its facts were recorded, as ''YYYY-MM-DD''."`
	Note        string   `tfsdk:"note" doc:"What the version holds, and what to know before pinning it."`
	DocumentIDs []string `tfsdk:"document_ids" doc:"Ids of the pages behind it, see ''documents''; sorted."`
}

type changeModel struct {
	Version        string `tfsdk:"version" doc:"The catalogue version."`
	RequirementKey string `tfsdk:"requirement_key" doc:"Key of the requirement."`
	Change         string `tfsdk:"change" doc:"''added'', ''changed'' or ''removed''."`
	Summary        string `tfsdk:"summary" doc:"What came, changed or went, in a sentence."`
}

// NewCatalogDataSource gives the data source that tells of the catalogue itself.
func NewCatalogDataSource() datasource.DataSource { return &catalogDataSource{} }

func (d *catalogDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_catalog"
}

func (d *catalogDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The catalogue that this version of the provider carries: its versions, the pages it was read from, and what each " +
			"version changed. A catalogue version is pinned with `catalog_version` of `nexthink_connectivity_requirements`.",
		Attributes: computedAttributes[catalogModel](map[string]schema.Attribute{
			"since": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "A catalogue version: `changes` then tells of later versions only. Default: all of them.",
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
