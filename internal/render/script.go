// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// oneLine returns the text as one line without control and format characters, so that it cannot leave its comment or cell.
func oneLine(text string) string {
	spaced := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1 // such as characters that change the direction of text
		}
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(spaced), " ")
}

// script is the text of a script or configuration file.
type script struct {
	commentMark string // what begins a comment
	text        strings.Builder
}

func (s *script) add(format string, values ...any) {
	fmt.Fprintf(&s.text, format, values...)
}

// comment adds a comment.
func (s *script) comment(line string) {
	s.add("%s\n", strings.TrimRight(s.commentMark+" "+oneLine(line), " "))
}

func (s *script) String() string { return s.text.String() }

// purposes adds comments with the keys and purposes of requirements.
func (s *script) purposes(flows []traffic.Flow) {
	for _, flow := range flows {
		s.comment(flow.Key + ": " + flow.Purpose)
	}
}

// outOfScope adds comments that name the requirements to the customer's own servers.
func (s *script) outOfScope(flows []traffic.Flow) {
	others := otherFlows(flows)
	if len(others) == 0 {
		return
	}
	s.comment("Not here, since they go to servers of your own and not to names in the internet:")
	for _, flow := range others {
		s.comment("  " + flow.Key + ", " + flow.Transport + " " + flow.Ports.String() + " to " + flow.Destination)
	}
}
