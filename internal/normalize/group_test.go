// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// merged returns an object with the members of both.
func merged(first, second map[string]any) attribute.Value {
	made := maps.Clone(first)
	maps.Copy(made, second)
	return object(made)
}

// groupsOf returns the groups of the rules of resources, each once.
func groupsOf(family *normalize.Family, values ...attribute.Value) []string {
	resources := []normalize.Resource{}
	for _, value := range values {
		resources = append(resources, normalize.Resource{ID: "r", Value: value})
	}
	groups := []string{}
	for _, rule := range family.Rules(resources) {
		if rule.Unknown.Has(traffic.FieldGroup) {
			rule.Group = "?"
		}
		if !slices.Contains(groups, rule.Group) {
			groups = append(groups, rule.Group)
		}
	}
	return groups
}

func TestRules_HaveTheFirewallThatTheirResourceNames(t *testing.T) {
	t.Parallel()
	egress := map[string]any{"ip_protocol": "tcp", "from_port": 443.0, "to_port": 443.0, "cidr_ipv4": "0.0.0.0/0"}
	legacy := map[string]any{"type": "egress", "protocol": "tcp", "from_port": 443.0, "to_port": 443.0, "cidr_blocks": []any{"0.0.0.0/0"}}
	number := map[string]any{"rule_number": 1.0, "egress": true, "rule_action": "allow", "protocol": "tcp", "from_port": 1.0, "to_port": 2.0, "cidr_block": "0.0.0.0/0"}
	collections := map[string]any{"priority": 100.0, "network_rule_collection": []any{map[string]any{
		"name": "n", "priority": 100.0, "action": "Allow", "rule": []any{map[string]any{
			"name": "r", "protocols": []any{"TCP"}, "destination_addresses": []any{"10.0.0.0/8"}, "destination_ports": []any{"443"},
		}},
	}}}
	network := map[string]any{"direction": "EGRESS", "allow": []any{map[string]any{"protocol": "tcp"}}, "destination_ranges": []any{"0.0.0.0/0"}}
	policy := map[string]any{"direction": "EGRESS", "action": "allow", "priority": 1.0, "match": []any{map[string]any{
		"dest_ip_ranges": []any{"0.0.0.0/0"}, "layer4_configs": []any{map[string]any{"ip_protocol": "tcp"}},
	}}}
	nsg := map[string]any{"access": "Deny", "direction": "Outbound", "priority": 100.0, "protocol": "*", "destination_port_range": "*", "destination_address_prefix": "*"}
	const link = "https://www.googleapis.com/compute/v1/projects/p/global/networks/n"
	for _, test := range []struct {
		name   string
		family *normalize.Family
		kind   map[string]any
		values []map[string]any
		want   []string
	}{
		{"security_group_id", normalize.AWSSecurityGroups, egress, []map[string]any{{"security_group_id": "sg-1"}, {"security_group_id": "sg-2"}}, []string{"sg-1", "sg-2"}},
		{"security_group_id that is not known", normalize.AWSSecurityGroups, egress, []map[string]any{{"security_group_id": "(unknown)"}}, []string{"?"}},
		{"security_group_id of the other resource", normalize.AWSSecurityGroups, legacy, []map[string]any{{"security_group_id": "sg-1"}}, []string{"sg-1"}},
		{"the ID of a group", normalize.AWSSecurityGroups, map[string]any{"egress": []any{legacy}}, []map[string]any{{"id": "sg-1"}}, []string{"sg-1"}},
		{"network_acl_id", normalize.AWSNetworkACLs, number, []map[string]any{{"network_acl_id": "acl-1"}, {"network_acl_id": "acl-2"}}, []string{"acl-1", "acl-2"}},
		{"firewall_policy_id", normalize.AzureFirewalls, collections, []map[string]any{{"firewall_policy_id": "/a"}, {"firewall_policy_id": "/A"}, {"firewall_policy_id": "/b"}}, []string{"/a", "/b"}},
		{"network", normalize.GoogleFirewalls, network, []map[string]any{{"network": "m"}, {"network": link, "project": "p"}}, []string{"m", link}},
		{"network by its name and link", normalize.GoogleFirewalls, network, []map[string]any{{"network": "n", "project": "p"}, {"network": link}}, []string{"n"}},
		{"network in two projects", normalize.GoogleFirewalls, network, []map[string]any{{"network": "n", "project": "q"}, {"network": link}}, []string{"n", link}},
		{"network with one name in two projects", normalize.GoogleFirewalls, network, []map[string]any{{"network": "n", "project": "p"}, {"network": "n", "project": "q"}}, []string{"n", "n (q)"}},
		{"firewall_policy", normalize.GoogleFirewallPolicies, policy, []map[string]any{{"firewall_policy": "a"}, {"firewall_policy": "b"}}, []string{"a", "b"}},
		{"a name in two resource groups", normalize.AzureNetworkSecurityGroups, nsg, []map[string]any{
			{"network_security_group_name": "n", "resource_group_name": "a"},
			{"network_security_group_name": "N", "resource_group_name": "A"},
			{"network_security_group_name": "n", "resource_group_name": "b"},
			{"network_security_group_name": "n"},
		}, []string{"n", "n (/b)"}},
	} {
		values := []attribute.Value{}
		for _, value := range test.values {
			values = append(values, merged(test.kind, value))
		}
		if groups := groupsOf(test.family, values...); !slices.Equal(groups, test.want) {
			t.Errorf("%s: %q, want %q", test.name, groups, test.want)
		}
	}
}

