// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// oneLine makes of any text one line without control and format characters: whatever is written in a comment or a cell
// stays there, and looks like what it is.
func oneLine(text string) string {
	spaced := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1 // marks that turn the direction of text and the like, which would disguise it
		}
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(spaced), " ")
}

// script is text in a language whose comments begin with a mark.
type script struct {
	mark string
	text strings.Builder
}

func (s *script) add(format string, values ...any) {
	fmt.Fprintf(&s.text, format, values...)
}

// comment adds a line that the language passes over, whatever stands in it.
func (s *script) comment(line string) {
	s.add("%s\n", strings.TrimRight(s.mark+" "+oneLine(line), " "))
}

func (s *script) String() string { return s.text.String() }

// rows lists rows with their purposes.
func (s *script) rows(flows []traffic.Flow) {
	for _, flow := range flows {
		s.comment(flow.Key + ": " + flow.Purpose)
	}
}

// outOfScope says which rows the text leaves to another firewall.
func (s *script) outOfScope(flows []traffic.Flow) {
	left := others(flows)
	if len(left) == 0 {
		return
	}
	s.comment("Not here, since they go to servers of your own and not to names in the internet:")
	for _, flow := range left {
		s.comment("  " + flow.Key + ", " + flow.Transport + " " + flow.Ports.String() + " to " + flow.Destination)
	}
}
