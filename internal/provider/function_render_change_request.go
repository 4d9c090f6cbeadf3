// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderChangeRequestFunction gives the function that renders what a firewall team is sent.
func NewRenderChangeRequestFunction() function.Function {
	return &pureFunction{
		name:    "render_change_request",
		summary: "Render requirements as a change request for a firewall team",
		description: "Gives the text of a table, in Markdown or as CSV, for the people who keep a firewall by hand: who connects from where, to what, on " +
			"which port, why and under which condition, whether a wildcard is in it, what was stated and what inferred, and the page where it was read, " +
			"with the team's own fields. Pass the requirements with all their attributes: an attribute that you leave out is an empty cell. " +
			"Text is escaped for the format, and no cell of the CSV is taken for a formula.",
		call: fourArguments(
			changeRowsArgument(),
			destinationsArgument("Anything that names an address to your team. `internet` is not needed: hosts are listed. While one is unknown, the whole text is."),
			fieldsArgument("details", "The team's own fields by name, such as ticket, owner and review date; `{}` for none."),
			stringArgument("format", "`markdown` or `csv`."),
			render.ChangeRequest,
		),
	}
}
