// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

// ExportBucket is what is published about the S3 bucket that exports are downloaded from. Only one AWS region is: that
// of the example which the documentation prints.
type ExportBucket struct {
	Bucket                     string `json:"bucket"` // the name, filled by package exportbucket
	AccountID                  string `json:"account_id"`
	DocumentedAWSRegion        string `json:"documented_aws_region"`
	DocumentedRegion           string `json:"documented_region"` // the Nexthink region that may use it as an example
	DocumentedRegionNote       string `json:"documented_region_note"`
	AssumedAccountNote         string `json:"assumed_account_note"`
	LinkValiditySeconds        int64  `json:"link_validity_seconds"`
	ParallelExportsPerUser     int64  `json:"parallel_exports_per_user"`
	ParallelExportsPerInstance int64  `json:"parallel_exports_per_instance"`
	ReadIn                     string `json:"read_in"` // id of the document
}
