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

// openResources are resources whose attributes may be unknown. They are all of one of the kinds.
type openResources struct {
	kinds    []attributeValues
	read     func(given []object) []traffic.Rule
	onlyPlan bool // only the text of a plan has them, so a verdict may be unproven before apply and another one after it
}

// openFamilies are the resources of each family.
func openFamilies() map[string]openResources {
	families := map[string]openResources{
		"aws_network_firewall": {kinds: networkFirewallValues(), read: readNetworkFirewall, onlyPlan: true},
		"aws_dns_firewall":     {kinds: dnsFirewallValues(), read: readDNSFirewall, onlyPlan: true},
	}
	for family, kinds := range resourceValues() {
		families[family.Function] = openResources{kinds: kinds, read: func(given []object) []traffic.Rule { return family.Rules(resources(given)) }}
	}
	return families
}

// networkFirewallValues are rule groups. The policy of the first one counts.
func networkFirewallValues() []attributeValues {
	tupleOf := attributeValues{"action": {"PASS", "PASS", "DROP", "ALERT", "REJECT"}, "rule_option": {[]any{}}, "header": {[]any{attributeValues{
		"protocol": {"TCP", "TCP", "TLS", "UDP", "IP"}, "source": {"ANY", "10.0.0.0/8"}, "source_port": {"ANY"}, "direction": {"FORWARD", "ANY"},
		"destination": {"ANY", "10.20.0.0/24", "52.209.0.0/16"}, "destination_port": {"443", "ANY", "1:1023"},
	}}}}
	source := attributeValues{
		"rules_source_list": {[]any{attributeValues{
			"generated_rules_type": {"ALLOWLIST", "DENYLIST"}, "target_types": {[]any{"TLS_SNI"}, []any{"TLS_SNI", "HTTP_HOST"}},
			"targets": {[]any{".nexthink.cloud"}, []any{"acme.eu.nexthink.cloud"}, []any{".example.com"}},
		}}, []any{}},
		"stateful_rule": {[]any{}, []any{tupleOf}, []any{tupleOf, tupleOf}},
		"rules_string":  {nil, nil, `pass tls $HOME_NET any -> $EXTERNAL_NET 443 (tls.sni; dotprefix; content:".nexthink.cloud"; endswith; nocase; flow:to_server; sid:1;)`},
	}
	group := attributeValues{"name": {"g"}, "type": {"STATEFUL"}, "rules": {nil}, "rule_group": {[]any{attributeValues{
		"rules_source": {[]any{source}}, "rule_variables": {[]any{}}, "reference_sets": {[]any{}},
		"stateful_rule_options": {[]any{attributeValues{"rule_order": {"STRICT_ORDER", "DEFAULT_ACTION_ORDER"}}}},
	}}}}
	policy := attributeValues{"name": {"p"}, "firewall_policy": {[]any{attributeValues{
		"stateless_default_actions": {[]any{"aws:forward_to_sfe"}, []any{"aws:forward_to_sfe"}, []any{"aws:drop"}, []any{"aws:pass"}},
		"stateful_default_actions":  {[]any{"aws:drop_strict"}, []any{"aws:drop_established"}, []any{"aws:alert_established"}, []any{}},
		"stateful_engine_options":   {[]any{attributeValues{"rule_order": {"STRICT_ORDER", "DEFAULT_ACTION_ORDER"}}}},
		"policy_variables":          {[]any{}}, "stateless_rule_group_reference": {[]any{}}, "tls_inspection_configuration_arn": {nil},
	}}}}
	return []attributeValues{{"group": {group}, "policy": {policy}}}
}

func readNetworkFirewall(given []object) []traffic.Rule {
	groups := []normalize.AWSRuleGroup{}
	for i, each := range given {
		groups = append(groups, normalize.AWSRuleGroup{Resource: normalize.Resource{ID: "group", Value: value(each["group"])}, Priority: int64(i)})
	}
	policy := normalize.Resource{ID: "policy", Value: value(given[0]["policy"])}
	return normalize.AWSNetworkFirewallRules("policy", &policy, groups)
}

