// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	heading2 = regexp.MustCompile(`^##\s+(.+)$`)
	tag      = regexp.MustCompile(`<a\b[^>]*>|</a>|<br\s*/?>|\*\*|\{#[^}]*\}`)
	// brackets are the placeholders that a copy may have as they are: in a table they would be taken for tags.
	brackets = regexp.MustCompile(`(?i)<(/?)(instance|region|reg|n|number|aws[_ -]region)>`)
)

// ignoredHeadings are of the page and no product's.
var ignoredHeadings = []string{"overview", "connectivity requirements"}

// copyOfMarkdown reads the Markdown that the documentation gives, with its tables in HTML.
func copyOfMarkdown(text string, known tenants) (page, error) {
	text = strings.ReplaceAll(text, `\`, "")
	found := page{format: "Markdown"}
	var overview, prose strings.Builder
	tables := 0
	for text != "" {
		before, rest, inTable := strings.Cut(text, "<table")
		for line := range strings.Lines(before) {
			if title := heading2.FindStringSubmatch(strings.TrimSpace(line)); title != nil {
				found.addHeading(title[1])
			}
			prose.WriteString(tag.ReplaceAllString(line, " "))
		}
		if tables == 0 {
			overview.WriteString(tag.ReplaceAllString(before, " "))
		}
		if !inTable {
			break
		}
		inside, after, closed := strings.Cut(rest, "</table>")
		if !closed {
			return page{}, errors.New("it ends within a table: the copy is not whole")
		}
		words, err := found.addTable("<table"+inside+"</table>", known)
		if err != nil {
			return page{}, err
		}
		prose.WriteString("\n" + words + "\n")
		tables++
		text = after
	}
	found.finish(overview.String(), prose.String(), known)
	return found, nil
}

func (p *page) addHeading(title string) {
	name := plainHeading(html.UnescapeString(tag.ReplaceAllString(title, "")))
	for _, ignored := range ignoredHeadings {
		if strings.EqualFold(name, ignored) {
			return
		}
	}
	p.sections = append(p.sections, section{name: name, whole: true})
}

// addTable adds the rows of a table to the last section, and gives the words in its cells but for the ports.
func (p *page) addTable(source string, known tenants) (string, error) {
	if len(p.sections) == 0 {
		return "", unknownLayout("", "it stands before every section")
	}
	at := &p.sections[len(p.sections)-1]
	root, err := html.Parse(strings.NewReader(brackets.ReplaceAllString(source, "&lt;$1$2&gt;")))
	if err != nil {
		return "", fmt.Errorf("a table cannot be read: %w", err)
	}
	lines := gridOf(root)
	if len(lines) == 0 {
		return "", unknownLayout(at.name, "the table has no header")
	}
	at.columns = nil
	for _, name := range lines[0] {
		name = strings.ToLower(strings.Join(strings.Fields(name), " "))
		at.columns = append(at.columns, cmp.Or(columnNames.FindString(name), name))
	}
	if err := checkColumns(at.name, at.columns); err != nil {
		return "", err
	}
	var words []string
	ports := ""
	for _, cells := range lines[1:] {
		if len(cells) == len(at.columns)-1 && !portsCell.MatchString(cells[0]) {
			cells = append([]string{ports}, cells...)
		}
		if len(cells) != len(at.columns) || !portsCell.MatchString(cells[0]) {
			return "", unknownLayout(at.name, "a row has not the cells that its header says")
		}
		ports = cells[0]
		at.rows = append(at.rows, rowsOfCells(cells, at.columns, known)...)
		words = append(words, cells[1:]...)
	}
	return strings.Join(words, "\n"), nil
}

func rowsOfCells(cells, columns []string, known tenants) []row {
	var made row
	for i, column := range columns {
		switch {
		case column == "protocol":
			made.transport, made.applications = protocolsOf(cells[i])
		case column == "direction":
			made.direction = cells[i]
		case i > 0 && isHostColumn(column):
			made.hosts = append(made.hosts, hostsIn(cells[i], known)...)
		}
	}
	var rows []row
	for _, ports := range portsOf(cells[0]) {
		made.ports = ports
		rows = append(rows, made)
	}
	return rows
}

// maxSpan is more rows than a table of the page has: a cell that claims to span more is not believed.
const maxSpan = 100

// gridOf gives the cells of the rows in a table, a cell that spans several rows in each of them.
func gridOf(root *html.Node) [][]string {
	var lines [][]string
	spans := map[int]span{}
	for node := range root.Descendants() {
		if node.DataAtom != atom.Tr {
			continue
		}
		var cells []string
		for cell := range node.ChildNodes() {
			if cell.DataAtom != atom.Td && cell.DataAtom != atom.Th {
				continue
			}
			cells = fillSpans(cells, spans)
			words := wordsOf(cell)
			if rows := spanOf(cell); rows > 1 {
				spans[len(cells)] = span{words, rows - 1}
			}
			cells = append(cells, words)
		}
		lines = append(lines, fillSpans(cells, spans))
	}
	return lines
}

// span is a cell that the next rows have too.
type span struct {
	words string
	rows  int
}

func fillSpans(cells []string, spans map[int]span) []string {
	for {
		over, found := spans[len(cells)]
		if !found {
			return cells
		}
		if over.rows--; over.rows == 0 {
			delete(spans, len(cells))
		} else {
			spans[len(cells)] = over
		}
		cells = append(cells, over.words)
	}
}

func spanOf(cell *html.Node) int {
	for _, attribute := range cell.Attr {
		if attribute.Key == "rowspan" {
			if rows, err := strconv.Atoi(attribute.Val); err == nil && rows <= maxSpan {
				return rows
			}
		}
	}
	return 1
}

// wordsOf gives the text of a cell, each of its paragraphs on a line.
func wordsOf(cell *html.Node) string {
	var words strings.Builder
	for node := range cell.Descendants() {
		switch {
		case node.Type == html.TextNode:
			words.WriteString(node.Data)
		case node.DataAtom == atom.Br, node.DataAtom == atom.P, node.DataAtom == atom.Li:
			words.WriteString("\n")
		}
	}
	return strings.TrimSpace(words.String())
}
