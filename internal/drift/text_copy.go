// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
	"strings"
)

var (
	tableStart     = regexp.MustCompile(`(?i)^ports?( numbers?)?$`)
	jammedHeader   = regexp.MustCompile(`(?i)^port number\s*\|?\s*protocol`)
	columnNames    = regexp.MustCompile(`(?i)port number|protocol|direction|source|reason|domains?|api base url`)
	notice         = regexp.MustCompile(`(?i)javascript`)
	classicHeading = regexp.MustCompile(`^[A-Z][A-Za-z ]{1,40} \(classic\)$`)
)

// maxHeader is more lines than the header of a table has.
const maxHeader = 12

// textCopy is the text of the page, each cell on a line of its own or on several.
type textCopy struct {
	lines []string // without the blank ones
	names map[string]string
	known tenants
}

// table is where a table is in the lines.
type table struct{ heading, start, rows, end int }

// copyOfText reads what one gets by copying the page from a browser. Rows are found by their direction, since a cell may be
// empty, take several lines or be left out where it is that of the row before.
func copyOfText(text string, names map[string]string, known tenants) (page, error) {
	t := textCopy{names: names, known: known}
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case line == "":
		case line[0] == '.' && len(t.lines) > 0: // the rest of a host
			t.lines[len(t.lines)-1] += line
		default:
			t.lines = append(t.lines, line)
		}
	}
	tables := t.tables()
	found := page{format: "text"}
	if len(tables) == 0 {
		return found, nil
	}
	t.leaveNoticeOut(tables)
	for i, each := range tables {
		read, err := t.section(each)
		if err != nil {
			return page{}, err
		}
		read.whole = i < len(tables)-1 || !t.endsInRow(each, read)
		found.sections = append(found.sections, read)
		for _, line := range t.lines[each.rows:each.end] {
			if classicHeading.MatchString(line) && !isKnownHeading(line, names) {
				found.sections = append(found.sections, section{name: plainHeading(line), whole: true})
			}
		}
	}
	if last := t.lines[len(t.lines)-1]; classicHeading.MatchString(last) {
		found.sections = append(found.sections, section{name: plainHeading(last)})
	}
	found.finish(strings.Join(t.lines[:tables[0].start], "\n"), strings.Join(t.lines, "\n"), known)
	return found, nil
}

// tables finds the tables, each from its heading to that of the next one.
func (t *textCopy) tables() []table {
	var found []table
	for i, line := range t.lines {
		if !tableStart.MatchString(line) && !jammedHeader.MatchString(line) {
			continue
		}
		rows := i + 1
		for rows < len(t.lines) && rows < i+maxHeader && !portsCell.MatchString(t.lines[rows]) {
			rows++
		}
		from := 0
		if len(found) > 0 {
			from = found[len(found)-1].rows
		}
		found = append(found, table{t.headingBefore(i, from), i, rows, len(t.lines)})
	}
	for i := range found[:max(0, len(found)-1)] {
		next := found[i+1]
		found[i].end = next.start
		if next.heading >= 0 {
			found[i].end = next.heading
		}
	}
	return found
}

// headingBefore finds the line that is the heading of the table at start: the line before it, or an earlier one that names a
// product where sentences stand between.
func (t *textCopy) headingBefore(start, from int) int {
	if start > from && (isKnownHeading(t.lines[start-1], t.names) || isHeading(t.lines[start-1])) {
		return start - 1
	}
	for i := start - 1; i >= from; i-- {
		if isKnownHeading(t.lines[i], t.names) {
			return i
		}
	}
	return -1
}

func isHeading(line string) bool {
	words := len(strings.Fields(line))
	return words > 0 && words <= 6 && line[0] >= 'A' && line[0] <= 'Z' && !strings.ContainsAny(line[len(line)-1:], ".:;,!?")
}

