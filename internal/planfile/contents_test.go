// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// deleted is a resource that the plan deletes. Its values are in the state.
func deleted(given resource) (change, prior resource) {
	change = with(given, "delete")
	change.after = nil
	return change, given
}

// changed is a resource that the plan changes from one state to another.
func changed(given resource, before object) resource {
	given = with(given, "update")
	given.before = before
	return given
}

func TestFirewalls_LeaveOutOnlyRulesThatAnotherResourceManages(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	entry := func(more object) object {
		return merged(object{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"0.0.0.0/0"}, "self": false}, more)
	}
	group := func(blocks ...any) resource {
		return kept("aws_security_group.devices", object{"id": "sg-1", "egress": blocks})
	}
	rule := func(name, cidr string) resource { return kept(egressRule+name, egress("sg-1", cidr)) }
	legacy := func(name string, more object) resource {
		return kept("aws_security_group_rule."+name, merged(entry(nil), object{"type": "egress", "security_group_id": "sg-1"}, more))
	}
	const inline = "aws_security_group.devices aws_security_group.devices.egress[0] allow tcp 443 [] [0.0.0.0/0]"
	const own = "aws_security_group.devices " + egressRule + "web allow tcp 443 [] [0.0.0.0/0]"
	gone, before := deleted(rule("web", "0.0.0.0/0"))
	check("a rule that the plan deletes", plan{changes: []resource{group(entry(nil)), gone}, prior: []resource{before}})
	check("a rule that stays", plan{changes: []resource{group(entry(nil)), rule("web", "0.0.0.0/0")}}, own)
	check("a rule that changes", plan{changes: []resource{group(entry(nil)), changed(rule("web", "10.0.0.0/8"), egress("sg-1", "0.0.0.0/0"))}},
		strings.Replace(own, "0.0.0.0/0", "10.0.0.0/8", 1))
	check("a rule with another port", plan{changes: []resource{group(entry(object{"to_port": 444})), rule("web", "0.0.0.0/0")}},
		"aws_security_group.devices aws_security_group.devices.egress[0] allow tcp 443-444 [] [0.0.0.0/0]", own)
	check("a rule with another protocol", plan{changes: []resource{group(entry(object{"protocol": "udp"})), rule("web", "0.0.0.0/0")}},
		strings.Replace(inline, "tcp", "udp", 1), own)
	check("a rule with the number of a protocol", plan{changes: []resource{group(entry(object{"protocol": "6"})), rule("web", "0.0.0.0/0")}}, own)
	check("one of two networks", plan{changes: []resource{group(entry(object{"cidr_blocks": []any{"0.0.0.0/0", "10.0.0.0/8"}})), gone}, prior: []resource{before}},
		strings.Replace(inline, "0.0.0.0/0", "10.0.0.0/8", 1))
	check("every protocol", plan{changes: []resource{
		group(entry(object{"protocol": "-1", "from_port": 0, "to_port": 0})), legacy("all", object{"protocol": "all", "from_port": 0, "to_port": 0}),
	}}, "aws_security_group.devices aws_security_group_rule.all allow any * [] [0.0.0.0/0]")
	check("the group itself", plan{changes: []resource{
		group(entry(object{"cidr_blocks": []any{}, "self": true})), legacy("self", object{"cidr_blocks": nil, "self": true}),
	}}, "aws_security_group.devices aws_security_group_rule.self allow tcp 443 [] [] (unproven)")
	check("the group itself, of which nothing is managed", plan{changes: []resource{group(entry(object{"self": true})), rule("web", "0.0.0.0/0")}},
		"aws_security_group.devices aws_security_group.devices.egress[0] allow tcp 443 [] [] (unproven)", own)
	check("a rule for ingress alone", plan{changes: []resource{group(entry(nil)), legacy("in", object{"type": "ingress"})}}, inline)
	check("a rule of another group", plan{changes: []resource{
		group(entry(nil)), kept("aws_security_group.other", object{"id": "sg-2", "egress": []any{}}), kept(egressRule+"web", egress("sg-2", "0.0.0.0/0")),
	}}, inline, strings.Replace(own, "devices", "other", 1))
	inConfig := object{"resources": []object{block("aws_security_group.devices", object{"egress": expression()})}}
	check("a rule that is configured", plan{changes: []resource{group(entry(nil)), rule("web", "0.0.0.0/0")}, root: inConfig}, inline, own)
	check("a rule that is configured and that the plan deletes", plan{changes: []resource{group(entry(nil)), gone}, prior: []resource{before}, root: inConfig},
		inline, "aws_security_group.devices aws_security_group.devices  any * [] [] (unproven)")
	check("a rule that is configured and that another resource has then", plan{
		changes: []resource{group(entry(nil)), gone, rule("a_web", "0.0.0.0/0")}, prior: []resource{before}, root: inConfig,
	}, inline, strings.Replace(own, "web", "a_web", 1))
	check("another rule that is configured", plan{
		changes: []resource{group(entry(object{"to_port": 444})), gone}, prior: []resource{before}, root: inConfig,
	}, "aws_security_group.devices aws_security_group.devices.egress[0] allow tcp 443-444 [] [0.0.0.0/0]")
	check("of a group that is made", plan{changes: []resource{with(group(entry(nil)), "create"), rule("web", "0.0.0.0/0")}}, inline, own)
	sensitive := group()
	sensitive.secret = object{"egress": true}
	check("rules that were not read", plan{changes: []resource{sensitive, rule("web", "0.0.0.0/0")}},
		"aws_security_group.devices aws_security_group.devices  any * [] [] (unproven)", own)
}

