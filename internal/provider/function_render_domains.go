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

// NewRenderDomainsFunction gives the function that renders lists of names.
func NewRenderDomainsFunction() function.Function {
	return &pureFunction{
		name:    "render_domains",
		summary: "Render requirements as a list of names in a firewall's own spelling",
		description: "Gives the hosts of the rows to the internet as a list of names, sorted and each once, spelt as the dialect's product " +
			"spells them. Rows to other destinations are outside of such a list by definition. A row to the internet without a host is refused, and " +
			"so is what the product cannot match: a wildcard where exact names alone are taken, and a row that speaks neither TLS nor HTTP where " +
			"names are matched in those alone; the message says what to use instead. A list of names does not limit ports unless its rule does.\n\n" +
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
	text.WriteString("| dialect | product | `*.eu.nexthink.cloud` is spelt | matches `eu.nexthink.cloud` | matches below it | raw rows | evidence |\n" +
		"|---|---|---|---|---|---|---|\n")
	for _, dialect := range dialect.All() {
		spelt, apex, depth := "refused", "-", "-"
		if !dialect.Exact {
			spelt, apex, depth = "`"+dialect.Write("*.eu.nexthink.cloud")+"`", yesOrNo(dialect.Wildcard.Apex), dialect.Wildcard.Depth()
		}
		if dialect.Widens {
			depth += "; an exact name too"
		}
		raw := "listed"
		if dialect.Web {
			raw = "refused"
		}
		fmt.Fprintf(&text, "| `%s` | %s | %s | %s | %s | %s | %s |\n", dialect.Name, withoutArticle(dialect.Product), spelt, apex, depth, raw, evidenceLink(dialect.Evidence))
	}
	text.WriteString("\nThe day is that on which the page, a copy of it or an excerpt from it was read.")
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
