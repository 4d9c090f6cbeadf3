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
	Host       string  `tfsdk:"host" doc:"The host that a firewall must let through: the same for every export of the tenant."`
	AWSRegion  string  `tfsdk:"aws_region" doc:"The AWS region of the bucket, as ''nexthink_export_bucket'' and ''export_aws_region'' take it."`
	AccountID  string  `tfsdk:"account_id" doc:"The AWS account that holds the bucket. If ''documented'' is false, pass it as ''export_account_id'' beside the region."`
	ExportID   *string `tfsdk:"export_id" doc:"The UUID of this one export; null if you give only the host."`
	FileName   *string `tfsdk:"file_name" doc:"The name of the exported file, decoded; null if you give only the host."`
	Documented bool    `tfsdk:"documented" doc:"Whether Nexthink's documentation shows this bucket as its example. If not, compare the host with a link that Nexthink itself made."`
	CreatedAt  *string `tfsdk:"created_at" doc:"When the link was signed, such as ''2024-03-07T04:52:05Z''; null when the link is cut."`
	ExpiresAt  *string `tfsdk:"expires_at" doc:"Until when the link works; null when the link is cut."`
}

// NewParseExportLinkFunction gives the function that takes an export link apart.
func NewParseExportLinkFunction() function.Function {
	return &pureFunction{
		name:    "parse_export_link",
		summary: "Take the link of an export apart",
		description: "Gives the bucket, the host and the AWS region that a firewall must let through, from a link that it blocked. Each part is checked against " +
			"the others: the host names its AWS region twice, and the credential, where it is there, names it too. Whether the link still works, and whether the " +
			"bucket is Nexthink's, is not checked: take the link from Nexthink itself.\n\n" +
			"~> **Cut the link at the `?`.** What follows it are credentials, with which anybody downloads the export for as long as the link is valid. The provider " +
			"keeps them out of its results, messages and logs. But Terraform itself prints the value of a variable beside an error, and a variable or literal that " +
			"holds them stands in plan files and in version control. `sensitive = true` on the variable keeps it off the screen, and no more. All " +
			"but the two times is read from what stands before the `?`.\n\n" +
			"The result is an object:\n\n" + describeResult[exportLinkModel](),
		call: oneArgument(
			checkedArgument("url", "The link of an export, best cut at the `?`, or only its host, as the log of a firewall has it.", readExportLink), parseExportLink,
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