// denies lists the deny rules of a plan by id, with the default rules left out.
func denies(t *testing.T, given plan) []string {
	t.Helper()
	rules, err := planfile.Rules(given.text())
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, rule := range rules {
		if rule.Action == "deny" && rule.ID != "*" && rule.ID != "DenyAllOutBound" {
			found = append(found, rule.ID+" "+rule.Direction)
		}
	}
	return found
}

func TestFirewalls_KeepADenyThatNoResourceManages(t *testing.T) {
	t.Parallel()
	nsgWith := func(names ...string) resource {
		rules := []any{}
		for _, name := range names {
			rules = append(rules, merged(nsgRule(nil).after, object{"name": name}))
		}
		return nsg("a", object{"security_rule": rules})
	}
	entry := func(number int) object {
		return object{"rule_no": number, "action": "deny", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}
	}
	acl := kept("aws_network_acl.a", object{"id": "acl-1", "egress": []any{entry(100), entry(200)}, "ingress": []any{entry(100)}})
	number := func(id string, values object) resource {
		return kept("aws_network_acl_rule.rule", merged(object{
			"network_acl_id": id, "rule_number": 100, "egress": true, "rule_action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0",
		}, values))
	}
	goneRule, priorRule := deleted(nsgRule(nil))
	goneNumber, priorNumber := deleted(number("acl-1", nil))
	const first, second, in = "aws_network_acl.a.egress[0] outbound", "aws_network_acl.a.egress[1] outbound", "aws_network_acl.a.ingress[0] inbound"
	for _, test := range []struct {
		name string
		plan plan
		want []string
	}{
		{"a name that the plan deletes", plan{changes: []resource{nsgWith("deny"), goneRule}, prior: []resource{priorRule}}, nil},
		{"a name in another case", plan{changes: []resource{nsgWith("DENY"), goneRule}, prior: []resource{priorRule}}, nil},
		{"a name that a resource has", plan{changes: []resource{nsgWith("deny"), nsgRule(nil)}}, []string{"azurerm_network_security_rule.rule outbound"}},
		{"another name", plan{changes: []resource{nsgWith("other"), goneRule}, prior: []resource{priorRule}}, []string{"other outbound"}},
		{"a name in another group", plan{
			changes: []resource{nsgWith("deny"), nsg("b", object{"name": "b"}), nsgRule(object{"network_security_group_name": "b"})},
		}, []string{"deny outbound", "azurerm_network_security_rule.rule outbound"}},
		{"a name that a rule had", plan{changes: []resource{nsgWith("deny"), changed(nsgRule(object{"access": "Allow", "name": "new"}), nsgRule(nil).after)}}, nil},
		// The entry that stays is the first then.
		{"a number that the plan deletes", plan{changes: []resource{acl, goneNumber}, prior: []resource{priorNumber}}, []string{first, in}},
		{"a number of the other direction", plan{changes: []resource{acl, number("acl-1", object{"egress": false})}}, []string{first, second}},
		{"another number", plan{changes: []resource{acl, number("acl-1", object{"rule_number": 300})}}, []string{first, second, in}},
		{"a number of another network ACL", plan{changes: []resource{acl, number("acl-2", nil)}}, []string{first, second, in}},
	} {
		if got := denies(t, test.plan); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// Terraform deletes the rule with the resource, and does not change a firewall that has it already.
func TestFirewalls_MayLoseAConfiguredRuleThatThePlanDeletes(t *testing.T) {
	t.Parallel()
	goneRule, priorRule := deleted(nsgRule(nil))
	entry := object{"rule_no": 100, "action": "allow", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_block": "0.0.0.0/0"}
	goneNumber, priorNumber := deleted(kept("aws_network_acl_rule.rule", object{
		"network_acl_id": "acl-1", "rule_number": 100, "egress": false, "rule_action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0",
	}))
	acl := kept("aws_network_acl.a", object{"id": "acl-1", "egress": []any{entry}, "ingress": []any{entry}})
	for _, test := range []struct {
		of, gone, prior resource
		block, want     string // the verdict if the plan does not delete the rule
	}{
		{nsg("a", object{"security_rule": []any{nsgRule(nil).after}}), goneRule, priorRule, "security_rule", coverage.Missing},
		{acl, goneNumber, priorNumber, "ingress", coverage.Covered},
	} {
		given := plan{changes: []resource{test.of}, root: object{"resources": []object{block(test.of.address, object{test.block: expression(), "egress": expression()})}}}
		if got := verdicts(t, given)[test.of.address]; got != test.want {
			t.Errorf("%s: %q, want %q", test.of.address, got, test.want)
		}
		given.changes, given.prior = append(given.changes, test.gone), []resource{test.prior}
		if got := verdicts(t, given)[test.of.address]; got != coverage.Unproven {
			t.Errorf("%s, of which the plan deletes a rule: %q", test.of.address, got)
		}
	}
}

func TestFirewalls_OfAzureHaveTheRulesOfTheirBasePolicyFirst(t *testing.T) {
	t.Parallel()
	policy := func(name string, base any, unknown ...string) resource {
		return kept("azurerm_firewall_policy."+name, object{
			"id": subscription + "firewallPolicies/" + name, "name": name, "resource_group_name": "rg", "base_policy_id": base,
		}, unknown...)
	}
	group := func(of string) resource {
		rule := object{"name": of, "protocols": []any{"TCP"}, "destination_addresses": []any{"*"}, "destination_ports": []any{"443"}, "source_addresses": []any{"*"}}
		web := object{"name": of + "-web", "destination_fqdns": []any{"*"}, "protocols": []any{object{"type": "Https", "port": 443}}, "source_addresses": []any{"*"}}
		return kept("azurerm_firewall_policy_rule_collection_group."+of, object{
			"firewall_policy_id": subscription + "firewallPolicies/" + of, "priority": map[string]int{"child": 100, "parent": 300, "top": 65000}[of],
			"network_rule_collection":     []any{object{"name": "n", "priority": 65000, "action": "Deny", "rule": []any{rule}}},
			"application_rule_collection": []any{object{"name": "a", "priority": 100, "action": "Allow", "rule": []any{web}}},
		})
	}
	id := func(name string) string { return strings.ToUpper(subscription) + "firewallPolicies/" + name }
	root := func(references ...string) object {
		return object{"resources": []object{block("azurerm_firewall_policy.child", object{"base_policy_id": expression(references...)})}}
	}
	for _, test := range []struct {
		name      string
		resources []resource
		root      object
		want      string
	}{
		{"no base policy", []resource{policy("child", nil)}, nil, "child child-web"},
		{"an empty base policy", []resource{policy("child", "")}, nil, "child child-web"},
		{"an ID in another case", []resource{policy("child", id("parent")), policy("parent", nil)}, nil, "parent child parent-web child-web"},
		{"a reference", []resource{policy("child", nil, "base_policy_id"), policy("parent", nil)}, root("azurerm_firewall_policy.parent.id"), "parent child parent-web child-web"},
		{"a base policy of a base policy", []resource{policy("child", id("parent")), policy("parent", id("top")), policy("top", nil)}, nil, "top parent child top-web parent-web child-web"},
		{"a policy outside of the plan", []resource{policy("child", id("other"))}, nil, "? child child-web"},
		{"a policy that is not known", []resource{policy("child", nil, "base_policy_id"), policy("parent", nil)}, root("data.azurerm_firewall_policy.x.id"), "? child child-web"},
		{"one of two policies", []resource{policy("child", nil, "base_policy_id"), policy("parent", nil), policy("top", nil)}, root("azurerm_firewall_policy.parent.id", "azurerm_firewall_policy.top.id"), "? child child-web"},
		{"a base policy of which nothing is known", []resource{policy("child", id("parent")), policy("parent", id("other"))}, nil, "? parent child parent-web child-web"},
		{"a policy of itself", []resource{policy("child", id("child"))}, nil, "?"},
	} {
		resources := test.resources
		for _, of := range []string{"child", "parent", "top"} {
			if slices.ContainsFunc(resources, func(given resource) bool { return strings.HasSuffix(given.address, "policy."+of) }) {
				resources = append(resources, group(of))
			}
		}
		firewalls, err := planfile.Firewalls(plan{changes: resources, root: test.root}.text())
		if err != nil {
			t.Fatal(err)
		}
		rules := slices.Clone(firewalls[0].Rules)
		slices.SortStableFunc(rules, func(a, b rule) int { return int(min(max(a.Priority-b.Priority, -1), 1)) })
		words := []string{}
		for _, rule := range rules {
			if rule.Unproven != "" && rule.Action == "" {
				words = append([]string{"?"}, words...)
				continue
			}
			words = append(words, path.Base(rule.ID))
		}
		if got := strings.Join(words, " "); got != test.want && (test.want != "?" || words[0] != "?") {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestFirewalls_OfGoogleAreNetworksAndPolicies(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	ingress := networkRule(object{"direction": "INGRESS", "network": "default", "source_ranges": []any{"10.0.0.0/8"}, "destination_ranges": nil})
	check("a network that is only named", plan{changes: []resource{ingress}}, "default always_blocked_smtp deny tcp 25 [] [Internet]", "default implied_allow_egress allow any * [] []")
	check("a network with a rule for egress", plan{changes: []resource{ingress, kept("google_compute_firewall.out", merged(networkRule(nil).after, object{"network": "default"}))}},
		"default google_compute_firewall.out allow tcp 443 [] [0.0.0.0/0]", "default always_blocked_smtp deny tcp 25 [] [Internet]", "default implied_allow_egress allow any * [] []")
	named := plan{changes: []resource{kept("aws_security_group_rule.in", object{
		"type": "ingress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"0.0.0.0/0"}, "security_group_id": "sg-1",
	}), nsgRule(object{"direction": "Inbound"})}}
	if got := addresses(t, named); len(got) > 0 {
		t.Errorf("groups that are only named: %q", got)
	}
	policies := []resource{}
	want := []string{}
	for _, name := range []string{"google_compute_firewall_policy", "google_compute_network_firewall_policy", "google_compute_region_network_firewall_policy"} {
		policies = append(policies, kept(name+".p", object{"id": name, "name": name, "project": "p", "region": "r"}), policyRule(name, object{"firewall_policy": name, "project": "p", "region": "r"}))
		want = append(want, name+".p "+name+"_rule.rule deny any * [] [0.0.0.0/0]", name+".p always_blocked_smtp deny tcp 25 [] [Internet]", name+".p implied_allow_egress allow any * [] []")
	}
	check("policies", plan{changes: policies}, want...)
}

func TestFirewalls_HaveTheEntriesOfListsOfAddresses(t *testing.T) {
	t.Parallel()
	prefixList := func(name string, values object, unknown ...string) resource {
		return kept("aws_ec2_managed_prefix_list."+name, merged(object{"entry": []any{object{"cidr": "10.0.0.0/8"}, object{"cidr": "10.1.0.0/16"}}}, values), unknown...)
	}
	entry := func(list any, cidr string, unknown ...string) resource {
		return kept("aws_ec2_managed_prefix_list_entry.e", object{"prefix_list_id": list, "cidr": cidr}, unknown...)
	}
	rule := func(list any, unknown ...string) resource {
		return kept(egressRule+"rule", merged(egress("sg-1", ""), object{"cidr_ipv4": nil, "prefix_list_id": list}), unknown...)
	}
	legacy := func(lists []any, unknown object) resource {
		made := kept("aws_security_group_rule.rule", object{
			"type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443, "prefix_list_ids": lists, "cidr_blocks": []any{"192.168.0.0/16"}, "security_group_id": "sg-1",
		})
		made.unknown = unknown
		return made
	}
	ipGroup := kept("azurerm_ip_group.g", object{"id": "/G", "name": "g", "resource_group_name": "rg", "cidrs": []any{"10.0.0.0/8"}})
	collection := func(groups []any, unknown any) resource {
		network := func(value any) []any {
			return []any{object{"name": "n", "priority": 100, "action": "Allow", "rule": []any{value}}}
		}
		made := kept("azurerm_firewall_policy_rule_collection_group.c", object{"firewall_policy_id": "/p", "priority": 100, "network_rule_collection": network(object{
			"name": "rule", "protocols": []any{"TCP"}, "destination_ip_groups": groups, "destination_ports": []any{"443"}, "source_addresses": []any{"*"},
		})})
		if unknown != nil {
			made.unknown = object{"network_rule_collection": []any{object{"rule": []any{object{"destination_ip_groups": unknown}}}}}
		}
		return made
	}
	const policy = "google_compute_network_firewall_policy"
	addressGroup := func(items ...any) resource {
		return kept("google_network_security_address_group.g", object{"id": "projects/p/locations/global/addressGroups/g", "items": items})
	}
	grouped := policyRule(policy, object{"firewall_policy": "p", "match": []any{object{
		"dest_address_groups": []any{"projects/p/locations/global/addressGroups/g"}, "layer4_configs": []any{object{"ip_protocol": "all"}},
	}}})
	inline := kept("aws_security_group.devices", object{"egress": []any{
		object{"protocol": "tcp", "from_port": 443, "to_port": 443, "prefix_list_ids": []any{nil}}, object{"protocol": "tcp", "from_port": 80, "to_port": 80, "prefix_list_ids": []any{nil}},
	}})
	inline.unknown = object{"egress": []any{object{"prefix_list_ids": []any{true}}, object{"prefix_list_ids": []any{true}}}}
	config := func(address string, arguments object) object {
		return object{"resources": []object{block(address, arguments)}}
	}
	goneEntry, priorEntry := deleted(entry("pl-12345678", "10.1.0.0/16"))
	const listA, listB = "aws_ec2_managed_prefix_list.a", "aws_ec2_managed_prefix_list.b"
	idA, idB := object{"id": "pl-12345678"}, object{"id": "pl-87654321", "entry": []any{object{"cidr": "10.2.0.0/16"}}}
	twoUnknown := object{"prefix_list_ids": []any{true, true}}
	for _, test := range []struct {
		name string
		plan plan
		want string // the addresses, with ? if the rule is unproven
	}{
		{"an ID", plan{changes: []resource{prefixList("a", idA), rule("pl-12345678")}}, "10.0.0.0/8 10.1.0.0/16"},
		{"another ID", plan{changes: []resource{prefixList("a", idA), rule("pl-87654321")}}, "pl-87654321"},
		{"a reference", plan{changes: []resource{prefixList("a", nil, "id"), rule(nil, "prefix_list_id")}, root: config(egressRule+"rule", object{"prefix_list_id": expression(listA + ".id")})}, "10.0.0.0/8 10.1.0.0/16"},
		{"one of two", plan{changes: []resource{prefixList("a", nil, "id"), prefixList("b", nil, "id"), rule(nil, "prefix_list_id")}, root: config(egressRule+"rule", object{"prefix_list_id": expression(listA+".id", listB+".id")})}, "?"},
		{"an entry of its own", plan{changes: []resource{prefixList("a", merged(idA, object{"entry": []any{}})), entry("pl-12345678", "10.3.0.0/16"), rule("pl-12345678")}}, "10.3.0.0/16"},
		{"an entry of another list", plan{changes: []resource{prefixList("a", idA), entry("pl-87654321", "10.3.0.0/16"), rule("pl-12345678")}}, "10.0.0.0/8 10.1.0.0/16"},
		{"an entry that is not known", plan{changes: []resource{prefixList("a", idA), entry("pl-12345678", "", "cidr"), rule("pl-12345678")}}, "10.0.0.0/8 10.1.0.0/16 ?"},
		{"an entry of a list that is not known", plan{changes: []resource{prefixList("a", idA), entry(nil, "10.3.0.0/16", "prefix_list_id"), rule("pl-12345678")}}, "10.0.0.0/8 10.1.0.0/16 ?"},
		{"an entry that the plan deletes", plan{changes: []resource{prefixList("a", idA), goneEntry, rule("pl-12345678")}, prior: []resource{priorEntry}}, "10.0.0.0/8"},
		{"an entry that the plan changes", plan{changes: []resource{prefixList("a", idA), changed(entry("pl-12345678", "10.4.0.0/16"), entry("pl-12345678", "10.1.0.0/16").after), rule("pl-12345678")}}, "10.0.0.0/8 10.4.0.0/16"},
		{"entries that are not known", plan{changes: []resource{prefixList("a", idA, "entry"), rule("pl-12345678")}}, "?"},
		{"lists beside networks", plan{changes: []resource{prefixList("a", idA), prefixList("b", idB), legacy([]any{"pl-12345678", "pl-87654321"}, nil)}}, "10.0.0.0/8 10.1.0.0/16 10.2.0.0/16 192.168.0.0/16"},
		{"two references", plan{changes: []resource{prefixList("a", nil, "id"), prefixList("b", object{"entry": idB["entry"]}, "id"), legacy([]any{nil, nil}, twoUnknown)}, root: config("aws_security_group_rule.rule", object{"prefix_list_ids": expression(listA+".id", listB+".id")})}, "10.0.0.0/8 10.1.0.0/16 10.2.0.0/16 192.168.0.0/16"},
		{"two of three references", plan{changes: []resource{prefixList("a", nil, "id"), prefixList("b", nil, "id"), legacy([]any{nil, nil}, twoUnknown)}, root: config("aws_security_group_rule.rule", object{"prefix_list_ids": expression(listA+".id", listB+".id", "var.x")})}, "192.168.0.0/16 ?"},
		{"a list that is not known at all", plan{changes: []resource{prefixList("a", nil, "id"), legacy(nil, object{"prefix_list_ids": true})}, root: config("aws_security_group_rule.rule", object{"prefix_list_ids": expression(listA + ".id")})}, "192.168.0.0/16 ?"},
		{"a reference of each of two blocks that are one expression", plan{changes: []resource{inline, prefixList("a", nil, "id"), prefixList("b", nil, "id")}, root: config(
			"aws_security_group.devices", object{"egress": expression(listA+".id", listB+".id")},
		)}, "? ?"},
		{"a reference of blocks that are one expression", plan{changes: []resource{inline, prefixList("a", nil, "id"), prefixList("b", nil, "id")}, root: config(
			"aws_security_group.devices", object{"egress": expression(listA + ".id")},
		)}, "10.0.0.0/8 10.1.0.0/16 10.0.0.0/8 10.1.0.0/16"},
		{"a reference beside another one, of blocks that are one expression", plan{changes: []resource{inline, prefixList("a", nil, "id")}, root: config(
			"aws_security_group.devices", object{"egress": expression(listA+".id", "aws_security_group.other.id")},
		)}, "? ?"},
		{"an IP group", plan{changes: []resource{ipGroup, collection([]any{"/g"}, nil)}}, "10.0.0.0/8"},
		{"an IP group that is not in the plan", plan{changes: []resource{collection([]any{"/g"}, nil)}}, "?"},
		{"an IP group by a reference", plan{changes: []resource{ipGroup, collection([]any{nil}, []any{true})}, root: config("azurerm_firewall_policy_rule_collection_group.c", object{
			"network_rule_collection": []object{{"rule": []object{{"destination_ip_groups": expression("azurerm_ip_group.g.id")}}}},
		})}, "10.0.0.0/8"},
		{"an IP group with a network of its own", plan{changes: []resource{ipGroup, kept("azurerm_ip_group_cidr.c", object{"ip_group_id": "/g", "cidr": "10.9.0.0/16"}), collection([]any{"/g"}, nil)}}, "10.0.0.0/8 10.9.0.0/16"},
		{"an address group", plan{changes: []resource{addressGroup("10.0.0.0/8"), grouped}}, "10.0.0.0/8"},
		{"an address group without an address", plan{changes: []resource{addressGroup(), grouped}}, "?"},
	} {
		firewalls, err := planfile.Firewalls(test.plan.text())
		if err != nil {
			t.Fatal(err)
		}
		words := []string{}
		for _, rule := range firewalls[0].Rules {
			switch {
			case strings.HasPrefix(rule.ID, "implied"), rule.ID == "always_blocked_smtp":
			case rule.Unproven != "":
				words = append(words, "?")
			default:
				words = append(words, rule.Addresses...)
			}
		}
		if got := strings.Join(words, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestFirewalls_RespectWhatTheStateCallsSensitive(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	group := kept("aws_security_group.devices", object{"id": "sg-1", "egress": []any{}})
	secret := kept(egressRule+"secret", egress("sg-1", "10.0.0.1/32"))
	secret.secret = object{"cidr_ipv4": true}
	const shown = "aws_security_group.devices " + egressRule + "secret allow tcp 443 [] [] (unproven)"
	check("outside of the target", plan{changes: []resource{group}, prior: []resource{secret}}, shown)
	check("in the plan", plan{changes: []resource{group, secret}, prior: []resource{secret}}, shown)
	owner := kept(egressRule+"owner", egress("sg-1", "10.0.0.1/32"))
	owner.secret = object{"security_group_id": true}
	const uncertain = "aws_security_group.devices " + egressRule + "owner allow tcp 443 [] [10.0.0.1/32] (unproven)"
	check("the group of a rule", plan{changes: []resource{group}, prior: []resource{owner}}, uncertain)
	check("the group of a rule that comes from elsewhere", plan{
		changes: []resource{group}, prior: []resource{owner},
		root: object{"resources": []object{block(egressRule+"owner", object{"security_group_id": expression("data.aws_security_group.x.id")})}},
	}, uncertain)
}

// A given argument and a null one are one rule, also if Terraform does not know the null one before apply.
func TestRules_OfANullArgumentBesideAGivenOneAreOne(t *testing.T) {
	t.Parallel()
	given := create("aws_security_group_rule.web", object{
		"type": "egress", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"0.0.0.0/0"}, "security_group_id": "sg-1",
	}, "source_security_group_id")
	null := object{"resources": []object{block("aws_security_group_rule.web", object{"source_security_group_id": object{"constant_value": nil}})}}
	expectLines(t)("null", plan{changes: []resource{given}, root: null}, "sg-1 aws_security_group_rule.web allow tcp 443 [] [0.0.0.0/0]")
}

// What the service computes is left out. A value that the configuration gives is not.
func TestRules_OfGoogleLeaveOutAContextThatIsNotGiven(t *testing.T) {
	t.Parallel()
	const policy = "google_compute_network_firewall_policy"
	rule := policyRule(policy, object{"firewall_policy": "p"})
	rule.unknown = object{"match": []any{object{"dest_network_context": true}}}
	config := func(match object) object {
		return object{"resources": []object{block(policy+"_rule.rule", object{"match": []object{match}})}}
	}
	check := expectLines(t)
	const smtp, implied = "p always_blocked_smtp deny tcp 25 [] [Internet]", "p implied_allow_egress allow any * [] []"
	check("computed", plan{changes: []resource{rule}, root: config(object{})}, "p "+policy+"_rule.rule deny any * [] [0.0.0.0/0]", smtp, implied)
	check("given", plan{changes: []resource{rule}, root: config(object{"dest_network_context": expression("var.x")})},
		"p "+policy+"_rule.rule deny any * [] [] (unproven)", smtp, implied)
}

func TestFirewalls_OfAzureInheritRulesThatMayBeTheirs(t *testing.T) {
	t.Parallel()
	policy := func(name string, base any) resource {
		return kept("azurerm_firewall_policy."+name, object{"id": "/" + name, "name": name, "resource_group_name": "rg", "base_policy_id": base})
	}
	network := object{"name": "rule", "protocols": []any{"TCP"}, "destination_addresses": []any{"*"}, "destination_ports": []any{"443"}, "source_addresses": []any{"*"}}
	group := kept("azurerm_firewall_policy_rule_collection_group.g", object{"priority": 100, "network_rule_collection": []any{
		object{"name": "n", "priority": 100, "action": "Deny", "rule": []any{network}},
	}}, "firewall_policy_id")
	root := object{"resources": []object{block("azurerm_firewall_policy_rule_collection_group.g", object{
		"firewall_policy_id": expression("azurerm_firewall_policy.parent.id", "azurerm_firewall_policy.other.id"),
	})}}
	want := []string{"azurerm_firewall_policy.child ? rule", "azurerm_firewall_policy.other ? rule", "azurerm_firewall_policy.parent ? rule"}
	got := addresses(t, plan{changes: []resource{policy("child", "/parent"), policy("parent", nil), policy("other", nil), group}, root: root})
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRules_ReadEveryFormOfAPlan(t *testing.T) {
	t.Parallel()
	text := plan{changes: []resource{kept(egressRule+"web", egress("sg-1", "0.0.0.0/0"))}}.text()
	for name, given := range map[string]string{
		"1.2":                         text,
		"0.1":                         strings.Replace(text, `"format_version":"1.2"`, `"format_version":"0.1"`, 1),
		"0.2":                         strings.Replace(text, `"format_version":"1.2"`, `"format_version":"0.2"`, 1),
		"a byte order mark":           "\ufeff" + text,
		"the wrapper":                 "[command]/home/runner/terraform-bin show -json plan\n" + text + "\n",
		"the wrapper with its output": "[command]/home/runner/terraform-bin show -json plan\r\n" + text + "\n::debug::Terraform exited with code 0.\n::debug::stdout: {\n",
	} {
		if rules, err := planfile.Rules(given); err != nil || len(rules) != 1 || rules[0].Group != "sg-1" {
			t.Errorf("%s: %v %v", name, rules, err)
		}
	}
	for _, given := range []string{strings.Replace(text, `"format_version":"1.2"`, `"format_version":"0.3"`, 1), "[command]terraform\n", "[command]terraform\n" + text[:len(text)-2], "x\n" + text} {
		if rules, err := planfile.Rules(given); err == nil || rules != nil {
			t.Errorf("%.60s: %v", given, rules)
		}
	}
}

func TestFirewalls_LeaveOutAzureFirewallsWithAPolicy(t *testing.T) {
	t.Parallel()
	policy := kept("azurerm_firewall_policy.hub", object{"id": "/p", "name": "p", "resource_group_name": "rg"})
	firewall := func(policy any, unknown ...string) resource {
		return create("azurerm_firewall.hub", object{"name": "hub", "resource_group_name": "rg", "firewall_policy_id": policy}, unknown...)
	}
	for _, test := range []struct {
		name     string
		firewall resource
		want     []string
	}{
		{"a policy", firewall("/p", "id"), []string{"azurerm_firewall_policy.hub"}},
		{"a policy that is made", firewall(nil, "id", "firewall_policy_id"), []string{"azurerm_firewall_policy.hub"}},
		{"classic rules", firewall(nil, "id"), []string{"azurerm_firewall.hub", "azurerm_firewall_policy.hub"}},
		{"classic rules of a state", firewall("", "id"), []string{"azurerm_firewall.hub", "azurerm_firewall_policy.hub"}},
	} {
		found, err := planfile.Firewalls(plan{changes: []resource{policy, test.firewall}}.text())
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, one := range found {
			got = append(got, one.Address)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
