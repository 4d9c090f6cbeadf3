// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

type (
	object = map[string]any
	rule   = traffic.Rule
)

// resource is a resource of a plan.
type resource struct {
	address string // with its module
	actions []string
	after   object
	unknown object
	secret  object
	before  object
	deposed string
}

func (given resource) parts() (module, kind, name string, index any) {
	own := given.address
	if at := strings.LastIndex(own, "]."); strings.HasPrefix(own, "module.") && at > 0 {
		own = own[at+2:]
	}
	for strings.HasPrefix(own, "module.") {
		_, own, _ = strings.Cut(strings.TrimPrefix(own, "module."), ".")
	}
	module = strings.TrimSuffix(strings.TrimSuffix(given.address, own), ".")
	kind, name, _ = strings.Cut(own, ".")
	if bare, key, indexed := strings.Cut(name, "["); indexed {
		name = bare
		if json.Unmarshal([]byte(strings.TrimSuffix(key, "]")), &index) != nil {
			panic(given.address)
		}
	}
	return module, kind, name, index
}

func (given resource) change() object {
	module, kind, name, index := given.parts()
	made := object{
		"address": given.address, "mode": "managed", "type": kind, "name": name,
		"change": object{"actions": given.actions, "before": given.before, "after": given.after, "after_unknown": given.unknown, "after_sensitive": given.secret},
	}
	if module != "" {
		made["module_address"] = module
	}
	if index != nil {
		made["index"] = index
	}
	if given.deposed != "" {
		made["deposed"] = given.deposed
	}
	return made
}

// state is the resource as a state has it.
func (given resource) state() object {
	_, kind, name, index := given.parts()
	made := object{"address": given.address, "mode": "managed", "type": kind, "name": name, "values": given.after, "sensitive_values": given.secret}
	if index != nil {
		made["index"] = index
	}
	return made
}

func create(address string, after object, unknown ...string) resource {
	given := resource{address: address, actions: []string{"create"}, after: after, unknown: object{}}
	for _, name := range unknown {
		given.unknown[name] = true
	}
	return given
}

func with(given resource, actions ...string) resource {
	given.actions = actions
	return given
}

// plan is a plan as Terraform shows it.
type plan struct {
	changes  []resource
	prior    []resource
	deferred []resource
	data     []string // addresses of data sources
	reads    []string // addresses of data sources that are read only during the apply
	root     object   // the configuration
	provider object   // the configurations of providers
}

func (given plan) text() string {
	changes, prior, deferred, planned := []object{}, []object{}, []object{}, []object{}
	for _, change := range given.changes {
		changes = append(changes, change.change())
		if slices.Equal(change.actions, []string{"forget"}) { // Terraform 1.11 names it without its values
			named := change.state()
			delete(named, "values")
			planned = append(planned, named)
		}
	}
	for _, address := range given.reads {
		module, own, _ := strings.Cut(address, ".data.")
		kind, name, _ := strings.Cut(own, ".")
		changes = append(changes, object{
			"address": address, "module_address": module, "mode": "data", "type": kind, "name": name, "change": object{"actions": []string{"read"}},
		})
	}
	modules := map[string][]object{}
	for _, address := range given.data {
		module, own, _ := strings.Cut(address, ".data.")
		kind, name, _ := strings.Cut(own, ".")
		modules[module] = append(modules[module], object{"address": address, "mode": "data", "type": kind, "name": name, "values": object{}})
	}
	for _, resource := range given.prior {
		module, _, _, _ := resource.parts()
		modules[module] = append(modules[module], resource.state())
	}
	children := []object{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		if name != "" {
			children = append(children, object{"address": name, "resources": modules[name]})
		}
	}
	prior = append(prior, modules[""]...)
	for _, change := range given.deferred {
		deferred = append(deferred, object{"reason": "instance_count_unknown", "resource_change": change.change()})
	}
	root := given.root
	if root == nil {
		root = object{}
	}
	text, err := json.Marshal(object{
		"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": changes,
		"planned_values":   object{"root_module": object{"resources": planned}},
		"deferred_changes": deferred, "configuration": object{"root_module": root, "provider_config": given.provider},
		"prior_state": object{"format_version": "1.0", "values": object{"root_module": object{"resources": prior, "child_modules": children}}},
	})
	if err != nil {
		panic(err)
	}
	return string(text)
}

