// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

const template = exportbucket.Template("aris-export-{aws_region}-{account_id}")

func TestNew_NamesTheBucketInEveryPartition(t *testing.T) {
	t.Parallel()
	for _, want := range []exportbucket.Bucket{
		{
			Name:            "aris-export-eu-west-3-884848470805",
			AWSRegion:       "eu-west-3",
			AccountID:       "884848470805",
			Partition:       "aws",
			Domain:          "amazonaws.com",
			Host:            "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com",
			RegionalHost:    "s3.eu-west-3.amazonaws.com",
			EndpointService: "com.amazonaws.eu-west-3.s3",
		},
		{
			Name:            "aris-export-cn-north-1-000000000001",
			AWSRegion:       "cn-north-1",
			AccountID:       "000000000001",
			Partition:       "aws-cn",
			Domain:          "amazonaws.com.cn",
			Host:            "aris-export-cn-north-1-000000000001.s3.cn-north-1.amazonaws.com.cn",
			RegionalHost:    "s3.cn-north-1.amazonaws.com.cn",
			EndpointService: "com.amazonaws.cn-north-1.s3",
		},
		{
			Name:            "aris-export-us-gov-west-1-884848470805",
			AWSRegion:       "us-gov-west-1",
			AccountID:       "884848470805",
			Partition:       "aws-us-gov",
			Domain:          "amazonaws.com",
			Host:            "aris-export-us-gov-west-1-884848470805.s3.us-gov-west-1.amazonaws.com",
			RegionalHost:    "s3.us-gov-west-1.amazonaws.com",
			EndpointService: "com.amazonaws.us-gov-west-1.s3",
		},
	} {
		got, err := template.New(want.AWSRegion, want.AccountID)
		assert.NilError(t, err)
		assert.Check(t, is.DeepEqual(got, want), want.AWSRegion)
	}
}

func TestBucket_HasURLAndARNs(t *testing.T) {
	t.Parallel()
	bucket, err := template.New("cn-north-1", "000000000001")
	assert.NilError(t, err)
	for got, want := range map[string]string{
		bucket.URL():        "https://aris-export-cn-north-1-000000000001.s3.cn-north-1.amazonaws.com.cn",
		bucket.ARN():        "arn:aws-cn:s3:::aris-export-cn-north-1-000000000001",
		bucket.ObjectsARN(): "arn:aws-cn:s3:::aris-export-cn-north-1-000000000001/*",
	} {
		assert.Check(t, is.Equal(got, want))
	}
}

func TestCheckAWSRegion_ChecksTheFormOnly(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"eu-west-3", "us-east-1", "ap-southeast-7", "me-central-1", "af-south-1", "cn-northwest-1", "us-gov-east-1", "zz-north-99"} {
		assert.Check(t, exportbucket.CheckAWSRegion(region))
	}
	for _, region := range []string{
		"", "eu", "eu-west", "eu-west-", "eu-west-0", "eu-west-03", "EU-WEST-3", "eu_west_3", "eu-wset-3", "eu-west-3a", "eu-west-3\n", " eu-west-3",
		"westeurope", "europe-west1", "us-iso-east-1", "eusc-de-east-1", "eu-westeast-1", "*", "eu-west-3.s3.amazonaws.com",
	} {
		const want = " is not a valid AWS region; copy it from the host of an export link, " +
			"such as eu-west-3 in .s3.eu-west-3.amazonaws.com"
		assert.Check(t, is.Error(exportbucket.CheckAWSRegion(region), wording.Quote(region)+want))
	}
}

func TestCheckAccountID_Accepts12Digits(t *testing.T) {
	t.Parallel()
	assert.Check(t, exportbucket.CheckAccountID("884848470805"))
	for _, given := range []string{"", "88484847080", "8848484708055", "8848-4847-0805", "88484847080x", "884848470805\n", "８８４８４８４７０８０５"} {
		const want = " is not a valid AWS account ID; give the 12 digits before .s3 in the host of an export link"
		assert.Check(t, is.Error(exportbucket.CheckAccountID(given), wording.Quote(given)+want))
	}
}

func FuzzNew_GivesAValidHostOrRefuses(f *testing.F) {
	for _, seed := range []string{"eu-west-3", "us-gov-west-1", "cn-north-1", "us-iso-east-1", "eu-west-3\n", ""} {
		f.Add(seed, "884848470805")
	}
	f.Fuzz(func(t *testing.T, awsRegion, accountID string) {
		bucket, err := template.New(awsRegion, accountID)
		if err != nil {
			return
		}
		assert.Check(t, hostname.CheckPattern(bucket.Host))
		assert.Check(t, !hostname.IsWildcard(bucket.Host), bucket.Host)
	})
}
