// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// verdicts returns the verdict of each firewall on TLS to acme.eu.nexthink.cloud.
func verdicts(t *testing.T, given plan) map[string]string {
	t.Helper()
	question, err := coverage.Ask([]traffic.Flow{{
		Key: "web", Destination: traffic.Internet, Transport: "tcp", Applications: []string{"https"}, Ports: traffic.PortRange{From: 443, To: 443},
		Hosts: []string{"acme.eu.nexthink.cloud"},
	}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	firewalls, err := planfile.Firewalls(given.text())
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, firewall := range firewalls {
		explained, err := question.Explain(firewall.Address, slices.Concat(append(firewall.Uncertain, firewall.Rules)...))
		if err != nil {
			t.Fatal(err)
		}
		found[firewall.Address] = explained[0].Verdict
	}
	return found
}

func expectVerdict(t *testing.T, name, firewall, want string, changes ...resource) {
	t.Helper()
	if got := verdicts(t, plan{changes: changes})[firewall]; got != want {
		t.Errorf("%s: %q, want %q", name, got, want)
	}
}

func secret(given resource, marks object) resource {
	given.secret = marks
	return given
}

func TestFirewalls_PartsOfNetworkFirewallThatAreNotReadAreUnproven(t *testing.T) {
	t.Parallel()
	const firewall = "aws_networkfirewall_firewall_policy.devices"
	group := func(source object) resource {
		return kept("aws_networkfirewall_rule_group.web", object{"arn": "arn:web", "type": "STATEFUL", "rule_group": []any{object{
			"rules_source": []any{source}, "stateful_rule_options": []any{object{"rule_order": "STRICT_ORDER"}},
		}}})
	}
	policy := func(action string, more object) resource {
		return kept(firewall, object{"arn": "arn:devices", "firewall_policy": []any{merged(object{
			"stateless_default_actions": []any{"aws:forward_to_sfe"}, "stateful_default_actions": []any{action},
			"stateful_rule_group_reference": []any{object{"priority": 1, "resource_arn": "arn:web"}}, "tls_inspection_configuration_arn": nil,
		}, more)}})
	}
	inSource := func(marks object) object {
		return object{"rule_group": []any{object{"rules_source": []any{marks}}}}
	}
	list := func(kind string) resource { return group(domains(kind, ".nexthink.cloud")) }
	const closed, open = "aws:drop_established", "aws:alert_established"
	tuple := group(object{"stateful_rule": []any{object{"action": "DROP", "rule_option": []any{}, "header": []any{object{
		"protocol": "TCP", "source": "ANY", "source_port": "ANY", "destination": "ANY", "destination_port": "443", "direction": "FORWARD",
	}}}}})
	references := object{"firewall_policy": []any{object{"stateful_rule_group_reference": true}}}
	targets := inSource(object{"rules_source_list": []any{object{"target_types": []any{true}}}})
	kind := inSource(object{"rules_source_list": []any{object{"generated_rules_type": true}}})
	expect := func(name, want string, changes ...resource) {
		t.Helper()
		expectVerdict(t, name, firewall, want, changes...)
	}
	expect("a list", "covered", list("ALLOWLIST"), policy(closed, nil))
	expect("an allow list whose references are sensitive", "unproven", list("ALLOWLIST"), secret(policy(closed, nil), references))
	expect("a list whose priority is sensitive", "unproven", list("ALLOWLIST"), secret(policy(closed, nil), object{
		"firewall_policy": []any{object{"stateful_rule_group_reference": []any{object{"priority": true}}}},
	}))
	expect("an allow list whose protocols are sensitive", "unproven", secret(list("ALLOWLIST"), targets), policy(closed, nil))
	expect("a deny list", "missing", list("DENYLIST"), policy(open, nil))
	expect("a deny list whose references are sensitive", "unproven", list("DENYLIST"), secret(policy(open, nil), references))
	expect("a deny list whose protocols are sensitive", "unproven", secret(list("DENYLIST"), targets), policy(open, nil))
	expect("a list of other names", "covered", group(domains("DENYLIST", ".example.com")), policy(open, nil))
	expect("a list of other names whose type is sensitive", "unproven", secret(group(domains("DENYLIST", ".example.com")), kind), policy(open, nil))
	expect("a rule", "missing", tuple, policy(open, nil))
	header := object{"protocol": "IP", "source": "10.0.0.0/8", "source_port": "ANY", "destination": "10.20.0.0/24", "destination_port": "ANY"}
	oneWay := group(object{"stateful_rule": []any{object{"action": "DROP", "rule_option": []any{}, "header": []any{merged(header, object{"direction": "FORWARD"})}}}})
	either := group(object{"stateful_rule": []any{object{"action": "DROP", "rule_option": []any{}, "header": []any{header}}}})
	either.unknown = inSource(object{"stateful_rule": []any{object{"header": []any{object{"direction": true}}}}})
	expect("a drop of other connections", "covered", oneWay, policy(open, nil))
	expect("a drop of other connections, in a direction that is not known", "unproven", either, policy(open, nil))
	expect("rules that are sensitive", "unproven", secret(tuple, inSource(object{"stateful_rule": true})), policy(open, nil))
	expect("TLS inspection", "unproven", list("ALLOWLIST"), policy(closed, object{"tls_inspection_configuration_arn": "arn:tls"}))
}

func TestFirewalls_OfDNSThatARuleMayBelongToMayBlockAliases(t *testing.T) {
	t.Parallel()
	const firewall = "aws_route53_resolver_firewall_rule_group.devices"
	group := kept(firewall, object{"id": "g"})
	list := func(name string, names ...any) resource {
		return kept("aws_route53_resolver_firewall_domain_list."+name, object{"id": name, "domains": names})
	}
	rule := func(name, action string, priority int) resource {
		return kept("aws_route53_resolver_firewall_rule."+name, object{
			"firewall_rule_group_id": "g", "firewall_domain_list_id": name, "action": action, "priority": priority, "q_type": nil,
			"firewall_domain_redirection_action": "INSPECT_REDIRECTION_DOMAIN",
		})
	}
	uncertain := func(given resource) resource {
		given.after = maps.Clone(given.after)
		delete(given.after, "firewall_rule_group_id")
		given.unknown = object{"firewall_rule_group_id": true}
		return given
	}
	allow := []resource{group, list("web", "acme.eu.nexthink.cloud"), rule("web", "ALLOW", 1)}
	every, other := list("rest", "*"), list("rest", "example.com")
	expectVerdict(t, "no rule that blocks", firewall, "covered", allow...)
	expectVerdict(t, "every other name", firewall, "unproven", append(allow, every, rule("rest", "BLOCK", 2))...)
	expectVerdict(t, "every other name, perhaps", firewall, "unproven", append(allow, every, uncertain(rule("rest", "BLOCK", 2)))...)
	expectVerdict(t, "another name, perhaps", firewall, "covered", append(allow, other, uncertain(rule("rest", "BLOCK", 2)))...)
	ofOneType := rule("rest", "BLOCK", 2)
	ofOneType.after["q_type"] = "AAAA"
	expectVerdict(t, "an empty list of one type of query", firewall, "covered", append(allow, list("rest"), ofOneType)...)
	expectVerdict(t, "every other name, for one type of query", firewall, "unproven", append(allow, every, ofOneType)...)
	expectVerdict(t, "another rule that allows, perhaps", firewall, "covered", append(allow, every, uncertain(rule("rest", "ALLOW", 2)))...)
}

func TestFirewalls_OfAzureReadRangesOfAddresses(t *testing.T) {
	t.Parallel()
	rules := func(action, addresses string) []resource {
		collection := func(name, action, addresses string, priority int) object {
			return object{"name": name, "priority": priority, "action": action, "rule": []any{object{
				"name": name, "source_addresses": []any{"*"}, "destination_addresses": []any{addresses}, "destination_ports": []any{"443"}, "protocols": []any{"TCP"},
			}}}
		}
		return []resource{kept("azurerm_firewall_policy.hub", object{"id": "/p"}), kept("azurerm_firewall_policy_rule_collection_group.web", object{
			"firewall_policy_id": "/p", "priority": 500, "application_rule_collection": []any{},
			"network_rule_collection": []any{collection("some", action, addresses, 100), collection("all", "Allow", "*", 200)},
		})}
	}
	const hub = "azurerm_firewall_policy.hub"
	expectVerdict(t, "of servers", hub, "covered", rules("Deny", "10.20.0.9-10.20.0.20")...)
	expectVerdict(t, "of every address", hub, "missing", rules("Deny", "0.0.0.0-255.255.255.255")...)
	expectVerdict(t, "of some", hub, "unproven", rules("Deny", "52.0.0.0-52.0.0.9")...)
	expectVerdict(t, "no range", hub, "unproven", rules("Deny", "10.20.0.20-10.20.0.9")...)
}

func TestFirewalls_OfGoogleKnowTheLinkOfAHierarchicalPolicy(t *testing.T) {
	t.Parallel()
	const policy = "google_compute_firewall_policy.devices"
	deny := func(link string) []resource {
		return []resource{
			kept(policy, object{"id": "locations/global/firewallPolicies/1", "name": "1", "self_link": "https://www.googleapis.com/compute/v1/locations/global/firewallPolicies/1"}),
			kept("google_compute_firewall_policy_rule.web", object{"firewall_policy": link, "direction": "EGRESS", "action": "deny", "priority": 1, "match": []any{
				object{"dest_ip_ranges": []any{"0.0.0.0/0"}, "layer4_configs": []any{object{"ip_protocol": "all"}}},
			}}),
		}
	}
	expectVerdict(t, "another version of the API", policy, "missing", deny("https://www.googleapis.com/compute/beta/locations/global/firewallPolicies/1")...)
	expectVerdict(t, "another policy", policy, "covered", deny("https://www.googleapis.com/compute/beta/locations/global/firewallPolicies/2")...)
}

func TestFirewalls_OfAzureNeedADNSProxyForNamesInNetworkRules(t *testing.T) {
	t.Parallel()
	collections := func(hosts, addresses []any) []any {
		return []any{object{"name": "web", "priority": 100, "action": "Allow", "rule": []any{object{
			"name": "web", "source_addresses": []any{"*"}, "destination_addresses": addresses, "destination_fqdns": hosts, "destination_ports": []any{"443"},
			"protocols": []any{"TCP"},
		}}}}
	}
	named, every := collections([]any{"acme.eu.nexthink.cloud"}, nil), collections(nil, []any{"*"})
	group := func(id string, rules []any) resource {
		return kept("azurerm_firewall_policy_rule_collection_group.web", object{
			"firewall_policy_id": id, "priority": 500, "application_rule_collection": []any{}, "network_rule_collection": rules,
		})
	}
	policy := func(name string, proxy bool, base any) resource {
		return kept("azurerm_firewall_policy."+name, object{"id": "/" + name, "base_policy_id": base, "dns": []any{object{"proxy_enabled": proxy}}})
	}
	const hub, child = "azurerm_firewall_policy.hub", "azurerm_firewall_policy.child"
	expectVerdict(t, "a proxy", hub, "covered", policy("hub", true, nil), group("/hub", named))
	expectVerdict(t, "no proxy", hub, "unproven", policy("hub", false, nil), group("/hub", named))
	expectVerdict(t, "no DNS settings", hub, "unproven", kept(hub, object{"id": "/hub"}), group("/hub", named))
	expectVerdict(t, "addresses without a proxy", hub, "covered", policy("hub", false, nil), group("/hub", every))
	expectVerdict(t, "a proxy of the child alone", child, "covered", policy("hub", false, nil), policy("child", true, "/hub"), group("/hub", named))
	expectVerdict(t, "a proxy that is inherited", child, "covered", policy("hub", true, nil), policy("child", false, "/hub"), group("/hub", named))
	expectVerdict(t, "a parent without a proxy", hub, "unproven", policy("hub", false, nil), policy("child", true, "/hub"), group("/hub", named))
	const classic = "azurerm_firewall.hub"
	of := func(proxy bool) []resource {
		names := object{"name": "hub", "resource_group_name": "rg"}
		collection, _ := named[0].(object)
		return []resource{
			create(classic, merged(names, object{"dns_proxy_enabled": proxy, "firewall_policy_id": nil}), "id"),
			create("azurerm_firewall_network_rule_collection.web", merged(collection, object{"azure_firewall_name": "hub", "resource_group_name": "rg"}), "id"),
		}
	}
	expectVerdict(t, "a proxy of a firewall", classic, "covered", of(true)...)
	expectVerdict(t, "a firewall without a proxy", classic, "unproven", of(false)...)
}

func TestFirewalls_OfAzureThatExistHaveTheSubscriptionOfTheirProvider(t *testing.T) {
	t.Parallel()
	const existing = "azurerm_network_security_group.devices"
	changes := []resource{
		kept(existing, object{
			"id":   "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/devices",
			"name": "devices", "resource_group_name": "rg", "security_rule": []any{},
		}),
		create("azurerm_network_security_rule.rest", object{
			"name": "rest", "network_security_group_name": "devices", "resource_group_name": "rg", "direction": "Outbound", "access": "Deny", "priority": 100,
			"protocol": "*", "source_port_range": "*", "destination_port_range": "*", "source_address_prefix": "*", "destination_address_prefix": "*",
		}, "id"),
	}
	for provider, want := range map[string]string{"azurerm": "missing", "azurerm.other": "unproven"} {
		given := plan{changes: changes, root: object{"resources": []object{
			block(existing, object{"provider": "azurerm"}), block("azurerm_network_security_rule.rest", object{"provider": provider}),
		}}}
		if got := verdicts(t, given)[existing]; got != want {
			t.Errorf("a rule of the provider %s: %q, want %q", provider, got, want)
		}
	}
}

func TestFirewalls_ThatKeepOnlyListedRulesAreUnproven(t *testing.T) {
	t.Parallel()
	const group = "aws_security_group.devices"
	devices := kept(group, object{"id": "sg-1"})
	web := kept("aws_vpc_security_group_egress_rule.web", egress("sg-1", "0.0.0.0/0"))
	exclusive := kept("aws_vpc_security_group_rules_exclusive.devices", object{"security_group_id": "sg-1", "egress_rule_ids": []any{"sgr-1"}})
	expectVerdict(t, "a rule", group, "covered", devices, web)
	expectVerdict(t, "a rule that may be removed", group, "unproven", devices, web, exclusive)
}

func TestFirewalls_WithASensitiveNameMayBeThoseOfALiteralReference(t *testing.T) {
	t.Parallel()
	network := kept("google_compute_network.devices", object{"name": "devices", "project": "p"})
	denies := kept("google_compute_firewall.deny", object{
		"name": "deny", "network": "devices", "project": "p", "direction": "EGRESS", "priority": 1, "disabled": false, "destination_ranges": []any{"0.0.0.0/0"},
		"deny": []any{object{"protocol": "all", "ports": []any{}}},
	})
	expectVerdict(t, "a network that is shown", "google_compute_network.devices", "missing", network, denies)
	expectVerdict(t, "a sensitive name", "google_compute_network.devices", "unproven", secret(network, object{"name": true}), denies)

	allows := kept("google_compute_firewall.allow", object{
		"name": "allow", "network": "devices", "project": "p", "direction": "EGRESS", "priority": 2, "disabled": false, "destination_ranges": []any{"0.0.0.0/0"},
		"allow": []any{object{"protocol": "all", "ports": []any{}}},
	})
	byReference := with(denies, "create")
	byReference.after = without(denies.after, "network")
	byReference.unknown = object{"network": true}
	given := plan{
		changes: []resource{secret(network, object{"name": true}), byReference, allows},
		root:    object{"resources": []object{block("google_compute_firewall.deny", object{"network": expression("google_compute_network.devices.name")})}},
	}
	found := verdicts(t, given)
	if want := (map[string]string{"devices": "unproven", "google_compute_network.devices": "missing"}); !maps.Equal(found, want) {
		t.Errorf("a reference beside a literal name: %v, want %v", found, want)
	}
}
