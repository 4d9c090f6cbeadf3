// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// calls are arguments by function and by name of the case.
type calls map[string]map[string][]any

// badCalls are calls that are refused. Real Terraform refuses them too, in TestAccBadInput.
func badCalls(t testing.TB) calls {
	t.Helper()
	all := calls{
		"build_instance_hosts": {
			"every tenant": {"*", "eu"}, "an instance": {"Acme!", "eu"}, "a region": {"acme", "EU"},
			"no instance": {"", "eu"}, "a long instance": {longText, "eu"}, "a long region": {"acme", longText},
		},
		"parse_instance_url":           badURLs(),
		"parse_export_link":            badLinks(),
		"render_domains":               badRequirements(t),
		"render_google_firewall_rules": badDestinations(),
		"render_aws_security_group_rules": {
			"a long address": withDestinations(map[string]any{"internet": []any{longText}}),
			"a service tag":  withDestinations(map[string]any{"internet": []any{"AzureCloud"}}),
			"half an id":     withDestinations(map[string]any{"internet": []any{"pl-12"}}),
			"a name":         withDestinations(map[string]any{"internet": []any{"proxy.corp.example"}}),
		},
		"merge_requirements": {
			"other ports":  {requirements(nil), requirements(config{"from_port": 80, "to_port": 80})},
			"nothing":      {},
			"an empty map": {map[string]any{}},
			"a list":       {[]any{requirements(nil), requirements(nil)}},
		},
		"render_azure_firewall_rules": {
			"a tag for a source": append(withDestinations(map[string]any{}), "10.0.0.0/8", "VirtualNetwork"), "a long source": append(withDestinations(map[string]any{}), longText),
		},
		"render_azure_network_security_rules": {
			"half a priority": {requirements(nil), anywhere(), 100.5}, "a low priority": {requirements(nil), anywhere(), 1},
		},
		"render_pac": {
			"an answer":        {requirements(nil), "DIRECT", "proxy"},
			"a strange answer": {requirements(nil), "DIRECT\"; alert(1); //", "DIRECT"},
		},
		"render_squid_acl": {"a strange name": {requirements(nil), "x\nhttp_access allow all"}},
		"render_suricata_rules": {
			"a strange host":     {requirements(config{"hosts": []any{"a.example\"; sid:1;"}}), map[string]any{}, 1000000},
			"an enormous number": {requirements(nil), map[string]any{}, 1e30},
			"a null purpose":     {requirements(config{"purpose": nil}), map[string]any{}, 1000000},
			"a null port":        {requirements(config{"to_port": nil}), map[string]any{}, 1000000},
		},
		"render_probe_script": {
			"a shell": {requirements(nil), map[string]any{}, "bash"}, "a strange shell": {requirements(nil), map[string]any{}, "sh; rm -rf /"},
		},
		"render_change_request": badDetails(),
		"normalize_plan":        {"a state": {`{"format_version":"1.0","values":{}}`}},
		"normalize_domains": {
			"a name alone": {"acme.eu.nexthink.cloud", "azure_firewall"},
			"a number":     {[]any{"a.example.com", 7}, "azure_firewall"},
			"a dialect":    {[]any{}, "squid"},
		},
		"normalize_aws_network_acl_rules":        {"a list of ids": {[]any{"acl-1"}}},
		"normalize_azure_firewall_rules":         {"what was read": {[]any{map[string]any{"transport_protocol": "tcp", "unproven": nil}}}},
		"normalize_azure_network_security_rules": {"a number": {443}},
		"normalize_google_firewall_policy_rules": {"a list of booleans": {[]any{true}}},
		"normalize_google_firewall_rules":        {"null": {nil}, "a list with a string": {[]any{map[string]any{"allow": []any{}}, "web"}}},
		"normalize_aws_security_group_rules":     {"a string": {"sg-1"}, "a map in a list": {[]any{map[string]any{"web": map[string]any{"ip_protocol": "tcp"}}}}, "an empty map in a list": {[]any{map[string]any{}}}},
		"explain_coverage": {
			"no address":        {requirements(config{"destination": "mail_server", "hosts": []any{}}), map[string]any{}, []any{}},
			"an empty internet": {requirements(nil), map[string]any{"internet": []any{}}, []any{}},
		},
		"find_excess_rules":         {},
		"find_missing_requirements": {"an address": {requirements(nil), map[string]any{"internet": []any{"10.0.0.1/8"}}, []any{}}},
	}
	for name, rules := range badRules() {
		all["find_missing_requirements"]["rules, "+name] = []any{requirements(nil), map[string]any{}, rules}
	}
	for function, accepted := range arguments() {
		if parameterAt(testServer(t).schema.Functions[function], 0).Name == "requirements" {
			if all[function] == nil {
				all[function] = map[string][]any{}
			}
			all[function]["an empty map"] = append([]any{map[string]any{}}, accepted[1:]...)
		}
	}
	return all
}

