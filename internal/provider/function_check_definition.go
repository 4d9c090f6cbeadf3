// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// checkedDestinationsArgument is the destinations of a check.
func checkedDestinationsArgument() argument[traffic.Addresses] {
	return destinationsArgument("Without `internet`, the internet is every public address.")
}
