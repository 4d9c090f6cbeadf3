// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
)

// exportLinkModel has no attribute for what is secret in a link.
type exportLinkModel struct {
	Bucket     string  `tfsdk:"bucket" doc:"The bucket's name."`
	Host       string  `tfsdk:"host" doc:"The host that a firewall must allow. It is the same for every export of the tenant."`
	AWSRegion  string  `tfsdk:"aws_region" doc:"The AWS region of the bucket. Pass it to ''nexthink_export_bucket'' or as ''export_aws_region''."`
	AccountID  string  `tfsdk:"account_id" doc:"The AWS account that holds the bucket. If ''documented'' is false, pass it as ''export_account_id'' with the region."`
	ExportID   *string `tfsdk:"export_id" doc:"The UUID of this export. Null if you give only the host."`
	FileName   *string `tfsdk:"file_name" doc:"The name of the exported file, decoded. Null if you give only the host."`
	Documented bool    `tfsdk:"documented" doc:"Whether Nexthink's documentation shows this bucket as its example. If not, compare the host with a link that Nexthink itself made."`
	CreatedAt  *string `tfsdk:"created_at" doc:"When the link was signed, such as ''2024-03-07T04:52:05Z''. Null if the link is cut."`
	ExpiresAt  *string `tfsdk:"expires_at" doc:"When the link expires. Null if the link is cut."`
}

// NewParseExportLinkFunction returns the function that takes an export link apart.
func NewParseExportLinkFunction() function.Function {
	return &pureFunction{
		name:    "parse_export_link",
		summary: "Take the link of an export apart",
		page: page{
			returns: "Returns the bucket, the host and the AWS region that a firewall must allow, from the link of an export.",
			limits: []string{
				"**Cut the link at the `?`.** What follows it are credentials. While the link is valid, anybody can download the export with them.",
				"The provider keeps the credentials out of its results, messages and logs. But Terraform itself prints the value of a variable beside an error.",
				"If a variable or literal contains the credentials, plan files and version control contain them too. `sensitive = true` does not change that.",
				"A link whose parts contradict each other is an error. The host names its AWS region twice, and a credential names it too.",
				"The function does not check that the link works, or that the bucket belongs to Nexthink. Take the link from Nexthink itself.",
				"The result contains `created_at` and `expires_at`, and nothing else of the part after the `?`.",
			},
			seeAlso: []string{"[`nexthink_export_bucket`](../data-sources/export_bucket.md)"},
		},
		call: oneArgument(
			checkedArgument("url", "The link of an export, or only its host from the log of a firewall. Cut the link at the `?`.", readExportLink), parseExportLink,
		),
	}
}

func readExportLink(given string) (exportbucket.Link, error) {
	facts, err := catalog.LoadExportBucket()
	if err != nil {
		return exportbucket.Link{}, err
	}
	return exportbucket.Template(facts.Bucket).ParseLink(given)
}

func parseExportLink(link exportbucket.Link) (exportLinkModel, error) {
	facts, err := catalog.LoadExportBucket()
	model := exportLinkModel{
		Bucket:     link.Bucket.Name,
		Host:       link.Bucket.Host,
		AWSRegion:  link.Bucket.AWSRegion,
		AccountID:  link.Bucket.AccountID,
		Documented: link.Bucket.AWSRegion == facts.DocumentedAWSRegion && link.Bucket.AccountID == facts.AccountID,
	}
	if link.ExportID != "" {
		model.ExportID, model.FileName = &link.ExportID, &link.FileName
	}
	if link.Validity != nil {
		model.CreatedAt, model.ExpiresAt = timestamp(link.Validity.From), timestamp(link.Validity.Until)
	}
	return model, err
}

func timestamp(moment time.Time) *string {
	return new(moment.UTC().Format(time.RFC3339))
}