// configured is a resource of the configuration, with what the expressions of its attributes refer to.
func configured(address string, references object) object {
	kind, name, _ := strings.Cut(address, ".")
	expressions := object{}
	for attribute, to := range references {
		expressions[attribute] = object{"references": to}
	}
	return object{"address": address, "mode": "managed", "type": kind, "name": name, "expressions": expressions}
}

// line shows what matters of a rule. The reason of one that is unproven is in messages.golden.
func line(rule traffic.Rule) string {
	words := []string{rule.Group, rule.ID, rule.Action, rule.Transport, rule.Ports.String()}
	if rule.EveryPort() {
		words[4] = "*"
	}
	words = append(words, fmt.Sprint(rule.Hosts), fmt.Sprint(rule.Addresses))
	if rule.Unproven != "" {
		words = append(words, "(unproven)")
	}
	if rule.Unknown != 0 {
		words = append(words, "UNKNOWN")
	}
	if rule.Direction != traffic.Outbound {
		words = append(words, rule.Direction)
	}
	return strings.Join(words, " ")
}

func lines(t *testing.T, given plan) []string {
	t.Helper()
	rules, err := planfile.Rules(given.text())
	if err != nil {
		t.Fatal(err)
	}
	shown := []string{}
	for _, rule := range rules {
		shown = append(shown, line(rule))
	}
	return shown
}

func egress(group any, cidr string) object {
	return object{
		"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": cidr, "cidr_ipv6": nil, "prefix_list_id": nil,
		"referenced_security_group_id": nil, "security_group_id": group,
	}
}

func without(from object, name string) object {
	less := maps.Clone(from)
	delete(less, name)
	return less
}

// checker takes a plan with its name and with the lines of its rules.
type checker func(name string, given plan, want ...string)

