// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderChangeRequestFunction returns the function that renders a change request.
func NewRenderChangeRequestFunction() function.Function {
	return &pureFunction{
		name:    "render_change_request",
		summary: "Render requirements as a change request for a firewall team",
		page: page{
			returns: "Returns the text of a change request for a firewall team, as a table in Markdown or as CSV.",
			add:     "The fields of your team in `details`, such as a ticket number.",
			result: "The table says who connects to what, on which port, why and under which condition. It says which requirements contain a wildcard, what " +
				"the source page states, and what is inferred.",
			limits: []string{
				"Pass the requirements with all of their attributes. An attribute that you leave out is an empty cell.",
				"The function escapes text for the format. A spreadsheet reads no cell of the CSV as a formula.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("render_probe_script")},
		},
		call: fourArguments(
			changeRequirementsArgument(),
			destinationsArgument("An address is any text that your team understands. `internet` is not needed, because the table lists hosts. "+
				"If one is not known until apply, the text is known after apply."),
			fieldsArgument("details", "The fields of your team by name, such as ticket, owner and review date. Use `{}` for none."),
			stringArgument("format", "`markdown` or `csv`."),
			render.ChangeRequest,
		),
	}
}
