// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

func TestProducts_AreThoseOfTheCatalog(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, "nexthink_products", nil)
	want := map[string]any{}
	for _, product := range known.Products() {
		keys := []any{}
		for _, requirement := range known.Select(catalog.Filter{Products: []string{product.ID}}).Requirements {
			keys = append(keys, requirement.Key)
		}
		want[product.ID] = map[string]any{
			"name": product.Name, "classic": product.Classic, "description": product.Description, "requirement_keys": keys,
		}
	}
	assert.Check(t, is.DeepEqual(state["products"], want))
	assert.Check(t, is.Equal(at(state, "products", "collector", "description"), "The agent on each endpoint."))
}

// The copies of the page in internal/drift hold the codes and names.
func TestRegions_AreThoseOfTheCatalog(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, "nexthink_regions", nil)
	want := map[string]any{}
	for _, region := range known.Regions() {
		want[region.Code] = map[string]any{"name": region.Name, "host_pattern": "*." + region.Code + ".nexthink.cloud"}
	}
	assert.Check(t, is.DeepEqual(state, map[string]any{"regions": want}))
}

func TestCatalog_ListsItsVersionsPagesAndChanges(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, "nexthink_catalog", nil)
	assert.Check(t, is.Equal(state["version"], known.Newest()), "the newest version")
	assert.Check(t, is.DeepEqual(sortedNames(members(state["versions"])), known.VersionNumbers()))
	older := members(at(state, "versions", "2024-03"))
	assert.Check(t, is.DeepEqual(older["document_ids"], []any{"experience-2024", "nxql-classic"}))
	assert.Check(t, is.Equal(older["recorded_on"], "2026-11-22"))
	assert.Check(t, is.Contains(older["note"], "login host"))
	changes := elements(state["changes"])
	assert.Check(t, is.Len(state["documents"], len(known.Documents())))
	assert.Check(t, is.Len(changes, len(known.Changes())))
	assert.Check(t, is.DeepEqual(changes[0], map[string]any{
		"version": "2024-03", "requirement_key": "api_requests", "change": "added", "summary": "TCP 443 to the instance's API host.",
	}))
}

func TestCatalog_ListsLaterChangesOnly(t *testing.T) {
	t.Parallel()
	for _, since := range known.VersionNumbers() {
		want := []any{}
		for _, change := range known.ChangesSince(since) {
			want = append(want, change.RequirementKey)
		}
		state, _ := testServer(t).read(t, "nexthink_catalog", config{"since": since})
		got := []any{}
		for _, change := range elements(state["changes"]) {
			got = append(got, at(change, "requirement_key"))
		}
		assert.Check(t, is.DeepEqual(got, want), "since %s", since)
	}
}
