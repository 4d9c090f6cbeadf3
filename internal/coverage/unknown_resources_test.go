// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// attributeValues are the values that an attribute may have. A value that is an attributeValues itself is a block, and one in a list is
// several blocks.
type attributeValues map[string][]any

// resourceValues are the resources of each family, with what their attributes may be.
func resourceValues() map[*normalize.Family][]attributeValues {
	networks := []any{"0.0.0.0/0", "10.20.0.0/24", "52.209.0.0/16"}
	lists := []any{[]any{"0.0.0.0/0"}, []any{"10.20.0.0/24", "52.209.0.0/16"}, []any{}, nil}
	ports := []any{443, 443, 135, 65535}
	awsProtocols := []any{"tcp", "tcp", "udp", "-1", "icmp"}
	awsBlock := attributeValues{
		"protocol": awsProtocols, "from_port": {1, 443}, "to_port": ports, "cidr_blocks": lists, "ipv6_cidr_blocks": {nil, []any{"::/0"}}, "self": {false, false, true},
		"prefix_list_ids": {nil, []any{"pl-0123456789abcdef0"}}, "security_groups": {nil},
	}
	aclBlock := attributeValues{
		"rule_no": {100, 200}, "action": {"allow", "deny"}, "protocol": awsProtocols, "from_port": {1, 443}, "to_port": ports, "cidr_block": networks, "ipv6_cidr_block": {nil},
	}
	azureRule := attributeValues{
		"name": {"a"}, "access": {"Allow", "Deny"}, "direction": {"Outbound", "Outbound", "Inbound"}, "priority": {100, 200}, "protocol": {"Tcp", "*", "Udp", "Icmp"},
		"source_port_range": {"*", "500"}, "source_address_prefix": {"*"}, "destination_port_range": {"443", "*", "1-1023", nil},
		"destination_port_ranges":    {nil, []any{"443", "135"}, []any{}},
		"destination_address_prefix": {"*", "Internet", "10.20.0.0/24", "VirtualNetwork"}, "destination_address_prefixes": {nil},
	}
	networkCollection := attributeValues{"name": {"n"}, "priority": {100, 200}, "action": {"Allow", "Deny"}, "rule": {[]any{attributeValues{
		"name": {"r"}, "protocols": {[]any{"TCP"}, []any{"TCP", "UDP"}, []any{"Any"}}, "destination_ports": {[]any{"443"}, []any{"*"}, []any{"135", "1-1023"}},
		"destination_addresses": {[]any{"*"}, []any{"10.20.0.0/24"}, nil}, "source_addresses": {[]any{"*"}}, "destination_fqdns": {nil, []any{"acme.eu.nexthink.cloud"}},
	}}}}
	applicationCollection := attributeValues{"name": {"n"}, "priority": {100, 200}, "action": {"Allow", "Deny"}, "rule": {[]any{attributeValues{
		"name": {"r"}, "protocols": {[]any{attributeValues{"type": {"Https", "Http"}, "port": {443, 80}}}}, "source_addresses": {[]any{"*"}},
		"destination_fqdns": {[]any{"*.eu.nexthink.cloud"}, []any{"acme.eu.nexthink.cloud"}, []any{"*"}},
	}}}}
	googleBlocks := []any{[]any{}, []any{attributeValues{"protocol": {"tcp", "all", "udp", "icmp"}, "ports": {[]any{"443"}, []any{}, []any{"135", "1-1023"}}}}}
	return map[*normalize.Family][]attributeValues{
		normalize.AWSSecurityGroups: {
			{
				"ip_protocol": awsProtocols, "from_port": {1, 443}, "to_port": ports, "cidr_ipv4": networks, "cidr_ipv6": {nil},
				"prefix_list_id": {nil}, "referenced_security_group_id": {nil},
			},
			func() attributeValues {
				rule := maps.Clone(awsBlock)
				rule["type"] = []any{"egress", "egress", "ingress"}
				return rule
			}(),
			{"egress": {[]any{awsBlock}, []any{awsBlock, awsBlock}, []any{}}, "ingress": {[]any{}}, "vpc_id": {"vpc-1"}},
		},
		normalize.AWSNetworkACLs: {
			{
				"rule_number": {100, 200}, "rule_action": {"allow", "deny"}, "egress": {true, true, false}, "protocol": awsProtocols, "from_port": {1, 443}, "to_port": ports,
				"cidr_block": networks, "ipv6_cidr_block": {nil}, "network_acl_id": {"acl-1"},
			},
			{"egress": {[]any{aclBlock}, []any{aclBlock, aclBlock}, []any{}}, "ingress": {[]any{aclBlock}, []any{}}, "vpc_id": {"vpc-1"}},
		},
		normalize.AzureNetworkSecurityGroups: {azureRule, {"name": {"agents"}, "security_rule": {[]any{azureRule}, []any{azureRule, azureRule}}}},
		normalize.AzureFirewalls: {{
			"name": {"g"}, "firewall_policy_id": {"p"}, "priority": {100, 200}, "network_rule_collection": {[]any{networkCollection}, []any{}},
			"application_rule_collection": {[]any{applicationCollection}, []any{}},
		}},
		normalize.GoogleFirewalls: {{
			"network": {"n"}, "direction": {"EGRESS", "EGRESS", "INGRESS"}, "priority": {100, 200, nil}, "disabled": {false, false, true}, "allow": googleBlocks,
			"deny": googleBlocks, "destination_ranges": lists, "source_ranges": {nil},
		}},
		normalize.GoogleFirewallPolicies: {{
			"firewall_policy": {"p"}, "direction": {"EGRESS", "EGRESS", "INGRESS"}, "priority": {100, 200}, "disabled": {false, false, true},
			"action": {"allow", "deny", "goto_next"}, "match": {[]any{attributeValues{
				"dest_ip_ranges": lists, "dest_fqdns": {nil, []any{"acme.eu.nexthink.cloud"}},
				"layer4_configs": {[]any{attributeValues{"ip_protocol": {"tcp", "all", "udp", "icmp"}, "ports": {[]any{"443"}, []any{}, []any{"135", "1-1023"}}}}},
			}}},
		}},
	}
}

