// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
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
	all, _ := merged.(map[string]any)
	web, _ := all["web_interface"].(map[string]any)
	assert.Check(t, is.DeepEqual(web["hosts"], []any{"acme.eu.nexthink.cloud", "globex.us.nexthink.cloud"}))
	one, _ := tenants[0].(map[string]any)
	same, _ := testServer(t).call(t, "merge_requirements", one)
	assert.Check(t, is.DeepEqual(same, one))
	names, problem := testServer(t).call(t, "render_domains", merged, "azure_firewall")
	if list, _ := names.([]any); problem != "" || len(list) < 2 {
		t.Errorf("%v, %s", names, problem)
	}
}

func TestMergeRequirements_RefusesAnotherRequirementUnderTheSameKey(t *testing.T) {
	t.Parallel()
	_, problem := testServer(t).call(t, "merge_requirements", rows(nil), rows(config{"from_port": 80, "to_port": 80}))
	const want = "requirements: web: the requirement is tcp 80 to internet here and tcp 443 to internet before; give one of them another key"
	assert.Check(t, is.Equal(problem, want))
	for name, given := range map[string][]any{"nothing": {}, "an empty map": {map[string]any{}}} {
		if _, problem := testServer(t).call(t, "merge_requirements", given...); problem == "" {
			t.Errorf("%s is merged", name)
		}
	}
}

func TestFunctions_SayWhatWasPassedInPlaceOfRequirements(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(nil))
	all, _ := state["requirements"].(map[string]any)
	values := []any{}
	for _, requirement := range all {
		values = append(values, requirement)
	}
	const pass = "; pass `requirements` of nexthink_connectivity_requirements"
	for name, test := range map[string]struct {
		given any
		want  string
	}{
		"the whole data source": {maps.Clone(state), "this is the whole data source" + pass},
		"hosts":                 {state["hosts"], "this is a list of strings, such as `hosts`" + pass},
		"port_rules":            {state["port_rules"], "this is `port_rules`" + pass},
		"values":                {values, "this is a list of requirements, such as values() returns" + pass},
		"one requirement":       {all["web_interface"], "this is one requirement" + pass},
		"null":                  {nil, "this is null" + pass},
		"an empty list":         {[]any{}, "this is a list" + pass},
		"an empty map":          {map[string]any{}, "no requirements were passed" + pass},
	} {
		if _, problem := testServer(t).call(t, "render_domains", test.given, "azure_firewall"); problem != "requirements: "+test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, problem, test.want)
		}
	}
}
