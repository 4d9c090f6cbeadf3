// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "strings"

// Version is a version of the catalog, which a configuration may pin.
type Version struct {
	Number      string   `json:"version"`     // <year>-<month>, with -2 for a second version in the month
	RecordedOn  string   `json:"recorded_on"` // YYYY-MM-DD
	DocumentIDs []string `json:"document_ids"`
	Note        string   `json:"note"`
}

// compareVersions orders version numbers, oldest first. Year and month have a fixed width, and a second version of a month
// continues the text of the first one.
func compareVersions(a, b string) int { return strings.Compare(a, b) }
