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
			returns: "Returns the text of a change request for a firewall team, as Markdown, an HTML page or CSV.",
			add: "Add the fields of your team in `details`, such as a ticket number. Run `terraform apply` first, then save the text with " +
				"`terraform output -raw page > request.html`.",
			result: "Its form depends on `format`.\n\n" +
				"| format | result |\n" +
				"|---|---|\n" +
				"| `markdown` | The fields of your team, a table, a Mermaid diagram and a list, for GitHub. |\n" +
				"| `html` | The same as one page, with the diagram as SVG. The page has no script and needs no other file. You can print it. It has light and " +
				"dark colors. |\n" +
				"| `csv` | One line for each requirement. The fields of your team are the last columns. A byte order mark tells Excel that the text is UTF-8. |\n\n" +
				"The table has the columns From, To, Hosts, Port, Protocol and Why. The diagram shows who connects to what, and on which port. The list " +
				"has the product, the condition and the note of each requirement. It says which requirements contain a wildcard, what the source page " +
				"states, and what is inferred. In CSV, these are columns after Why.",
			limits: []string{
				"Pass the requirements with all of their attributes. An attribute that you leave out is empty.",
				"A request does not show omitted requirements, because their hosts are not known. List them in a field: " +
					"`details = { Omitted = join(\", \", keys(data.nexthink_connectivity_requirements.acme.omitted_requirements)) }`.",
				"A proxy team needs the requirements to the internet only, and no `destinations`: " +
					"`{ for key, requirement in local.requirements : key => requirement if requirement.destination == \"internet\" }`.",
				"The diagram shows up to 12 hosts of a connection, and up to 72 characters of a text. The table has all of them.",
				"If there are more than 60 connections, there is no diagram.",
				"The function escapes text for the format. GitHub makes no mention, emoji or formula of it.",
				"A spreadsheet reads no cell of the CSV as a formula, including if it splits the text at semicolons.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("render_probe_script")},
		},
		call: fourArguments(
			changeRequirementsArgument(),
			destinationsArgument("An address is any text that your team understands. `internet` is not needed, because the table lists hosts. "+
				"If an address is not known until apply, neither is the text."),
			fieldsArgument("details", "The fields of your team by name, such as ticket, owner and review date. Use `{}` for none."),
			stringArgument("format", "`markdown`, `html` or `csv`."),
			render.ChangeRequest,
		),
	}
}
