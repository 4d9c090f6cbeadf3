// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

type documentModel struct {
	ID         string `tfsdk:"id"`
	Title      string `tfsdk:"title"`
	URL        string `tfsdk:"url"`
	RecordedOn string `tfsdk:"recorded_on"`
}

func documentModels(documents []catalog.Document) []documentModel {
	models := make([]documentModel, 0, len(documents))
	for _, document := range documents {
		models = append(models, documentModel{document.ID, document.Title, document.URL, document.RecordedOn})
	}
	return models
}

func documentsAttribute(description string) schema.ListNestedAttribute {
	return schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: description,
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"id":    computedString("Name of the page in the catalogue, such as `experience-2024`."),
			"title": computedString("Title of the page."),
			"url":   computedString("Address of the page."),
			"recorded_on": computedString("The day on which what the page says was recorded, as `YYYY-MM-DD`. " +
				"Nexthink's pages carry no date of their own."),
		}},
	}
}
