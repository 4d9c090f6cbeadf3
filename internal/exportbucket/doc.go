// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package exportbucket knows the S3 bucket that a finished export is downloaded from.
//
// A tenant has one bucket. Its name says the AWS region of the instance and the AWS account that holds it, and its host
// is addressed in virtual-hosted style, so that the name of the bucket is the first label of the host. That one host is
// what a firewall must let through: a wildcard over S3 would let data out to anybody's bucket.
package exportbucket
