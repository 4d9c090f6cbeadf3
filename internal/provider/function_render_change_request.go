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
		description: "Returns the text of a change request for a firewall team, as a table in Markdown or as CSV.\n\n" +
			"The table says:\n\n" +
			"- who connects from where, to what, on which port, why and under which condition\n" +
			"- if a requirement contains a wildcard\n" +
			"- what the source page states, what is inferred, and the address of the page\n" +
			"- the fields that you add in `details`\n\n" +
			"You add the fields of your team, such as a ticket number.\n\n" +
			"Limits and errors:\n\n" +
			"- Pass the requirements with all of their attributes. An attribute that you leave out is an empty cell.\n" +
			"- The function escapes text for the format. A spreadsheet reads no cell of the CSV as a formula.",
		call: fourArguments(
			changeRowsArgument(),
			destinationsArgument("An address is any text that your team understands. `internet` is not needed, because the table lists hosts. "+
				"If one is unknown, the whole text is unknown."),
			fieldsArgument("details", "The fields of your team by name, such as ticket, owner and review date. Use `{}` for none."),
			stringArgument("format", "`markdown` or `csv`."),
			render.ChangeRequest,
		),
	}
}
