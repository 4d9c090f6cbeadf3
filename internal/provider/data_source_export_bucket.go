// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
)

var (
	_ datasource.DataSource                   = (*exportBucketDataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*exportBucketDataSource)(nil)
)

type exportBucketDataSource struct{}

type exportBucketModel struct {
	Region                     types.String `tfsdk:"region"`
	AWSRegion                  types.String `tfsdk:"aws_region"`
	AccountID                  types.String `tfsdk:"account_id"`
	Bucket                     types.String `tfsdk:"bucket" doc:"Name of the bucket, such as ''aris-export-eu-west-3-884848470805''."`
	Host                       types.String `tfsdk:"host" doc:"Virtual-hosted host of the bucket. A firewall must allow it on TCP 443."`
	URL                        types.String `tfsdk:"url" doc:"The host as a URL: ''https://'' and the host."`
	Partition                  types.String `tfsdk:"partition" doc:"The AWS partition of the region: ''aws'', ''aws-cn'' or ''aws-us-gov''."`
	ARN                        types.String `tfsdk:"arn" doc:"ARN of the bucket."`
	ObjectsARN                 types.String `tfsdk:"objects_arn" doc:"ARN of every object in the bucket, for the policy of an endpoint. A download only needs ''s3:GetObject'' on it."`
	RegionalHost               types.String `tfsdk:"regional_host" doc:"Host of S3 in the whole AWS region. Do not allow it for exports, because it serves every bucket of the region."`
	VPCEndpointServiceName     types.String `tfsdk:"vpc_endpoint_service_name" doc:"Service name of a VPC endpoint for S3 in the AWS region, such as ''com.amazonaws.eu-west-3.s3''."`
	Port                       types.Number `tfsdk:"port" doc:"The port, always 443."`
	LinkValiditySeconds        types.Number `tfsdk:"link_validity_seconds" doc:"How long an export link is valid after it is created, in seconds."`
	ParallelExportsPerUser     types.Number `tfsdk:"parallel_exports_per_user" doc:"How many exports a user can run at the same time."`
	ParallelExportsPerInstance types.Number `tfsdk:"parallel_exports_per_instance" doc:"How many exports can run at the same time in the whole tenant."`
	RecordedOn                 types.String `tfsdk:"recorded_on" doc:"The day on which the data about the bucket was recorded, as ''YYYY-MM-DD''."`
	Documented                 types.Bool   `tfsdk:"documented" doc:"Whether Nexthink's documentation shows this host as its example. It may still not be the host of your tenant, so compare it with a real export link. Any other host follows the documented pattern, and no page states it."`
}

// NewExportBucketDataSource returns the data source of the bucket that exports are downloaded from.
func NewExportBucketDataSource() datasource.DataSource { return &exportBucketDataSource{} }

func (d *exportBucketDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_export_bucket"
}

func (d *exportBucketDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The Amazon S3 bucket that a finished export is downloaded from, by the names that firewalls and policies use. The " +
			"provider builds the names from the AWS region and the account. It does not ask AWS whether the bucket exists.",
		Attributes: computedAttributes[exportBucketModel](map[string]schema.Attribute{
			"region": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: describedRegion() +
					". Which AWS region serves it is not published. `eu` uses the AWS region of the documentation's one example, which " +
					"may not be yours. For the others, give `aws_region`.",
				Validators: []validator.String{regionCheck("aws_region")},
			},
			"aws_region": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "The AWS region of the bucket, such as `eu-west-3`. It is in the host of a real export link, such as " +
					"`.s3.eu-west-3.amazonaws.com`, from which `parse_export_link` reads it. Takes precedence over `region`. The provider checks " +
					"the form of the value, but not that AWS has such a region. Take it from a real link. A misspelled region names a bucket that " +
					"anybody may register.",
				Validators: []validator.String{awsRegionCheck()},
			},
			"account_id": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "The 12 digits of the AWS account that holds the bucket. Default: the documented account, `884848470805`. But " +
					"Nexthink does not publish whether the account is the same everywhere.",
				Validators: []validator.String{accountIDCheck()},
			},
		}),
	}
}

func (d *exportBucketDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var config exportBucketModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	c, ok := loadCatalog(&resp.Diagnostics)
	if !ok || resp.Diagnostics.HasError() || config.Region.IsUnknown() || config.AWSRegion.IsUnknown() {
		return
	}
	resp.Diagnostics.Append(config.chooseAWSRegion(c)...)
}

func (d *exportBucketDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model exportBucketModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	c, ok := loadCatalog(&resp.Diagnostics)
	if ok && !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(model.answer(c)...)
	}
	setState(ctx, resp, model)
}

// chooseAWSRegion takes the documentation's example for the one Nexthink region that may use it.
func (model *exportBucketModel) chooseAWSRegion(c *catalog.Catalog) diag.Diagnostics {
	const whereFound = "It is in the host of an export link, between .s3. and .amazonaws.com."
	facts, region := c.ExportBucket(), model.Region.ValueString()
	switch {
	case !model.AWSRegion.IsNull():
	case model.Region.IsNull():
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("aws_region"), "Missing AWS Region",
			"Neither aws_region nor region is given. Pass aws_region, the AWS region of the tenant's export bucket. "+whereFound)}
	case region == facts.DocumentedRegion:
		model.AWSRegion = types.StringValue(facts.DocumentedAWSRegion)
	case slices.Contains(c.RegionCodes(), region):
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("region"), "Unpublished AWS Region",
			"Which AWS region serves the Nexthink region "+region+" is not published. Pass aws_region with it or instead of it. "+whereFound)}
	}
	return nil
}

func (model *exportBucketModel) answer(c *catalog.Catalog) diag.Diagnostics {
	if diagnostics := model.chooseAWSRegion(c); diagnostics.HasError() {
		return diagnostics
	}
	facts := c.ExportBucket()
	bucket, err := exportbucket.Template(facts.Bucket).New(model.AWSRegion.ValueString(), cmp.Or(model.AccountID.ValueString(), facts.AccountID))
	if err != nil {
		return diag.Diagnostics{invalid(path.Root("aws_region"), "Invalid Export Bucket", err)}
	}
	model.AccountID = types.StringValue(bucket.AccountID)
	model.Bucket = types.StringValue(bucket.Name)
	model.Host = types.StringValue(bucket.Host)
	model.URL = types.StringValue(bucket.URL())
	model.Partition = types.StringValue(bucket.Partition)
	model.ARN = types.StringValue(bucket.ARN())
	model.ObjectsARN = types.StringValue(bucket.ObjectsARN())
	model.RegionalHost = types.StringValue(bucket.RegionalHost)
	model.VPCEndpointServiceName = types.StringValue(bucket.EndpointService)
	model.Port = wholeNumberValue(exportbucket.Port)
	model.LinkValiditySeconds = wholeNumberValue(facts.LinkValiditySeconds)
	model.ParallelExportsPerUser = wholeNumberValue(facts.ParallelExportsPerUser)
	model.ParallelExportsPerInstance = wholeNumberValue(facts.ParallelExportsPerInstance)
	model.RecordedOn = types.StringValue(facts.RecordedOn)
	model.Documented = types.BoolValue(bucket.AWSRegion == facts.DocumentedAWSRegion && bucket.AccountID == facts.AccountID)
	return nil
}
