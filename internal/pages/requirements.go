// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// tables returns one section for each product, those of the classic products last. A section has a table of the requirements and a
// list of their notes.
func tables(c *catalog.Catalog) string {
	documents := c.Documents()
	slices.SortFunc(documents, func(a, b catalog.Document) int { return b.Order - a.Order })
	products := c.Products()
	slices.SortStableFunc(products, func(a, b catalog.Product) int {
		if a.Classic == b.Classic {
			return 0
		}
		if a.Classic {
			return 1
		}
		return -1
	})
	var text strings.Builder
	for i, product := range products {
		heading := product.Name
		if product.Classic {
			heading += " (classic)"
		}
		if i > 0 {
			text.WriteString("\n")
		}
		fmt.Fprintf(&text, "## %s\n\n%s The value in `products` is `%s`.\n\n", heading, product.Description, product.ID)
		text.WriteString("| key | from | to | port | hosts | condition | since | pages |\n|---|---|---|---|---|---|---|---|\n")
		var notes strings.Builder
		for _, requirement := range c.Select(catalog.Filter{Products: []string{product.ID}}).Requirements {
			text.WriteString(row(requirement, documents))
			if requirement.Note != nil {
				fmt.Fprintf(&notes, "- `%s`: %s\n", requirement.Key, strings.ReplaceAll(*requirement.Note, "*", `\*`))
			}
		}
		if notes.Len() > 0 {
			text.WriteString("\n" + notes.String())
		}
	}
	return text.String()
}

func row(requirement catalog.Requirement, documents []catalog.Document) string {
	var pages []string
	for _, document := range documents {
		if slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool { return citation.Document == document.ID }) {
			pages = append(pages, "["+document.ID+"]("+document.URL+")")
		}
	}
	ports := strconv.FormatInt(requirement.FromPort, 10)
	if requirement.ToPort != requirement.FromPort {
		ports += fmt.Sprintf("-%d", requirement.ToPort)
	}
	hosts := "your own server"
	if len(requirement.Hosts) > 0 {
		hosts = "`" + strings.Join(requirement.Hosts, "`, `") + "`"
	}
	condition := "always"
	if requirement.Condition != nil {
		condition = *requirement.Condition
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s&nbsp;%s | %s | %s | %s | %s |\n", requirement.Key, requirement.Source, requirement.Destination,
		strings.ToUpper(requirement.TransportProtocol), ports, hosts, condition, requirement.AddedIn, strings.Join(pages, ", "))
}