// dnsFirewallValues are rules with the domains of their lists. No page states the depth of a wildcard, so none is among them.
func dnsFirewallValues() []attributeValues {
	return []attributeValues{{
		"rule": {attributeValues{
			"name": {"r"}, "action": {"ALLOW", "BLOCK", "ALERT"}, "q_type": {nil, "A", "AAAA", "MX"},
			"firewall_domain_redirection_action": {"INSPECT_REDIRECTION_DOMAIN", "TRUST_REDIRECTION_DOMAIN"},
		}},
		"domains": {[]any{"acme.api.eu.nexthink.cloud"}, []any{"acme.eu.nexthink.cloud", "example.com"}, []any{"*"}, []any{}},
	}}
}

func readDNSFirewall(given []object) []traffic.Rule {
	rules := []normalize.AWSDNSRule{}
	for i, each := range given {
		resource := normalize.Resource{ID: fmt.Sprint("rule", i), Value: value(each["rule"]).With("priority", attribute.Number(float64(i)))} // AWS refuses equal ones
		rules = append(rules, normalize.AWSDNSRule{Resource: resource, Domains: value(each["domains"])})
	}
	return normalize.AWSDNSFirewallRules(rules)
}

// resourceValues are what the attributes of the resources of each family may be.
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
			merged(awsBlock, attributeValues{"type": {"egress", "egress", "ingress"}}),
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
		normalize.AzureFirewalls: {
			{
				"name": {"g"}, "firewall_policy_id": {"p"}, "priority": {100, 200}, "network_rule_collection": {[]any{networkCollection}, []any{}},
				"application_rule_collection": {[]any{applicationCollection}, []any{}},
			},
			classicAzure(networkCollection), classicAzure(merged(applicationCollection, attributeValues{"rule": {[]any{attributeValues{
				"name": {"r"}, "protocol": {[]any{attributeValues{"type": {"Https", "Http"}, "port": {443, 80}}}}, "source_addresses": {[]any{"*"}},
				"target_fqdns": {[]any{"*.eu.nexthink.cloud"}, []any{"acme.eu.nexthink.cloud"}, []any{"*"}},
			}}}})),
		},
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

func classicAzure(collection attributeValues) attributeValues {
	return merged(collection, attributeValues{"azure_firewall_name": {"f"}, "resource_group_name": {"rg"}})
}

func merged(given, more attributeValues) attributeValues {
	made := maps.Clone(given)
	maps.Copy(made, more)
	return made
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
	for name, family := range openFamilies() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1, 0x617474))
			known, sameLength := 0, 0
			for range setsPerVendor() / 20 {
				drawn := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true}.draw(random)
				values := drawOne(random, family.kinds)
				open := []object{}
				for range 1 + random.IntN(3) {
					open = append(open, randomObject(random, values, 12))
				}
				read := func(replace func(openValue) any) []traffic.Rule {
					return family.read(mapped(open, func(each object) object { return closedObject(each, replace) }))
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
					if !isOpen && !family.onlyPlan && len(rules) != len(complete) {
						t.Fatalf("%d rules become %d\n%s", len(rules), len(complete), describe())
					}
					sameLength += pick(isOpen, 0, 1)
					for i := range before {
						known += min(1, len(before[i].Verdict))
						if diff := family.changed(before[i], after[i]); diff != "" {
							t.Fatalf("%s\nflow %+v\n%s", diff, drawn.flows[i], describe())
						}
					}
				}
			}
			if known < setsPerVendor()/4 || sameLength < setsPerVendor()/8 {
				t.Errorf("%d verdicts and %d lengths are known", known, sameLength)
			}
		})
	}
}

// changed returns what is known before and is not the same after.
func (family *openResources) changed(before, after coverage.Verdict) string {
	if !family.onlyPlan {
		return changedVerdict(before, after)
	}
	if before.Verdict == coverage.Unproven {
		return ""
	}
	before.Unknown = true
	return changedVerdict(before, after)
}
