// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package documents_test checks the pages that people read, and the examples: their links, facts and configurations.
package documents_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

// The folders that the tests read.
var (
	root     = filepath.Join("..", "..")
	examples = filepath.Join(root, "examples")
	guides   = filepath.Join(root, "templates", "guides")
)

// read adds to texts the files of a folder of the project that have a suffix, by their path from the root of the project.
func read(t *testing.T, texts map[string]string, folder, suffix string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{".git", "build", "dist", "node_modules"}, entry.Name()):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, suffix):
			return nil
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(root, name)
		texts[filepath.ToSlash(path)] = string(content)
		return err
	})
	assert.NilError(t, err)
}

// pages are the documents that people read, by their path from the root of the project.
func pages(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	read(t, texts, ".", ".md")
	return texts
}

// sources are the pages with the examples and templates that they are made of, and the forms for an issue.
func sources(t *testing.T) map[string]string {
	t.Helper()
	texts := pages(t)
	for _, folder := range []string{"examples", "templates", ".github"} {
		read(t, texts, folder, "")
	}
	return texts
}

// fence is a block of code, with its language and what is in it.
var fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// anchors are what the headings of a page can be linked by. A heading that comes again gets a number.
func anchors(text string) []string {
	names := []string{}
	seen := map[string]int{}
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		plain := regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		name := strings.ReplaceAll(plain, " ", "-")
		if seen[name]++; seen[name] > 1 {
			name += fmt.Sprintf("-%d", seen[name]-1)
		}
		names = append(names, name)
	}
	for _, anchor := range regexp.MustCompile(`<a id="([^"]+)">`).FindAllStringSubmatch(text, -1) {
		names = append(names, anchor[1])
	}
	return names
}

// link is one in the text, or the target of one that stands apart from it.
var link = regexp.MustCompile(`(?m)\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]: (\S+)$`)

// registry is the address of the index page on the Registry.
var registry = "https://" + strings.Replace(provider.Address, "/", "/providers/", 1) + "/latest/docs"

// repository is the address of the folders that pages link.
var repository = "https://github.com/" + strings.Replace(provider.Source, "/", "/terraform-provider-", 1) + "/tree/main/"

// place returns the file of the project that a link of a page leads to, and the anchor in it. The file is empty if the link leaves the
// project. A link of docs/ is resolved as a browser does it on the Registry, which serves the index page without a trailing slash.
func place(page, target string) (file, anchor string, err error) {
	target, anchor, _ = strings.Cut(target, "#")
	if folder, inside := strings.CutPrefix(target, repository); inside {
		return folder, anchor, nil
	}
	if !strings.HasPrefix(page, "docs/") && !strings.Contains(target, "://") {
		if target == "" {
			return page, anchor, nil
		}
		return path.Join(path.Dir(page), target), anchor, nil
	}
	address, err := url.Parse(registry + strings.TrimSuffix(strings.TrimPrefix(page, "docs"), ".md"))
	if page == "docs/index.md" {
		address, err = url.Parse(registry)
	}
	if err != nil {
		return "", "", err
	}
	address, err = address.Parse(target)
	if err != nil {
		return "", "", err
	}
	name, inside := strings.CutPrefix(address.String(), registry)
	switch {
	case !inside && strings.Contains(target, "://"):
		return "", "", nil
	case !inside, name == "/index", name == "/index.md":
		return "", "", errors.New("the link " + target + " leads out of what the Registry shows")
	case name == "":
		return "docs/index.md", anchor, nil
	}
	return "docs" + strings.TrimSuffix(name, ".md") + ".md", anchor, nil
}

// deadLinks returns what is wrong with the links of a page to other pages and to files, and how many links there are.
func deadLinks(name string, texts map[string]string, exists func(path string) bool) (problems []string, checked int) {
	for _, match := range link.FindAllStringSubmatch(fence.ReplaceAllString(texts[name], ""), -1) {
		target := match[1] + match[2]
		file, anchor, err := place(name, target)
		if err == nil && file == "" {
			continue
		}
		checked++
		switch {
		case err != nil:
			problems = append(problems, err.Error())
		case !exists(file):
			problems = append(problems, "the link "+target+" leads nowhere")
		case anchor != "" && !slices.Contains(anchors(texts[file]), anchor):
			problems = append(problems, file+" has no heading #"+anchor)
		}
	}
	return problems, checked
}

