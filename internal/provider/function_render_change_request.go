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
		description: "Returns the text of a change request for a firewall team, as Markdown, an HTML page or CSV.\n\n" +
			"| format | result |\n|---|---|\n" +
			"| `markdown` | The fields of your team, a table, a diagram in Mermaid and a list. It is made for GitHub. |\n" +
			"| `html` | The same as one page, with the diagram as SVG. The page needs no script and no other file. You can print it. " +
			"It has light and dark colors. |\n" +
			"| `csv` | One line for each requirement. The fields of your team are the last columns. A byte order mark tells Excel that the text is UTF-8. |\n\n" +
			"The table has the columns From, To, Hosts, Port, Protocol and Why. The diagram shows who connects to what, and on which port. " +
			"The list below has the other facts of each requirement. In CSV, they are columns after Why:\n\n" +
			"- the product, the application protocols, the condition and the note\n" +
			"- if the requirement contains a wildcard\n" +
			"- what the source page states, what is inferred, and the address of the page\n\n" +
			"You add the fields of your team, such as a ticket number.\n\n" +
			"Limits and errors:\n\n" +
			"- Pass the requirements with all of their attributes. An attribute that you leave out is empty.\n" +
			"- A diagram shows up to 12 hosts of a connection and 72 characters of a text. The table has all of them. " +
			"If there are more than 60 connections, there is no diagram.\n" +
			"- The function escapes text for the format. A spreadsheet reads no cell of the CSV as a formula, also if it splits at semicolons. " +
			"GitHub replaces nothing in the Markdown, such as a mention.",
		call: fourArguments(
			changeRowsArgument(),
			destinationsArgument("An address is any text that your team understands. `internet` is not needed, because the table lists hosts. "+
				"If one is unknown, the whole text is unknown."),
			fieldsArgument("details", "The fields of your team by name, such as ticket, owner and review date. Use `{}` for none."),
			stringArgument("format", "`markdown`, `html` or `csv`."),
			render.ChangeRequest,
		),
	}
}
