// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

func TestProducts_AreThoseOfTheCatalog(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, "nexthink_products", nil)
	got := map[string]string{}
	for id, product := range members(t, state["products"]) {
		product := members(t, product)
		got[id] = fmt.Sprintf("%v, classic %v: %s", product["name"], product["classic"], words(t, product["requirement_keys"]))
	}
	want := map[string]string{}
	for _, product := range known.Products() {
		keys := []any{}
		for _, requirement := range known.Select(catalog.Filter{Products: []string{product.ID}}).Requirements {
			keys = append(keys, requirement.Key)
		}
		want[product.ID] = fmt.Sprintf("%s, classic %t: %s", product.Name, product.Classic, words(t, keys))
	}
	assert.Check(t, is.DeepEqual(got, want))
	collector := members(t, members(t, state["products"])["collector"])
	assert.Check(t, is.Equal(collector["description"], "The agent on each endpoint."))
}

func TestRegions_AreThoseOfTheFactSheet(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, "nexthink_regions", nil)
	region := func(name, pattern string) map[string]any {
		return map[string]any{"name": name, "host_pattern": pattern}
	}
	want := map[string]any{"regions": map[string]any{
		"us":   region("United States", "*.us.nexthink.cloud"),
		"eu":   region("European Union", "*.eu.nexthink.cloud"),
		"pac":  region("Asia-Pacific", "*.pac.nexthink.cloud"),
		"meta": region("Middle East, Turkey and Africa", "*.meta.nexthink.cloud"),
	}}
	assert.Check(t, is.DeepEqual(state, want))
}

func TestCatalog_TellsOfItsVersionsPagesAndChanges(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, "nexthink_catalog", nil)
	assert.Check(t, is.Equal(state["version"], known.Newest()), "the newest version")
	versions := members(t, state["versions"])
	if names := sortedNames(versions); !slices.Equal(names, known.VersionNumbers()) {
		t.Errorf("versions are %q", names)
	}
	older := members(t, versions["2024-03"])
	if words(t, older["document_ids"]) != "experience-2024 nxql-classic" || older["recorded_on"] != "2026-11-22" ||
		!strings.Contains(fmt.Sprint(older["note"]), "login host") {
		t.Errorf("2024-03 is %v", older)
	}
	documents, _ := state["documents"].([]any)
	changes, _ := state["changes"].([]any)
	assert.Check(t, len(documents) == len(known.Documents()) && len(changes) == len(known.Changes()),
		"%d documents and %d changes, want %d and %d", len(documents), len(changes), len(known.Documents()), len(known.Changes()))
	first := map[string]any{
		"version": "2024-03", "requirement_key": "api_requests", "change": "added", "summary": "TCP 443 to the instance's API host.",
	}
	assert.Check(t, is.DeepEqual(changes[0], first))
}

func TestCatalog_TellsOfLaterChangesAlone(t *testing.T) {
	t.Parallel()
	for _, since := range known.VersionNumbers() {
		want := []string{}
		for _, change := range known.ChangesSince(since) {
			want = append(want, change.RequirementKey)
		}
		state, _ := testServer(t).read(t, "nexthink_catalog", config{"since": since})
		keys := []any{}
		changes, _ := state["changes"].([]any)
		for _, change := range changes {
			keys = append(keys, members(t, change)["requirement_key"])
		}
		if got := words(t, keys); got != strings.Join(want, " ") {
			t.Errorf("since %s: %s, want %q", since, got, want)
		}
	}
}
