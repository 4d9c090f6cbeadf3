// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// completed writes pages into a folder, completes them, and returns the index page.
func completed(t *testing.T, texts map[string]string) (string, error) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range texts {
		file := filepath.Join(folder, filepath.FromSlash(name))
		assert.NilError(t, os.MkdirAll(filepath.Dir(file), 0o700))
		assert.NilError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	err := complete(folder)
	text, readErr := os.ReadFile(filepath.Join(folder, index))
	assert.NilError(t, readErr)
	return string(text), err
}

func TestComplete_WritesListsAndAbsoluteLinks(t *testing.T) {
	t.Parallel()
	const base = "https://registry.terraform.io/providers/nexthink/nexthink/latest/docs"
	text, err := completed(t, map[string]string{
		index:               "[a](guides/b.md#c) [e](../examples/ci)\n<!-- page guides/b -->\n<!-- pages Rules -->\n",
		"guides/b.md":       "---\npage_title: \"B\"\ndescription: |-\n  First. Second.\n---\n",
		"functions/f.md":    "---\npage_title: \"f function\"\nsubcategory: \"Rules\"\ndescription: |-\n  Render\n---\n",
		"functions/g.md":    "---\npage_title: \"g function\"\nsubcategory: \"Checks\"\ndescription: |-\n  Check\n---\n",
		"data-sources/d.md": "---\npage_title: \"d\"\nsubcategory: \"Rules\"\ndescription: |-\n  Read\n---\n",
	})
	assert.NilError(t, err)
	want := "[a](" + base + "/guides/b#c) [e](https://github.com/nexthink/terraform-provider-nexthink/tree/main/examples/ci)\n- [B](" + base + "/guides/b): First\n" +
		"- [`nexthink_d`](" + base + "/data-sources/d): Read\n- [`f`](" + base + "/functions/f): Render\n"
	assert.Check(t, is.Equal(text, want))
}

func TestComplete_RefusesAMarkerWithoutAPage(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"<!-- page guides/gone -->", "<!-- pages Gone -->"} {
		_, err := completed(t, map[string]string{index: line + "\n"})
		assert.Check(t, is.Error(err, "index.md: "+line+" names no page"))
	}
}

func TestLinkTerms_LinksTheFirstUseInProse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"A tenant, a tenant.":                        "A [tenant](glossary.md#tenant), a tenant.",
		"# A tenant\n\nA `tenant` has tenants.":      "# A tenant\n\nA `tenant` has [tenants](glossary.md#tenant).",
		"[A tenant](a.md) is a tenant.":              "[A tenant](a.md) is a [tenant](glossary.md#tenant).",
		"---\ntitle: tenant\n---\n<a id=\"tenant\">": "---\ntitle: tenant\n---\n<a id=\"tenant\">",
		"```text\ntenant\n```\nTenants":              "```text\ntenant\n```\n[Tenants](glossary.md#tenant)",
		"Azure Firewall is not linked.":              "Azure Firewall is not linked.",
		"It is not known until apply.":               "It is not [known until apply](glossary.md#known-after-apply).",
	} {
		assert.Check(t, is.Equal(linkTerms("guides/page.md", text), want))
	}
	assert.Check(t, is.Equal(linkTerms(glossary, "A tenant."), "A tenant."))
	assert.Check(t, is.Equal(linkTerms("functions/f.md", "A tenant."), "A [tenant](../guides/glossary.md#tenant)."))
}

func TestTables_HaveEveryRequirement(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	text := tables(c)
	assert.Check(t, is.Contains(text, "| domain_controller | TCP&nbsp;135 | `collector` |"))
	for _, requirement := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		assert.Check(t, is.Contains(text, "| `"+requirement.Key+"` | "+requirement.Source+" |"))
		for _, host := range requirement.Hosts {
			assert.Check(t, is.Contains(text, "`"+host+"`"))
		}
	}
	assert.Check(t, is.Contains(text, `| TCP&nbsp;49152-65535 (MSRPC) | your own server | Windows Collectors joined to a domain. | 2024-03 | [experience-2024](https://`))
}
