// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
	"gotest.tools/v3/golden"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// openTofuDiff are lines that only OpenTofu prints.
var openTofuDiff = regexp.MustCompile(`(?m)^.*├.*\n.*Diff: .*\n.*->.*\n`)

// The picture in README.md is what a plan that fails prints in a terminal. The flag -update draws it again.
func TestAccPicture_IsAPlanThatFails(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, withoutRule(t))
	tf.Prepare = terraformtest.Environment("TF_CLI_ARGS=") // with colors
	_, problems, status := tf.Try(t, "plan")
	assert.Check(t, is.Equal(status, 1))
	file, err := filepath.Abs(filepath.Join(root, ".github", "failing-plan.svg"))
	assert.NilError(t, err)
	golden.Assert(t, terminal("$ terraform plan\n"+strings.TrimSpace(openTofuDiff.ReplaceAllString(problems, ""))), file)
}

// The size of a character and of the space around the text, in pixels.
const lineHeight, charWidth, margin = 20, 8.4, 16

// terminalStyle is what an escape sequence of a terminal sets, as attributes of SVG.
var terminalStyle = map[string]string{
	"1": ` font-weight="bold"`, "4": ` text-decoration="underline"`, "31": ` fill="#ff7b72"`, "90": ` fill="#8b949e"`,
}

var escapeSequence = regexp.MustCompile(`\x1b\[(\d+)m`)

// terminal draws a text with escape sequences.
func terminal(text string) string {
	lines := strings.Split(text, "\n")
	columns := 0
	var drawn strings.Builder
	for i, line := range lines {
		columns = max(columns, len([]rune(escapeSequence.ReplaceAllString(line, ""))))
		fmt.Fprintf(&drawn, "  <text x=\"%d\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", margin, margin+(i+1)*lineHeight-5, spans(line))
	}
	width, height := 2*margin+int(charWidth*float64(columns)), 2*margin+len(lines)*lineHeight
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img">
  <title>terraform plan fails, because the rules do not allow a connection that Nexthink needs</title>
  <rect width="100%%" height="100%%" rx="8" fill="#0d1117"/>
  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">
%[3]s  </g>
</svg>
`, width, height, drawn.String())
}

// spans returns a line with its escape sequences as elements of SVG.
func spans(line string) string {
	var drawn strings.Builder
	style, rest := "", line
	for rest != "" {
		text, code := rest, ""
		next := escapeSequence.FindStringSubmatchIndex(rest)
		if next != nil {
			text, code = rest[:next[0]], rest[next[2]:next[3]]
			rest = rest[next[1]:]
		} else {
			rest = ""
		}
		if text != "" {
			var escaped strings.Builder
			_ = xml.EscapeText(&escaped, []byte(text))
			fmt.Fprintf(&drawn, "<tspan%s>%s</tspan>", style, escaped.String())
		}
		if code == "0" {
			style = ""
		} else if code != "" && !strings.Contains(style, terminalStyle[code]) {
			style += terminalStyle[code]
		}
	}
	return drawn.String()
}
