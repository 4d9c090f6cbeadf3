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
	merged := testServer(t).answer(t, "merge_requirements", tenants...)
	want := []any{"acme.eu.nexthink.cloud", "globex.us.nexthink.cloud"}
	assert.Check(t, is.DeepEqual(at(merged, "web_interface", "hosts"), want))
	assert.Check(t, is.DeepEqual(testServer(t).answer(t, "merge_requirements", tenants[0]), tenants[0]))
	assert.Check(t, len(elements(testServer(t).answer(t, "render_domains", merged, "azure_firewall"))) >= 2)
}
