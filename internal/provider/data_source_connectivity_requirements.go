// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ datasource.DataSource                   = (*connectivityRequirementsDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*connectivityRequirementsDataSource)(nil)
)

type connectivityRequirementsDataSource struct{}

type connectivityRequirementsModel struct {
	Instance            types.String                       `tfsdk:"instance"`
	Region              types.String                       `tfsdk:"region"`
	Products            types.Set                          `tfsdk:"products"`
	IncludeClassic      types.Bool                         `tfsdk:"include_classic"`
	PreferSecure        types.Bool                         `tfsdk:"prefer_secure"`
	ExcludeRequirements types.Set                          `tfsdk:"exclude_requirements"`
	ExtraRequirements   types.Map                          `tfsdk:"extra_requirements"`
	ExportAWSRegion     types.String                       `tfsdk:"export_aws_region"`
	ExportAccountID     types.String                       `tfsdk:"export_account_id"`
	Sources             types.Set                          `tfsdk:"sources"`
	Platforms           types.Set                          `tfsdk:"platforms"`
	EngineCount         types.Number                       `tfsdk:"engine_count"`
	CatalogVersion      types.String                       `tfsdk:"catalog_version"`
	Requirements        map[string]requirementModel        `tfsdk:"requirements" doc:"The requirements by key, ready for ''for_each''."`
	Hosts               []string                           `tfsdk:"hosts" doc:"Every host and pattern of the requirements, sorted, each once. This includes the hosts of ''extra_requirements'' and of every port. For the hosts of some requirements only, use ''requirements''. Their addresses are not published. No page of Nexthink's has a range of them."`
	PortRules           map[string]portRuleModel           `tfsdk:"port_rules" doc:"The requirements combined by port, for firewalls that match addresses only, ready for ''for_each''. Keys are ''<destination>_<transport protocol>_<port range>'', such as ''internet_tcp_443'' and ''domain_controller_tcp_49152-65535''. A rule does not say which source opens the connection. If devices and servers, such as API clients, have different rules, read this data source once for each. Give each its ''products''."`
	OmittedRequirements map[string]omittedRequirementModel `tfsdk:"omitted_requirements" doc:"Requirements whose host cannot be built from the arguments, by key. They are not in ''requirements'', ''hosts'' or ''port_rules''. A warning says the same."`
	RecordedOn          types.String                       `tfsdk:"recorded_on" doc:"The day on which the catalog version in use was recorded, as ''YYYY-MM-DD''."`
	Documents           []documentModel                    `tfsdk:"documents" doc:"The pages that state these requirements, sorted by ID."`
}

// NewConnectivityRequirementsDataSource returns the data source of the connections that a tenant needs.
func NewConnectivityRequirementsDataSource() datasource.DataSource {
	return &connectivityRequirementsDataSource{}
}

func (d *connectivityRequirementsDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_connectivity_requirements"
}

func (d *connectivityRequirementsDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The connections that a Nexthink tenant needs, with the hosts of the tenant. There is one requirement for each " +
			"purpose, transport protocol and contiguous range of ports. All connections are outbound from your side.",
		Attributes: computedAttributes[connectivityRequirementsModel](map[string]schema.Attribute{
			"instance": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "The tenant's name, the first label of its URL: `acme` in `https://acme.eu.nexthink.cloud`. It has 1 to 52 " +
					"characters: a-z, 0-9, and hyphens that are not first or last. Use `\"*\"` for every tenant. The hosts are then the narrowest " +
					"patterns that begin with a wildcard label, such as `*.eu.nexthink.cloud`.",
				Validators: []validator.String{instanceCheck()},
			},
			"region": schema.StringAttribute{
				Required: true,
				MarkdownDescription: describedRegion() +
					". See `nexthink_regions`.",
				Validators: []validator.String{regionCheck("export_aws_region")},
			},
			"products": schema.SetAttribute{
				Optional:    true,
				ElementType: types.StringType,
				MarkdownDescription: "Only the requirements of these products, by ID. See `nexthink_products`. If you name a classic product, it is " +
					"included even if `include_classic` is false. Must not be empty. Default: all products that are not classic.",
				Validators: []validator.Set{productsCheck()},
			},
			"include_classic": schema.BoolAttribute{
				Optional:            true,
				MarkdownDescription: "Whether to include the classic products: Data Enricher, Finder and Engine. Default: `false`.",
			},
			"prefer_secure": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to leave out a requirement if its `secure_alternative` is in the result. For example, LDAP is left out if " +
					"LDAPS is there. Default: `false`.",
			},
			"exclude_requirements": schema.SetAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Keys of requirements to leave out. A key that is in no catalog version is an error.",
				Validators:          []validator.Set{requirementKeysCheck()},
			},
			"extra_requirements": extraRequirementsAttribute(),
			"export_aws_region": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "The AWS region of the bucket that exports are downloaded from. `parse_export_link` reads it from the host of a real " +
					"export link. Which AWS region serves a Nexthink region is not published. Without this argument, `eu` uses the region of the " +
					"documentation's one example, `eu-west-3`. Your region may differ, and the note of the requirement says so. In other Nexthink " +
					"regions, the requirement `data_export_download` is omitted, and a warning says what to do. The provider checks the form of " +
					"the value, but not that AWS has such a region.",
				Validators: []validator.String{awsRegionCheck()},
			},
			"export_account_id": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "The 12 digits of the AWS account that holds the bucket. Default: the documented account, `884848470805`. But " +
					"Nexthink does not publish whether the account is the same everywhere.",
				Validators: []validator.String{accountIDCheck()},
			},
			"engine_count": schema.NumberAttribute{
				Optional: true,
				MarkdownDescription: "The number of classic Engines of the tenant, a whole number from 1 to 999. Their hosts are numbered from 1. How " +
					"many a tenant has is not published. Without this argument, the requirements to Engine hosts are omitted, and a warning says " +
					"so. If the argument has no effect, a warning says so too.",
				Validators: []validator.Number{engineCountCheck()},
			},
			"sources": schema.SetAttribute{
				Optional:    true,
				ElementType: types.StringType,
				MarkdownDescription: "Only the requirements with one of these sources: `api_client`, `browser`, `collector`, `data_enricher`, `finder`. " +
					"Use it to give devices and servers different rules. Default: all.",
				Validators: []validator.Set{sourcesCheck()},
			},
			"platforms": schema.SetAttribute{
				Optional:    true,
				ElementType: types.StringType,
				MarkdownDescription: "Only the requirements for these platforms: `macos`, `windows`. A requirement that names no platform is for all of " +
					"them. Default: all.",
				Validators: []validator.Set{platformsCheck()},
			},
			"catalog_version": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "The catalog version to use, such as `2024-03`. See `nexthink_catalog`. Give a version to pin it. The data of a " +
					"version never changes. Default: the newest.",
				Validators: []validator.String{catalogVersionCheck()},
			},
		}),
	}
}

func (d *connectivityRequirementsDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config connectivityRequirementsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(checkNotExcluded(config.ExtraRequirements, config.ExcludeRequirements)...)
}

func (d *connectivityRequirementsDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model connectivityRequirementsModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(model.answer(ctx)...)
	}
	setState(ctx, resp, model)
}
