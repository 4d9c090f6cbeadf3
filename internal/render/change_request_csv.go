// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// byteOrderMark is at the start of the CSV. Without it, Excel reads UTF-8 as another encoding: no source of the vendor found.
const byteOrderMark = "\ufeff"

// changeCSV returns the request as CSV. The details are the last columns, the same in every line.
func changeCSV(request changeRequest) (string, error) {
	header, values := slices.Clone(changeColumns), []string{}
	for _, detail := range request.Details {
		header, values = append(header, detail.Name), append(values, detail.Value)
	}
	lines := [][]string{header}
	for _, entry := range request.Entries {
		hosts := []string{}
		for _, host := range entry.Hosts {
			hosts = append(hosts, host.String())
		}
		line := []string{entry.From, entry.To, strings.Join(hosts, ", "), entry.Port, entry.Protocol, entry.Why, entry.Key}
		for _, fact := range entry.Facts {
			line = append(line, fact.Value)
		}
		lines = append(lines, slices.Concat(line, []string{strings.Join(entry.Pages, ", ")}, values))
	}
	text := bytes.NewBufferString(byteOrderMark)
	writer := csv.NewWriter(text)
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

// formulaSigns begin a formula. A spreadsheet also reads full-width signs.
const formulaSigns = "=+-@|%＝＋－＠"

// csvCell returns the text as a cell that a spreadsheet does not read as a formula. A spreadsheet that splits at semicolons sees a cell after
// each of them. The text has no tab, because it is one line.
func csvCell(text string) string {
	cells := strings.Split(text, ";")
	for i, cell := range cells {
		if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, ` "`)); strings.ContainsRune(formulaSigns, first) {
			cells[i] = "'" + cell
		}
	}
	return strings.Join(cells, ";")
}
