// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// changeMarkdown returns the request as GitHub's Markdown.
func changeMarkdown(request changeRequest) string {
	var text strings.Builder
	fmt.Fprintf(&text, "# %s\n\n", changeTitle)
	if len(request.Details) > 0 {
		text.WriteString("| Field | Value |\n|---|---|\n")
		for _, detail := range request.Details {
			fmt.Fprintf(&text, "| %s | %s |\n", markdown(detail.Name), markdown(detail.Value))
		}
		text.WriteString("\n")
	}
	fmt.Fprintf(&text, "%s\n\n## Connections\n\n| No. | %s |\n", changeRule, strings.Join(connectionColumns, " | "))
	text.WriteString("|---" + strings.Repeat("|---", len(connectionColumns)) + "|\n")
	for i, entry := range request.Entries {
		hosts := []string{}
		for _, host := range entry.Hosts {
			cell := markdownCode(host.Text)
			if host.Label != "" {
				cell += " (" + markdown(host.Label) + ")"
			}
			hosts = append(hosts, cell)
		}
		cells := []string{markdown(entry.From), entry.To, strings.Join(hosts, "<br>"), entry.Port, entry.Protocol, markdown(entry.Why)}
		fmt.Fprintf(&text, "| %d | %s |\n", i+1, strings.Join(cells, " | "))
	}
	text.WriteString("\n## Diagram\n\n")
	if request.Diagram.isTooLarge() {
		text.WriteString(diagramTooLarge + "\n")
	} else {
		text.WriteString("```mermaid\n" + request.Diagram.mermaid() + "```\n")
	}
	text.WriteString("\n## Requirements\n\n")
	for i, entry := range request.Entries {
		text.WriteString(entry.markdownItem(i + 1))
	}
	return text.String()
}

// markdownItem returns the item of a numbered list with the facts of a requirement that are not in the table.
func (entry changeEntry) markdownItem(number int) string {
	mark := fmt.Sprintf("%d. ", number)
	var text strings.Builder
	fmt.Fprintf(&text, "%s%s\n", mark, markdownCode(entry.Key))
	for _, fact := range entry.Facts {
		if fact.Value != "" {
			fmt.Fprintf(&text, "%*s- %s: %s\n", len(mark), "", fact.Name, markdown(fact.Value))
		}
	}
	if len(entry.Pages) > 0 {
		pages := []string{}
		for _, page := range entry.Pages {
			pages = append(pages, markdown(page))
		}
		fmt.Fprintf(&text, "%*s- Source pages: %s\n", len(mark), "", strings.Join(pages, " "))
	}
	return text.String()
}

var (
	// escapeMarkdown escapes the characters that have a meaning in Markdown. GitHub looks for mentions and references in the text of the page,
	// where an escape is gone. A tag splits this text: https://github.com/github/cmark-gfm/issues/181
	// It is also the documented escape of a dollar sign:
	// https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
	escapeMarkdown = strings.NewReplacer(
		"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;", "|", "\\|", "~", "\\~", "!", "\\!",
		"#", "<span>#</span>", "$", "<span>$</span>", "@", "<span>@</span>",
	)
	// emoji matches the start of an emoji's name, which an escape does not prevent either: https://github.com/github/markup/issues/1153
	emoji = wording.LazyRegexp(`:([\w+-])`)
	// plainURL matches an address that needs no escape between angle brackets.
	plainURL = wording.LazyRegexp(`^https?://[A-Za-z0-9./_~#?=&%+-]+$`)
)

// markdown returns the text without a meaning in GitHub's Markdown, or as a link if it is an address.
func markdown(text string) string {
	if plainURL().MatchString(text) {
		return "<" + text + ">"
	}
	return emoji().ReplaceAllString(escapeMarkdown.Replace(text), "<span>:</span>$1")
}

// markdownCode returns the text as code, which can be copied from the source too. GitHub replaces nothing in code. A text with a backtick or
// a backslash cannot be code in a table.
func markdownCode(text string) string {
	if text == "" || strings.ContainsAny(text, "`\\") {
		return markdown(text)
	}
	return "`" + strings.ReplaceAll(text, "|", "\\|") + "`"
}
