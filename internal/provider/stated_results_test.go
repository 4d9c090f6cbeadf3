// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// statedResult is a statement on the page of a function, and a call that shows it.
type statedResult struct {
	function, statement string
	given               []any
	has, lacks          []string // parts of the result
}

func statedResults() []statedResult {
	none := map[string]any{}
	egress := func(more config) map[string]any {
		return merged(config{"type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"192.0.2.0/24"}}, more)
	}
	google := func(more config) map[string]any {
		return merged(config{
			"network": "n", "direction": "EGRESS", "destination_ranges": []any{"192.0.2.0/24"},
			"allow": []any{map[string]any{"protocol": "tcp", "ports": []any{"443"}}},
		}, more)
	}
	controller := requirement(config{"destination": "domain_controller", "hosts": []any{}})
	both := map[string]any{"web": requirement(config{"hosts": []any{"*.eu.nexthink.cloud", "acme.eu.nexthink.cloud"}}), "rpc": controller}
	onController := func(networks ...any) map[string]any {
		return map[string]any{"internet": []any{"0.0.0.0/0"}, "domain_controller": networks}
	}
	wide := webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})
	return []statedResult{
		{
			"normalize_aws_security_group_rules", "Ingress rules of", []any{[]any{
				egress(nil), egress(config{"type": "ingress", "cidr_blocks": []any{"198.51.100.0/24"}}), egress(config{"protocol": "icmp", "cidr_blocks": []any{"203.0.113.0/24"}}),
			}}, []string{"192.0.2.0/24"}, []string{"198.51.100.0/24", "203.0.113.0/24"},
		},
		{"normalize_aws_security_group_rules", "A rule without an address is unproven", []any{egress(config{"cidr_blocks": nil})}, []string{"unproven:it has no address"}, nil},
		{"normalize_aws_security_group_rules", "its own group is unproven", []any{egress(config{"cidr_blocks": nil, "self": true})}, []string{"unproven:it goes to the members"}, nil},
		{"normalize_aws_network_acl_rules", "the function adds the rule `*`", []any{[]any{}}, []string{"direction:outbound", "direction:inbound", "id:*"}, nil},
		{
			"normalize_azure_network_security_rules", "The function adds Azure's default rules",
			[]any{[]any{}},
			[]string{"AllowVnetOutBound", "AllowInternetOutBound", "DenyAllOutBound"},
			nil,
		},
		{"normalize_google_firewall_rules", "A disabled rule is not in the list", []any{google(config{"disabled": true})}, []string{"implied_allow_egress", "always_blocked_smtp"}, []string{"192.0.2.0/24"}},
		{"normalize_domains", "not valid in the dialect is unproven", []any{[]any{"a b"}, "azure_firewall"}, []string{`unproven:"a b" is not a valid name`}, nil},
		{
			"render_azure_network_security_rules", "leaves out a network inside another one",
			[]any{both, onController("10.0.0.0/8", "10.1.0.0/16"), 1000},
			[]string{"destination_address_prefixes:[10.0.0.0/8]", "destination_address_prefix:0.0.0.0/0"},
			[]string{"10.1.0.0/16"},
		},
		{
			"render_aws_security_group_rules", "there is one rule, with the key of the first destination",
			[]any{both, onController("0.0.0.0/0")},
			[]string{"domain_controller_tcp_443_0.0.0.0/0", "requirement_keys:[rpc web]"},
			[]string{"internet_tcp_443"},
		},
		{"render_domains", "Requirements to other destinations are not in the list", []any{map[string]any{"web": requirement(nil), "ldap": controller}, "plain"}, []string{"[acme.eu.nexthink.cloud]"}, nil},
		{"render_squid_acl", "Requirements to your own servers are in a comment only", []any{both, "x"}, []string{"# rpc", "dstdomain -n .eu.nexthink.cloud\n"}, []string{"\nrpc", "-n acme"}},
		{"render_pac", "Requirements to your own servers are in comments only", []any{both, "DIRECT", "DIRECT"}, []string{"// rpc"}, []string{"\nrpc"}},
		{"render_fortios_addresses", "at most 79 characters", []any{requirements(config{"hosts": []any{strings.Repeat("a", 63) + "." + strings.Repeat("b", 63) + ".com"}})}, []string{"name:nexthink_aaa"}, []string{"name:nexthink_" + strings.Repeat("a", 63) + "." + strings.Repeat("b", 63)}},
		{"find_excess_rules", "ignores a rule that allows none of the requirements", []any{requirements(nil), none, []any{webRule(config{"from_port": 22, "to_port": 22})}}, []string{"[]"}, nil},
		{
			"find_excess_rules", "What an earlier rule denies is not in excess", []any{requirements(nil), none, []any{
				merged(config{"priority": 1}, webRule(config{"from_port": 22, "to_port": 400, "action": "deny"})),
				merged(config{"priority": 2}, webRule(config{"from_port": 22, "to_port": 443})),
			}}, []string{"excess_port_ranges:[401-442]"}, nil,
		},
		{"find_excess_rules", "compared with the hosts", []any{requirements(nil), none, []any{wide}}, []string{"excess_hosts:[*.eu.nexthink.cloud]"}, nil},
		{"find_missing_requirements", "If all requirements are covered, it is empty", []any{requirements(nil), none, []any{wide}}, []string{"[]"}, nil},
	}
}

func merged(first config, more map[string]any) map[string]any {
	all := map[string]any{}
	for _, attributes := range []map[string]any{first, more} {
		maps.Copy(all, attributes)
	}
	return all
}

func TestFunctions_ReturnWhatTheirPagesState(t *testing.T) {
	t.Parallel()
	for _, test := range statedResults() {
		assert.Check(t, is.Contains(pageOf(t, test.function), test.statement), test.function)
		result := fmt.Sprint(testServer(t).answer(t, test.function, test.given...))
		for _, part := range test.has {
			assert.Check(t, is.Contains(result, part), "%s: %s", test.function, test.statement)
		}
		for _, part := range test.lacks {
			assert.Check(t, !strings.Contains(result, part), "%s: %s: %s", test.function, test.statement, result)
		}
	}
}
