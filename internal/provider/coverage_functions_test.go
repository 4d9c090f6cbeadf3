// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// webRule returns a hand-written rule that allows the requirement of requirements.
func webRule(more config) map[string]any {
	given := map[string]any{
		"id": "web", "transport_protocol": "tcp", "from_port": 443, "to_port": 443, "hosts": []any{"acme.eu.nexthink.cloud"},
	}
	maps.Copy(given, more)
	return given
}

func without(given map[string]any, name string) map[string]any {
	delete(given, name)
	return given
}

// verdict returns the verdict of explain_coverage on the only requirement.
func verdict(t *testing.T, given ...any) map[string]any {
	t.Helper()
	result := testServer(t).answer(t, "explain_coverage", given...)
	assert.Assert(t, is.Len(result, 1))
	return members(elements(result)[0])
}

// verdictCases are arguments of explain_coverage, one for each message of a verdict at least.
func verdictCases() map[string][]any {
	rpc := config{"destination": "domain_controller", "from_port": 49152, "to_port": 65535, "hosts": []any{}, "application_protocols": []any{"msrpc"}}
	cases := map[string][]any{
		"two hosts, one of them allowed": {
			requirements(config{"hosts": []any{"acme.eu.nexthink.cloud", "acme.data.eu.nexthink.cloud"}}),
			map[string]any{},
			map[string]any{"web": without(webRule(nil), "id")},
		},
		"a part of ports and addresses": {requirements(rpc), map[string]any{"domain_controller": []any{"10.20.0.0/30"}}, []any{
			map[string]any{"id": "low", "from_port": 49152, "to_port": 60000, "addresses": []any{"10.20.0.0/24"}},
			map[string]any{"id": "high", "from_port": 60001, "to_port": 65535, "addresses": []any{"10.20.0.0/31", "10.20.0.2/32"}},
		}},
		"a controller of an NSG": {requirements(rpc), map[string]any{"domain_controller": []any{"10.20.0.10"}}, []any{
			map[string]any{"id": "AllowVnetOutBound", "group": "azurerm_network_security_group.devices", "addresses": []any{"VirtualNetwork"}},
		}},
		"the closest of two rules": {requirements(rpc), map[string]any{"domain_controller": []any{"10.20.0.10"}}, []any{
			map[string]any{"id": "branch", "from_port": 49152, "to_port": 65535, "addresses": []any{"192.168.0.0/16"}},
			map[string]any{"id": "headquarters", "from_port": 49152, "to_port": 65535, "addresses": []any{"10.20.1.0/24"}},
		}},
		"many long hosts": {requirements(config{"hosts": longHosts()}), map[string]any{}, []any{}},
		"private addresses on one of two ports": {
			requirements(config{"to_port": 444}), map[string]any{}, []any{webRule(config{"hosts": []any{}, "addresses": []any{"10.0.0.0/8"}})},
		},
		"many other hosts": {
			requirements(config{"hosts": []any{"a.nexthink.cloud", "b.nexthink.cloud", "c.nexthink.cloud", "d.nexthink.cloud"}}),
			map[string]any{},
			[]any{webRule(config{"hosts": []any{"e.nexthink.cloud"}})},
		},
	}
	for name, rules := range map[string][]any{
		"a wildcard":                {webRule(config{"sources": []any{"tag:devices"}, "hosts": []any{"*.eu.nexthink.cloud"}})},
		"no rule":                   {},
		"a rule for something else": {webRule(config{"from_port": 25, "to_port": 25, "hosts": []any{}, "addresses": []any{"10.0.0.0/8"}, "transport_protocol": "udp"})},
		"a deny without priority":   {webRule(nil), webRule(config{"id": "block", "action": "deny"})},
		"private addresses":         {webRule(config{"hosts": []any{}, "addresses": []any{"10.0.0.0/8"}})},
		"more private addresses":    {webRule(config{"from_port": 135, "to_port": 65535, "hosts": []any{}, "addresses": []any{"10.20.0.0/24"}})},
		"no answers":                {webRule(nil), webRule(config{"id": "in", "direction": "inbound"})},
		"some answers":              {webRule(nil), map[string]any{"direction": "inbound", "from_port": 32768, "to_port": 60999}},
		"some addresses":            {webRule(config{"hosts": []any{}, "addresses": []any{"52.0.0.0/8"}})},
		"a prefix list":             {webRule(config{"hosts": []any{}, "addresses": []any{"pl-0123456789abcdef0"}})},
		"an unproven rule":          {webRule(config{"unproven": "it is a secret"})},
		"priorities of some rules":  {webRule(config{"id": "old", "action": "deny"}), webRule(config{"priority": 5})},
		"any host":                  {webRule(config{"hosts": []any{}})},
		"a deny of all else":        {map[string]any{"id": "block", "action": "deny"}},
	} {
		cases[name] = []any{requirements(nil), map[string]any{}, rules}
	}
	return cases
}

