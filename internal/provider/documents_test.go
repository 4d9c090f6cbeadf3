// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// pages are the documents that people read, by their path from the root of the project.
func pages(t *testing.T) map[string]string {
	t.Helper()
	root := filepath.Join("..", "..")
	names, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		path, err := filepath.Rel(root, name)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.ToSlash(path)] = string(content)
	}
	return texts
}

// anchors are what the headings of a page can be linked by.
func anchors(text string) []string {
	names := []string{}
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(text, -1) {
		plain := regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		names = append(names, strings.ReplaceAll(plain, " ", "-"))
	}
	for _, anchor := range regexp.MustCompile(`<a id="([^"]+)">`).FindAllStringSubmatch(text, -1) {
		names = append(names, anchor[1])
	}
	return names
}

func TestDocuments_LinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	checked := 0
	for name, text := range texts {
		for _, link := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(text, -1) {
			if strings.Contains(link[1], "://") {
				continue
			}
			checked++
			file, anchor, anchored := strings.Cut(link[1], "#")
			target := name
			if file != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(name), file))
			}
			if _, err := os.Stat(filepath.Join("..", "..", target)); err != nil {
				t.Errorf("%s: the link %s leads nowhere", name, link[1])
			}
			if anchored && !slices.Contains(anchors(texts[target]), anchor) {
				t.Errorf("%s: %s has no heading #%s", name, target, anchor)
			}
		}
	}
	if checked < 20 {
		t.Errorf("%d links were checked, want 20 or more", checked)
	}
}

func TestDocuments_SayWhereAndWhenTheDataWasRead(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	texts := pages(t)
	for _, document := range c.Documents() {
		if !strings.Contains(texts["docs/index.md"], "("+document.URL+")") || !strings.Contains(texts["docs/index.md"], document.Title) {
			t.Errorf("the index page does not name %s", document.URL)
		}
		if document.RecordedOn != c.Versions()[len(c.Versions())-1].RecordedOn {
			t.Errorf("%s was recorded on another day than the newest version: the pages must say so", document.ID)
		}
	}
	newest := c.Versions()[len(c.Versions())-1]
	for name, text := range texts {
		if strings.HasPrefix(name, "docs/") && (!strings.Contains(text, newest.RecordedOn) || !strings.Contains(text, newest.Number)) {
			t.Errorf("%s does not say that catalogue version %s was recorded on %s", name, newest.Number, newest.RecordedOn)
		}
	}
}

// What is not published is said where a user would look for it, and not on the index page alone.
func TestDocuments_SayWhatIsNotKnownWhereOneWouldLook(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	for name, phrases := range map[string][]string{
		"docs/index.md": {
			"no range of addresses stands in any page", "the addresses from which Nexthink connects", "for `us`, `pac` and `meta` it asks for the region",
			"any export bucket but the one in the documentation's example", "whether the AWS account of the export bucket is the same everywhere",
			"whether the requirements that only the older page lists still stand", "TLS inspection, certificate pinning and the lowest TLS version",
			"(OCSP or CRL)", "`download.nexthink.com` exists", "browser extension, of Adopt, Assist, Amplify and Spark", "networking of the Linux Collector",
			"how many classic Engines a tenant has",
		},
		"docs/data-sources/connectivity_requirements.md": {
			"Which AWS region serves a Nexthink region is not published", "whether it is the same everywhere is not published", "How many a tenant has is not published",
			"Their addresses are not published", "Where Nexthink itself connects from is not published", "What the Collector needs on Linux is not published",
			"whether the requirement still stands is not known", "What no page of Nexthink's states in so many words",
		},
		"docs/data-sources/export_bucket.md": {
			"Which AWS region serves it is not published", "whether it is the same everywhere is not published", "Any other host follows the documented pattern and was read nowhere",
		},
		"docs/functions/parse_export_link.md": {"**Cut the link at the `?`.**", "Terraform itself prints the value of a variable beside an error"},
		"docs/data-sources/regions.md":        {"Which AWS region serves one of them is not published"},
		"docs/data-sources/products.md":       {"The hosts of the browser extension, of Adopt, Assist, Amplify and Spark, and of the Collector's installers and updates are not published"},
		"docs/guides/proxies-and-tls-inspection.md": {
			"position on TLS inspection, certificate pinning and the lowest version of TLS is not published", "whether a certificate was revoked (OCSP or CRL)",
		},
	} {
		text := strings.Join(strings.Fields(texts[name]), " ")
		for _, phrase := range phrases {
			if !strings.Contains(text, phrase) {
				t.Errorf("%s does not say: %s", name, phrase)
			}
		}
	}
}

func TestDocuments_ListWhatWasConcluded(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
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
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("conclusions (-catalogue +index page):\n%s", diff)
	}
}

// What follows the ? of an export link are credentials, which nobody should be shown to paste.
func TestDocuments_CutEveryExportLink(t *testing.T) {
	t.Parallel()
	texts := pages(t)
	for _, folder := range []string{"examples", "templates"} {
		err := filepath.WalkDir(filepath.Join("..", "..", folder), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			content, err := os.ReadFile(name)
			texts[name] = string(content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	links := 0
	for name, text := range texts {
		for _, link := range regexp.MustCompile(`aris-export-[^\s"`+"`"+`]+/[^\s"`+"`"+`]*`).FindAllString(text, -1) {
			links++
			if strings.ContainsAny(link, "?&") {
				t.Errorf("%s: %s is not cut", name, link)
			}
		}
	}
	if links < 2 {
		t.Errorf("%d links were found, want 2 or more", links)
	}
}
