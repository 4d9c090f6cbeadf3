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

// ChangeRequirement is a requirement with the attributes that a firewall team asks for.
type ChangeRequirement struct {
	traffic.Flow

	Product   string
	Source    string
	Condition string
	Note      string
	Wildcard  bool
	Inferred  []string
}

var changeColumns = []string{
	"Requirement", "Product", "From", "To", "Hosts or addresses", "Protocol", "Port", "Speaks", "Purpose", "Applies", "Note", "Wildcard", "Basis", "Source page",
}

// ChangeRequest returns the text that a firewall team receives, in the format "markdown" or "csv". The details are the team's own
// fields.
func ChangeRequest(requirements []ChangeRequirement, addresses traffic.Addresses, details map[string]string, format string) (string, error) {
	table := [][]string{}
	sorted := slices.SortedFunc(slices.Values(requirements), func(a, b ChangeRequirement) int { return strings.Compare(a.Key, b.Key) })
	for _, requirement := range sorted {
		line, err := requirement.cells(addresses)
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

// cells returns the cells of the requirement, one for each of changeColumns.
func (requirement ChangeRequirement) cells(addresses traffic.Addresses) ([]string, error) {
	targets := requirement.Hosts
	if requirement.Destination == traffic.Internet {
		if err := requireHosts(requirement.Flow); err != nil {
			return nil, err
		}
	} else {
		given, err := addresses.Known(requirement.Flow)
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
	if requirement.Wildcard {
		wildcard = "yes"
	}
	switch {
	case len(requirement.DocumentationURLs) == 0:
		basis = "own row"
	case len(requirement.Inferred) > 0:
		basis = "stated; inferred: " + strings.Join(requirement.Inferred, ", ")
	}
	applies := requirement.Condition
	if applies == "" {
		applies = "always"
	}
	return []string{
		requirement.Key, requirement.Product, requirement.Source, requirement.Destination, strings.Join(targets, ", "),
		requirement.Transport, requirement.Ports.String(),
		strings.Join(requirement.Applications, ", "), requirement.Purpose, applies, requirement.Note, wildcard, basis,
		strings.Join(requirement.DocumentationURLs, ", "),
	}, nil
}

// markdown escapes the characters that have a meaning in Markdown.
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

// changeCSV returns the table as CSV. The details are the last columns, the same in every line.
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

// csvCell returns the text as a cell that a spreadsheet does not read as a formula. A spreadsheet also reads full-width signs.
func csvCell(text string) string {
	text = oneLine(text)
	if first, _ := utf8.DecodeRuneInString(text); strings.ContainsRune("=+-@|%＝＋－＠", first) {
		return "'" + text
	}
	return text
}
