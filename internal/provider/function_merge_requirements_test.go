// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMergeRequirements_KeepsTheHostsOfEveryTenant(t *testing.T) {
	t.Parallel()
	tenants := []any{}
	for _, tenant := range []config{{"instance": "acme", "region": "eu"}, {"instance": "globex", "region": "us"}} {
		state, _ := testServer(t).read(t, connectivity, tenant)
		tenants = append(tenants, state["requirements"])
	}
	merged, problem := testServer(t).call(t, "merge_requirements", tenants...)
	if problem != "" {
		t.Fatal(problem)
	}
	all, _ := merged.(map[string]any)
	web, _ := all["web_interface"].(map[string]any)
	if diff := cmp.Diff([]any{"acme.eu.nexthink.cloud", "globex.us.nexthink.cloud"}, web["hosts"]); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	one, _ := tenants[0].(map[string]any)
	same, _ := testServer(t).call(t, "merge_requirements", one)
	if diff := cmp.Diff(any(one), same); diff != "" {
		t.Errorf("one tenant alone (-want +got):\n%s", diff)
	}
	names, problem := testServer(t).call(t, "render_domains", merged, "azure_firewall")
	if list, _ := names.([]any); problem != "" || len(list) < 2 {
		t.Errorf("%v, %s", names, problem)
	}
}