func TestDocuments_LinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	checked := 0
	for name := range texts {
		problems, links := deadLinks(name, texts, func(place string) bool {
			_, err := os.Stat(filepath.Join(root, filepath.FromSlash(place)))
			return err == nil
		})
		checked += links
		assert.Check(t, is.Len(problems, 0), name)
	}
	assert.Check(t, checked >= 60, "%d links were checked, want 60 or more", checked)
}

func TestDocuments_TheIndexPageLinksEveryPage(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	for name := range texts {
		if folder, page, _ := strings.Cut(name, "/"); folder == "docs" && page != "index.md" {
			assert.Check(t, strings.Contains(texts["docs/index.md"], "]("+registry+"/"+strings.TrimSuffix(page, ".md")+")"), "%s is not linked", name)
		}
	}
}

func TestDocuments_ADeadLinkIsSeen(t *testing.T) {
	t.Parallel()
	const other = "# Title\n\n## Twice `here`\n\n## Twice `here`\n\n```sh\n# no heading\n```\n\n<a id=\"mark\"></a>\n"
	for text, want := range map[string]string{
		"[a](other.md)":                        "",
		"[a](other.md#twice-here)":             "",
		"[a](other.md#twice-here-1)":           "",
		"[a](other.md#mark \"a title\")":       "",
		"[a](https://example.com/nothing)":     "",
		"[a]: other.md#title":                  "",
		"[a](../guides/other.md)":              "",
		"[a](" + registry + ")":                "",
		"[a](" + registry + "#top)":            "",
		"[a](" + registry + "/guides/other)":   "",
		"```text\n[a](nothing.md)\n```":        "",
		"## Own\n\n[a](#own)":                  "",
		"[a](" + repository + "examples/gone)": "the link " + repository + "examples/gone leads nowhere",
		"[a](nothing.md)":                      "the link nothing.md leads nowhere",
		"[a]: nothing.md":                      "the link nothing.md leads nowhere",
		"[a](" + registry + "/guides/nothing)": "the link " + registry + "/guides/nothing leads nowhere",
		"[a](" + registry + "#bottom)":         "docs/index.md has no heading #bottom",
		"[a](other.md#no-heading)":             "docs/guides/other.md has no heading #no-heading",
		"[a](other.md#twice-here-2)":           "docs/guides/other.md has no heading #twice-here-2",
		"[a](#gone)":                           "docs/guides/page.md has no heading #gone",
		"[a](../index.md)":                     "the link ../index.md leads out of what the Registry shows",
		"[a](../../README.md)":                 "the link ../../README.md leads out of what the Registry shows",
	} {
		texts := map[string]string{"docs/guides/page.md": text, "docs/guides/other.md": other, "docs/index.md": "# Top\n", "README.md": ""}
		problems, _ := deadLinks("docs/guides/page.md", texts, func(place string) bool {
			_, found := texts[place]
			return found
		})
		assert.Check(t, is.Equal(strings.Join(problems, "; "), want), text)
	}
	texts := map[string]string{"docs/index.md": "[a](guides/other.md)", "docs/guides/other.md": other}
	problems, _ := deadLinks("docs/index.md", texts, func(string) bool { return true })
	assert.Check(t, is.Len(problems, 1), "the index page has no trailing slash on the Registry")
}

func TestDocuments_TheIndexPageSaysWhereAndWhenTheDataWasRead(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	index := pages(t)["docs/index.md"]
	want := []string{"Catalog version " + c.Newest()}
	for _, version := range c.Versions() {
		want = append(want, version.Number, version.RecordedOn)
	}
	for _, document := range c.Documents() {
		want = append(want, "("+document.URL+")", document.Title, document.RecordedOn)
	}
	for _, text := range want {
		assert.Check(t, strings.Contains(index, text), "the index page does not say %s", text)
	}
	_, table, _ := strings.Cut(index, "\n## Where the data was read\n")
	documents := c.Documents()
	slices.SortFunc(documents, func(a, b catalog.Document) int { return b.Order - a.Order })
	for i, document := range documents[1:] {
		newer := documents[i]
		assert.Check(t, strings.Index(table, "("+newer.URL+")") < strings.Index(table, "("+document.URL+")"), "%s is newer than %s", newer.ID, document.ID)
	}
}

