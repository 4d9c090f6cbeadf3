// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// addresses lists the firewalls of a plan, and which of the rules with the name rule they have.
func addresses(t *testing.T, given plan) []string {
	t.Helper()
	firewalls, err := planfile.Firewalls(given.text())
	if err != nil {
		t.Fatal(err)
	}
	shown := []string{}
	for _, firewall := range firewalls {
		has := func(id string) bool { return strings.HasSuffix(id, "/rule") || strings.HasSuffix(id, ".rule") }
		words := []string{firewall.Address}
		for _, rule := range firewall.Rules {
			if has(rule.ID) {
				words = append(words, "rule")
			}
		}
		for _, rules := range firewall.Uncertain {
			for _, rule := range rules {
				if has(rule.ID) {
					words = append(words, "? rule")
				}
			}
		}
		shown = append(shown, strings.Join(words, " "))
	}
	return shown
}

// kept is a resource that the plan leaves as it is.
func kept(address string, after object, unknown ...string) resource {
	return with(create(address, after, unknown...), "no-op")
}

func merged(first object, more ...object) object {
	made := object{}
	for _, one := range append([]object{first}, more...) {
		maps.Copy(made, one)
	}
	return made
}

const (
	subscription = "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Network/"
	googleAPI    = "https://www.googleapis.com/compute/v1/"
)

func nsg(address string, values object, unknown ...string) resource {
	return kept("azurerm_network_security_group."+address, merged(object{"name": "devices", "resource_group_name": "rg", "security_rule": []any{}}, values), unknown...)
}

func nsgRule(values object, unknown ...string) resource {
	return kept("azurerm_network_security_rule.rule", merged(object{
		"name": "deny", "priority": 4000, "direction": "Outbound", "access": "Deny", "protocol": "*", "source_port_range": "*", "destination_port_range": "*",
		"destination_address_prefix": "*", "network_security_group_name": "devices", "resource_group_name": "rg",
	}, values), unknown...)
}

func network(address string, values object, unknown ...string) resource {
	return kept("google_compute_network."+address, merged(object{"name": "devices"}, values), unknown...)
}

func networkRule(values object, unknown ...string) resource {
	return kept("google_compute_firewall.rule", merged(object{
		"name": "web", "network": "devices", "direction": "EGRESS", "priority": 1000, "disabled": false,
		"allow": []any{object{"protocol": "tcp", "ports": []any{"443"}}}, "deny": []any{}, "destination_ranges": []any{"0.0.0.0/0"},
	}, values), unknown...)
}

func policyRule(kind string, values object) resource {
	return kept(kind+"_rule.rule", merged(object{
		"direction": "EGRESS", "action": "deny", "priority": 1, "disabled": false,
		"match": []any{object{"dest_ip_ranges": []any{"0.0.0.0/0"}, "layer4_configs": []any{object{"ip_protocol": "all"}}}},
	}, values))
}

