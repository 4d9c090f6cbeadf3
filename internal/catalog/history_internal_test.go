// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"cmp"
	"slices"
	"testing"
	"testing/fstest"

	"gotest.tools/v3/assert"
)

// fictional returns a catalog with one requirement, which is added, changed, removed and added again.
func fictional(t *testing.T) *Catalog {
	t.Helper()
	row := func(port string) string {
		return `{"purpose":"P.","source":"browser","destination":"internet","transport_protocol":"tcp","from_port":` + port + `,"to_port":` + port +
			`,"application_protocols":[],"hosts":["a.b"],"platforms":[],"condition":null,"secure_alternative":null,"note":null,"inferred":[],"read_in":[]}`
	}
	entry := func(version, kind, row string) string {
		return `{"version":"` + version + `","change":"` + kind + `","summary":"S.","row":` + row + `}`
	}
	history := entry("2026-09", Added, row("1")) + "," + entry("2026-10", Changed, row("2")) + "," + entry("2026-10-2", Removed, "null") + "," + entry("2027-01", Added, row("3"))
	c, err := decode(files(
		`{"id":"p","name":"P","classic":false,"description":"D.","requirements":[{"key":"k","number":1,"history":[` + history + `]}]}`,
	))
	assert.NilError(t, err)
	return c
}

func files(product string) fstest.MapFS {
	version := func(number string) string {
		return `{"version":"` + number + `","recorded_on":"2026-11-22","document_ids":[],"note":"N."}`
	}
	return fstest.MapFS{
		"data/regions.json":        {Data: []byte(`{"regions":[]}`)},
		"data/documents.json":      {Data: []byte(`{"documents":[]}`)},
		"data/export_bucket.json":  {Data: []byte(`{}`)},
		"data/instance_hosts.json": {Data: []byte(`{}`)},
		"data/versions.json": {Data: []byte(`{"versions":[` + version("2026-01") + "," + version("2026-09") + "," + version("2026-10") + "," +
			version("2026-10-2") + "," + version("2027-01") + `]}`)},
		"data/products/p.json": {Data: []byte(product)},
	}
}

func TestHistory_EveryVersionKeepsItsOwnRow(t *testing.T) {
	t.Parallel()
	c := fictional(t)
	for _, want := range []struct {
		version, addedIn string
		port             int64
	}{
		{"2026-01", "", 0}, {"2026-09", "2026-09", 1}, {"2026-10", "2026-09", 2}, {"2026-10-2", "", 0}, {"2027-01", "2027-01", 3},
	} {
		requirements := c.Select(Filter{Version: want.version}).Requirements
		if want.port == 0 {
			assert.Check(t, len(requirements) == 0, "%s: got %+v, want none", want.version, requirements)
			continue
		}
		assert.Check(t, len(requirements) == 1 && requirements[0].FromPort == want.port && requirements[0].AddedIn == want.addedIn,
			"%s: got %+v, want port %d, added in %s", want.version, requirements, want.port, want.addedIn)
	}
	kinds := []string{}
	for _, change := range c.Changes() {
		kinds = append(kinds, change.Version+" "+change.Kind)
	}
	if want := []string{"2026-09 added", "2026-10 changed", "2026-10-2 removed", "2027-01 added"}; !slices.Equal(kinds, want) {
		t.Errorf("changes are %q, want %q", kinds, want)
	}
	if got := len(c.ChangesSince("2026-10")); got != 2 {
		t.Errorf("%d changes since 2026-10, want 2", got)
	}
}

func TestDecode_IsStrict(t *testing.T) {
	t.Parallel()
	for product, want := range map[string]string{
		`{"id":"p","nmae":"P"}`: `catalog: data/products/p.json: json: unknown field "nmae"`,
		`{"id":7}`:              `catalog: data/products/p.json: json: cannot unmarshal number into Go struct field productFile.id of type string`,
		`{"id":"p"} {}`:         `catalog: data/products/p.json holds more than one document`,
		``:                      `catalog: data/products/p.json: EOF`,
	} {
		if _, err := decode(files(product)); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", product, err, want)
		}
	}
	missing := files("{}")
	delete(missing, "data/regions.json")
	if _, err := decode(missing); err == nil || err.Error() != "catalog: open data/regions.json: file does not exist" {
		t.Errorf("got %v", err)
	}
	empty := files("{}")
	empty["data/versions.json"] = &fstest.MapFile{Data: []byte(`{"versions":[]}`)}
	if _, err := decode(empty); err == nil || err.Error() != "catalog: data/versions.json holds no version" {
		t.Errorf("got %v", err)
	}
}

func TestCompareVersions_OrdersByYearMonthAndPlaceInTheMonth(t *testing.T) {
	t.Parallel()
	versions := []string{"2024-03", "2026-09", "2026-10", "2026-10-2", "2026-10-3", "2026-11", "2027-01"}
	for i, a := range versions {
		for j, b := range versions {
			if got, want := compareVersions(a, b), cmp.Compare(i, j); got != want {
				t.Errorf("compareVersions(%s, %s) = %d, want %d", a, b, got, want)
			}
		}
	}
}
