// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

const exportBucket = "nexthink_export_bucket"

func TestExportBucket_GivesEveryNameOfTheDocumentedBucket(t *testing.T) {
	t.Parallel()
	want := map[string]any{
		"region": nil, "aws_region": "eu-west-3", "account_id": "884848470805", "bucket": "aris-export-eu-west-3-884848470805",
		"host": "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com",
		"url":  "https://aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com", "partition": "aws",
		"arn": "arn:aws:s3:::aris-export-eu-west-3-884848470805", "objects_arn": "arn:aws:s3:::aris-export-eu-west-3-884848470805/*",
		"regional_host": "s3.eu-west-3.amazonaws.com", "vpc_endpoint_service_name": "com.amazonaws.eu-west-3.s3", "port": 443,
		"link_validity_seconds": 600, "parallel_exports_per_user": 1, "parallel_exports_per_instance": 5, "documented": true,
		"recorded_on": known.ExportBucket().RecordedOn,
	}
	state, warnings := testServer(t).read(t, exportBucket, config{"aws_region": "eu-west-3"})
	assert.Check(t, is.DeepEqual(state, want))
	assert.Check(t, len(warnings) == 0, "warnings are %q", warnings)
	want["region"] = "eu"
	state, _ = testServer(t).read(t, exportBucket, config{"region": "eu"})
	assert.Check(t, is.DeepEqual(state, want))
}

func TestExportBucket_SaysWhichHostsAreDocumented(t *testing.T) {
	t.Parallel()
	for host, test := range map[string]struct {
		given      config
		documented bool
	}{
		"aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com": {
			config{"account_id": "884848470805", "region": "us", "aws_region": "eu-west-3"}, true,
		},
		"aris-export-eu-west-3-000000000001.s3.eu-west-3.amazonaws.com":      {config{"account_id": "000000000001", "region": "eu"}, false},
		"aris-export-us-east-1-884848470805.s3.us-east-1.amazonaws.com":      {config{"aws_region": "us-east-1", "region": "eu"}, false},
		"aris-export-cn-north-1-884848470805.s3.cn-north-1.amazonaws.com.cn": {config{"aws_region": "cn-north-1"}, false},
	} {
		state, _ := testServer(t).read(t, exportBucket, test.given)
		assert.Check(t, is.Equal(state["host"], host))
		assert.Check(t, is.Equal(state["documented"], test.documented), host)
	}
}
