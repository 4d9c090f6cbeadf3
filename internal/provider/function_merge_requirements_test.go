// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

func TestMergeRequirements_KeepsTheHostsOfEveryTenant(t *testing.T) {
	t.Parallel()
	tenants := []any{}
	for _, tenant := range []config{{"instance": "acme", "region": "eu"}, {"instance": "globex", "region": "us"}} {
		state, _ := testServer(t).read(t, connectivity, tenant)
		tenants = append(tenants, state["requirements"])
	}
	merged, problem := testServer(t).call(t, "merge_requirements", tenants...)
	assert.Assert(t, problem == "", problem)
	want := []any{"acme.eu.nexthink.cloud", "globex.us.nexthink.cloud"}
	assert.Check(t, is.DeepEqual(at(merged, "web_interface", "hosts"), want))
	same, _ := testServer(t).call(t, "merge_requirements", tenants[0])
	assert.Check(t, is.DeepEqual(same, tenants[0]))
	names, problem := testServer(t).call(t, "render_domains", merged, "azure_firewall")
	assert.Check(t, problem == "" && len(elements(names)) >= 2, "%v, %s", names, problem)
	_, problem = testServer(t).call(t, "merge_requirements")
	assert.Check(t, problem != "", "nothing is merged")
}
