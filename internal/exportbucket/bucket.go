// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Bucket is an export bucket and the names by which AWS knows it.
type Bucket struct {
	Name            string
	AWSRegion       string
	AccountID       string
	Partition       string // aws, aws-cn or aws-us-gov
	Domain          string // the domain of the partition's services, amazonaws.com but in China
	Host            string // virtual-hosted, the one that a firewall must let through
	RegionalHost    string // S3 of the whole AWS region; never to be let through for exports
	EndpointService string // the service name of a VPC endpoint in the region
}

// Port is where the bucket is reached: HTTPS.
const Port = 443

// Template is the name of an export bucket with the placeholders {aws_region} and {account_id}.
type Template string

// New gives the bucket of an account in an AWS region. It fails as [CheckAWSRegion] and [CheckAccountID] do.
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

// prefix returns what the name of every bucket begins with.
func (template Template) prefix() string {
	prefix, _, _ := strings.Cut(string(template), "{")
	return prefix
}

// URL is the address under which the objects of the bucket are.
func (bucket Bucket) URL() string { return "https://" + bucket.Host }

// ARN names the bucket in a policy.
func (bucket Bucket) ARN() string { return "arn:" + bucket.Partition + ":s3:::" + bucket.Name }

// ObjectsARN names every object in the bucket in a policy.
func (bucket Bucket) ObjectsARN() string { return bucket.ARN() + "/*" }

var accountID = wording.LazyRegexp("^[0-9]{12}$")

// CheckAccountID says what is wrong with the id of an AWS account, or nil.
func CheckAccountID(given string) error {
	if !accountID().MatchString(given) {
		return fmt.Errorf("%s is no AWS account id; give its 12 digits, as they stand before .s3 in the host of an export link", wording.Quote(given))
	}
	return nil
}
