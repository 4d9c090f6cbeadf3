// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command pages completes the folder of pages that tfplugindocs generates. A line with a marker becomes a part that the program writes:
//
//	<!-- requirements -->   the requirements of the newest catalog version, one table for each product
//	<!-- page PATH -->      a link to one page, with its description
//	<!-- pages GROUP -->    the same for each page whose subcategory is GROUP
//
// It links the first use of a term on each page to the glossary. It also makes absolute the links to examples, which the Registry does not
// show, and the links on the index page and to it. The Registry serves the index page without a trailing slash, so a browser resolves relative links wrongly there.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

const index = "index.md"

var (
	marker      = regexp.MustCompile(`(?m)^<!-- (requirements|pages?) ?(.*) -->$`)
	indexLink   = regexp.MustCompile(`\]\((\w[\w/-]*)\.md(#[\w-]+)?\)`)
	exampleLink = regexp.MustCompile(`\]\((?:\.\./)+(examples[\w/-]*)\)`)
	linkToIndex = regexp.MustCompile(`\]\(\.\./index\.md(#[\w-]+)?\)`)
	field       = regexp.MustCompile(`(?m)^(page_title|subcategory): "(.*)"$|^description: \|-\n  (.*)$`)
)

func main() {
	if err := complete(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

// complete changes the pages of a folder.
func complete(folder string) error {
	requirements, err := catalog.Load()
	if err != nil {
		return err
	}
	pages, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = pages.Close() }()
	texts, err := read(pages.FS())
	if err != nil {
		return err
	}
	var problems []error
	for name, text := range texts {
		text = marker.ReplaceAllStringFunc(text, func(line string) string {
			words := marker.FindStringSubmatch(line)
			var part string
			switch words[1] {
			case "requirements":
				part = tables(requirements)
			case "page":
				part = links(texts, func(page string, _ map[string]string) bool { return page == words[2]+".md" })
			case "pages":
				part = links(texts, func(_ string, about map[string]string) bool { return about["subcategory"] == words[2] })
			}
			if part == "" {
				problems = append(problems, fmt.Errorf("%s: %s names no page", name, line))
			}
			return strings.TrimSuffix(part, "\n")
		})
		text = linkTerms(name, text)
		text = exampleLink.ReplaceAllString(text, "]("+repository()+"/tree/main/$1)")
		text = linkToIndex.ReplaceAllString(text, "]("+root()+"$1)")
		if name == index {
			text = indexLink.ReplaceAllString(text, "]("+root()+"/$1$2)")
		}
		problems = append(problems, pages.WriteFile(name, []byte(text), 0o600))
	}
	return errors.Join(problems...)
}

// root is the address of the index page on the Registry.
func root() string {
	host, name, _ := strings.Cut(provider.Address, "/")
	return "https://" + host + "/providers/" + name + "/latest/docs"
}

// repository is the address of the repository, which the Registry derives from the address of the provider.
func repository() string {
	return "https://github.com/" + strings.Replace(provider.Source, "/", "/terraform-provider-", 1)
}

// read returns the pages of a folder by their path in it.
func read(files fs.FS) (map[string]string, error) {
	texts := map[string]string{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".md" {
			return err
		}
		text, err := fs.ReadFile(files, name)
		texts[name] = string(text)
		return err
	})
	return texts, err
}

// links returns a list of the pages that match, in the order of their paths.
func links(texts map[string]string, match func(page string, about map[string]string) bool) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		text := texts[name]
		about := map[string]string{}
		for _, match := range field.FindAllStringSubmatch(text, -1) {
			if match[1] == "" {
				match[1], match[2] = "description", match[3]
			}
			about[match[1]] = match[2]
		}
		if !match(name, about) {
			continue
		}
		title := about["page_title"]
		switch path.Dir(name) {
		case "functions":
			title = "`" + strings.TrimSuffix(path.Base(name), ".md") + "`"
		case "data-sources":
			title = "`nexthink_" + strings.TrimSuffix(path.Base(name), ".md") + "`"
		}
		sentence, _, _ := strings.Cut(about["description"], ". ")
		lines = append(lines, fmt.Sprintf("- [%s](%s): %s\n", title, name, strings.TrimSuffix(sentence, ".")))
	}
	return strings.Join(lines, "")
}