func longHosts() []any {
	hosts := []any{}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		hosts = append(hosts, strings.Repeat(name, 60)+"."+strings.Repeat("x", 60)+".example.com")
	}
	return hosts
}

func TestExplainCoverage_NamesTheRulesThatAllowARequirementAndTheNearestOne(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]map[string]any{
		"a wildcard": {
			"key": "web", "destination": "internet", "transport_protocol": "tcp", "port_range": "443", "verdict": "covered", "reason": nil,
			"missing_hosts": []any{}, "missing_addresses": []any{}, "missing_port_ranges": []any{}, "rule_ids": []any{"web"}, "nearest_rule_id": nil,
			"sources": []any{"tag:devices"}, "broad": true,
		},
		"two hosts, one of them allowed": {
			"key": "web", "destination": "internet", "transport_protocol": "tcp", "port_range": "443", "verdict": "missing", "reason": "no_rule",
			"missing_hosts": []any{"acme.data.eu.nexthink.cloud"}, "missing_addresses": []any{}, "missing_port_ranges": []any{"443"}, "rule_ids": []any{"web"},
			"nearest_rule_id": "web", "sources": []any{}, "broad": false,
		},
		"a part of ports and addresses": {
			"key": "web", "destination": "domain_controller", "transport_protocol": "tcp", "port_range": "49152-65535", "verdict": "missing", "reason": "no_rule",
			"missing_hosts": []any{}, "missing_addresses": []any{"10.20.0.3/32"}, "missing_port_ranges": []any{"60001-65535"}, "rule_ids": []any{"high", "low"},
			"nearest_rule_id": "low", "sources": []any{}, "broad": false,
		},
	} {
		want["purpose"], want["documentation_urls"] = "Devices use it.", []any{}
		assert.Check(t, is.DeepEqual(without(verdict(t, verdictCases()[name]...), "message"), want), name)
	}
}

