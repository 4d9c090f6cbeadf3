// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// facts are what the newest version of the catalog says about an edition of the page.
type facts struct {
	version  string
	headings map[string]string // the name of the section by its heading in lower case
	sections map[string]set    // by the name of the section
	anywhere set               // what any section may state
}

// set has the tokens of the catalog, and those that the edition must state.
type set struct{ known, demanded tokens }

// add adds what the catalog says, written as the page writes it.
func (s set) add(demanded bool, text string) {
	for token, count := range tokensOf(text) {
		s.known[token] += count
		if demanded {
			s.demanded[token] += count
		}
	}
}

// withoutRow are the requirements that the page states in sentences, or in a column of another requirement's table row.
var withoutRow = []string{
	"api_requests", "api_token", "collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper", "data_export_download", "engine_assignment",
}

// sectionOf has the products that have no section of their own.
var sectionOf = map[string]string{"api": "Web interface", "data_export": "Collector"}

// cited returns whether one of the documents is the edition. The newer edition was read in several copies.
func cited(edition string, documents ...string) bool {
	return slices.ContainsFunc(documents, func(document string) bool {
		return edition == older && document == "experience-2024" || edition == newer && strings.HasPrefix(document, "platform-20")
	})
}

func loadFacts(edition string) (facts, error) {
	c, err := catalog.Load()
	hosts, hostsErr := catalog.LoadInstanceHosts()
	if err = errors.Join(err, hostsErr); err != nil {
		return facts{}, err
	}
	known := facts{c.Newest(), map[string]string{"overview": overview}, map[string]set{overview: {}}, set{tokens{}, tokens{}}}
	names := make(map[string]string)
	for _, product := range c.Products() {
		name := cmp.Or(sectionOf[product.ID], product.Name)
		names[product.ID], known.headings[strings.ToLower(product.Name)], known.sections[name] = name, name, set{tokens{}, tokens{}}
	}
	bucket := c.ExportBucket()
	known.anywhere.add(cited(edition, bucket.ReadIn), fmt.Sprintf("%s %s. %d minutes, %d per user, %d in parallel", bucket.DocumentedAWSRegion,
		bucket.AccountID, bucket.LinkValiditySeconds/60, bucket.ParallelExportsPerUser, bucket.ParallelExportsPerInstance))
	for _, host := range hosts.Hosts { // the newer page has the hosts of the older one too
		known.anywhere.add(cited(edition, host.ReadIn...) || cited(older, host.ReadIn...), host.Template)
	}
	for _, region := range c.Regions() { // and its regions
		known.anywhere.add(cited(edition, region.ReadIn...) || cited(older, region.ReadIn...), region.Code+": "+region.Name)
	}
	fill := strings.NewReplacer("{aws_region}", bucket.DocumentedAWSRegion, "{account_id}", bucket.AccountID, "{aws_domain}", "amazonaws.com")
	for _, requirement := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		section := known.sections[names[requirement.Product]]
		section.known["source "+requirement.Source]++
		if requirement.Key == "data_export_download" || requirement.Key == "engine_assignment" {
			section = known.anywhere
		}
		section.addRequirement(requirement, edition, fill)
	}
	return known, nil
}

// addRequirement adds the table row of a requirement, or its sentence. The page may lack a host that the catalog concluded.
func (s set) addRequirement(requirement catalog.Requirement, edition string, fill *strings.Replacer) {
	demanded := slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool { return cited(edition, citation.Document) })
	isInferred := func(attribute string) bool { return slices.Contains(requirement.Inferred, attribute) }
	s.add(demanded, fmt.Sprintf("port %d-%d", requirement.FromPort, requirement.ToPort))
	s.add(demanded && !isInferred("hosts"), fill.Replace(strings.Join(requirement.Hosts, "\n")))
	protocols := strings.Join(append(requirement.ApplicationProtocols, requirement.TransportProtocol), "/")
	if hasRow := !slices.Contains(withoutRow, requirement.Key); hasRow && edition == newer && !isInferred("source") {
		s.add(demanded, "Direction\nSource\n"+protocols+"\nOUT\n"+requirement.Source)
	} else if hasRow {
		s.add(demanded, protocols+"\nOUT")
	}
	for _, text := range []*string{requirement.Condition, requirement.Note} {
		if text != nil {
			s.add(demanded && text == requirement.Condition, *text)
		}
	}
}
