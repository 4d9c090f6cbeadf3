// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// pageOrder are the products that have a table on the page, in the order of the page. Another product is a part of one of these
// sections, and telemetry has a section in the newer page alone.
var pageOrder = []string{"web_interface", "telemetry", "collector", "data_enricher", "finder", "engine"}

// sectionOf gives the product whose table has the requirements of a product.
func sectionOf(product string) string {
	switch product {
	case "api":
		return "web_interface"
	case "data_export":
		return "collector"
	}
	return product
}

// inProse are the requirements that the page states in sentences, or may.
var inProse = []string{"collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper", "data_export_download", "engine_assignment"}

// headings gives what the products are called, by product.
func headings(c *catalog.Catalog) map[string]string {
	names := make(map[string]string)
	for _, product := range c.Products() {
		names[product.ID] = product.Name
	}
	return names
}

// plainHeading leaves out what a heading has beside the product's name.
func plainHeading(line string) string {
	return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(line), "(classic)"))
}

func isKnownHeading(line string, names map[string]string) bool {
	plain := plainHeading(line)
	for _, name := range names {
		if strings.EqualFold(plain, name) {
			return true
		}
	}
	return false
}

// demanded says whether the edition that is read must state the requirement: one that only the older page lists was not thereby
// removed where the newer one lacks it.
func demanded(requirement catalog.Requirement, edition string) bool {
	return slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool { return isOf(citation, edition) })
}

// isOf says whether a citation is of the page in an edition: the newer one was read in several copies. The document
// platform-latest is of neither.
func isOf(citation catalog.Citation, edition string) bool {
	if edition == newer {
		return strings.HasPrefix(citation.Document, "platform-20")
	}
	return citation.Document == "experience-2024"
}

// checkWhole refuses a copy that ends before the page does. What is missing in the midst is drift; what is missing from some
// place to the end is as likely a copy that was cut.
func checkWhole(p page, c *catalog.Catalog) error {
	if len(p.sections) == 0 {
		return errors.New("it has no table of ports: this is another page, or not the whole of it")
	}
	names := headings(c)
	last := p.sections[len(p.sections)-1]
	if len(last.rows) == 0 || !last.whole {
		return fmt.Errorf("it ends within the section %s: the copy is not whole", last.name)
	}
	if cut := cutBefore(p, names, c); cut != "" && isKnownHeading(last.name, names) {
		return fmt.Errorf("it ends before the section %s: the copy is not whole", cut)
	}
	return nil
}

// cutBefore gives the first section that is missing at the end, if there is one.
func cutBefore(p page, names map[string]string, c *catalog.Catalog) string {
	ends := lastSections(p, c)
	missing := ""
	for _, product := range ends {
		switch {
		case p.has(names[product]):
			missing = ""
		case missing == "":
			missing = names[product]
		}
	}
	return missing
}

// lastSections are the sections that the page has if it is whole. The newer page may lack the classic ones, of which nobody knows
// whether they still stand; but where it has one of them it has the last.
func lastSections(p page, c *catalog.Catalog) []string {
	names := headings(c)
	classic := p.edition == older || p.has(names["data_enricher"]) || p.has(names["finder"]) || endsBeforeExports(p, c)
	var products []string
	for _, id := range pageOrder {
		if isClassic(id, c) && !classic || id == "telemetry" && p.edition == older {
			continue
		}
		products = append(products, id)
	}
	return products
}

func isClassic(id string, c *catalog.Catalog) bool {
	return slices.ContainsFunc(c.Products(), func(product catalog.Product) bool { return product.ID == id && product.Classic })
}

// endsBeforeExports says whether the copy breaks off between two paragraphs that the page has behind the Collector's table: it
// speaks of RPC, and not of exports.
func endsBeforeExports(p page, c *catalog.Catalog) bool {
	return len(p.buckets) == 0 && slices.ContainsFunc(expectations(p, c), func(e *expectation) bool {
		return e.key == "collector_rpc_endpoint_mapper" && slices.Contains(p.ports, e.ports)
	})
}
