// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package exportbucket describes the S3 bucket of data exports, and reads export links.
//
// A tenant has one bucket. Its name contains the AWS region of the instance and the AWS account that owns it. Links are
// virtual-hosted: the name of the bucket is the first label of the host. A firewall must allow this host only. A wildcard
// for S3 would allow uploads to any bucket.
package exportbucket
