// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package exportbucket

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

type partition struct {
	name   string
	domain string
}

// awsRegionPattern lists the directions, since a typo such as eu-wset-3 would name a bucket that anyone could register.
var awsRegionPattern = wording.LazyRegexp("^([a-z]{2}|us-gov)-(?:central|east|west|north|northeast|northwest|south|southeast|southwest)-[1-9][0-9]?$")

// partitionOf returns an error for AWS's isolated partitions, whose host names have other domains.
func partitionOf(awsRegion string) (partition, error) {
	parts := awsRegionPattern().FindStringSubmatch(awsRegion)
	switch {
	case parts == nil:
		return partition{}, fmt.Errorf(
			"%s is not a valid AWS region; copy it from the host of an export link, such as eu-west-3 in .s3.eu-west-3.amazonaws.com",
			wording.Quote(awsRegion))
	case parts[1] == "cn":
		return partition{"aws-cn", "amazonaws.com.cn"}, nil
	case parts[1] == "us-gov":
		return partition{"aws-us-gov", "amazonaws.com"}, nil
	default:
		return partition{"aws", "amazonaws.com"}, nil
	}
}

// CheckAWSRegion returns an error if the text does not have the form of an AWS region. It does not check whether the region
// exists, since AWS adds regions.
func CheckAWSRegion(given string) error {
	_, err := partitionOf(given)
	return err
}
