// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderDomainsFunction returns the function that renders lists of names.
func NewRenderDomainsFunction() function.Function {
	return &pureFunction{
		name:    "render_domains",
		summary: "Render requirements as a list of names in the dialect of a firewall",
		description: "Returns the hosts of the requirements to the internet as a list of names, in the format of the dialect. The list is " +
			"sorted and has each name once.\n\n" +
			"You add the resource or file that contains the list.\n\n" +
			"Limits and errors:\n\n" +
			"- Requirements to other destinations are not in the list.\n" +
			"- A requirement to the internet without a host is an error.\n" +
			"- If the product matches exact names only, a wildcard is an error.\n" +
			"- If the product matches names in TLS and HTTP only, a requirement that uses neither is an error. The message says what to " +
			"use instead.\n" +
			"- A list of names does not limit ports, unless the rule that uses it does.\n\n" +
			dialectTable(),
		call: twoArguments(requirementsArgument(nameAttributes), dialectArgument("One of the dialects above."), render.Domains),
	}
}

func dialectArgument(description string) argument[dialect.Dialect] {
	return checkedArgument("dialect", description, dialect.ByName)
}

// dialectTable returns a table of how each dialect writes a wildcard, what the wildcard matches, and the source for it.
func dialectTable() string {
	var text strings.Builder
	text.WriteString("| dialect | product | `*.eu.nexthink.cloud` is written as | matches `eu.nexthink.cloud` | matches below it | other requirements | source |\n" +
		"|---|---|---|---|---|---|---|\n")
	for _, dialect := range dialect.All() {
		written, apex, depth := "error", "-", "-"
		if !dialect.Exact {
			written, apex, depth = "`"+dialect.Write("*.eu.nexthink.cloud")+"`", yesOrNo(dialect.Wildcard.Apex), dialect.Wildcard.Depth()
		}
		if dialect.Widens {
			depth += "; an exact name too"
		}
		raw := "listed"
		if dialect.Web {
			raw = "error"
		}
		fmt.Fprintf(&text, "| `%s` | %s | %s | %s | %s | %s | %s |\n", dialect.Name, withoutArticle(dialect.Product), written, apex, depth, raw,
			evidenceLink(dialect.Evidence))
	}
	text.WriteString("\n\"Other requirements\" use neither TLS nor HTTP. Each date is the day on which the page, a copy or an excerpt was read.")
	return text.String()
}

// evidenceLink returns the vendor's page as a Markdown link, and the day on which it was read.
func evidenceLink(evidence dialect.Evidence) string {
	if evidence.URL == "" {
		return "none: the list is of no product"
	}
	link := fmt.Sprintf("[vendor's page](%s), %s", evidence.URL, evidence.ReadOn)
	if evidence.Assumed {
		return "assumed: no source found; not stated on the " + link
	}
	return link
}

func withoutArticle(text string) string {
	return strings.TrimPrefix(strings.TrimPrefix(text, "a "), "an ")
}

func yesOrNo(truth bool) string {
	if truth {
		return "yes"
	}
	return "no"
}