func badURLs() map[string][]any {
	return map[string][]any{
		"another domain":     {"https://evil.example"},
		"nothing":            {""},
		"a long URL":         {longURL},
		"a password":         {"https://me:secret@acme.eu.nexthink.cloud"},
		"a script":           {"javascript://acme.eu.nexthink.cloud/%0aalert(1)"},
		"another port":       {"acme.eu.nexthink.cloud:22"},
		"an unknown region":  {"acme.apac.nexthink.cloud"},
		"a domain around it": {"https://acme.eu.nexthink.cloud.evil.example"},
	}
}

func badLinks() map[string][]any {
	with := func(instead, of string) []any { return []any{strings.Replace(wholeLink, of, instead, 1)} }
	return map[string][]any{
		"another host":               {"https://evil.example"},
		"nothing":                    {""},
		"a long link":                {longURL},
		"no HTTPS":                   with("http", "https"),
		"a lookalike host":           {exportHost + ".evil.example"},
		"the name of another bucket": {"aris-exports-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"},
		"a host with another port":   {exportHost + ":8443"},
		"a user":                     with("https://"+linkKey+":"+linkToken+"@", "https://"),
		"a cut at &":                 {wholeLink[:strings.LastIndex(wholeLink, "&")]},
		"two AWS regions":            with(".s3.us-east-1", ".s3.eu-west-3"),
		"another scope":              with("%2Fus-east-1", "%2Feu-west-3"),
		"an encoded query":           with("%3F", "?"),
		"an escape sequence":         with(escape, "devices"),
	}
}

// badRequirements are arguments of render_domains.
func badRequirements(t testing.TB) map[string][]any {
	t.Helper()
	state, _ := testServer(t).read(t, connectivity, acme(nil))
	values := slices.Collect(maps.Values(members(state["requirements"])))
	cases := map[string][]any{
		"the whole data source":    {state, "azure_firewall"},
		"hosts":                    {state["hosts"], "azure_firewall"},
		"port_rules":               {state["port_rules"], "azure_firewall"},
		"values":                   {values, "azure_firewall"},
		"one requirement":          {requirement(nil), "azure_firewall"},
		"null":                     {nil, "azure_firewall"},
		"an empty list":            {[]any{}, "azure_firewall"},
		"a misspelled attribute":   {map[string]any{"web": without(requirement(config{"host": []any{}}), "hosts")}, "azure_firewall"},
		"a string in the map":      {map[string]any{"web": "x"}, "azure_firewall"},
		"a null requirement":       {map[string]any{"web": nil}, "azure_firewall"},
		"a key":                    {map[string]any{"Web-1": requirement(nil)}, "azure_firewall"},
		"a long key":               {map[string]any{longText: requirement(config{"to_port": 0})}, "azure_firewall"},
		"a long key of a wildcard": {map[string]any{longText: requirement(config{"hosts": []any{"*.x.example"}})}, "panos_fqdn"},
		"a dialect":                {requirements(nil), "zscaler"},
		"a long dialect":           {requirements(nil), longText},
	}
	for name, more := range map[string]config{
		"a null transport":        {"transport_protocol": nil},
		"null hosts":              {"hosts": nil},
		"a null host":             {"hosts": []any{nil}},
		"a host":                  {"hosts": []any{"a.example", "x y"}},
		"half a port":             {"to_port": 443.5},
		"a high port":             {"to_port": 65536},
		"reversed ports":          {"to_port": 80},
		"a transport":             {"transport_protocol": "any"},
		"a destination":           {"destination": "web"},
		"an application protocol": {"application_protocols": []any{"htps"}},
	} {
		cases[name] = []any{requirements(more), "azure_firewall"}
	}
	return cases
}

// withDestinations are arguments of a function that takes requirements and destinations.
func withDestinations(destinations any) []any { return []any{requirements(nil), destinations} }

