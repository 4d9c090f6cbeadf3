// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"cmp"
	"strconv"
	"strings"
)

// Version is a version of the catalog, which a configuration may pin.
type Version struct {
	Number      string   `json:"version"`
	RecordedOn  string   `json:"recorded_on"` // YYYY-MM-DD
	DocumentIDs []string `json:"document_ids"`
	Note        string   `json:"note"`
}

// compareVersions orders version numbers by year and then by number within the year: 2026.2 comes before 2026.10.
func compareVersions(a, b string) int {
	aYear, aNumber := splitVersion(a)
	bYear, bNumber := splitVersion(b)
	return cmp.Or(cmp.Compare(aYear, bYear), cmp.Compare(aNumber, bNumber))
}

// splitVersion does not validate: a test checks the form of all versions.
func splitVersion(version string) (year, number int) {
	before, after, _ := strings.Cut(version, ".")
	year, _ = strconv.Atoi(before)
	number, _ = strconv.Atoi(after)
	return year, number
}
