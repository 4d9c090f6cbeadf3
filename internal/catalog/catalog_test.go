// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

func keys(requirements []catalog.Requirement) []string {
	names := []string{}
	for _, requirement := range requirements {
		names = append(names, requirement.Key)
	}
	return names
}

var publish = flag.Bool("publish", false, "record the answers of a catalog version that has no record yet")

// Configurations pin a published version, so its answers never change, texts included.
func TestSelect_AnswersOfAPublishedVersionNeverChange(t *testing.T) {
	t.Parallel()
	for _, version := range loaded(t).VersionNumbers() {
		got, err := json.MarshalIndent(loaded(t).Select(catalog.Filter{Version: version, IncludeClassic: true}).Requirements, "", "  ")
		assert.NilError(t, err)
		got = append(got, '\n')
		record := filepath.Join("testdata", "published", version+".json")
		if _, err := os.Stat(record); *publish && errors.Is(err, fs.ErrNotExist) {
			assert.NilError(t, os.WriteFile(record, got, 0o600))
		}
		want, err := os.ReadFile(record)
		assert.NilError(t, err, "record a new version with go test ./internal/catalog -publish")
		assert.Check(t, is.DeepEqual(string(got), string(want)), "version %s", version)
	}
}

func TestSelect_FiltersByProductClassAndKey(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		filter catalog.Filter
		want   []string
	}{
		"no classic product by itself, and none of a later version": {
			catalog.Filter{Version: "2024-03"},
			[]string{"api_requests", "collector_channel", "collector_rpc_dynamic_ports", "collector_rpc_endpoint_mapper", "data_export_download", "web_interface"},
		},
		"a classic product that is named": {catalog.Filter{Products: []string{"engine", "api"}}, []string{"api_requests", "api_token", "engine_assignment", "engine_channel", "engine_nxql_api"}},
		"all but the excluded":            {catalog.Filter{Products: []string{"api"}, Exclude: []string{"api_token", "web_interface"}}, []string{"api_requests"}},
		"the secure alternative": {
			catalog.Filter{Products: []string{"data_enricher"}, PreferSecure: true},
			[]string{"data_enricher_dns", "data_enricher_ldaps", "data_enricher_upload"},
		},
		"the other one if the secure alternative is excluded": {
			catalog.Filter{Products: []string{"data_enricher"}, PreferSecure: true, Exclude: []string{"data_enricher_ldaps"}},
			[]string{"data_enricher_dns", "data_enricher_ldap", "data_enricher_upload"},
		},
		"nothing of an unknown product": {catalog.Filter{Products: []string{"nonesuch"}}, []string{}},
	} {
		assert.Check(t, is.DeepEqual(keys(loaded(t).Select(test.filter).Requirements), test.want), name)
	}
}

func TestSelect_AgreesWithALinearScan(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	all := c.Select(catalog.Filter{IncludeClassic: true}).Requirements
	for _, product := range append(c.ProductIDs(), "") {
		for _, excluded := range append(c.RequirementKeys(), "") {
			for _, classic := range []bool{false, true} {
				want := []string{}
				for _, requirement := range all {
					if requirement.Key != excluded && (product == "" && (classic || !requirement.Classic) || requirement.Product == product) {
						want = append(want, requirement.Key)
					}
				}
				filter := catalog.Filter{IncludeClassic: classic, Exclude: []string{excluded}}
				if product != "" {
					filter.Products = []string{product}
				}
				selection := c.Select(filter)
				assert.Check(t, is.DeepEqual(keys(selection.Requirements), want), "%+v", filter)
				assert.Check(t, is.Equal(len(selection.Requirements)+len(selection.LeftOut), len(all)), "%+v", filter)
			}
		}
	}
}

func TestSelect_SaysWhatIsLeftOutAndWhy(t *testing.T) {
	t.Parallel()
	selection := loaded(t).Select(catalog.Filter{
		Version: "2024-03", Products: []string{"data_enricher", "data_export"}, PreferSecure: true, Exclude: []string{"data_export_download"},
	})
	reasons := map[string]string{}
	for _, left := range selection.LeftOut {
		reasons[left.Key] = left.Reason
	}
	for key, want := range map[string]string{
		"data_export_download": "excluded by key",
		"data_enricher_ldap":   "has the secure alternative data_enricher_ldaps",
		"web_interface":        "of another product",
		"api_token":            "",
	} {
		assert.Check(t, is.Equal(reasons[key], want), key)
	}
	assert.Check(t, slices.IsSortedFunc(selection.LeftOut, func(a, b catalog.LeftOut) int { return strings.Compare(a.Key, b.Key) }),
		"not sorted: %v", selection.LeftOut)
}