// A verdict is known while values are unknown only if no value can change it.
func TestChecks_AreAsCertainAsTheirValues(t *testing.T) {
	t.Parallel()
	unknownHosts := webRule(config{"id": "open", "hosts": unknown{}})
	channel := config{"hosts": []any{"acme.data.eu.nexthink.cloud"}}
	both := map[string]any{"web": requirement(nil), "channel": requirement(channel)}
	servers := requirements(config{"destination": "mail_server", "from_port": 25, "to_port": 25, "hosts": []any{}})
	someServers := webRule(config{"from_port": 25, "to_port": 25, "hosts": []any{}, "addresses": []any{"10.0.0.0/8"}})
	for name, test := range map[string]struct {
		requirements, destinations map[string]any
		rules                      any
		want                       string // the key and the verdict of each requirement in the answer
	}{
		"unknown rules":                                     {requirements(nil), nil, unknown{}, "unknown"},
		"an unknown rule":                                   {requirements(nil), nil, []any{unknown{}}, "unknown"},
		"a rule, and an unknown one":                        {requirements(nil), nil, []any{webRule(nil), unknown{}}, "unknown"}, // it may deny
		"a rule, and one for unknown hosts":                 {requirements(nil), nil, []any{webRule(nil), unknownHosts}, ""},
		"an unknown host beside a known one":                {both, nil, []any{webRule(config{"hosts": []any{"acme.eu.nexthink.cloud", unknown{}}})}, "unknown"},
		"two requirements, one of them for an unknown host": {both, nil, []any{webRule(nil), unknownHosts}, "unknown"},
		"one missing and one unknown": {
			both, nil, []any{webRule(config{"action": "deny", "priority": 1}), webRule(config{"hosts": unknown{}, "priority": 2})}, "web missing",
		},
		"unknown values that do not matter": {
			requirements(nil), nil, []any{webRule(config{"id": unknown{}, "group": unknown{}, "sources": unknown{}})}, "",
		},
		"one unproven":                      {both, nil, []any{webRule(config{"unproven": "it is odd"}), webRule(channel)}, "web unproven"},
		"an unknown address":                {servers, map[string]any{"mail_server": map[string]any{"a": unknown{}}}, []any{someServers}, "unknown"},
		"unknown addresses, a rule for any": {servers, map[string]any{"mail_server": unknown{}}, []any{map[string]any{"action": "allow"}}, ""},
		"unknown addresses, no rule":        {servers, map[string]any{"mail_server": []any{"10.0.0.1", unknown{}}}, []any{}, "web missing"},
	} {
		result := testServer(t).answer(t, "find_missing_requirements", test.requirements, test.destinations, test.rules)
		got := []string{}
		for _, missing := range elements(result) {
			got = append(got, fmt.Sprint(at(missing, "key"), " ", at(missing, "verdict")))
		}
		if result == (unknown{}) {
			got = []string{"unknown"}
		}
		assert.Check(t, is.Equal(strings.Join(got, ", "), test.want), name)
	}
}

func TestExplainCoverage_LeavesUnknownWhatAValueMayChange(t *testing.T) {
	t.Parallel()
	got := verdict(t, requirements(nil), map[string]any{}, []any{webRule(config{"hosts": unknown{}})})
	for name, value := range got {
		known := slices.Contains([]string{"key", "purpose", "documentation_urls", "destination", "transport_protocol", "port_range"}, name)
		assert.Check(t, (value == unknown{}) != known, "%s is %v", name, value)
	}
	certain := verdict(t, requirements(nil), map[string]any{}, []any{webRule(config{"id": "open", "hosts": unknown{}}), webRule(nil)})
	for name, want := range map[string]any{
		"verdict": "covered", "reason": nil, "missing_hosts": []any{}, "rule_ids": unknown{}, "broad": unknown{}, "message": unknown{},
	} {
		assert.Check(t, is.DeepEqual(certain[name], want), name)
	}
}