// Two rules may belong to lists of firewalls that begin with the same one.
func TestFirewalls_OfUncertainRulesAreThoseOfEachRule(t *testing.T) {
	t.Parallel()
	other := nsgRule(object{"resource_group_name": nil}, "resource_group_name")
	other.address = "azurerm_network_security_rule.other_rule"
	given := plan{changes: []resource{
		nsg("a", object{"resource_group_name": nil}, "resource_group_name"), nsg("b", object{"resource_group_name": "b"}),
		nsgRule(object{"resource_group_name": "c"}), other,
	}}
	want := []string{
		"azurerm_network_security_group.a ? other_rule", "azurerm_network_security_group.a ? rule", "azurerm_network_security_group.b ? other_rule",
	}
	got := owners(t, given)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFirewalls_AreThoseThatAKnownReferenceEquals(t *testing.T) {
	t.Parallel()
	const sg, acl, nsgA, nsgB = "aws_security_group.a", "aws_network_acl.a", "azurerm_network_security_group.a", "azurerm_network_security_group.b"
	const netA, netB, policy, regional = "google_compute_network.a", "google_compute_network.b", "google_compute_network_firewall_policy", "google_compute_region_network_firewall_policy"
	const collections = "azurerm_firewall_policy_rule_collection_group.rule"
	rule := func(group string) resource { return kept(egressRule+"rule", egress(group, "0.0.0.0/0")) }
	number := func(id string) resource {
		return kept("aws_network_acl_rule.rule", object{
			"network_acl_id": id, "rule_number": 100, "egress": true, "rule_action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0",
		})
	}
	collection := func(id string) resource {
		return kept(collections, object{"firewall_policy_id": id, "priority": 100, "application_rule_collection": []any{}, "network_rule_collection": []any{object{
			"name": "n", "priority": 100, "action": "Deny", "rule": []any{object{
				"name": "rule", "protocols": []any{"Any"}, "destination_addresses": []any{"*"}, "destination_ports": []any{"*"}, "source_addresses": []any{"*"},
			}},
		}}})
	}
	azurePolicy := func(values object) resource {
		return kept("azurerm_firewall_policy.a", merged(object{"name": "devices", "resource_group_name": "rg"}, values))
	}
	twoProviders := object{
		"azurerm": object{"expressions": object{"subscription_id": object{"constant_value": "s1"}}}, "azurerm.two": object{}, "azurerm.three": object{},
		"azurerm.each": object{"expressions": object{"subscription_id": expression("each.value")}},
		"google":       object{"expressions": object{"project": object{"constant_value": "p"}}},
	}
	from := func(provider string, addresses ...string) []object {
		resources := []object{}
		for _, address := range addresses {
			resources = append(resources, block(address, object{"provider": provider}))
		}
		return resources
	}
	for _, test := range []struct {
		name      string
		resources []resource
		blocks    []object
		want      []string
	}{
		{"an ID", []resource{kept(sg, object{"id": "sg-1"}), rule("sg-1")}, nil, []string{sg + " rule"}},
		{"another ID", []resource{kept(sg, object{"id": "sg-1"}), rule("sg-2")}, nil, []string{sg, "sg-2 rule"}},
		{"an ID that ends like it", []resource{kept(sg, object{"id": "sg-1"}), rule("x/sg-1")}, nil, []string{sg, "x/sg-1 rule"}},
		{"an ID in another case", []resource{kept(sg, object{"id": "sg-a"}), rule("SG-A")}, nil, []string{"SG-A rule", sg}},
		{"the name of a group", []resource{kept(sg, object{"id": "sg-1", "name": "n"}), rule("n")}, nil, []string{sg, "n rule"}},
		{"two groups with one ID", []resource{kept(sg, object{"id": "sg-1"}), kept("aws_default_security_group.b", object{"id": "sg-1"}), rule("sg-1")}, nil, []string{
			"aws_default_security_group.b ? rule", sg + " ? rule",
		}},
		{"an ID that a default group may have", []resource{create("aws_default_security_group.b", object{}, "id"), rule("sg-1")}, nil, []string{
			"aws_default_security_group.b ? rule", "sg-1 rule",
		}},
		{"the ID of a network ACL of the same text", []resource{kept(acl, object{"id": "x", "egress": []any{}, "ingress": []any{}}), rule("x")}, nil, []string{acl, "x rule"}},
		{"a default network ACL", []resource{create("aws_default_network_acl.a", object{"default_network_acl_id": "acl-1"}, "id", "egress", "ingress"), number("acl-1")}, nil, []string{
			"aws_default_network_acl.a rule",
		}},

		{"a name in its resource group", []resource{nsg("a", nil), nsg("b", object{"resource_group_name": "other"}), nsgRule(nil)}, nil, []string{nsgA + " rule", nsgB}},
		{"a name in another case", []resource{nsg("a", nil), nsgRule(object{"network_security_group_name": "DEVICES", "resource_group_name": "RG"})}, nil, []string{nsgA + " rule"}},
		{"a name in another resource group", []resource{nsg("a", nil), nsgRule(object{"resource_group_name": "other"})}, nil, []string{nsgA, "devices rule"}},
		{"a longer name", []resource{nsg("a", nil), nsgRule(object{"network_security_group_name": "x-devices"})}, nil, []string{nsgA, "x-devices rule"}},
		{"a resource group that is not known", []resource{nsg("a", object{"resource_group_name": nil}, "resource_group_name"), nsgRule(nil)}, nil, []string{nsgA + " ? rule"}},
		{"a rule in a resource group that is not known", []resource{nsg("a", nil), nsgRule(object{"resource_group_name": nil}, "resource_group_name")}, nil, []string{nsgA + " ? rule"}},
		{
			"a resource group that is not known, and a reference",
			[]resource{nsg("a", object{"resource_group_name": nil}, "resource_group_name"), nsg("b", nil), nsgRule(nil)},
			append(
				from("azurerm", nsgA, nsgB),
				block("azurerm_network_security_rule.rule", object{"network_security_group_name": expression(nsgA + ".name"), "provider": "azurerm.two"}),
			),
			[]string{nsgA + " rule", nsgB},
		},
		{"two of a name", []resource{nsg("a", nil), nsg("b", nil), nsgRule(nil)}, nil, []string{nsgA + " ? rule", nsgB + " ? rule"}},
		{"the same provider", []resource{nsg("a", nil), nsgRule(nil)}, from("azurerm.two", nsgA, "azurerm_network_security_rule.rule"), []string{nsgA + " rule"}},
		{"one of several providers", []resource{nsg("a", nil), nsgRule(nil)}, from("azurerm.each", nsgA, "azurerm_network_security_rule.rule"), []string{nsgA + " ? rule"}},
		{
			"the same provider, and the same name in another one",
			[]resource{nsg("a", nil), nsg("b", nil), nsgRule(nil)},
			slices.Concat(from("azurerm.two", nsgA, "azurerm_network_security_rule.rule"), from("azurerm.three", nsgB)),
			[]string{nsgA + " rule", nsgB},
		},
		{
			"another provider",
			[]resource{nsg("a", nil), nsgRule(nil)},
			slices.Concat(from("azurerm.two", nsgA), from("azurerm.three", "azurerm_network_security_rule.rule")),
			[]string{nsgA + " ? rule"},
		},
		{
			"another subscription",
			[]resource{nsg("a", object{"id": "/subscriptions/s2/resourceGroups/rg"}), nsgRule(nil)},
			slices.Concat(from("azurerm.two", nsgA), from("azurerm", "azurerm_network_security_rule.rule")),
			[]string{nsgA, "devices rule"},
		},
		{
			"the same subscription",
			[]resource{nsg("a", object{"id": "/subscriptions/S1/resourceGroups/rg"}), nsgRule(nil)},
			slices.Concat(from("azurerm.two", nsgA), from("azurerm", "azurerm_network_security_rule.rule")),
			[]string{nsgA + " rule"},
		},
		{"an ID of Azure in another case", []resource{azurePolicy(object{"id": subscription + "firewallPolicies/devices"}), collection("/SUBSCRIPTIONS/s1/resourcegroups/rg/providers/Microsoft.Network/firewallPolicies/Devices")}, nil, []string{
			"azurerm_firewall_policy.a rule",
		}},
		{
			"the ID of a new policy",
			[]resource{azurePolicy(object{"id": nil}), collection(subscription + "firewallPolicies/devices")},
			from("azurerm", "azurerm_firewall_policy.a"),
			[]string{"azurerm_firewall_policy.a rule"},
		},
		{
			"the ID of a new policy in a subscription that is not known",
			[]resource{azurePolicy(object{"id": nil}), collection(subscription + "firewallPolicies/devices")},
			from("azurerm.two", "azurerm_firewall_policy.a"),
			[]string{"azurerm_firewall_policy.a ? rule"},
		},
		{
			"the ID of a policy in another subscription",
			[]resource{azurePolicy(object{"id": subscription + "firewallPolicies/devices"}), collection("/subscriptions/s2/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/devices")},
			nil,
			[]string{"/subscriptions/s2/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/devices rule", "azurerm_firewall_policy.a"},
		},
		{
			"an ID of something else with the name",
			[]resource{azurePolicy(object{"id": subscription + "firewallPolicies/devices"}), collection(subscription + "azureFirewalls/devices")},
			nil,
			[]string{subscription + "azureFirewalls/devices rule", "azurerm_firewall_policy.a"},
		},

		{"a link of Google", []resource{network("a", object{"self_link": googleAPI + "projects/p/global/networks/devices"}), networkRule(object{"network": "projects/p/global/networks/devices"})}, nil, []string{netA + " rule"}},
		{"a link of another project", []resource{network("a", object{"self_link": googleAPI + "projects/p/global/networks/devices"}), networkRule(object{"network": googleAPI + "projects/q/global/networks/devices"})}, nil, []string{
			netA, googleAPI + "projects/q/global/networks/devices rule",
		}},
		{"a name in its project", []resource{network("a", object{"project": "p"}), network("b", object{"project": "q"}), networkRule(object{"project": "p"})}, nil, []string{netA + " rule", netB}},
		{"a name in the project of the provider", []resource{network("a", nil, "project"), networkRule(nil, "project")}, nil, []string{netA + " rule"}},
		{"the project of the provider as a constant", []resource{network("a", object{"project": "p"}), networkRule(nil, "project")}, from("google", "google_compute_firewall.rule"), []string{netA + " rule"}},
		{
			"a project that is given and not known",
			[]resource{network("a", object{"project": "p"}), networkRule(nil, "project")},
			[]object{block("google_compute_firewall.rule", object{"project": expression("var.p")})},
			[]string{netA + " ? rule"},
		},
		{"a path of a new network", []resource{network("a", object{"project": "p"}, "id", "self_link"), networkRule(object{"network": "projects/p/global/networks/devices"})}, nil, []string{netA + " rule"}},
		{"a regional path is not a global policy", []resource{kept(policy+".a", object{"name": "devices", "project": "p"}), policyRule(policy, object{"firewall_policy": "projects/p/regions/r/firewallPolicies/devices"})}, nil, []string{
			policy + ".a", "projects/p/regions/r/firewallPolicies/devices rule",
		}},
		{"a regional policy", []resource{
			kept(regional+".a", object{"name": "devices", "project": "p", "region": "r"}), kept(regional+".b", object{"name": "devices", "project": "p", "region": "s"}),
			policyRule(regional, object{"firewall_policy": "devices", "project": "p", "region": "s"}),
		}, nil, []string{regional + ".a", regional + ".b rule"}},
		{"a hierarchical policy", []resource{
			kept("google_compute_firewall_policy.a", object{"id": "locations/global/firewallPolicies/123", "name": "123", "firewall_policy_id": "123"}),
			policyRule("google_compute_firewall_policy", object{"firewall_policy": "123"}),
		}, nil, []string{"google_compute_firewall_policy.a rule"}},

		{"two firewalls of a name outside of the plan", []resource{
			nsgRule(nil), kept("azurerm_network_security_rule.other", merged(nsgRule(nil).after, object{"resource_group_name": "other"})),
		}, nil, []string{
			"devices (azurerm_network_security_group subscriptions/s1 resourceGroups/other)", "devices (azurerm_network_security_group subscriptions/s1 resourceGroups/rg) rule",
		}},
		{"a firewall outside of the plan that may be another", []resource{
			kept("azurerm_network_security_rule.other", merged(nsgRule(nil).after, object{"resource_group_name": "other"})), nsgRule(object{"resource_group_name": nil}, "resource_group_name"),
		}, nil, []string{
			"devices (azurerm_network_security_group subscriptions/s1 resourceGroups/other) ? rule", "devices (azurerm_network_security_group subscriptions/s1) rule",
		}},
		{"a network outside of the plan in two forms", []resource{
			networkRule(object{"network": "default", "project": "p"}),
			kept("google_compute_firewall.other", merged(networkRule(nil).after, object{"network": googleAPI + "projects/p/global/networks/default"})),
		}, nil, []string{googleAPI + "projects/p/global/networks/default rule"}},
		{"a name that may be that of a new group", []resource{nsg("a", object{"name": nil}, "name"), nsgRule(object{"network_security_group_name": nil}, "network_security_group_name")}, []object{
			block(nsgA, nil), block("azurerm_network_security_rule.rule", object{"network_security_group_name": expression("random_pet.x.id")}),
		}, []string{nsgA + " ? rule"}},
		{"without a configuration", []resource{newGroup(sg), newGroup("aws_security_group.b"), newRule(egressRule + "rule")}, nil, []string{sg + " ? rule", "aws_security_group.b ? rule"}},
	} {
		got := addresses(t, plan{changes: test.resources, root: object{"resources": test.blocks}, provider: twoProviders})
		if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// The work does not grow with the product of rules and firewalls.
func TestFirewalls_ThatShareTooManyRulesHaveOneUnprovenRule(t *testing.T) {
	t.Parallel()
	changes := []resource{}
	for i := range 400 {
		changes = append(changes, newGroup(fmt.Sprintf("aws_security_group.g%d", i)), newRule(fmt.Sprintf("aws_vpc_security_group_egress_rule.r%d", i)))
	}
	firewalls, err := planfile.Firewalls(plan{changes: changes}.text())
	assert.NilError(t, err)
	assert.Assert(t, len(firewalls) == 400)
	for _, firewall := range firewalls {
		assert.Assert(t, len(firewall.Uncertain) == 1 && len(firewall.Uncertain[0]) == 1)
		assert.Equal(t, firewall.Uncertain[0][0].ID, "400 rules")
	}
}
