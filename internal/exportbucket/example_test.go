// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
)

func ExampleTemplate_ParseLink() {
	const template = exportbucket.Template("aris-export-{aws_region}-{account_id}")
	link, err := template.ParseLink(
		"https://aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com/3f2b6d1e-8c51-4c0a-9d7e-5a1f0c2b9e44/devices.csv")
	if err != nil {
		panic(err)
	}
	fmt.Println(link.Bucket.Name, link.Bucket.AWSRegion, link.FileName)
	// Output: aris-export-eu-west-3-884848470805 eu-west-3 devices.csv
}
