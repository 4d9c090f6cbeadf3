// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket

import (
	"fmt"
	"regexp"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

type partition struct {
	name   string
	domain string
	region *regexp.Regexp
}

// direction is the part of a region's name that is no free choice of AWS's: a slip in it (eu-wset-3) would name a bucket
// that nobody holds yet.
const direction = "(central|(north|south)(east|west)?|east|west)-[1-9][0-9]?$"

// partitions are those whose host names are known here. AWS's isolated ones end in names of their own and are refused.
var partitions = []partition{
	{"aws-cn", "amazonaws.com.cn", regexp.MustCompile("^cn-" + direction)},
	{"aws-us-gov", "amazonaws.com", regexp.MustCompile("^us-gov-" + direction)},
	{"aws", "amazonaws.com", regexp.MustCompile("^[a-z]{2}-" + direction)},
}

func partitionOf(awsRegion string) (partition, error) {
	for _, candidate := range partitions {
		if candidate.region.MatchString(awsRegion) {
			return candidate, nil
		}
	}
	return partition{}, fmt.Errorf(
		"%s has not the form of an AWS region; give it as it stands in the host of an export link, such as eu-west-3 in .s3.eu-west-3.amazonaws.com",
		wording.Quote(awsRegion))
}

// CheckAWSRegion says what is wrong with the form of an AWS region, or nil. Whether there is such a region is not
// checked: AWS opens new ones.
func CheckAWSRegion(given string) error {
	_, err := partitionOf(given)
	return err
}
