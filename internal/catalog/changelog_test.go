// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

func TestChangelog_ListsTheChangesOfEveryVersion(t *testing.T) {
	t.Parallel()
	changelog, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	assert.NilError(t, err)
	got := map[string][]string{}
	entry := regexp.MustCompile(`(?m)^\* \*\*Version (\S+)\*\*, recorded on (\S+) from .+\n((?:  .+\n)+)`)
	for _, parts := range entry.FindAllStringSubmatch(string(changelog), -1) {
		version, lines := parts[1]+" of "+parts[2], got[parts[1]+" of "+parts[2]]
		for _, list := range regexp.MustCompile(`(?m)^  \* (added|changed|removed): (.+\n(?:    .+\n)*)`).FindAllStringSubmatch(parts[3], -1) {
			for _, key := range regexp.MustCompile("`([a-z0-9_]+)`").FindAllStringSubmatch(list[2], -1) {
				lines = append(lines, list[1]+" "+key[1])
			}
		}
		got[version] = lines
	}
	want := map[string][]string{}
	for _, version := range loaded(t).Versions() {
		for _, kind := range []string{"added", "changed", "removed"} {
			for _, change := range loaded(t).Changes() {
				if change.Version == version.Number && change.Kind == kind {
					name := version.Number + " of " + version.RecordedOn
					want[name] = append(want[name], kind+" "+change.RequirementKey)
				}
			}
		}
	}
	assert.Check(t, is.DeepEqual(got, want))
	assert.Check(t, strings.Contains(string(changelog), "\nCATALOG:\n"), "CHANGELOG.md has no place for the catalog")
}
