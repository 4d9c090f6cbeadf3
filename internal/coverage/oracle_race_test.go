// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build race

package coverage_test

// setsPerVendor is how many random sets of rules each vendor is tried with: few, since the race detector is slow.
const setsPerVendor = 2_000
