// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// mermaid returns the diagram as a flowchart of Mermaid.
func (d diagram) mermaid() string {
	var text, lines strings.Builder
	text.WriteString(`%%{init: {"flowchart": {"wrappingWidth": 600}}}%%` + "\nflowchart LR\n") // a host stays on one line
	for i, source := range d.sources {
		fmt.Fprintf(&text, "  s%d[\"%s\"]\n", i+1, mermaidText(source))
	}
	number := 0
	for i, destination := range d.destinations {
		fmt.Fprintf(&text, "  subgraph d%d[\"%s\"]\n", i+1, mermaidText(destination.name))
		for _, line := range destination.connections {
			number++
			hosts := []string{}
			for _, host := range line.hosts {
				hosts = append(hosts, mermaidText(host))
			}
			fmt.Fprintf(&text, "    h%d[\"%s\"]\n", number, strings.Join(hosts, "<br>"))
			fmt.Fprintf(&lines, "  s%d -->|\"%s\"| h%d\n", slices.Index(d.sources, line.source)+1, mermaidText(line.ports), number)
		}
		text.WriteString("  end\n")
	}
	return text.String() + lines.String()
}

// mermaidText returns the text as Mermaid writes it between quotation marks: a character that may have a meaning is its number. If a viewer
// turns off Mermaid's labels in HTML, it may show the number: https://github.com/mermaid-js/mermaid/issues/7015
// https://github.com/mermaid-js/mermaid/blob/develop/docs/syntax/flowchart.md#entity-codes-to-escape-characters
func mermaidText(text string) string {
	var escaped strings.Builder
	for i, r := range text {
		isListMark := strings.ContainsRune(".-", r) && strings.HasPrefix(text[i+1:]+" ", " ") // Mermaid refuses a text that begins a list
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(" .,-/()", r) && !isListMark {
			escaped.WriteRune(r)
		} else {
			fmt.Fprintf(&escaped, "#%d;", r)
		}
	}
	return escaped.String()
}
