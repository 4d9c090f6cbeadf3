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
