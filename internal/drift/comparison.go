// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

// statement is one host of one row, on the page or in the catalogue; without a host where the other end is the customer's own
// or the page leaves it out.
type statement struct {
	section      string // the product whose table it is in; or a heading that the catalogue does not know
	ports        string
	transport    string
	applications string
	host         string
}

func (s statement) String() string {
	text := strings.ToUpper(s.transport) + " " + s.ports
	if s.applications != "" {
		text += " " + s.applications
	}
	if s.host != "" {
		text += " to " + s.host
	}
	return text
}

// expectation is a statement of the catalogue.
type expectation struct {
	statement

	key      string
	demanded bool // the edition that is read must have it
	any      bool // one of the requirement's statements is enough, or the row without a host
	found    bool
}

// comparison is a comparison in the making.
type comparison struct {
	page     page
	catalog  *catalog.Catalog
	names    map[string]string // headings by product
	expected []*expectation
	left     []statement // of the page, without a counterpart so far
	lines    []string
}

// compare gives a line for each thing that the page states and the catalogue does not, or the other way round.
func compare(p page, c *catalog.Catalog) []string {
	comparing := &comparison{page: p, catalog: c, names: headings(c)}
	comparing.expected = expectations(p, c)
	comparing.left = comparing.stated()
	comparing.compareRows()
	comparing.compareSections()
	comparing.compareRegions()
	comparing.comparePorts()
	comparing.compareHosts()
	comparing.compareBuckets()
	slices.Sort(comparing.lines)
	return slices.Compact(comparing.lines)
}

func (c *comparison) say(format string, values ...any) {
	c.lines = append(c.lines, fmt.Sprintf(format, values...))
}

func expectations(p page, c *catalog.Catalog) []*expectation {
	var all []*expectation
	for _, requirement := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		made := expectation{
			statement: statement{
				section:      sectionOf(requirement.Product),
				ports:        spellPorts(strconv.FormatInt(requirement.FromPort, 10), strconv.FormatInt(requirement.ToPort, 10)),
				transport:    requirement.TransportProtocol,
				applications: applicationsOf(requirement),
			},
			key:      requirement.Key,
			demanded: demanded(requirement, p.edition),
			any:      mayLackHosts(requirement) || isReadInParts(requirement, p.edition),
		}
		for _, host := range requirement.Hosts {
			made.host = host
			all = append(all, new(made))
		}
		if len(requirement.Hosts) == 0 {
			all = append(all, new(made))
		}
	}
	slices.SortStableFunc(all, func(a, b *expectation) int { return a.rank() - b.rank() })
	return all
}

// rank puts first what a row of the page must be, where it could be one of two requirements.
func (e *expectation) rank() int {
	switch {
	case !e.demanded:
		return 2
	case slices.Contains(inProse, e.key):
		return 1
	}
	return 0
}

func applicationsOf(requirement catalog.Requirement) string {
	names := slices.DeleteFunc(slices.Clone(requirement.ApplicationProtocols), func(name string) bool { return name == requirement.TransportProtocol })
	return joinSorted(names)
}

// mayLackHosts says whether the page may have no host in the requirement's row: where the catalogue concluded it, or where it is
// the tenant's own, of which the page tells in its overview.
func mayLackHosts(requirement catalog.Requirement) bool {
	return slices.Contains(requirement.Inferred, "hosts") || slices.Equal(requirement.Hosts, []string{"{instance}.{region}" + cloud})
}

// isReadInParts says whether different copies of the page state different parts of the requirement, so that none has them all.
func isReadInParts(requirement catalog.Requirement, edition string) bool {
	return slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool {
		return isOf(citation, edition) && (citation.States != nil || citation.Hosts != nil)
	})
}

// stated gives the statements of the page's tables.
func (c *comparison) stated() []statement {
	var all []statement
	for _, section := range c.page.sections {
		product := c.productOf(section.name)
		for _, row := range section.rows {
			if !outwards.MatchString(row.direction) {
				c.say("direction: the section %s has a row %s %s %q, and the catalogue has outbound connections alone",
					section.name, strings.ToUpper(row.transport), row.ports, row.direction)
			}
			made := statement{product, row.ports, row.transport, row.applications, ""}
			for _, host := range row.hosts {
				made.host = host
				all = append(all, made)
			}
			if len(row.hosts) == 0 {
				all = append(all, made)
			}
		}
	}
	return all
}

func (c *comparison) productOf(heading string) string {
	for _, product := range c.catalog.Products() {
		if strings.EqualFold(product.Name, heading) {
			return sectionOf(product.ID)
		}
	}
	return heading
}

// compareSections comes after the rows: a section is not missed while all of its rows stand in another one.
func (c *comparison) compareSections() {
	for _, section := range c.page.sections {
		if !isKnownHeading(section.name, c.names) {
			c.say("section: the page has %q, the catalogue has no such product", section.name)
		}
	}
	for _, product := range pageOrder {
		lost := func(e *expectation) bool { return e.section == product && e.demanded && !c.hasFound(e.key) }
		if !c.page.has(c.names[product]) && slices.ContainsFunc(c.expected, lost) {
			c.say("section: the page no longer has %q", c.names[product])
		}
	}
}

func (c *comparison) compareRegions() {
	known := c.catalog.RegionCodes()
	for _, code := range c.page.regions {
		if !slices.Contains(known, code) {
			c.say("region: the page has %s, the catalogue does not", code)
		}
	}
	for _, code := range known {
		if !slices.Contains(c.page.regions, code) {
			c.say("region: the page no longer has %s", code)
		}
	}
}

// comparePorts looks at the ports that sentences speak of: each must be that of some requirement.
func (c *comparison) comparePorts() {
	for _, ports := range c.page.ports {
		if !slices.ContainsFunc(c.expected, func(e *expectation) bool { return e.ports == ports }) {
			c.say("port: the page speaks of %s, the catalogue does not have it", ports)
		}
	}
}

// compareHosts looks at the hosts of a tenant wherever they stand: those of the overview stand in no table.
func (c *comparison) compareHosts() {
	for _, host := range c.page.hosts {
		if !slices.ContainsFunc(c.expected, func(e *expectation) bool { return e.host == host }) {
			c.say("host: the page has %s, the catalogue does not", host)
		}
	}
	for _, e := range c.expected {
		if e.demanded && e.key == "collector_channel" && !slices.Contains(c.page.hosts, e.host) {
			c.say("host: the page no longer has %s, of %s", e.host, e.key)
		}
	}
}

// compareBuckets looks at the host in the example of an export's link.
func (c *comparison) compareBuckets() {
	facts := c.catalog.ExportBucket()
	for _, e := range c.expected {
		if e.key != "data_export_download" {
			continue
		}
		values := hostname.Values{AWSRegion: facts.DocumentedAWSRegion, AWSDomain: "amazonaws.com", AccountID: facts.AccountID}
		documented := strings.Join(hostname.Expand([]string{e.host}, values), "")
		if e.demanded && len(c.page.buckets) == 0 {
			c.say("export: the page no longer has the host %s of account %s, of %s", documented, facts.AccountID, e.key)
		}
		for _, bucket := range c.page.buckets {
			switch {
			case bucket == documented || strings.Contains(bucket, "<") && strings.Contains(bucket, "-"+facts.AccountID+"."):
			case !strings.Contains(bucket, "-"+facts.AccountID+"."):
				c.say("export: the page has the host %s, of another account than %s, which the catalogue has", bucket, facts.AccountID)
			default:
				c.say("export: the page has the host %s, the catalogue %s", bucket, documented)
			}
		}
	}
}
