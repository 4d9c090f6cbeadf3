// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

// Product is a part of Nexthink with its own requirements.
type Product struct {
	ID              string
	Name            string
	Classic         bool // still documented, but new customers do not get it
	Description     string
	RequirementKeys []string // of the newest version, sorted
}
