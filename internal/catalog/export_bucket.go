// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

// ExportBucket is what Nexthink documents about the S3 bucket of data exports. The documentation names one AWS region only, in an
// example.
type ExportBucket struct {
	Bucket                     string `json:"bucket"` // the template of its name; see package exportbucket
	AccountID                  string `json:"account_id"`
	DocumentedAWSRegion        string `json:"documented_aws_region"`
	DocumentedRegion           string `json:"documented_region"` // the Nexthink region that may use it as an example
	DocumentedRegionNote       string `json:"documented_region_note"`
	AssumedAccountNote         string `json:"assumed_account_note"` // for the documented account in another AWS region
	LinkValiditySeconds        int64  `json:"link_validity_seconds"`
	ParallelExportsPerUser     int64  `json:"parallel_exports_per_user"`
	ParallelExportsPerInstance int64  `json:"parallel_exports_per_instance"`
	RecordedOn                 string `json:"recorded_on"` // the day of the document, YYYY-MM-DD
	ReadIn                     string `json:"read_in"`     // id of the document
}
