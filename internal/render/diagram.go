// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Limits of a diagram that a person can read, and that GitHub draws: a Mermaid text has at most 50,000 characters there.
// https://mermaid.js.org/config/schema-docs/config-properties-maxtextsize.html
const (
	maxConnections = 60
	maxHosts       = 12 // of one connection
	maxTextWidth   = 72 // in characters

	diagramTooLarge = "There are too many connections for a diagram. The table has all of them."
)

// diagram shows which source connects to which destination, and on which port.
type diagram struct {
	sources      []string // sorted
	destinations []diagramDestination
}

type diagramDestination struct {
	name        string
	connections []connection
}

// connection is one line of a diagram: all requirements with the same source, destination, protocol and ports.
type connection struct {
	source string
	ports  string   // such as "TCP 443"
	hosts  []string // sorted, at most maxHosts and a text that counts the rest
}

// compareConnections orders requirements by destination, source, protocol and ports. It returns 0 if they are one line of a diagram.
func compareConnections(a, b ChangeRequirement) int {
	return cmp.Or(
		cmp.Compare(traffic.DestinationIndex(a.Destination), traffic.DestinationIndex(b.Destination)), cmp.Compare(a.Source, b.Source),
		cmp.Compare(a.Transport, b.Transport), cmp.Compare(a.Ports.From, b.Ports.From), cmp.Compare(a.Ports.To, b.Ports.To),
	)
}

// newDiagram returns the diagram of requirements, which are in the order of compareConnections, and their entries.
func newDiagram(requirements []ChangeRequirement, entries []changeEntry) diagram {
	result := diagram{}
	for i, entry := range entries {
		if i == 0 || requirements[i-1].Destination != requirements[i].Destination {
			result.destinations = append(result.destinations, diagramDestination{name: entry.To})
		}
		destination := &result.destinations[len(result.destinations)-1]
		if len(destination.connections) == 0 || compareConnections(requirements[i-1], requirements[i]) != 0 {
			source := shorten(cmp.Or(entry.From, "unknown source"))
			result.sources = append(result.sources, source)
			destination.connections = append(destination.connections, connection{source: source, ports: entry.Protocol + " " + entry.Port})
		}
		line := &destination.connections[len(destination.connections)-1]
		for _, host := range entry.Hosts {
			line.hosts = append(line.hosts, host.String())
		}
	}
	slices.Sort(result.sources)
	result.sources = slices.Compact(result.sources)
	for _, destination := range result.destinations {
		for i := range destination.connections {
			destination.connections[i].limitHosts()
		}
	}
	return result
}

// limitHosts sorts the hosts, leaves out those that stand twice, and counts those above the limit.
func (line *connection) limitHosts() {
	slices.Sort(line.hosts)
	line.hosts = slices.Compact(line.hosts)
	if more := len(line.hosts) - maxHosts; more > 0 {
		line.hosts = append(line.hosts[:maxHosts], fmt.Sprintf("and %d more", more))
	}
	for i, host := range line.hosts {
		line.hosts[i] = shorten(host)
	}
}

func (d diagram) isTooLarge() bool {
	count := 0
	for _, destination := range d.destinations {
		count += len(destination.connections)
	}
	return count > maxConnections
}

// textWidth returns the width of a text in characters of a font in which all have the same width. East Asian characters and emoji count
// twice.
func textWidth(text string) int {
	width := 0
	for _, r := range text {
		width++
		if r >= 0x1100 {
			width++
		}
	}
	return width
}

// shorten returns at most the first characters of a text, and an ellipsis in place of the rest.
func shorten(text string) string {
	if textWidth(text) <= maxTextWidth {
		return text
	}
	var short strings.Builder
	width := 1
	for _, r := range text {
		if width += textWidth(string(r)); width > maxTextWidth {
			break
		}
		short.WriteRune(r)
	}
	return short.String() + "…"
}
