// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"testing"

	"gotest.tools/v3/assert"
)

const changelog = `# Changelog

## Unreleased

## 1.1.0 (December 24, 2026)

FEATURES:

* **New Function:** ` + "`render_pac`" + `

## 1.1.0-rc.1 (December 20, 2026)

* a candidate

## 1.0.0 (November 30, 2026)

* the first
`

func TestNotes_AreTheSectionOfTheVersion(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"v1.1.0":      "FEATURES:\n\n* **New Function:** `render_pac`\n",
		"v1.1.0-rc.1": "* a candidate\n",
		"v1.1.0-rc.2": "FEATURES:\n\n* **New Function:** `render_pac`\n",
		"v1.0.0-rc.1": "* the first\n",
		"v1.0.0":      "* the first\n",
	} {
		text, err := notes(changelog, tag)
		assert.NilError(t, err, tag)
		assert.Equal(t, text, want, tag)
	}
}

func TestNotes_RefuseAVersionThatTheChangelogDoesNotDescribe(t *testing.T) {
	t.Parallel()
	_, err := notes(changelog, "v1.2.0-rc.1")
	assert.Error(t, err, `CHANGELOG.md has no section for the tag "v1.2.0-rc.1"; write a heading such as "## 1.2.0 (November 30, 2026)"`)
	_, err = notes("## 1.2.0 (December 31, 2026)\n\n## 1.1.0 (December 24, 2026)\n\n* something\n", "v1.2.0")
	assert.Error(t, err, "CHANGELOG.md: the section of version 1.2.0 is empty")
}
