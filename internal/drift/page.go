// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The editions of the page, and its section before the first product.
const (
	older    = "older"
	newer    = "newer"
	overview = "Overview"
)

// page is a copy that was read.
type page struct {
	edition  string
	sections map[string]string // texts by product, or by the heading of an unknown section
	last     string            // the name of the last section
}

var (
	tableHeader  = regexp.MustCompile(`(?is)port.*protocol.*direction`)
	headerStart  = regexp.MustCompile(`(?i)^(port number|ports?$)`)
	sourceColumn = regexp.MustCompile(`(?i)direction\W*(?:in/out\W*)?source`)
	headingForm  = regexp.MustCompile(`^[A-Z][\w&()-]*( [\w&()-]+){0,5}$`)
	cell         = regexp.MustCompile(protocolCell.String() + "|" + directionCell.String())
	rowEnd       = regexp.MustCompile(directionCell.String() + `(\n.+){1,2}\z`)
	fullStop     = regexp.MustCompile(`([.!?]["')”]?|^\S+)$`)
	openEnd      = regexp.MustCompile(`(?i)[.!?] |[,;:]$|\b(a|an|and|as|at|by|for|from|in|is|of|on|or|over|that|the|through|to|which|with)$`)
)

// readPage refuses a copy that is not the page or not the whole page.
func readPage(text string) (page, facts, error) {
	lines, open := readCopy(text)
	edition, all := older, strings.Join(lines, "\n")
	if sourceColumn.MatchString(all) || strings.Contains(all, "-login.") {
		edition = newer
	}
	known, err := loadFacts(edition)
	p := page{edition, make(map[string]string), overview}
	switch {
	case err != nil:
	case len(lines) == 0:
		err = errors.New("it is empty")
	case open:
		err = errors.New("it ends within a table: the copy is not whole")
	default:
		p.split(lines, known.headings)
		err = p.check(known)
	}
	return p, known, err
}

// split finds the sections. In a text copy, a heading is a known name, or a line before the header of a table.
func (p *page) split(lines []string, headings map[string]string) {
	levelOf := func(l string) int { return len(l) - len(strings.TrimLeft(l, "#")) }
	nameOf := func(l string) string {
		return headings[strings.TrimSuffix(strings.ToLower(strings.TrimLeft(l, "# ")), " (classic)")]
	}
	level := 0 // of the products' headings; 0 in a text copy
	if first := slices.IndexFunc(lines, func(l string) bool { return levelOf(l) > 0 && nameOf(l) != "" }); first >= 0 {
		level = levelOf(lines[first])
	}
	texts := map[string][]string{overview: nil}
	for i, l := range lines {
		before, after := lines[max(0, i-1)], lines[min(len(lines)-1, i+1)]
		name := nameOf(l)
		isHeading := levelOf(l) > 0 && (name != "" || levelOf(l) <= level)
		if level == 0 && name != "" { // but not a Source cell, or a list of the sections
			isHeading = !cell.MatchString(before) && (nameOf(after) == "" || i+1 == len(lines))
		} else if level == 0 {
			isHeading = headingForm.MatchString(l) && headerStart.MatchString(after)
		}
		if isHeading {
			p.last = cmp.Or(name, strings.TrimLeft(l, "# "))
			texts[p.last] = slices.Grow(texts[p.last], 1)
		} else {
			texts[p.last] = append(texts[p.last], l)
		}
	}
	for name, text := range texts {
		p.sections[name] = strings.Join(text, "\n")
	}
}

// check looks for the known sections, the headers of the tables and the end of the last sentence.
func (p *page) check(known facts) error {
	demanded, present := 0, 0
	for name, set := range known.sections {
		demanded += min(1, len(set.demanded))
		present += min(1, len(set.demanded), len(tokensOf(p.sections[name])))
	}
	if present == 0 || present*2 < demanded {
		return fmt.Errorf("%d of its %d sections have hosts, ports and protocols: this is another page, or not the whole of it", present, demanded)
	}
	for _, name := range sorted(p.sections) {
		text := p.sections[name]
		if rows := cell.FindStringIndex(text); rows != nil && !tableHeader.MatchString(text[:rows[0]]) {
			return fmt.Errorf("the rows of the section %s have no table header", name)
		}
	}
	text := p.sections[p.last]
	end := text[strings.LastIndex(text, "\n")+1:]
	isSentence := openEnd.MatchString(end) || !rowEnd.MatchString(text) && len(strings.Fields(end)) > 6 // a shorter line may be a link
	if cell.MatchString(end) || isSentence && !fullStop.MatchString(end) {
		return fmt.Errorf("it ends within a row or a sentence of the section %s: the copy is not whole", p.last)
	}
	return nil
}