// A new version of the catalog changes one page. Examples that pin a version pin the oldest one.
func TestDocuments_NoOtherPageNamesALaterVersion(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	banned := c.VersionNumbers()[1:]
	for _, version := range c.Versions() {
		banned = append(banned, version.RecordedOn)
	}
	allowed := []string{
		"CHANGELOG.md", "docs/index.md", "templates/index.md.tmpl", "docs/guides/requirements.md",
		"docs/guides/upgrading-the-catalog.md", "templates/guides/upgrading-the-catalog.md.tmpl", // compares two versions
		"docs/guides/dialects.md", "internal/provider/testdata/pages/dialects.md", // the days on which vendors' pages were read
	}
	for name, text := range sources(t) {
		for _, word := range banned {
			// A version is not the beginning of a day, on which a page of a vendor was read.
			assert.Check(t, !regexp.MustCompile(word+`(?:[^-0-9]|-[^0-9]|$)`).MatchString(text) || slices.Contains(allowed, name),
				"%s names %s", name, word)
		}
	}
}

// What is not published is said where a user would look for it, and not on the index page alone.
func TestDocuments_SayWhatIsNotKnownWhereOneWouldLook(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	for name, phrases := range map[string][]string{
		"docs/index.md": {
			"No page has a range of addresses", "The addresses from which Nexthink connects", "For the other regions, it asks for the AWS region",
			"Any export bucket except the one in the documentation's example", "Whether the AWS account of the export bucket is the same everywhere",
			"Whether the requirements that only the older page lists are still valid", "TLS inspection, certificate pinning and the lowest TLS version",
			"(OCSP or CRL)", "`download.nexthink.com` exists", "browser extension, of Adopt, Assist, Amplify and Spark", "networking of the Linux and IGEL Collector",
			"How many classic Engines a tenant has",
		},
		"docs/data-sources/connectivity_requirements.md": {
			"Which AWS region serves a Nexthink region is not published", "Nexthink does not publish whether the account is the same everywhere", "How many a tenant has is not published",
			"Their addresses are not published", "Where Nexthink itself connects from is not published", "What the Collector needs on Linux is not published",
			"whether the requirement still stands is not known", "Attributes that no page of Nexthink's states literally",
		},
		"docs/data-sources/export_bucket.md": {
			"Which AWS region serves it is not published", "Nexthink does not publish whether the account is the same everywhere", "Any other host follows the documented pattern, and no page states it",
		},
		"docs/functions/parse_export_link.md": {"**Cut the link at the `?`.**", "Terraform itself prints the value of a variable beside an error"},
		"docs/data-sources/regions.md":        {"Which AWS region serves one of them is not published"},
		"docs/data-sources/products.md": {
			"The hosts of the browser extension, Adopt, Assist, Amplify and Spark are not published", "Neither are the hosts of the Collector's installers and updates",
		},
		"docs/guides/proxies-and-tls-inspection.md": {
			"position on TLS inspection, certificate pinning and the lowest version of TLS is not published", "whether a certificate was revoked (OCSP or CRL)",
		},
	} {
		text := strings.Join(strings.Fields(texts[name]), " ")
		for _, phrase := range phrases {
			assert.Check(t, strings.Contains(text, phrase), "%s does not say: %s", name, phrase)
		}
	}
}

func TestDocuments_ListWhatWasConcluded(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	want := map[string][]string{}
	for _, requirement := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		for _, aspect := range requirement.Inferred {
			want[aspect] = append(want[aspect], requirement.Key)
		}
	}
	_, section, _ := strings.Cut(pages(t)["docs/index.md"], "## What was concluded")
	section, _, _ = strings.Cut(section, "\n## ")
	got := map[string][]string{}
	for _, line := range regexp.MustCompile("(?m)^\\| [a-z ]+ \\| `([a-z_]+)` \\| (`.+`) \\|$").FindAllStringSubmatch(section, -1) {
		got[line[1]] = strings.Split(strings.ReplaceAll(line[2], "`", ""), ", ")
	}
	assert.Check(t, is.DeepEqual(got, want))
}

// What follows the ? of an export link are credentials, which nobody should be shown to paste.
func TestDocuments_CutEveryExportLink(t *testing.T) {
	t.Parallel()
	links := 0
	for name, text := range sources(t) {
		if strings.Contains(name, "testdata") {
			continue // a copy of Nexthink's page, which shows a whole link
		}
		for _, link := range regexp.MustCompile(`aris-export-[^\s"`+"`"+`]+/[^\s"`+"`"+`]*`).FindAllString(text, -1) {
			links++
			assert.Check(t, !strings.ContainsAny(link, "?&"), "%s: %s is not cut", name, link)
		}
	}
	assert.Check(t, links >= 2, "%d links were found, want 2 or more", links)
}