// leaveNoticeOut cuts a notice off that some copies end with, which is no part of the page.
func (t *textCopy) leaveNoticeOut(tables []table) {
	last := &tables[len(tables)-1]
	place := slices.IndexFunc(t.lines[last.start:], notice.MatchString)
	if place >= 0 {
		t.lines = t.lines[:last.start+place]
		last.rows, last.end = min(last.rows, len(t.lines)), len(t.lines)
	}
}

func (t *textCopy) section(at table) (section, error) {
	read := section{}
	if at.heading >= 0 {
		read.name = plainHeading(t.lines[at.heading])
	}
	for _, line := range t.lines[at.start:at.rows] {
		for _, name := range columnNames.FindAllString(line, -1) {
			read.columns = append(read.columns, strings.ToLower(name))
		}
	}
	if at.rows == len(t.lines) {
		return read, nil
	}
	if err := checkColumns(read.name, read.columns); err != nil {
		return section{}, err
	}
	starts := t.rowStarts(at, read.columns)
	ports := ""
	for i, start := range starts {
		end := at.end
		if i+1 < len(starts) {
			end = starts[i+1].first
		}
		if start.first < start.protocol {
			ports = t.lines[start.first]
		}
		read.rows = append(read.rows, t.rowsOf(start, ports, t.lines[start.direction+1:end], read.columns)...)
	}
	if len(read.rows) == 0 {
		return section{}, unknownLayout(read.name, "no row has a direction")
	}
	return read, nil
}

// rowStart is where a row begins: its ports, unless they are those of the row before, its protocols up to the line behind, and
// its direction.
type rowStart struct{ first, protocol, behind, direction int }

func (t *textCopy) rowStarts(at table, columns []string) []rowStart {
	apart := max(1, slices.Index(columns, "direction")-slices.Index(columns, "protocol"))
	var starts []rowStart
	free := at.rows
	for i := at.rows; i < at.end; i++ {
		if !directionCell.MatchString(t.lines[i]) || i-apart < free {
			continue
		}
		start := rowStart{protocol: i - apart, behind: i - apart + 1, direction: i}
		for start.protocol > free && (strings.HasSuffix(t.lines[start.protocol-1], "/") || t.lines[start.protocol][0] == '/') {
			start.protocol-- // a cell of two lines
		}
		start.first = start.protocol
		if start.protocol-1 >= free && portsCell.MatchString(t.lines[start.protocol-1]) {
			start.first--
		}
		starts = append(starts, start)
		free = i + 1
	}
	return starts
}

func (t *textCopy) rowsOf(start rowStart, ports string, rest, columns []string) []row {
	transport, applications := protocolsOf(strings.Join(t.lines[start.protocol:start.behind], " "))
	var hosts []string
	if slices.ContainsFunc(columns, isHostColumn) {
		for _, line := range rest {
			hosts = append(hosts, t.hostAtTheEnd(line)...)
		}
	}
	var rows []row
	for _, each := range portsOf(ports) {
		rows = append(rows, row{each, transport, applications, t.lines[start.direction], hosts})
	}
	return rows
}

// hostAtTheEnd gives the hosts of a line that is a cell, or a part of one, and not a sentence with a host in it.
func (t *textCopy) hostAtTheEnd(line string) []string {
	words := strings.Fields(line)
	if s3Host.MatchString(line) || len(hostsIn(words[len(words)-1], t.known)) == 0 {
		return nil
	}
	return hostsIn(line, t.known)
}

// endsInRow says whether the copy breaks off in the table: in the midst of its first cells, or before its last.
func (t *textCopy) endsInRow(at table, read section) bool {
	last := t.lines[len(t.lines)-1]
	if portsCell.MatchString(last) || directionCell.MatchString(last) || isProtocols(last) {
		return true
	}
	starts := t.rowStarts(at, read.columns)
	if len(starts) == 0 {
		return true
	}
	behind := len(read.columns) - 1 - slices.Index(read.columns, "direction")
	return at.end-1-starts[len(starts)-1].direction < behind
}