func expectLines(t *testing.T) checker {
	t.Helper()
	return func(name string, given plan, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, lines(t, given), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRules_AreThoseThatWillBeThereAfterThePlan(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	group := with(create("aws_security_group.devices", object{"id": "sg-1", "name": "devices", "egress": []any{}}), "no-op")
	rule := func(name, cidr string) resource {
		return with(create("aws_vpc_security_group_egress_rule."+name, egress("sg-1", cidr)), "no-op")
	}
	const prefix = "aws_security_group.devices aws_vpc_security_group_egress_rule."
	check("created, changed, replaced and kept", plan{changes: []resource{
		group, with(rule("a", "10.0.0.1/32"), "create"), with(rule("b", "10.0.0.2/32"), "update"), with(rule("c", "10.0.0.3/32"), "delete", "create"),
		with(rule("d", "10.0.0.4/32"), "create", "delete"), rule("e", "10.0.0.5/32"),
	}}, prefix+"a allow tcp 443 [] [10.0.0.1/32]", prefix+"b allow tcp 443 [] [10.0.0.2/32]", prefix+"c allow tcp 443 [] [10.0.0.3/32]",
		prefix+"d allow tcp 443 [] [10.0.0.4/32]", prefix+"e allow tcp 443 [] [10.0.0.5/32]")

	gone := with(rule("gone", "10.0.0.1/32"), "delete")
	gone.after = nil
	check("deleted", plan{changes: []resource{group, gone}, prior: []resource{rule("gone", "10.0.0.1/32")}})

	forgotten := with(rule("forgotten", "10.0.0.1/32"), "forget")
	forgotten.before, forgotten.after = forgotten.after, nil
	check("forgotten by Terraform and kept by AWS", plan{changes: []resource{group, forgotten}, prior: []resource{rule("forgotten", "10.0.0.1/32")}},
		prefix+"forgotten allow tcp 443 [] [10.0.0.1/32]")

	deposed := with(rule("a", "10.0.0.9/32"), "delete")
	deposed.after, deposed.deposed = nil, "00000001"
	check("an old object beside the new one", plan{changes: []resource{group, rule("a", "10.0.0.1/32"), deposed}}, prefix+"a allow tcp 443 [] [10.0.0.1/32]")

	check("an old object of what stays", plan{changes: []resource{group, deposed}, prior: []resource{rule("a", "10.0.0.1/32")}}, prefix+"a allow tcp 443 [] [10.0.0.1/32]")

	check("outside of the target", plan{changes: []resource{rule("a", "10.0.0.1/32")}, prior: []resource{group, rule("a", "10.0.0.1/32"), rule("b", "10.0.0.2/32")}},
		prefix+"a allow tcp 443 [] [10.0.0.1/32]", prefix+"b allow tcp 443 [] [10.0.0.2/32]")

	check("a group by its id alone", plan{changes: []resource{rule("a", "10.0.0.1/32")}},
		"sg-1 aws_vpc_security_group_egress_rule.a allow tcp 443 [] [10.0.0.1/32]")
	check("nothing of these kinds", plan{changes: []resource{create("aws_iam_policy.p", object{"policy": "{}"})}})
}

func TestRules_FindTheGroupThatIsNotMadeYet(t *testing.T) {
	t.Parallel()
	plansOfNewGroups(expectLines(t))
}

func plansOfNewGroups(check checker) {
	group := create("aws_security_group.devices", object{"name": "devices"}, "id", "egress")
	other := create("aws_security_group.others", object{"name": "others"}, "id", "egress")
	rule := create(`aws_vpc_security_group_egress_rule.web["a"]`, without(egress(nil, "0.0.0.0/0"), "security_group_id"), "security_group_id", "id")
	refers := func(to ...string) object {
		return object{"resources": []object{
			configured("aws_security_group.devices", nil), configured("aws_security_group.others", nil),
			configured("aws_vpc_security_group_egress_rule.web", object{"security_group_id": to}),
		}}
	}
	const shown = ` aws_vpc_security_group_egress_rule.web["a"] allow tcp 443 [] [0.0.0.0/0]`
	check("by a reference", plan{changes: []resource{group, other, rule}, root: refers("aws_security_group.devices.id", "aws_security_group.devices")},
		"aws_security_group.devices"+shown)
	check("by being the only one", plan{changes: []resource{group, rule}, root: refers("local.group")}, "aws_security_group.devices"+shown)
	check("not among two", plan{changes: []resource{group, other, rule}, root: refers("local.group")},
		"aws_security_group.devices"+shown+" (unproven)",
		"aws_security_group.others"+shown+" (unproven)")
	check("where there is none", plan{changes: []resource{rule}, root: refers("local.group")}, "aws_vpc_security_group_egress_rule.web.security_group_id"+shown)

	many := []resource{
		create(`aws_security_group.devices["a"]`, object{}, "id", "egress"), create(`aws_security_group.devices["b"]`, object{}, "id", "egress"), rule,
	}
	check("by the same key", plan{changes: many, root: refers("aws_security_group.devices", "each.key")}, `aws_security_group.devices["a"]`+shown)
	check("by a key that is written", plan{changes: many, root: refers(`aws_security_group.devices["b"].id`, `aws_security_group.devices["b"]`)},
		`aws_security_group.devices["b"]`+shown)
}

func TestRules_FollowReferencesAcrossModules(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	group := create("module.network.aws_security_group.devices", object{"name": "devices"}, "id", "egress")
	other := create("aws_security_group.others", object{"name": "others"}, "id", "egress")
	rule := create(`module.rules["eu.west"].aws_vpc_security_group_egress_rule.web`, without(egress(nil, "0.0.0.0/0"), "security_group_id"), "security_group_id", "id")
	root := object{
		"resources": []object{configured("aws_security_group.others", nil)},
		"module_calls": object{
			"network": object{"module": object{
				"resources": []object{configured("aws_security_group.devices", nil)},
				"outputs":   object{"group_id": object{"expression": object{"references": []string{"aws_security_group.devices.id", "aws_security_group.devices"}}}},
			}},
			"rules": object{
				"expressions": object{"group": object{"references": []string{"module.network.group_id", "module.network"}}},
				"module": object{"resources": []object{
					configured("aws_vpc_security_group_egress_rule.web", object{"security_group_id": []string{"var.group"}}),
				}},
			},
		},
	}
	check("a variable and an output", plan{changes: []resource{group, other, rule}, root: root},
		`module.network.aws_security_group.devices module.rules["eu.west"].aws_vpc_security_group_egress_rule.web allow tcp 443 [] [0.0.0.0/0]`)
}

func TestRules_LeaveOutWhatAGroupOnlyReports(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	block := object{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": []any{"0.0.0.0/0"}, "self": false}
	group := with(create("aws_security_group.devices", object{"id": "sg-1", "egress": []any{block}}), "no-op")
	rule := with(create("aws_vpc_security_group_egress_rule.web", egress("sg-1", "0.0.0.0/0")), "delete")
	before := rule
	rule.after = nil
	silent := object{"resources": []object{configured("aws_security_group.devices", nil)}}
	spoken := object{"resources": []object{configured("aws_security_group.devices", object{"egress": []string{}})}}
	const inline = "aws_security_group.devices aws_security_group.devices.egress[0] allow tcp 443 [] [0.0.0.0/0]"
	check("reported of a rule that goes", plan{changes: []resource{group, rule}, prior: []resource{before}, root: silent})
	check("configured", plan{changes: []resource{group, rule}, prior: []resource{before}, root: spoken}, inline,
		"aws_security_group.devices aws_security_group.devices  any * [] [] (unproven)")
	check("without other rules", plan{changes: []resource{group}, root: silent}, inline)
	inNSG := object{
		"name": "deny", "priority": 4000, "direction": "Outbound", "access": "Deny", "protocol": "*", "source_port_range": "*", "destination_port_range": "*",
		"destination_address_prefix": "*",
	}
	nsg := create("azurerm_network_security_group.devices", object{"name": "devices", "security_rule": []any{inNSG}}, "id")
	beside := maps.Clone(inNSG)
	beside["network_security_group_name"], beside["priority"] = "devices", 4001
	made := lines(t, plan{
		changes: []resource{nsg, create("azurerm_network_security_rule.deny", beside)},
		root:    object{"resources": []object{configured("azurerm_network_security_group.devices", nil)}},
	})
	if want := "azurerm_network_security_group.devices deny deny any * [] []"; !slices.Contains(made, want) {
		t.Errorf("made by a dynamic block beside another rule: %q lack %s", made, want)
	}
	check("made by a dynamic block", plan{changes: []resource{create("aws_security_group.devices", object{"egress": []any{block}}, "id")}, root: silent}, inline)
}

func TestRules_AreUnprovenIfAPartIsNotKnownOrNotRead(t *testing.T) {
	t.Parallel()
	plansOfUnknownValues(expectLines(t))
}

func plansOfUnknownValues(check checker) {
	group := with(create("aws_security_group.devices", object{"id": "sg-1", "egress": []any{}}), "no-op")
	open := create("aws_vpc_security_group_egress_rule.open", without(egress("sg-1", ""), "cidr_ipv4"), "cidr_ipv4")
	secret := create("aws_vpc_security_group_egress_rule.secret", egress("sg-1", "10.0.0.1/32"))
	secret.secret = object{"cidr_ipv4": true}
	const prefix = "aws_security_group.devices aws_vpc_security_group_egress_rule."
	check("one address", plan{changes: []resource{group, open, secret}},
		prefix+"open allow tcp 443 [] [] (unproven)",
		prefix+"secret allow tcp 443 [] [] (unproven)")

	part := create("aws_security_group_rule.part", object{
		"type": "egress", "protocol": "tcp", "from_port": 135, "to_port": 135, "cidr_blocks": []any{"10.0.0.1/32", nil}, "security_group_id": "sg-1", "self": false,
	})
	part.unknown = object{"cidr_blocks": []any{false, true}, "source_security_group_id": true}
	check("one address of two", plan{changes: []resource{group, part}},
		"aws_security_group.devices aws_security_group_rule.part allow tcp 135 [] [10.0.0.1/32]",
		"aws_security_group.devices aws_security_group_rule.part allow tcp 135 [] [] (unproven)")

	check("types that are not read", plan{changes: []resource{create("google_compute_firewall_policy_with_rules.all", object{"short_name": "p"})}},
		"google_compute_firewall_policy_with_rules.all google_compute_firewall_policy_with_rules.all  any * [] [] (unproven)")

	check("deferred", plan{changes: []resource{group}, deferred: []resource{create("aws_vpc_security_group_egress_rule.later", egress("sg-1", "0.0.0.0/0"))}},
		prefix+"later allow tcp 443 [] [0.0.0.0/0]", prefix+"later  any * [] [] (unproven)")
}

func TestRules_OfAzureAndGoogleFindTheirGroups(t *testing.T) {
	t.Parallel()
	check := expectLines(t)
	nsg := func(address, group string) resource {
		return with(create(address, object{"id": "/x", "name": "devices", "resource_group_name": group, "security_rule": []any{}}), "no-op")
	}
	deny := create("azurerm_network_security_rule.deny", object{
		"name": "deny", "priority": 4000, "direction": "Outbound", "access": "Deny", "protocol": "*", "source_port_range": "*", "destination_port_range": "*",
		"destination_address_prefix": "*", "network_security_group_name": "devices", "resource_group_name": "b",
	})
	const defaults = " AllowVnetOutBound allow any * [] [VirtualNetwork]"
	check("a name in its resource group", plan{changes: []resource{nsg("azurerm_network_security_group.a", "a"), nsg("azurerm_network_security_group.b", "b"), deny}},
		"azurerm_network_security_group.a"+defaults, "azurerm_network_security_group.a AllowInternetOutBound allow any * [] [Internet]",
		"azurerm_network_security_group.a DenyAllOutBound deny any * [] []",
		"azurerm_network_security_group.b azurerm_network_security_rule.deny deny any * [] []",
		"azurerm_network_security_group.b"+defaults, "azurerm_network_security_group.b AllowInternetOutBound allow any * [] [Internet]",
		"azurerm_network_security_group.b DenyAllOutBound deny any * [] []")

	network := with(create("google_compute_network.devices", object{"name": "devices", "self_link": "https://www.googleapis.com/compute/v1/projects/p/global/networks/devices"}), "no-op")
	wall := create("google_compute_firewall.web", object{
		"name": "web", "network": "https://www.googleapis.com/compute/v1/projects/p/global/networks/devices", "direction": "EGRESS", "priority": 1000, "disabled": false,
		"allow": []any{object{"protocol": "tcp", "ports": []any{"443"}}}, "deny": []any{}, "destination_ranges": []any{"0.0.0.0/0"},
	})
	check("a network by its link, and its implied rule", plan{changes: []resource{network, wall}},
		"google_compute_network.devices google_compute_firewall.web allow tcp 443 [] [0.0.0.0/0]",
		"google_compute_network.devices always_blocked_smtp deny tcp 25 [] [Internet]",
		"google_compute_network.devices implied_allow_egress allow any * [] []")
	check("a network without a rule", plan{changes: []resource{network}},
		"google_compute_network.devices always_blocked_smtp deny tcp 25 [] [Internet]", "google_compute_network.devices implied_allow_egress allow any * [] []")
	check("a network that is not in the plan", plan{changes: []resource{wall}},
		"https://www.googleapis.com/compute/v1/projects/p/global/networks/devices google_compute_firewall.web allow tcp 443 [] [0.0.0.0/0]",
		"https://www.googleapis.com/compute/v1/projects/p/global/networks/devices always_blocked_smtp deny tcp 25 [] [Internet]",
		"https://www.googleapis.com/compute/v1/projects/p/global/networks/devices implied_allow_egress allow any * [] []")
}

func ruleGroup(address string, source object) resource {
	return create(address, object{"name": "g", "type": "STATEFUL", "capacity": 100, "rule_group": []any{object{
		"rules_source": []any{source}, "stateful_rule_options": []any{object{"rule_order": "STRICT_ORDER"}},
	}}}, "arn", "id")
}

func domains(kind string, targets ...any) object {
	return object{"rules_source_list": []any{object{"generated_rules_type": kind, "target_types": []any{"TLS_SNI"}, "targets": targets}}}
}

func TestRules_OfNetworkFirewallStandUnderTheirPolicy(t *testing.T) {
	t.Parallel()
	plansOfNetworkFirewall(expectLines(t))
}

func TestRules_OfNetworkFirewallHaveThePrioritiesOfTheirPolicy(t *testing.T) {
	t.Parallel()
	plansOfNetworkFirewall(func(name string, given plan, _ ...string) {
		if name != twoGroups {
			return
		}
		rules, err := planfile.Rules(given.text())
		if err != nil {
			t.Fatal(err)
		}
		if list, text := rules[1].Priority, rules[0].Priority; list%1_000_000_000 != 20_000_000 || text != 10_000_000 {
			t.Errorf("the list is at %d and the text at %d: the policy gives them the places 20 and 10", list, text)
		}
	})
}

const twoGroups = "two groups of a policy and one alone"

func plansOfNetworkFirewall(check checker) {
	list := ruleGroup("aws_networkfirewall_rule_group.list", domains("ALLOWLIST", ".eu.nexthink.cloud"))
	text := ruleGroup("aws_networkfirewall_rule_group.text", object{
		"rules_string": "# a comment\npass tcp $HOME_NET any -> 10.20.0.10/32 135 (msg:\"Nexthink: rpc\"; flow:to_server; sid:1000; rev:1;)\n" +
			"pass tcp 10.20.0.10/32 135 -> $HOME_NET any (msg:\"Nexthink: rpc\"; flow:to_client; sid:1001; rev:1;)\n",
	})
	foreign := ruleGroup("aws_networkfirewall_rule_group.foreign", object{"rules_string": "\n drop tls any any -> any any (sid:7;)\n"})
	tuple := ruleGroup("aws_networkfirewall_rule_group.tuple", object{"stateful_rule": []any{object{
		"action": "PASS", "rule_option": []any{object{"keyword": "sid:1"}},
		"header": []any{object{
			"protocol": "TCP", "source": "ANY", "source_port": "ANY", "destination": "10.20.0.10/32", "destination_port": "49152:65535", "direction": "FORWARD",
		}},
	}}})
	reference := func(priority int, name string) object {
		return object{"priority": object{"constant_value": priority}, "resource_arn": object{"references": []string{name + ".arn", name}}}
	}
	policy := create("aws_networkfirewall_firewall_policy.devices", object{"firewall_policy": []any{object{
		"stateless_default_actions": []any{"aws:forward_to_sfe"}, "stateful_default_actions": []any{"aws:drop_established"},
		"stateful_rule_group_reference": []any{object{"priority": 10}, object{"priority": 20}}, // a set, in another order than the blocks
	}}}, "arn", "id")
	policy.unknown["firewall_policy"] = []any{object{"stateful_rule_group_reference": []any{object{"resource_arn": true}, object{"resource_arn": true}}}}
	root := object{"resources": []object{{
		"address": "aws_networkfirewall_firewall_policy.devices", "mode": "managed", "expressions": object{"firewall_policy": []any{object{
			"stateful_rule_group_reference": []any{
				reference(20, "aws_networkfirewall_rule_group.list"), reference(10, "aws_networkfirewall_rule_group.text"),
			},
		}}},
	}}}
	const group = "aws_networkfirewall_firewall_policy.devices aws_networkfirewall_rule_group."
	const alone = "aws_networkfirewall_rule_group.tuple aws_networkfirewall_rule_group.tuple"
	check(twoGroups, plan{changes: []resource{list, text, tuple, policy}, root: root},
		group+"text sid 1000 allow tcp 135 [] [10.20.0.10/32]",
		group+"list allow tcp * [*.eu.nexthink.cloud eu.nexthink.cloud] []",
		group+"list for other names deny tcp * [] [] (unproven)",
		"aws_networkfirewall_firewall_policy.devices default action deny any * [] []",
		alone+".stateful_rule[0] allow tcp 49152-65535 [] [10.20.0.10/32]",
		"aws_networkfirewall_rule_group.tuple default action  any * [] [] (unproven)")

	unordered := policy
	unordered.after = object{"firewall_policy": []any{object{
		"stateless_default_actions": []any{"aws:forward_to_sfe"}, "stateful_rule_group_reference": []any{object{"priority": nil}, object{"priority": nil}},
	}}}
	either := object{"resources": []object{{
		"address": "aws_networkfirewall_firewall_policy.devices", "mode": "managed", "expressions": object{"firewall_policy": []any{object{
			"stateful_rule_group_reference": []any{
				object{"resource_arn": object{"references": []string{"aws_networkfirewall_rule_group.text.arn", "aws_networkfirewall_rule_group.text"}}},
				object{"resource_arn": object{"references": []string{"aws_networkfirewall_rule_group.tuple.arn", "aws_networkfirewall_rule_group.tuple"}}},
			},
		}}},
	}}}
	check("two groups without priorities", plan{changes: []resource{text, tuple, unordered}, root: either},
		group+"text sid 1000 allow tcp 135 [] [10.20.0.10/32]", group+"tuple.stateful_rule[0] allow tcp 49152-65535 [] [10.20.0.10/32]",
		"aws_networkfirewall_firewall_policy.devices default action allow any * [] []")

	check("text of another", plan{changes: []resource{foreign}},
		"aws_networkfirewall_rule_group.foreign aws_networkfirewall_rule_group.foreign line 2  any * [] [] (unproven)",
		"aws_networkfirewall_rule_group.foreign default action  any * [] [] (unproven)")
	strict := policy
	strict.after = object{"firewall_policy": []any{object{
		"stateless_default_actions": []any{"aws:forward_to_sfe"}, "stateful_default_actions": []any{"aws:drop_strict"},
		"stateful_rule_group_reference": []any{object{"priority": 1}},
	}}}
	strict.unknown = object{"firewall_policy": []any{object{"stateful_rule_group_reference": []any{object{"resource_arn": true}}}}}
	alist := object{"resources": []object{{
		"address": "aws_networkfirewall_firewall_policy.devices", "mode": "managed", "expressions": object{"firewall_policy": []any{object{
			"stateful_rule_group_reference": []any{reference(1, "aws_networkfirewall_rule_group.list")},
		}}},
	}}}
	check("a default that drops the handshake", plan{changes: []resource{list, strict}, root: alist},
		group+"list allow tcp * [*.eu.nexthink.cloud eu.nexthink.cloud] []", group+"list for other names deny tcp * [] [] (unproven)",
		"aws_networkfirewall_firewall_policy.devices default action deny any * [] []")
	check("a group that is not in the plan", plan{changes: []resource{policy}},
		"aws_networkfirewall_firewall_policy.devices default action deny any * [] []",
		"aws_networkfirewall_firewall_policy.devices aws_networkfirewall_firewall_policy.devices  any * [] [] (unproven)")
}

func TestRules_OfDNSFirewallHoldTheNamesOfTheirLists(t *testing.T) {
	t.Parallel()
	plansOfDNSFirewall(expectLines(t))
}

func plansOfDNSFirewall(check checker) {
	list := create("aws_route53_resolver_firewall_domain_list.nexthink", object{"name": "n", "domains": []any{"*.eu.nexthink.cloud", "acme.eu.nexthink.cloud."}}, "id")
	every := create("aws_route53_resolver_firewall_domain_list.every", object{"name": "e", "domains": []any{"*"}}, "id")
	group := create("aws_route53_resolver_firewall_rule_group.devices", object{"name": "d"}, "id")
	rule := func(name, action string, priority int, redirection any) resource {
		return create("aws_route53_resolver_firewall_rule."+name, object{
			"name": name, "action": action, "priority": priority, "firewall_domain_redirection_action": redirection, "q_type": nil,
		}, "firewall_domain_list_id", "firewall_rule_group_id", "id")
	}
	refers := func(name, list string) object {
		return configured("aws_route53_resolver_firewall_rule."+name, object{
			"firewall_domain_list_id": []string{list + ".id", list},
			"firewall_rule_group_id":  []string{"aws_route53_resolver_firewall_rule_group.devices.id", "aws_route53_resolver_firewall_rule_group.devices"},
		})
	}
	root := object{"resources": []object{
		refers("nexthink", "aws_route53_resolver_firewall_domain_list.nexthink"), refers("every", "aws_route53_resolver_firewall_domain_list.every"),
	}}
	const prefix = "aws_route53_resolver_firewall_rule_group.devices aws_route53_resolver_firewall_rule."
	check("an allow and a block of all", plan{
		changes: []resource{list, every, group, rule("nexthink", "ALLOW", 1, "TRUST_REDIRECTION_DOMAIN"), rule("every", "BLOCK", 2, nil)}, root: root,
	},
		prefix+"every deny any * [*] []", prefix+"nexthink allow any * [acme.eu.nexthink.cloud] []",
		prefix+"nexthink  any * [*.*.eu.nexthink.cloud] [] (unproven)", prefix+"nexthink allow any * [*.eu.nexthink.cloud] []",
		prefix+"nexthink allow any * [eu.nexthink.cloud] [] (unproven)",
		"aws_route53_resolver_firewall_rule_group.devices no list allow any * [] []")
	check("aliases that are not followed", plan{changes: []resource{list, every, group, rule("nexthink", "ALLOW", 1, nil), rule("every", "BLOCK", 2, nil)}, root: root},
		prefix+"every deny any * [*] []",
		prefix+"nexthink  any * [*.eu.nexthink.cloud acme.eu.nexthink.cloud eu.nexthink.cloud] [] (unproven)",
		"aws_route53_resolver_firewall_rule_group.devices no list allow any * [] []")
	unknown := rule("nexthink", "ALLOW", 1, "TRUST_REDIRECTION_DOMAIN")
	other := create("aws_route53_resolver_firewall_rule_group.other", object{"name": "o"}, "id")
	of := "aws_route53_resolver_firewall_rule_group."
	const allowed = "nexthink allow any * [*.eu.nexthink.cloud acme.eu.nexthink.cloud] [] (unproven)"
	check("a rule of one of two groups", plan{changes: []resource{list, group, other, unknown}, root: object{"resources": []object{
		block("aws_route53_resolver_firewall_rule.nexthink", object{
			"firewall_domain_list_id": expression("aws_route53_resolver_firewall_domain_list.nexthink.id"), "firewall_rule_group_id": expression(of+"devices.id", of+"other.id"),
		}),
	}}},
		of+"devices no list allow any * [] []", of+"devices aws_route53_resolver_firewall_rule."+allowed,
		of+"other no list allow any * [] []", of+"other aws_route53_resolver_firewall_rule."+allowed)
	check("aliases that nothing blocks", plan{changes: []resource{list, every, group, rule("nexthink", "ALLOW", 1, nil)}, root: root},
		"aws_route53_resolver_firewall_domain_list.every aws_route53_resolver_firewall_domain_list.every  any * [] [] (unproven)",
		prefix+"nexthink allow any * [*.eu.nexthink.cloud acme.eu.nexthink.cloud] []",
		"aws_route53_resolver_firewall_rule_group.devices no list allow any * [] []")
}
