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

// region takes the parts of a region's name. Its direction is no free choice of AWS's: a slip in it (eu-wset-3) would name
// a bucket that nobody holds yet.
var region = wording.LazyRegexp("^([a-z]{2}|us-gov)-(?:central|east|west|north|northeast|northwest|south|southeast|southwest)-[1-9][0-9]?$")

// partitionOf knows the partitions whose host names are known here. AWS's isolated ones end in names of their own and are
// refused.
func partitionOf(awsRegion string) (partition, error) {
	parts := region().FindStringSubmatch(awsRegion)
	switch {
	case parts == nil:
		return partition{}, fmt.Errorf(
			"%s has not the form of an AWS region; give it as it stands in the host of an export link, such as eu-west-3 in .s3.eu-west-3.amazonaws.com",
			wording.Quote(awsRegion))
	case parts[1] == "cn":
		return partition{"aws-cn", "amazonaws.com.cn"}, nil
	case parts[1] == "us-gov":
		return partition{"aws-us-gov", "amazonaws.com"}, nil
	default:
		return partition{"aws", "amazonaws.com"}, nil
	}
}

// CheckAWSRegion says what is wrong with the form of an AWS region, or nil. Whether there is such a region is not
// checked: AWS opens new ones.
func CheckAWSRegion(given string) error {
	_, err := partitionOf(given)
	return err
}
