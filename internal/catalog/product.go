// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

// Product is a part of Nexthink that needs connections of its own.
type Product struct {
	ID              string
	Name            string
	Classic         bool // still documented, no longer what a new customer gets
	Description     string
	RequirementKeys []string // of the newest version, sorted
}
