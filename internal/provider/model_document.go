// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

type documentModel struct {
	ID         string `tfsdk:"id" doc:"Name of the page in the catalog, such as ''experience-2024''."`
	Title      string `tfsdk:"title" doc:"Title of the page."`
	URL        string `tfsdk:"url" doc:"Address of the page."`
	RecordedOn string `tfsdk:"recorded_on" doc:"The day on which the data of the page was recorded, as ''YYYY-MM-DD''. Nexthink's pages have no date of their own."`
}

func documentModels(documents []catalog.Document) []documentModel {
	models := make([]documentModel, 0, len(documents))
	for _, document := range documents {
		models = append(models, documentModel{document.ID, document.Title, document.URL, document.RecordedOn})
	}
	return models
}
