// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

var (
	htmlCopy     = regexp.MustCompile(`(?i)<(!doctype|html|body|h[1-6])\b`)
	markdownCopy = regexp.MustCompile(`(?m)^#{1,6}\s`)
	markdownMark = regexp.MustCompile("!?\\[([^\\]]*)\\]\\([^)]*\\)|\\*\\*|`|\\\\|\\{#[^}]*\\}|\\{%[^%]*%\\}|^(> ?)+")
	bullet       = regexp.MustCompile(`^([•◦▪·*+–-]|\d{1,2}\.)\s+`)
	blanks       = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u200b", "", "\u00ad", "", "\ufeff", "")
	inlineTags   = strings.Fields("a abbr b code em font i img kbd mark s small span strong sub sup u var wbr")
	skippedTags  = strings.Fields("aside button footer head nav noscript script style svg template")
)

// readCopy returns one line for each paragraph, list item and part of a table cell. A heading begins with # as in Markdown. Text and
// Markdown are read as HTML in which each line ends. A table is open if it has no end.
func readCopy(text string) (lines []string, open bool) {
	text = blanks.Replace(text)
	if markdownCopy.MatchString(text) || !htmlCopy.MatchString(text) {
		text = strings.NewReplacer("\n", "<br>", "\t", "<br>").Replace(text)
	}
	var words strings.Builder
	tables, skipped := 0, 0
	tags := html.NewTokenizer(strings.NewReader(text))
	for kind := tags.Next(); kind != html.ErrorToken; kind = tags.Next() {
		raw, tag := string(tags.Raw()), tags.Token()
		step := map[html.TokenType]int{html.StartTagToken: 1, html.EndTagToken: -1}[kind]
		switch {
		case kind == html.TextToken && skipped == 0:
			words.WriteString(tag.Data)
		case kind == html.StartTagToken && tag.DataAtom == 0 && (strings.HasPrefix(raw, "<http") || !strings.Contains(raw, "=")):
			words.WriteString(raw) // a placeholder such as <instance>, or a link
		case tag.DataAtom == 0 || slices.Contains(inlineTags, tag.Data):
		default:
			lines = append(lines, words.String())
			words.Reset()
			if heading := strings.Index("h1h2h3h4h5h6", tag.Data); heading >= 0 && step > 0 {
				words.WriteString(strings.Repeat("#", heading/2+1) + " ")
			} else if tag.Data == "table" {
				tables += step
			} else if slices.Contains(skippedTags, tag.Data) {
				skipped = max(0, skipped+step)
			}
		}
	}
	return tidy(append(lines, words.String())), tables > 0
}

// tidy removes marks and what is not part of the page, and joins a protocol or a host that spans two lines.
func tidy(lines []string) (kept []string) {
	for _, l := range lines {
		l = markdownMark.ReplaceAllString(strings.TrimSpace(l), "$1")
		l = strings.Join(strings.Fields(bullet.ReplaceAllString(l, "")), " ")
		last := len(kept) - 1
		joins := last >= 0 && len(kept[last]) < 200 // no cell is as long
		lower := strings.ToLower(strings.TrimLeft(l, "# "))
		switch {
		case strings.HasPrefix(lower, "javascript errors detected"), strings.HasPrefix(lower, "agent instructions"):
			return kept
		case lower == "connectivity requirements":
			kept = nil // what is before the title is not part of the page
		case last < 0 && strings.Contains(lower, "llms.txt"), !strings.ContainsFunc(l, isWord):
		case joins && (l[0] == '.' || l[0] == '/' || strings.HasSuffix(kept[last], " /")):
			kept[last] += l
		default:
			kept = append(kept, l)
		}
	}
	return kept
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
