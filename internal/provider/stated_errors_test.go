// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
)

// statedErrors are calls for each error that the page of a function states, by function and statement.
func statedErrors(t testing.TB) map[string]map[string][][]any {
	t.Helper()
	none := map[string]any{}
	controller := config{"destination": "domain_controller", "hosts": []any{}}
	wildcard, udp := config{"hosts": []any{"*.eu.nexthink.cloud"}}, config{"transport_protocol": "udp"}
	raw := config{"application_protocols": []any{"tcp"}}
	rawWildcard := config{"application_protocols": []any{"tcp"}, "hosts": []any{"*.eu.nexthink.cloud"}}
	twoFirewalls := []any{webRule(config{"group": "a"}), webRule(config{"group": "b"})}
	names := func(count int) config {
		return config{"hosts": list(count, func(i int) string { return fmt.Sprintf("a%d.example.com", i) })}
	}
	networks := func(count int) map[string]any {
		return map[string]any{"domain_controller": list(count, func(i int) string { return fmt.Sprintf("10.%d.%d.0/25", i/256, i%256) })}
	}
	return map[string]map[string][][]any{
		"build_instance_hosts": {
			"The instance `*` is an error":                   {{"*", "eu"}},
			"A region that the provider does not know is an": {{"acme", "emea"}},
		},
		"explain_coverage": {
			"Rules of several firewalls are an error": {{requirements(nil), none, twoFirewalls}},
			"A map without requirements is an error.": {{none, none, []any{}}},
		},
		"explain_plan": {
			"More than 30,000 verdicts are an error": {{manyRequirements(301), none, planOfFirewalls(t, 100)}},
			"A state, the log of `terraform plan -json`, a failed plan": {
				{requirements(nil), none, `{"format_version":"1.0","values":{}}`},
				{requirements(nil), none, `{"@level":"info","@message":"Terraform 1.11.4","type":"version"}` + "\n" + `{"@level":"info"}`},
				{requirements(nil), none, `{"format_version":"1.2","errored":true,"planned_values":{"root_module":{}}}`},
				{requirements(nil), none, `{"format_version":"1.2","planned_values":{"root_`},
			},
		},
		"find_missing_requirements": {
			"Rules of several firewalls in one call are": {{requirements(nil), none, twoFirewalls}},
			"An empty map of requirements is an error":   {{none, none, []any{}}},
		},
		"merge_requirements": {
			"If the ports, protocols or destinations of a key differ": {
				{requirements(nil), requirements(config{"from_port": 80, "to_port": 80})},
				{requirements(nil), requirements(udp)},
				{requirements(nil), requirements(raw)},
				{requirements(nil), requirements(controller)},
			},
			"a list or map of several tenants is an error": {
				{[]any{requirements(nil), requirements(nil)}}, {map[string]any{"acme": requirements(nil), "globex": requirements(nil)}},
			},
		},
		"normalize_domains": {"A dialect that the provider does not know": {{[]any{"a.example.com"}, "squid"}}},
		"normalize_plan":    {"A text that is not a plan in JSON": {{"Plan: 1 to add"}, {`{"format_version":"1.0","values":{}}`}}},
		"parse_export_link": {
			"A link whose parts contradict each other": {
				{strings.Replace(cutLink, ".s3.eu-west-3.", ".s3.us-east-1.", 1)}, {strings.Replace(wholeLink, "%2Feu-west-3%2F", "%2Fus-east-1%2F", 1)},
			},
		},
		"parse_instance_url": {
			"A host that does not belong to a tenant is an error": {{"https://example.com"}, {"agora.eu.nexthink.cloud"}},
			"A user or password in the URL is an error":           {{"https://me:secret@acme.eu.nexthink.cloud"}},
		},
		"render_azure_firewall_rules": {
			"If a requirement is not HTTPS, WebSocket or HTTP": {{requirements(rawWildcard), none}},
			"Port ranges and higher ports are errors":          {{requirements(config{"to_port": 444}), none}, {requirements(config{"from_port": 64001, "to_port": 64001}), none}},
		},
		"render_azure_network_security_rules": {"More than 4000 networks": {{requirements(controller), networks(4001), 1000}}},
		"render_domains": {
			"A requirement to the internet without a host":          {{requirements(config{"hosts": []any{}}), "plain"}},
			"If the product matches exact names only, a wildcard":   {{requirements(wildcard), "panos_fqdn"}},
			"If the product matches names in TLS and HTTP only, a ": {{requirements(raw), "azure_firewall"}},
		},
		"render_fortios_addresses": {"A requirement to the internet without a host": {{requirements(config{"hosts": []any{}})}}},
		"render_google_firewall_policy_rules": {
			"Without that destination, it is an error": {{requirements(wildcard), none, 1000}},
			"Two port ranges that begin at the same port": {
				{map[string]any{"web": requirement(nil), "range": requirement(config{"to_port": 444})}, none, 1000},
			},
			"More than 100 names or 5000 networks": {{requirements(names(101)), none, 1000}, {requirements(controller), networks(5001), 1000}},
		},
		"render_pac": {
			"A requirement to the internet over UDP": {{requirements(udp), "DIRECT", "DIRECT"}},
			"An answer that is not valid in a PAC":   {{requirements(nil), "PROXY", "DIRECT"}, {requirements(nil), "DIRECT", "proxy.example.com:3128"}},
		},
		"render_squid_acl": {"A requirement to the internet over UDP": {{requirements(udp), "nexthink"}}},
		"render_suricata_rules": {
			"Two of your own requirements with the same number": {
				{map[string]any{"web_18458": requirement(nil), "web_21960": requirement(nil)}, none, 1000000},
			},
			"A requirement with more than 100 rules":      {{requirements(names(101)), none, 1000000}},
			"A rule with more than 8192 characters is an": {{requirements(controller), networks(1000), 1000000}},
		},
	}
}