func TestCatalog_CallersMayChangeResults(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	everything := func() []any {
		return []any{c.Products(), c.Regions(), c.Documents(), c.Versions(), c.Changes(), c.Select(catalog.Filter{IncludeClassic: true}).Requirements}
	}
	before, err := json.Marshal(everything())
	assert.NilError(t, err)
	for _, product := range c.Products() {
		product.RequirementKeys[0] = "overwritten"
	}
	for _, version := range c.Versions() {
		version.DocumentIDs[0] = "overwritten"
	}
	c.Regions()[0].Code = "overwritten"
	c.Documents()[0].ID = "overwritten"
	for _, requirement := range c.Select(catalog.Filter{IncludeClassic: true}).Requirements {
		citation := requirement.ReadIn[0]
		overwrite(requirement.ApplicationProtocols, requirement.Hosts, requirement.Platforms, requirement.Inferred, citation.States, citation.Hosts)
		for _, text := range []*string{requirement.Condition, requirement.Note, requirement.SecureAlternative} {
			if text != nil {
				*text = "overwritten"
			}
		}
		requirement.ReadIn[0].Document = "overwritten"
	}
	after, err := json.Marshal(everything())
	assert.NilError(t, err)
	assert.Check(t, is.Equal(string(before), string(after)))
}

func overwrite(lists ...[]string) {
	for _, list := range lists {
		for i := range list {
			list[i] = "overwritten"
		}
	}
}

func TestChangesSince_ReturnsLaterVersionsOnly(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	for i, version := range c.VersionNumbers() {
		earlier := c.VersionNumbers()[:i+1]
		want := slices.DeleteFunc(c.Changes(), func(change catalog.Change) bool { return slices.Contains(earlier, change.Version) })
		assert.Check(t, is.DeepEqual(c.ChangesSince(version), want, cmpopts.EquateEmpty()), "since %s", version)
	}
}

func TestChanges_AreTheDifferencesBetweenVersions(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	before := map[string]string{}
	for _, version := range c.VersionNumbers() {
		want, after := map[string]string{}, map[string]string{}
		for _, requirement := range c.Select(catalog.Filter{Version: version, IncludeClassic: true}).Requirements {
			facts, err := json.Marshal(requirement.Statement)
			assert.NilError(t, err)
			after[requirement.Key] = string(facts)
			switch was, known := before[requirement.Key]; {
			case !known:
				want[requirement.Key] = catalog.Added
			case was != string(facts):
				want[requirement.Key] = catalog.Changed
			}
		}
		for key := range before {
			if _, kept := after[key]; !kept {
				want[key] = catalog.Removed
			}
		}
		got := map[string]string{}
		for _, change := range c.Changes() {
			if change.Version == version {
				got[change.RequirementKey] = change.Kind
			}
		}
		assert.Check(t, is.DeepEqual(got, want), "version %s", version)
		before = after
	}
}

func TestRegion_HostPatternIsTheNarrowestForItsTenants(t *testing.T) {
	t.Parallel()
	for _, region := range loaded(t).Regions() {
		assert.Check(t, is.Equal(region.HostPattern(), "*."+region.Code+".nexthink.cloud"))
	}
}

// BenchmarkSelect selects the whole catalog. Its baseline copies what was selected, which every selection must do.
func BenchmarkSelect(b *testing.B) {
	c := loaded(b)
	whole := catalog.Filter{IncludeClassic: true}
	b.Run("of=nexthink", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c.Select(whole)
		}
	})
	b.Run("of=baseline", func(b *testing.B) {
		selected := c.Select(whole).Requirements
		b.ReportAllocs()
		for b.Loop() {
			requirements := slices.Clone(selected)
			for i := range requirements {
				of := &requirements[i]
				of.ApplicationProtocols, of.Hosts, of.Platforms = slices.Clone(of.ApplicationProtocols), slices.Clone(of.Hosts), slices.Clone(of.Platforms)
				of.Inferred, of.ReadIn = slices.Clone(of.Inferred), slices.Clone(of.ReadIn)
			}
		}
	})
}