// excessCases are arguments of find_excess_rules, and what it returns, without the messages.
func excessCases() map[string]struct{ given, want []any } {
	none, anyAddress := []any{}, config{"hosts": []any{}, "addresses": []any{"0.0.0.0/0"}}
	find := func(to map[string]any, rules ...any) []any { return []any{requirements(nil), to, rules} }
	excess := func(more config) []any {
		given := map[string]any{
			"rule_id": "web", "requirement_keys": []any{"web"}, "excess_transport_protocols": none, "excess_port_ranges": none, "excess_hosts": none,
			"excess_addresses": none, "unproven": nil,
		}
		maps.Copy(given, more)
		return []any{given}
	}
	with := func(more config) map[string]any {
		rule := webRule(anyAddress)
		maps.Copy(rule, more)
		return rule
	}
	return map[string]struct{ given, want []any }{
		"just what is needed":        {find(map[string]any{}, webRule(nil)), none},
		"a rule for something else":  {find(map[string]any{}, webRule(config{"from_port": 25, "to_port": 25})), none},
		"a deny":                     {find(map[string]any{}, webRule(config{"hosts": none, "action": "deny"})), none},
		"any address that was given": {find(anywhere(), with(nil)), none},
		"ports":                      {find(map[string]any{}, webRule(config{"from_port": 400, "to_port": 500})), excess(config{"excess_port_ranges": []any{"400-442", "444-500"}})},
		"a transport":                {find(map[string]any{}, webRule(config{"transport_protocol": "any"})), excess(config{"excess_transport_protocols": []any{"udp"}})},
		"a wildcard":                 {find(map[string]any{}, webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})), excess(config{"excess_hosts": []any{"*.eu.nexthink.cloud"}})},
		"addresses beside those given": {
			find(map[string]any{"internet": []any{"52.0.0.0/9"}}, with(config{"addresses": []any{"52.0.0.0/8"}})), excess(config{"excess_addresses": []any{"52.128.0.0/9"}}),
		},
		"addresses where none were given": {find(map[string]any{}, with(nil)), excess(config{"excess_addresses": []any{"0.0.0.0/0"}})},
		"a rule behind a deny of all": {
			find(anywhere(), with(config{"priority": 1}), map[string]any{"id": "deny", "action": "deny", "priority": 2}, map[string]any{"id": "all", "action": "allow", "priority": 3}),
			none,
		},
		"ports that a deny closes": {
			find(anywhere(), map[string]any{"id": "deny", "action": "deny", "priority": 1, "transport_protocol": "tcp", "from_port": 1, "to_port": 442},
				with(config{"priority": 2, "from_port": 1})),
			none,
		},
		"a rule beside a narrower one": {
			find(map[string]any{}, webRule(config{"id": "narrow"}), webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})), excess(config{"excess_hosts": []any{"*.eu.nexthink.cloud"}}),
		},
		"an unproven rule": {find(map[string]any{}, webRule(config{"unproven": "it is odd"})), excess(config{"unproven": "it is odd"})},
	}
}

func TestFindExcessRules_SaysByHowMuchARuleIsWider(t *testing.T) {
	t.Parallel()
	for name, test := range excessCases() {
		got := testServer(t).answer(t, "find_excess_rules", test.given...)
		for _, excess := range elements(got) {
			without(members(excess), "message")
		}
		assert.Check(t, is.DeepEqual(got, test.want), name)
	}
	unknownHosts := []any{webRule(config{"hosts": unknown{}})}
	assert.Check(t, is.DeepEqual(testServer(t).answer(t, "find_excess_rules", requirements(nil), map[string]any{}, unknownHosts), unknown{}))
}

// An unknown value of a resource stays unknown. A value that the service computes counts as left out.
func TestNormalize_KeepsUnknownValuesUnknown(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	result := server.answer(t, "normalize_aws_security_group_rules", map[string]any{"web": map[string]any{
		"id": unknown{}, "arn": unknown{}, "security_group_id": unknown{}, "ip_protocol": "tcp", "from_port": 443, "to_port": 443,
		"cidr_ipv4": unknown{}, "cidr_ipv6": nil, "prefix_list_id": nil, "referenced_security_group_id": nil,
	}})
	assert.Check(t, is.DeepEqual(result, []any{map[string]any{
		"id": "web", "group": unknown{}, "action": "allow", "priority": nil, "direction": "outbound", "transport_protocol": "tcp",
		"from_port": 443, "to_port": 443, "application_protocols": []any{}, "hosts": []any{}, "addresses": unknown{}, "sources": []any{},
		"unproven": nil,
	}}))
	for _, name := range []string{"normalize_aws_security_group_rules", "normalize_google_firewall_rules", "normalize_azure_firewall_rules"} {
		assert.Check(t, is.DeepEqual(server.answer(t, name, unknown{}), unknown{}), name)
	}
	assert.Check(t, is.DeepEqual(server.answer(t, "normalize_domains", unknown{}, "azure_firewall"), unknown{}))
	assert.Check(t, is.DeepEqual(server.answer(t, "normalize_aws_security_group_rules", []any{unknown{}}), unknown{}), "it may have no rule")
}

