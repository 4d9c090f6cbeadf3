// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
)

// everyAddress has an address for each destination of the catalog.
func everyAddress() map[string]any {
	return map[string]any{
		"internet": []any{"0.0.0.0/0"}, "domain_controller": []any{"10.20.0.10"}, "active_directory": []any{"10.20.0.10"},
		"dns_server": []any{"10.20.0.2"}, "mail_server": []any{"10.20.0.25"},
	}
}

// rendered returns what each function returns for the requirements, by the name of the function.
func rendered(t testing.TB, requirements any) map[string]string {
	t.Helper()
	results := map[string]string{}
	for name, given := range arguments() {
		if !strings.HasPrefix(name, "render_") {
			continue
		}
		given = slices.Clone(given)
		given[0] = requirements
		if len(given) > 1 {
			if _, takesDestinations := given[1].(map[string]any); takesDestinations {
				given[1] = everyAddress()
			}
		}
		results[name] = fmt.Sprint(testServer(t).answer(t, name, given...))
	}
	return results
}

// webRequirements returns the requirements of a tenant that a proxy can forward.
func webRequirements(t testing.TB, given config) any {
	t.Helper()
	given["products"] = []any{"web_interface", "api", "data_export", "telemetry"}
	state, _ := testServer(t).read(t, connectivity, given)
	return state["requirements"]
}

func TestRender_TwoArgumentsAreEnoughInEveryRegion(t *testing.T) {
	t.Parallel()
	for _, region := range known.RegionCodes() {
		state, warnings := testServer(t).read(t, connectivity, config{"instance": "acme", "region": region})
		documented := region == "eu"
		assert.Equal(t, strings.Contains(strings.Join(warnings, ""), "Requirement data_export_download Omitted"), !documented, "%q", warnings)
		for name, result := range rendered(t, state["requirements"]) {
			assert.Assert(t, strings.Contains(result, "443") || strings.Contains(result, "acme."+region), "%s in %s: %s", name, region, result)
		}
	}
}

func TestRender_NamesTheHostsOfEveryMergedTenant(t *testing.T) {
	t.Parallel()
	acme := webRequirements(t, config{"instance": "acme", "region": "eu"})
	globex := webRequirements(t, config{"instance": "globex", "region": "us"})
	merged := testServer(t).answer(t, "merge_requirements", acme, globex)
	alone, both := rendered(t, acme), rendered(t, merged)
	for name, result := range both {
		for _, host := range []string{"acme.eu.nexthink.cloud", "globex.us.nexthink.cloud"} {
			byName := strings.Contains(alone[name], "nexthink.cloud")
			assert.Equal(t, strings.Contains(result, host), byName, "%s: %s", name, host)
		}
	}

	names := testServer(t).answer(t, "render_domains", acme, "azure_firewall")
	rules := testServer(t).answer(t, "normalize_domains", names, "azure_firewall")
	for _, test := range []struct {
		requirements any
		missing      bool
	}{{acme, false}, {merged, true}} {
		missing := testServer(t).answer(t, "find_missing_requirements", test.requirements, map[string]any{}, rules)
		assert.Equal(t, strings.Contains(fmt.Sprint(missing), "globex.us.nexthink.cloud"), test.missing, "%v", missing)
	}
}
