// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// oneLine makes of any text one line that holds no control character, for comments: whatever is written there stays there.
func oneLine(text string) string {
	spaced := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(spaced), " ")
}

// comments writes lines of comments, each behind the mark of the language.
type comments struct {
	strings.Builder

	mark string
}

func (text *comments) comment(line string) {
	fmt.Fprintln(text, strings.TrimRight(text.mark+" "+oneLine(line), " "))
}

// rows lists rows with their purposes.
func (text *comments) rows(flows []traffic.Flow) {
	for _, flow := range flows {
		text.comment(flow.Key + ": " + flow.Purpose)
	}
}

// outOfScope says which rows the text leaves to another firewall.
func (text *comments) outOfScope(flows []traffic.Flow) {
	left := others(flows)
	if len(left) == 0 {
		return
	}
	text.comment("Not here, since they go to servers of your own and not to names in the internet:")
	for _, flow := range left {
		text.comment("  " + flow.Key + ", " + flow.Transport + " " + flow.Ports.String() + " to " + flow.Destination)
	}
}