func FuzzChecks_RefuseOrJudgeAndNeverPanic(f *testing.F) {
	f.Add("acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "10.0.0.0/8", "allow", "tcp", "outbound", "group", "", 443, 443, 443, 1)
	f.Add("*.x.example.com", "*.*.x", "pl-0123456789abcdef0", "deny", "any", "inbound", "", "odd", 1, 65535, 80, -5)
	f.Fuzz(func(t *testing.T, host, pattern, address, action, transport, direction, group, unproven string, from, to, port, priority int) {
		server := testServer(t)
		requirements := map[string]any{
			"web": requirement(config{"hosts": []any{host}, "from_port": port, "to_port": port}),
			"dc": requirement(config{
				"destination": "domain_controller", "hosts": []any{}, "application_protocols": []any{"msrpc"}, "from_port": from, "to_port": to,
			}),
		}
		rule := map[string]any{
			"action": action, "transport_protocol": transport, "direction": direction, "group": group, "unproven": unproven, "from_port": from, "to_port": to,
			"hosts": []any{pattern}, "priority": priority,
		}
		open := map[string]any{"addresses": []any{address, unknown{}}, "action": unknown{}, "priority": priority}
		for _, name := range []string{"find_missing_requirements", "explain_coverage", "find_excess_rules"} {
			for _, rules := range []any{[]any{rule}, []any{rule, open}, map[string]any{group: rule}} {
				server.call(t, name, requirements, map[string]any{"domain_controller": []any{address}}, rules)
			}
		}
	})
}

// The verdicts of explain_plan are those of explain_coverage on the rules that normalize_plan returns for the firewall.
func TestExplainPlan_EqualsExplainCoverageOnTheRulesOfEachFirewall(t *testing.T) {
	t.Parallel()
	plans, err := filepath.Glob(filepath.Join("..", "*", "testdata", "*", "*.json"))
	assert.NilError(t, err)
	plans = append(plans, filepath.Join("..", "..", "examples", "ci", "verify-plan", "their-plan.json"))
	given := requirements(config{"hosts": []any{"acme.eu.nexthink.cloud", "acme.data.eu.nexthink.cloud"}})
	explained := 0
	for _, file := range plans {
		text, err := os.ReadFile(file)
		assert.NilError(t, err)
		rules, problem := testServer(t).call(t, "normalize_plan", string(text))
		if problem != "" {
			continue // not a plan
		}
		byFirewall := map[string][]any{}
		for _, rule := range elements(rules) {
			group := fmt.Sprint(members(rule)["group"])
			byFirewall[group] = append(byFirewall[group], rule)
		}
		verdicts := members(testServer(t).answer(t, "explain_plan", given, map[string]any{}, string(text)))
		for firewall, own := range byFirewall {
			explained++
			assert.Check(t, is.DeepEqual(verdicts[firewall], testServer(t).answer(t, "explain_coverage", given, map[string]any{}, own)), "%s: %s", file, firewall)
		}
	}
	assert.Assert(t, explained > 1)
}

func TestExplainPlan_RefusesMoreVerdictsThanItReturns(t *testing.T) {
	t.Parallel()
	groups := make([]string, 30_001)
	for i := range groups {
		groups[i] = fmt.Sprintf(`{"address":"azurerm_network_security_group.g[%d]","mode":"managed","type":"azurerm_network_security_group",`+
			`"name":"g","index":%[1]d,"values":{"name":"g%[1]d","resource_group_name":"rg"}}`, i)
	}
	text := `{"format_version":"1.2","planned_values":{"root_module":{"resources":[` + strings.Join(groups, ",") + `]}},"configuration":{"root_module":{}}}`
	_, problem := testServer(t).call(t, "explain_plan", requirements(nil), map[string]any{}, text)
	assert.Check(t, is.Contains(problem, "plan: the plan has 30001 firewalls, and 1 requirements would make 30001 verdicts; at most 30000 are returned"))
}
