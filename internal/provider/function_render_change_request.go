// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
)

// NewRenderChangeRequestFunction gives the function that renders what a firewall team is sent.
func NewRenderChangeRequestFunction() function.Function {
	rows := requirementsParameter()
	rows.ElementType = types.ObjectType{AttrTypes: changeRowAttributes()}
	rows.MarkdownDescription = "The requirements by key: `requirements` of `nexthink_connectivity_requirements`. A row of your own needs `product`, `source`, " +
		"`condition`, `note`, `has_wildcard`, `inferred` and `documentation_urls` beside what every function reads; rows from `extra_requirements` " +
		"have those, the first four null. Must not be empty."
	return &pureFunction{
		name: "render_change_request",
		definition: function.Definition{
			Summary: "Render requirements as a change request for a firewall team",
			MarkdownDescription: "Gives the text of a table, in Markdown or as CSV, for the people who keep a firewall by hand: who connects from where, to what, on " +
				"which port, why and under which condition, whether a wildcard is in it, what was stated and what inferred, and the page where it was read, " +
				"with the team's own fields. Text is escaped for the format, and no cell of the CSV is taken for a formula.",
			Parameters: []function.Parameter{
				rows,
				destinationsParameter("Anything that names an address to your team. `internet` is not needed: hosts are listed. While one is unknown, the whole text is."),
				function.MapParameter{
					Name: "details", ElementType: types.StringType,
					MarkdownDescription: "The team's own fields by name, such as ticket, owner and review date; `{}` for none.",
				},
				function.StringParameter{Name: "format", MarkdownDescription: "`markdown` or `csv`."},
			},
			Return: function.StringReturn{},
		},
		whole: true,
		answers: func(call functionCall) (any, error) {
			rows, err := changeRowsOf(call.rows, call.flows)
			if err != nil {
				return nil, err
			}
			return firewall.RenderChangeRequest(rows, call.addresses, call.details, call.texts["format"])
		},
	}
}
