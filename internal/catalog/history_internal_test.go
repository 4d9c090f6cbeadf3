// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"cmp"
	"testing"
	"testing/fstest"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// fictional returns a catalog with one requirement, which is added, changed, removed and added again.
func fictional(t *testing.T) *Catalog {
	t.Helper()
	facts := func(port string) string {
		return `{"purpose":"P.","source":"browser","destination":"internet","transport_protocol":"tcp","from_port":` + port + `,"to_port":` + port +
			`,"application_protocols":[],"hosts":["a.b"],"platforms":[],"condition":null,"secure_alternative":null,"note":null,"inferred":[],"read_in":[]}`
	}
	entry := func(version, kind, statement string) string {
		return `{"version":"` + version + `","change":"` + kind + `","summary":"S.","statement":` + statement + `}`
	}
	history := entry("2026-09", Added, facts("1")) + "," + entry("2026-10", Changed, facts("2")) + "," + entry("2026-10-2", Removed, "null") + "," + entry("2027-01", Added, facts("3"))
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

func TestHistory_EveryVersionKeepsItsOwnStatement(t *testing.T) {
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
			assert.Check(t, is.Len(requirements, 0), want.version)
			continue
		}
		assert.Check(t, len(requirements) == 1 && requirements[0].FromPort == want.port && requirements[0].AddedIn == want.addedIn,
			"%s: got %+v, want port %d, added in %s", want.version, requirements, want.port, want.addedIn)
	}
	kinds := []string{}
	for _, change := range c.Changes() {
		kinds = append(kinds, change.Version+" "+change.Kind)
	}
	assert.Check(t, is.DeepEqual(kinds, []string{"2026-09 added", "2026-10 changed", "2026-10-2 removed", "2027-01 added"}))
	assert.Check(t, is.Len(c.ChangesSince("2026-10"), 2))
}

func TestDecode_IsStrict(t *testing.T) {
	t.Parallel()
	for product, want := range map[string]string{
		`{"id":"p","nmae":"P"}`: `catalog: data/products/p.json: json: unknown field "nmae"`,
		`{"id":7}`:              `catalog: data/products/p.json: json: cannot unmarshal number into Go struct field productFile.id of type string`,
		`{"id":"p"} {}`:         `catalog: data/products/p.json holds more than one document`,
		``:                      `catalog: data/products/p.json: EOF`,
	} {
		_, err := decode(files(product))
		assert.Check(t, is.Error(err, want), product)
	}
	missing := files("{}")
	delete(missing, "data/regions.json")
	_, err := decode(missing)
	assert.Check(t, is.Error(err, "catalog: open data/regions.json: file does not exist"))
	empty := files("{}")
	empty["data/versions.json"] = &fstest.MapFile{Data: []byte(`{"versions":[]}`)}
	_, err = decode(empty)
	assert.Check(t, is.Error(err, "catalog: data/versions.json holds no version"))
}

func TestCompareVersions_OrdersByYearMonthAndPlaceInTheMonth(t *testing.T) {
	t.Parallel()
	versions := []string{"2024-03", "2026-09", "2026-10", "2026-10-2", "2026-10-3", "2026-11", "2027-01"}
	for i, a := range versions {
		for j, b := range versions {
			assert.Check(t, is.Equal(compareVersions(a, b), cmp.Compare(i, j)), "%s, %s", a, b)
		}
	}
}
