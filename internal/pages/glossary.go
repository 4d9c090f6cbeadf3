// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"path"
	"regexp"
)

const glossary = "guides/glossary.md"

// terms are headings of the glossary, and the words that mean them in a text.
var terms = []struct {
	heading string
	words   *regexp.Regexp
}{
	{"known-after-apply", words(`(?:un)?known (?:after|until) apply`)},
	{"missing", words(`missing (?:or unproven|requirements?)`)},
	{"requirement", words(`[Rr]equirements?`)},
	{"tenant", words(`[Tt]enants?`)},
	{"catalog", words(`[Cc]atalog`)},
	{"firewall", words(`firewalls?`)}, // and not a product, such as Azure Firewall
	{"wildcard", words(`[Ww]ildcards?`)},
	{"dialect", words(`[Dd]ialects?`)},
	{"verdict", words(`[Vv]erdicts?`)},
	{"covered", words(`[Cc]overed`)},
	{"unproven", words(`[Uu]nproven`)},
}

// words returns an expression whose group is a term in prose: not in front matter, code, a heading, a link, a comment or a tag.
func words(term string) *regexp.Regexp {
	return regexp.MustCompile("(?ms)\\A---$.*?^---$|^```.*?^```$|^#[^\n]*$|`[^`]*`|\\[[^\\]]*\\]\\([^)]*\\)|<[^>]*>|\\b(" + term + ")\\b")
}

// linkTerms links the first use of each term in a page to the glossary.
func linkTerms(name, text string) string {
	if name == glossary {
		return text
	}
	target := glossary
	if folder := path.Dir(name); folder == path.Dir(glossary) {
		target = path.Base(glossary)
	} else if folder != "." {
		target = "../" + glossary
	}
	for _, term := range terms {
		for _, match := range term.words.FindAllStringSubmatchIndex(text, -1) {
			if start, end := match[2], match[3]; start >= 0 {
				text = text[:start] + "[" + text[start:end] + "](" + target + "#" + term.heading + ")" + text[end:]
				break
			}
		}
	}
	return text
}
