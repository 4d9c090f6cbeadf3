// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize_test

import (
	"slices"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func object(members map[string]any) attribute.Value { return resourceOf(members) }

func ids(rules []traffic.Rule) []string {
	names := []string{}
	for _, rule := range rules {
		names = append(names, rule.ID)
	}
	return names
}

func TestKindOf_EveryTypeIsKnownOnceAndEveryFirewallHasAnID(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, family := range normalize.Families() {
		for _, kind := range family.Kinds {
			for _, resourceType := range kind.Types {
				found, known := normalize.KindOf(resourceType)
				assert.Check(t, known && found.Family == family && !seen[resourceType], "%s: known %t, in two kinds %t", resourceType, known, seen[resourceType])
				seen[resourceType] = true
			}
			for _, firewall := range kind.FirewallTypes {
				found, known := normalize.KindOf(firewall)
				assert.Assert(t, known, firewall)
				assert.Check(t, found.IsFirewall() && len(found.IDs) > 0 && found.Family == family, "%s, which %v can name", firewall, kind.Types)
			}
		}
	}
	_, known := normalize.KindOf("aws_instance")
	assert.Check(t, !known)
}

func TestKind_ReadsNoDefaultRules(t *testing.T) {
	t.Parallel()
	nsg := object(map[string]any{"name": "devices", "security_rule": []any{}})
	kind, _ := normalize.KindOf("azurerm_network_security_group")
	resource := normalize.Resource{ID: "nsg", Group: "azurerm_network_security_group.devices", Value: nsg}
	assert.Check(t, is.Len(kind.Read(resource), 0))
	want := []string{"AllowVnetOutBound", "AllowInternetOutBound", "DenyAllOutBound"}
	assert.Check(t, is.DeepEqual(want, ids(kind.Family.WithDefaults(nil, []traffic.Rule{{Group: "a"}, {Group: "a"}}))), "of one firewall")
	assert.Check(t, is.DeepEqual(want, ids(kind.Family.Rules([]normalize.Resource{resource}))), "of the function")
}

// Blocks that are not read may deny.
func TestKind_SensitiveBlocksMayDoAnything(t *testing.T) {
	t.Parallel()
	for _, family := range normalize.Families() {
		for _, kind := range family.Kinds {
			for _, name := range kind.Inline {
				value := attribute.Object(map[string]attribute.Value{name: attribute.Sensitive()})
				rules := kind.Read(normalize.Resource{ID: "r", Value: value})
				assert.Check(t, slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return rule.Action == "" && rule.Unproven != "" }), "%v: %+v", kind.Types, rules)
			}
		}
	}
}

// A rule whose direction is not read may be outbound.
func TestKind_RulesWithASensitiveDirectionMayBeOutbound(t *testing.T) {
	t.Parallel()
	for resourceType, direction := range map[string]struct {
		name    string
		inbound attribute.Value
	}{
		"aws_vpc_security_group_egress_rule":          {"is_egress", attribute.Bool(false)},
		"aws_security_group_rule":                     {"type", attribute.String("ingress")},
		"aws_network_acl_rule":                        {"egress", attribute.Bool(false)},
		"azurerm_network_security_rule":               {"direction", attribute.String("Inbound")},
		"google_compute_firewall":                     {"direction", attribute.String("INGRESS")},
		"google_compute_network_firewall_policy_rule": {"direction", attribute.String("INGRESS")},
	} {
		kind, _ := normalize.KindOf(resourceType)
		value := object(map[string]any{
			"protocol": "tcp", "ip_protocol": "tcp", "from_port": 443.0, "to_port": 443.0, "cidr_ipv4": "0.0.0.0/0", "cidr_block": "0.0.0.0/0",
			"deny": []any{map[string]any{"protocol": "tcp"}}, "match": []any{map[string]any{"layer4_configs": []any{map[string]any{"ip_protocol": "tcp"}}}},
		})
		outbound := func(given attribute.Value) []traffic.Rule {
			rules := kind.Read(normalize.Resource{ID: "r", Value: value.With(direction.name, given)})
			return slices.DeleteFunc(rules, func(rule traffic.Rule) bool { return rule.Direction != traffic.Outbound })
		}
		assert.Check(t, is.Len(outbound(direction.inbound), 0), resourceType)
		hidden := outbound(attribute.Sensitive())
		assert.Check(t, len(hidden) > 0 && hidden[0].Unproven != "", "%s: %+v", resourceType, hidden)
	}
}

func TestFunctionsFor_NamesTheFunctionsOfAResource(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value     map[string]any
		mark      string
		functions []string
	}{
		{map[string]any{"rule_number": 100.0, "egress": true}, "rule_number", []string{"normalize_aws_network_acl_rules"}},
		{map[string]any{"ingress": []any{}}, "ingress", []string{"normalize_aws_security_group_rules", "normalize_aws_network_acl_rules"}},
		{map[string]any{"access": map[string]any{"hosts": []any{}}}, "", nil}, // a map of rules, with a rule called access
		{map[string]any{"hosts": []any{}}, "", nil},
	} {
		mark, functions := normalize.FunctionsFor(object(test.value))
		assert.Check(t, is.Equal(mark, test.mark), "%v", test.value)
		assert.Check(t, is.DeepEqual(functions, test.functions), "%v", test.value)
	}
}
