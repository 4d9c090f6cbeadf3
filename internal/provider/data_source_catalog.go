// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

var _ answering = (*catalogDataSource)(nil)

type catalogDataSource struct{}

type catalogModel struct {
	Since     types.String            `tfsdk:"since"`
	Version   types.String            `tfsdk:"version"`
	Versions  map[string]versionModel `tfsdk:"versions"`
	Documents []documentModel         `tfsdk:"documents"`
	Changes   []changeModel           `tfsdk:"changes"`
}

type versionModel struct {
	RecordedOn  string   `tfsdk:"recorded_on"`
	Note        string   `tfsdk:"note"`
	DocumentIDs []string `tfsdk:"document_ids"`
}

type changeModel struct {
	Version        string `tfsdk:"version"`
	RequirementKey string `tfsdk:"requirement_key"`
	Change         string `tfsdk:"change"`
	Summary        string `tfsdk:"summary"`
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
		Attributes: map[string]schema.Attribute{
			"since": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "A catalogue version: `changes` then tells of later versions only. Default: all of them.",
				Validators:          []validator.String{catalogVersionCheck()},
			},
			"version": computedString("The newest catalogue version, such as `2024.1`."),
			"versions": schema.MapNestedAttribute{
				Computed:            true,
				MarkdownDescription: "The catalogue versions by number.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"recorded_on":  computedString("The day on which its facts were recorded, as `YYYY-MM-DD`."),
					"note":         computedString("What the version holds, and what to know before pinning it."),
					"document_ids": computedStrings("Ids of the pages behind it, see `documents`; sorted."),
				}},
			},
			"documents": documentsAttribute("The pages that the catalogue was read from, sorted by id."),
			"changes": schema.ListNestedAttribute{
				Computed:            true,
				MarkdownDescription: "What each version did to each requirement, sorted by version and key.",
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"version":         computedString("The catalogue version."),
					"requirement_key": computedString("Key of the requirement."),
					"change":          computedString("`added`, `changed` or `removed`."),
					"summary":         computedString("What came, changed or went, in a sentence."),
				}},
			},
		},
	}
}

func (d *catalogDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	read(ctx, d, req, resp)
}

func (d *catalogDataSource) answer(ctx context.Context, config tfsdk.Config) (any, diag.Diagnostics) {
	var model catalogModel
	diagnostics := config.Get(ctx, &model)
	c, ok := loadCatalog(&diagnostics)
	if !ok || diagnostics.HasError() {
		return nil, diagnostics
	}
	model.Version = types.StringValue(c.Newest())
	model.Versions = make(map[string]versionModel)
	for _, version := range c.Versions() {
		model.Versions[version.Number] = versionModel{version.RecordedOn, version.Note, version.DocumentIDs}
	}
	model.Documents = documentModels(c.Documents())
	model.Changes = changeModels(c.ChangesSince(model.Since.ValueString()))
	return model, diagnostics
}

func changeModels(changes []catalog.Change) []changeModel {
	models := make([]changeModel, 0, len(changes))
	for _, change := range changes {
		models = append(models, changeModel{change.Version, change.RequirementKey, change.Kind, change.Summary})
	}
	return models
}