// openValue is an attribute with the values that it may have.
type openValue struct{ values []any }

// randomObject draws the attributes. Some of them stay open.
func randomObject(random *rand.Rand, values attributeValues, openness int) object {
	drawn := object{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if openness > 0 && len(values[name]) > 1 && oneIn(random, openness) {
			drawn[name] = openValue{values[name]}
			continue
		}
		drawn[name] = randomValue(random, drawOne(random, values[name]), openness)
	}
	return drawn
}

func randomValue(random *rand.Rand, given any, openness int) any {
	switch given := given.(type) {
	case attributeValues:
		return randomObject(random, given, openness)
	case []any:
		return mapped(given, func(element any) any { return randomValue(random, element, openness) })
	}
	return given
}

// closed replaces what is open by what replace returns.
func closed(given any, replace func(open openValue) any) any {
	switch given := given.(type) {
	case openValue:
		return replace(given)
	case object:
		return closedObject(given, replace)
	case []any:
		return mapped(given, func(element any) any { return closed(element, replace) })
	}
	return given
}

func closedObject(given object, replace func(open openValue) any) object {
	result := object{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		result[name] = closed(given[name], replace)
	}
	return result
}

func TestUnknownAttributes_ChangeNothingThatIsKnown(t *testing.T) {
	t.Parallel()
	for family, kinds := range resourceValues() {
		t.Run(family.Function, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, 0x617474))
			known, sameLength := 0, 0
			for range setsPerVendor() / 10 {
				drawn := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true}.draw(random)
				values := drawOne(random, kinds)
				open := []object{}
				for range 1 + random.IntN(3) {
					open = append(open, randomObject(random, values, 12))
				}
				read := func(replace func(openValue) any) []traffic.Rule {
					return family.Rules(resources(mapped(open, func(each object) object { return closedObject(each, replace) })))
				}
				rules := read(func(openValue) any { return attribute.Unknown(true) })
				before, err := coverage.Explain(drawn.flows, drawn.addresses, rules)
				if err != nil {
					t.Fatal(err)
				}
				isOpen := slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return rule.Unknown.Has(traffic.FieldCount) })
				for range completions {
					complete := read(func(open openValue) any { return randomValue(random, drawOne(random, open.values), 0) })
					after, err := coverage.Explain(drawn.flows, drawn.addresses, complete)
					if err != nil {
						t.Fatal(err)
					}
					describe := func() string {
						return fmt.Sprintf("%+v\nrules %+v\ncomplete %+v\naddresses %v", open, rules, complete, drawn.addresses)
					}
					if !isOpen && len(rules) != len(complete) {
						t.Fatalf("%d rules become %d\n%s", len(rules), len(complete), describe())
					}
					sameLength += pick(isOpen, 0, 1)
					for i := range before {
						known += min(1, len(before[i].Verdict))
						if diff := changedVerdict(before[i], after[i]); diff != "" {
							t.Fatalf("%s\nflow %+v\n%s", diff, drawn.flows[i], describe())
						}
					}
				}
			}
			if known < setsPerVendor()/2 || sameLength < setsPerVendor()/4 {
				t.Errorf("%d verdicts and %d lengths are known", known, sameLength)
			}
		})
	}
}