// addressesOf reads one resource of a security group.
func addressesOf(value attribute.Value) (rules int, addresses []string, unknown bool) {
	for _, rule := range normalize.AWSSecurityGroups.Rules([]normalize.Resource{{ID: "r", Value: value}}) {
		rules++
		addresses = append(addresses, rule.Addresses...)
		unknown = unknown || rule.Unknown.Has(traffic.FieldAddresses)
	}
	return rules, addresses, unknown
}

func TestRules_OfSecurityGroupsHaveOneKindOfAddress(t *testing.T) {
	t.Parallel()
	egress := map[string]any{"ip_protocol": "tcp", "from_port": 443.0, "to_port": 443.0}
	legacy := map[string]any{"type": "egress", "protocol": "tcp", "from_port": 443.0, "to_port": 443.0}
	for _, test := range []struct {
		name    string
		kind    map[string]any
		value   map[string]any
		rules   int
		known   []string
		unknown bool
	}{
		{"a group beside a network", legacy, map[string]any{"cidr_blocks": []any{"10.0.0.0/8"}, "source_security_group_id": "(unknown)"}, 1, []string{"10.0.0.0/8"}, false},
		{"a group beside a network of IPv6", legacy, map[string]any{"ipv6_cidr_blocks": []any{"::/0"}, "source_security_group_id": "(unknown)"}, 1, []string{"::/0"}, false},
		{"a group beside itself", legacy, map[string]any{"self": true, "source_security_group_id": "(unknown)"}, 1, nil, false},
		{"a group alone", legacy, map[string]any{"source_security_group_id": "(unknown)", "cidr_blocks": nil}, 1, nil, true},
		{"a group beside networks that are not known", legacy, map[string]any{"source_security_group_id": "(unknown)", "cidr_blocks": "(unknown)"}, 1, nil, true},
		{"a computed group beside a prefix list", legacy, map[string]any{"source_security_group_id": "(unknown)", "prefix_list_ids": []any{"pl-12345678"}}, 1, []string{"pl-12345678"}, false},
		{"a network beside a prefix list", egress, map[string]any{"cidr_ipv4": "10.0.0.0/8", "prefix_list_id": "(unknown)"}, 1, []string{"10.0.0.0/8"}, false},
		{"a prefix list alone", egress, map[string]any{"cidr_ipv4": nil, "prefix_list_id": "(unknown)"}, 1, nil, true},
		{"a rule for ingress", egress, map[string]any{"cidr_ipv4": "10.0.0.0/8", "is_egress": false}, 0, nil, false},
		{"a rule for egress", egress, map[string]any{"cidr_ipv4": "10.0.0.0/8", "is_egress": true}, 1, []string{"10.0.0.0/8"}, false},
		{"a direction that is not known", egress, map[string]any{"cidr_ipv4": "10.0.0.0/8", "is_egress": "(unknown)"}, 1, []string{"10.0.0.0/8"}, false},
	} {
		rules, addresses, unknown := addressesOf(merged(test.kind, test.value))
		if rules != test.rules || !slices.Equal(addresses, test.known) || unknown != test.unknown {
			t.Errorf("%s: %d rules, %q, unknown %t", test.name, rules, addresses, unknown)
		}
	}
}
