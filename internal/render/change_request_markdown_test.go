// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// replaced matches what GitHub replaces in a text of a page outside of code: mentions, emoji, references and mathematics.
var replaced = regexp.MustCompile(`(^|\W)@\w|:[\w+-]+:|#\d|\$.`)

// GitHub's own parser reads the Markdown: https://github.com/github/cmark-gfm
func TestChangeRequest_GitHubShowsEachTextAsItIs(t *testing.T) {
	t.Parallel()
	requireProgram(t, "cmark-gfm")
	page := func(markdown string) *html.Node {
		output, err := run(t, markdown, "", "cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tasklist")
		assert.NilError(t, err, output)
		document, err := html.Parse(strings.NewReader(output))
		assert.NilError(t, err)
		return document
	}
	for name, markdown := range changeSets(t, "markdown") {
		document := page(markdown)
		assert.Check(t, is.Len(replacements(document), 0), name)
		rows, why := 0, []string{}
		for node := range document.Descendants() {
			assert.Check(t, node.Type != html.ElementNode || slices.Contains([]atom.Atom{
				atom.Html, atom.Head, atom.Body, atom.H1, atom.H2, atom.P, atom.Table, atom.Thead, atom.Tbody, atom.Tr, atom.Th, atom.Td, atom.Br, atom.Span, atom.Code, atom.Pre,
				atom.Ol, atom.Ul, atom.Li, atom.A,
			}, node.DataAtom), "%s has the element %s", name, node.Data)
			assert.Check(t, node.Type != html.CommentNode, "%s has the comment %q", name, node.Data)
			for _, attribute := range node.Attr {
				isLink := node.DataAtom == atom.A && strings.HasPrefix(attribute.Val, "http")
				assert.Check(t, isLink || attribute.Key == "lang" || node.DataAtom == atom.Code, "%s: %s %+v", name, node.Data, attribute)
			}
			if node.DataAtom == atom.Tr {
				cells := []string{}
				for cell := range node.ChildNodes() {
					if cell.Type == html.ElementNode {
						cells = append(cells, textOf(cell))
					}
				}
				assert.Check(t, len(cells) == 7 || len(cells) == 2, "%s has a row of %d cells: %q", name, len(cells), cells)
				if len(cells) == 7 && rows > 0 {
					why = append(why, cells[6])
				}
				if len(cells) == 7 {
					rows++
				}
			}
		}
		slices.Sort(why)
		assert.Check(t, name != "hostile" || slices.Equal(why, shown()), "%q", why)
		assert.Check(t, rows > len(hostileTexts), "%s has %d rows", name, rows)
	}
	assert.Check(t, len(replacements(page(`\@octocat &#64;octocat \:smile\: \#1 \$a\$`))) > 0, "an escape prevents a mention, so that this test proves nothing")
}

// textOf returns the text in a node, without a mark-up.
func textOf(node *html.Node) string {
	var text strings.Builder
	for inner := range node.Descendants() {
		if inner.Type == html.TextNode {
			text.WriteString(inner.Data)
		}
	}
	return text.String()
}

// replacements returns the texts outside of code in which GitHub replaces something.
func replacements(document *html.Node) []string {
	found := []string{}
	for node := range document.Descendants() {
		if node.Type == html.TextNode && node.Parent.DataAtom != atom.Code && replaced.MatchString(node.Data) {
			found = append(found, node.Data)
		}
	}
	return found
}
