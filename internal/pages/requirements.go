// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// tables returns a summary and one section for each product, those of the classic products last. A section has a table of the
// requirements and a list of their notes.
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
	text.WriteString(summary(c))
	for _, product := range products {
		heading := product.Name
		if product.Classic {
			heading += " (classic)"
		}
		fmt.Fprintf(&text, "\n## %s\n\n%s The value in `products` is `%s`.\n\n", heading, product.Description, product.ID)
		text.WriteString("| key | from | to | port | hosts | condition | since | pages |\n|---|---|---|---|---|---|---|---|\n")
		var notes strings.Builder
		for _, requirement := range c.Select(catalog.Filter{Products: []string{product.ID}}).Requirements {
			text.WriteString(tableRow(requirement, documents))
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

// summary returns a table of the ports that all products need together, without the classic ones.
func summary(c *catalog.Catalog) string {
	products := map[string][]string{}
	for _, requirement := range c.Select(catalog.Filter{}).Requirements {
		line := fmt.Sprintf("| %s | %s |", requirement.Destination, port(requirement))
		if !slices.Contains(products[line], requirement.Product) {
			products[line] = append(products[line], requirement.Product)
		}
	}
	text := "## In short\n\nAll products that are not classic need these connections:\n\n| to | port | products |\n|---|---|---|\n"
	var lines strings.Builder
	for _, line := range slices.Sorted(maps.Keys(products)) {
		lines.WriteString(line + " `" + strings.Join(products[line], "`, `") + "` |\n")
	}
	return text + lines.String()
}

// port returns the transport protocol and the ports, as a cell that does not break between them.
func port(requirement catalog.Requirement) string {
	ports := strconv.FormatInt(requirement.FromPort, 10)
	if requirement.ToPort != requirement.FromPort {
		ports += fmt.Sprintf("-%d", requirement.ToPort)
	}
	return strings.ToUpper(requirement.TransportProtocol) + "&nbsp;" + ports
}

// applications returns the application protocols in parentheses, or nothing if there is none above the transport protocol.
func applications(requirement catalog.Requirement) string {
	var names []string
	for _, protocol := range requirement.ApplicationProtocols {
		switch protocol {
		case requirement.TransportProtocol:
		case "websocket":
			names = append(names, "WebSocket")
		default:
			names = append(names, strings.ToUpper(protocol))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " (" + strings.Join(names, ", ") + ")"
}

func tableRow(requirement catalog.Requirement, documents []catalog.Document) string {
	var pages []string
	for _, document := range documents {
		if slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool { return citation.Document == document.ID }) {
			pages = append(pages, "["+document.ID+"]("+document.URL+")")
		}
	}
	hosts := "your own server"
	if len(requirement.Hosts) > 0 {
		hosts = "`" + strings.Join(requirement.Hosts, "`, `") + "`"
	}
	condition := "always"
	if requirement.Condition != nil {
		condition = *requirement.Condition
	}
	return fmt.Sprintf("| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", requirement.Key, requirement.Source, requirement.Destination,
		port(requirement)+applications(requirement), hosts, condition, requirement.AddedIn, strings.Join(pages, ", "))
}
