// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

// Document is a page that states facts.
type Document struct {
	ID         string `json:"id"`
	URL        string `json:"url"`
	Title      string `json:"title"`
	RecordedOn string `json:"recorded_on"` // the day on which its statements were recorded, YYYY-MM-DD
	Note       string `json:"note"`        // what the page is, and how much of it could be read
}