// badDestinations are arguments of render_google_firewall_rules.
func badDestinations() map[string][]any {
	cases := map[string][]any{
		"no map":             withDestinations("0.0.0.0/0"),
		"no destination":     withDestinations(map[string]any{"internett": []any{}}),
		"a long destination": withDestinations(map[string]any{longText: nil}),
		"a missing one":      withDestinations(map[string]any{}),
	}
	for name, internet := range map[string]any{
		"a bare address":    "0.0.0.0/0",
		"a number":          []any{7},
		"an empty text":     []any{""},
		"a strange address": []any{directive},
		"an empty list":     []any{},
		"a null list":       nil,
		"a null label":      map[string]any{"any": nil},
		"an empty label":    map[string]any{"": "0.0.0.0/0"},
		"a long label":      map[string]any{longText: nil},
		"an address twice":  map[string]any{"a": "10.0.0.1", "b": "10.0.0.1/32"},
	} {
		cases[name] = withDestinations(map[string]any{"internet": internet})
	}
	return cases
}

// badDetails are arguments of render_change_request.
func badDetails() map[string][]any {
	accepted := arguments()["render_change_request"]
	return map[string][]any{
		"a null detail":    {accepted[0], map[string]any{}, map[string]any{"Ticket": nil}, "csv"},
		"a column twice":   {accepted[0], map[string]any{}, map[string]any{"From": "x"}, "csv"},
		"a long field":     {accepted[0], map[string]any{}, map[string]any{longText: nil}, "csv"},
		"a strange format": {accepted[0], map[string]any{}, map[string]any{}, longText},
	}
}

// badRules are rules that every check refuses.
func badRules() map[string]any {
	cases := map[string]any{
		"a string":             "allow all",
		"null":                 nil,
		"a null rule":          []any{nil},
		"a number for one":     []any{webRule(nil), 7},
		"a misspelled address": map[string]any{"web": webRule(config{"adresses": []any{}})},
		"one end":              []any{without(webRule(nil), "to_port")},
		"two groups":           []any{webRule(config{"group": "aws_security_group.a"}), webRule(config{"group": "aws_security_group.b"})},
		"a resource of AWS":    map[string]any{"web": map[string]any{"ip_protocol": "tcp"}},
		"one resource":         map[string]any{"ip_protocol": "tcp", "id": "sgr-1"},
		"a resource of Azure":  []any{map[string]any{"access": "Allow"}},
		"a resource of Google": []any{map[string]any{"destination_ranges": []any{}}},
		"an empty rule":        []any{map[string]any{"id": "web"}},
		"one rule":             webRule(nil),
	}
	for name, more := range map[string]config{
		"a misspelled name":     {"port": 443},
		"an action":             {"action": "Allow"},
		"a direction":           {"direction": "egress"},
		"a protocol":            {"transport_protocol": "TCP"},
		"a port of zero":        {"from_port": 0},
		"a high port":           {"to_port": 65536},
		"half a port":           {"to_port": 443.5},
		"a word for a port":     {"to_port": "https"},
		"reversed":              {"to_port": 80},
		"a string of hosts":     {"hosts": "a.example.com"},
		"a number for a host":   {"hosts": []any{"a.example.com", 7}},
		"a wildcard inside":     {"hosts": []any{"acme.*.nexthink.cloud"}},
		"an address for a host": {"hosts": []any{"10.0.0.1"}},
		"host bits":             {"addresses": []any{"10.20.0.10/8"}},
		"no network":            {"addresses": []any{"10.0.0.0/33"}},
		"any for an address":    {"addresses": []any{"any"}},
		"a name for an address": {"addresses": []any{"acme.eu.nexthink.cloud"}},
		"an application":        {"application_protocols": []any{"tls"}},
		"a priority":            {"priority": "first"},
		"a list for a group":    {"id": []any{}, "group": []any{"a"}},
	} {
		cases[name] = []any{webRule(more)}
	}
	return cases
}

func TestChecks_RefuseRulesInTheSameWords(t *testing.T) {
	t.Parallel()
	for name, rules := range badRules() {
		_, want := testServer(t).call(t, "find_missing_requirements", requirements(nil), map[string]any{}, rules)
		for _, function := range []string{"explain_coverage", "find_excess_rules"} {
			result, got := testServer(t).call(t, function, requirements(nil), map[string]any{}, rules)
			assert.Check(t, is.Equal(got, want), "%s in %s", name, function)
			assert.Check(t, is.Equal(result, nil), "%s in %s", name, function)
		}
	}
}