func list(count int, element func(int) string) []any {
	elements := []any{}
	for i := range count {
		elements = append(elements, element(i))
	}
	return elements
}

func manyRequirements(count int) map[string]any {
	many := map[string]any{}
	for i := range count {
		many[fmt.Sprintf("web_%d", i)] = requirement(nil)
	}
	return many
}

// planOfFirewalls returns a plan with this number of security groups.
func planOfFirewalls(t testing.TB, count int) string {
	t.Helper()
	resources := []any{}
	for i := range count {
		resources = append(resources, map[string]any{
			"address": fmt.Sprintf("aws_security_group.a[%d]", i), "mode": "managed", "type": "aws_security_group", "name": "a", "index": i,
			"provider_name": "registry.terraform.io/hashicorp/aws", "values": map[string]any{"egress": []any{}},
		})
	}
	plan, err := json.Marshal(map[string]any{"format_version": "1.2", "planned_values": map[string]any{"root_module": map[string]any{"resources": resources}}})
	assert.NilError(t, err)
	return string(plan)
}

// pageOf returns the page of a function, without the targets of its links.
func pageOf(t testing.TB, function string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "docs", "functions", function+".md"))
	assert.NilError(t, err)
	return regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(string(content), "$1")
}

// Each statement that something is an error is tried.
func TestFunctions_WhatAPageCallsAnErrorIsOne(t *testing.T) {
	t.Parallel()
	stated := regexp.MustCompile(`(?m)^- .*\b(?:is|are)(?: an)? errors?\b.*$`)
	all := statedErrors(t)
	for function := range testServer(t).schema.Functions {
		statements := stated.FindAllString(pageOf(t, function), -1)
		for _, statement := range statements {
			tried := slices.ContainsFunc(sortedNames(all[function]), func(part string) bool { return strings.Contains(statement, part) })
			assert.Check(t, tried, "%s: nothing tries %q", function, statement)
		}
		for part, calls := range all[function] {
			assert.Check(t, slices.ContainsFunc(statements, func(statement string) bool { return strings.Contains(statement, part) }), "%s does not say %q", function, part)
			for _, given := range calls {
				_, problem := testServer(t).call(t, function, given...)
				assert.Check(t, problem != "", "%s accepts %q", function, part)
			}
		}
	}
}
