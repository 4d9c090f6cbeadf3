// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// ChangeRow is a row with what a firewall team asks beside.
type ChangeRow struct {
	traffic.Flow

	Product           string
	Source            string
	Condition         string
	Note              string
	Wildcard          bool
	Inferred          []string
	DocumentationURLs []string
}

var changeColumns = []string{
	"Requirement", "Product", "From", "To", "Hosts or addresses", "Protocol", "Port", "Speaks", "Purpose", "Applies", "Note", "Wildcard", "Basis", "Source page",
}

// ChangeRequest gives what a firewall team is sent, in Markdown or as CSV.
func ChangeRequest(rows []ChangeRow, addresses traffic.Addresses, details map[string]string, format string) (string, error) {
	table := [][]string{}
	sorted := slices.SortedFunc(slices.Values(rows), func(a, b ChangeRow) int { return strings.Compare(a.Key, b.Key) })
	for _, row := range sorted {
		line, err := row.line(addresses)
		if err != nil {
			return "", err
		}
		table = append(table, line)
	}
	for _, name := range slices.Sorted(maps.Keys(details)) {
		if slices.Contains(changeColumns, name) {
			return "", &traffic.ArgumentError{Argument: "details", Err: fmt.Errorf("%q is a column of the request itself; give the field another name", name)}
		}
	}
	switch format {
	case "markdown":
		return changeMarkdown(table, details), nil
	case "csv":
		return changeCSV(table, details)
	}
	return "", &traffic.ArgumentError{Argument: "format", Err: errors.New(wording.Unknown(format, "format", []string{"csv", "markdown"}, ""))}
}

func (row ChangeRow) line(addresses traffic.Addresses) ([]string, error) {
	targets := row.Hosts
	if row.Destination == traffic.Internet {
		if err := requireHosts(row.Flow); err != nil {
			return nil, err
		}
	} else {
		given, err := addresses.Known(row.Flow)
		if err != nil {
			return nil, err
		}
		targets = nil
		for _, address := range given {
			text := address.Text
			if address.Label != "" {
				text += " (" + address.Label + ")"
			}
			targets = append(targets, text)
		}
	}
	wildcard, basis := "no", "stated"
	if row.Wildcard {
		wildcard = "yes"
	}
	switch {
	case len(row.DocumentationURLs) == 0:
		basis = "own row"
	case len(row.Inferred) > 0:
		basis = "stated; inferred: " + strings.Join(row.Inferred, ", ")
	}
	applies := row.Condition
	if applies == "" {
		applies = "always"
	}
	return []string{
		row.Key, row.Product, row.Source, row.Destination, strings.Join(targets, ", "), row.Transport, row.Ports.String(),
		strings.Join(row.Applications, ", "), row.Purpose, applies, row.Note, wildcard, basis, strings.Join(row.DocumentationURLs, ", "),
	}, nil
}

var markdown = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
	"&", "&amp;", "|", "\\|", "#", "\\#", "~", "\\~", "!", "\\!", "@", "&#64;",
)

func markdownLine(cells []string) string {
	escaped := []string{}
	for _, cell := range cells {
		escaped = append(escaped, markdown.Replace(oneLine(cell)))
	}
	return "| " + strings.Join(escaped, " | ") + " |\n"
}

func changeMarkdown(table [][]string, details map[string]string) string {
	var text strings.Builder
	text.WriteString("# Firewall change request: Nexthink\n\n")
	if len(details) > 0 {
		text.WriteString("| Field | Value |\n|---|---|\n")
		for _, name := range slices.Sorted(maps.Keys(details)) {
			text.WriteString(markdownLine([]string{name, details[name]}))
		}
		text.WriteString("\n")
	}
	text.WriteString("Every connection is opened from the side named under From; the answers come back on it.\n\n")
	text.WriteString(markdownLine(changeColumns) + strings.Repeat("|---", len(changeColumns)) + "|\n")
	for _, line := range table {
		text.WriteString(markdownLine(line))
	}
	return text.String()
}

// changeCSV has the team's own fields as columns behind the others, so that every line is whole by itself.
func changeCSV(table [][]string, details map[string]string) (string, error) {
	var text bytes.Buffer
	writer := csv.NewWriter(&text)
	names := slices.Sorted(maps.Keys(details))
	values := []string{}
	for _, name := range names {
		values = append(values, details[name])
	}
	lines := [][]string{slices.Concat(changeColumns, names)}
	for _, line := range table {
		lines = append(lines, slices.Concat(line, values))
	}
	for _, line := range lines {
		for i, cell := range line {
			line[i] = csvCell(cell)
		}
		if err := writer.Write(line); err != nil {
			return "", fmt.Errorf("the change request cannot be written as CSV: %w", err)
		}
	}
	writer.Flush()
	return text.String(), writer.Error()
}

// csvCell keeps a spreadsheet from taking a text for a formula, in whatever width its signs are.
func csvCell(text string) string {
	text = oneLine(text)
	if first, _ := utf8.DecodeRuneInString(text); strings.ContainsRune("=+-@|%＝＋－＠", first) {
		return "'" + text
	}
	return text
}
