// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// The editions of the page. The newer one cannot be told from its address in a saved copy, so it is told from what it adds.
const (
	older = "older"
	newer = "newer"
)

// page is what a copy of the documentation page states.
type page struct {
	format   string // text or Markdown
	edition  string // older or newer
	sections []section
	regions  []string
	ports    []string // that sentences speak of
	hosts    []string // every host of a tenant, as a template, wherever it stands
	buckets  []string // every host of Amazon S3
	prose    string
}

// section is a heading with the table below it.
type section struct {
	name    string // as the page spells it, without (classic)
	columns []string
	rows    []row
	whole   bool // whether the last row has as many cells as the table has columns
}

// row is one row of a table for one range of ports.
type row struct {
	ports        string
	transport    string // empty where the page names none
	applications string
	direction    string
	hosts        []string
}

var (
	htmlPage = regexp.MustCompile(`(?i)<(!doctype|html|head|body)\b`)
	markdown = regexp.MustCompile(`(?m)^#{1,6} |<table\b`)
	s3Host   = regexp.MustCompile(`[a-z0-9<>_-]+\.s3\.[a-z0-9<>_.-]+\.com(\.cn)?`)
	blanks   = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", "\n", "\u00a0", " ", "\u200b", "", "\ufeff", "")
)

// readPage reads a copy in either format and refuses one that is not whole.
func readPage(text string, c *catalog.Catalog) (page, error) {
	text = blanks.Replace(text)
	switch {
	case strings.TrimSpace(text) == "":
		return page{}, errors.New("it is empty")
	case htmlPage.MatchString(text):
		return page{}, errors.New("it is HTML; save the text that a browser shows, or the Markdown copy")
	}
	hosts, err := catalog.LoadInstanceHosts()
	if err != nil {
		return page{}, err
	}
	known := tenants{hosts.Templates(), c.RegionCodes()}
	var found page
	if markdown.MatchString(text) {
		found, err = copyOfMarkdown(text, known)
	} else {
		found, err = copyOfText(text, headings(c), known)
	}
	if err != nil {
		return page{}, err
	}
	if len(found.regions) == 0 {
		return page{}, errors.New("it names no region: this is another page, or not the whole of it")
	}
	found.edition = found.editionOf()
	return found, checkWhole(found, c)
}

// finish takes from the text what stands outside of the tables, or anywhere.
func (p *page) finish(overview, whole string, known tenants) {
	whole = html.UnescapeString(whole)
	p.regions = regionsIn(html.UnescapeString(overview))
	p.ports = portsInProse(whole)
	p.prose = strings.ToLower(whole)
	for _, name := range hostsIn(whole, known) {
		if strings.HasSuffix(name, cloud) {
			p.hosts = append(p.hosts, name)
		}
	}
	p.buckets = slices.Compact(slices.Sorted(slices.Values(s3Host.FindAllString(p.prose, -1))))
}

func (p *page) editionOf() string {
	for _, s := range p.sections {
		if slices.Contains(s.columns, "source") {
			return newer
		}
	}
	if slices.Contains(p.hosts, "{instance}-login.{region}"+cloud) {
		return newer
	}
	return older
}

// has says whether the page has a section of the name.
func (p *page) has(name string) bool {
	return slices.ContainsFunc(p.sections, func(s section) bool { return strings.EqualFold(s.name, name) })
}

// unknownLayout says where a table is not as the page's tables are.
func unknownLayout(section, what string) error {
	if section == "" {
		section = "a table without a heading"
	}
	return fmt.Errorf("the layout is unknown: %s: %s", section, what)
}

// checkColumns expects the columns that every table of the page has.
func checkColumns(section string, columns []string) error {
	for _, name := range []string{"protocol", "direction"} {
		if !slices.Contains(columns, name) {
			return unknownLayout(section, "there is no column "+name)
		}
	}
	return nil
}

// isHostColumn says whether a column holds hosts: whatever is none of the others.
func isHostColumn(name string) bool {
	return !slices.Contains([]string{"port number", "port", "ports", "protocol", "direction", "source", "reason"}, name)
}
