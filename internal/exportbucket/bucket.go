// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Bucket is an export bucket, with its names in AWS.
type Bucket struct {
	Name            string
	AWSRegion       string
	AccountID       string
	Partition       string // aws, aws-cn or aws-us-gov
	Domain          string // amazonaws.com, or amazonaws.com.cn in China
	Host            string // virtual-hosted; the host that a firewall must allow
	RegionalHost    string // S3 in the AWS region; do not allow it for exports
	EndpointService string // the service name of a VPC endpoint in the region
}

// Port is the port of the bucket: HTTPS.
const Port = 443

// Template is the name of an export bucket with the placeholders {aws_region} and {account_id}.
type Template string

// New returns the bucket of an account in an AWS region. It returns the errors of [CheckAWSRegion] and [CheckAccountID].
func (template Template) New(awsRegion, accountID string) (Bucket, error) {
	if err := CheckAccountID(accountID); err != nil {
		return Bucket{}, err
	}
	partition, err := partitionOf(awsRegion)
	if err != nil {
		return Bucket{}, err
	}
	name := template.fill(awsRegion, accountID)
	regional := "s3." + awsRegion + "." + partition.domain
	return Bucket{
		Name:            name,
		AWSRegion:       awsRegion,
		AccountID:       accountID,
		Partition:       partition.name,
		Domain:          partition.domain,
		Host:            name + "." + regional,
		RegionalHost:    regional,
		EndpointService: "com.amazonaws." + awsRegion + ".s3",
	}, nil
}

func (template Template) fill(awsRegion, accountID string) string {
	return strings.NewReplacer("{aws_region}", awsRegion, "{account_id}", accountID).Replace(string(template))
}

// prefix returns the beginning of every bucket's name.
func (template Template) prefix() string {
	prefix, _, _ := strings.Cut(string(template), "{")
	return prefix
}

// URL returns the URL of the bucket, without a slash at the end.
func (bucket Bucket) URL() string { return "https://" + bucket.Host }

// ARN returns the ARN of the bucket.
func (bucket Bucket) ARN() string { return "arn:" + bucket.Partition + ":s3:::" + bucket.Name }

// ObjectsARN returns the ARN of all objects in the bucket.
func (bucket Bucket) ObjectsARN() string { return bucket.ARN() + "/*" }

var accountID = wording.LazyRegexp("^[0-9]{12}$")

// CheckAccountID returns an error if the text is not the ID of an AWS account.
func CheckAccountID(given string) error {
	if !accountID().MatchString(given) {
		return fmt.Errorf("%s is not a valid AWS account ID; give the 12 digits before .s3 in the host of an export link", wording.Quote(given))
	}
	return nil
}
