// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

// Document is a page that states facts.
type Document struct {
	ID                string `json:"id"`
	URL               string `json:"url"`
	Title             string `json:"title"`
	Order             int    `json:"order"`              // place by age of the documentation: 1 is the oldest
	DocumentationOnly bool   `json:"documentation_only"` // no fact of the catalog cites it
	RecordedOn        string `json:"recorded_on"`        // the day its statements were recorded, YYYY-MM-DD
	Note              string `json:"note"`               // what the page is, and how much of it could be read
}
