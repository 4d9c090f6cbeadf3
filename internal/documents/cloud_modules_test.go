// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import (
	"maps"
	"slices"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// planModule plans the example of a module. Files of overriding override the example.
func planModule(t *testing.T, name string, overriding map[string]string) (tf *terraformtest.Terraform, rules []string) {
	t.Helper()
	requirePlans(t)
	files := withStandIns(t, example(t, "modules/"+name))
	maps.Copy(files, overriding)
	tf = terraformtest.New(t, files)
	for address, values := range planned(t, tf) {
		rules = append(rules, ruleLine(address, values))
	}
	slices.Sort(rules)
	return tf, rules
}

// verify checks a plan with the recipe for plans of others, and expects the status and the messages.
func verify(t *testing.T, tf *terraformtest.Terraform, firewall string, status int, messages ...string) {
	t.Helper()
	verifier := gate(t, "ci/verify-plan", map[string]string{"plan.json": tf.Run(t, "show", "-json", "plan")})
	expect(t, verifier, status, messages, "plan", "-var=firewall="+firewall)
}

// The check of the project reads each plan, and finds nothing missing.
func TestCloudModules_PlanTheRules(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		firewall string
		want     []string
	}{
		"terraform-aws-modules-security-group": {`module.devices.aws_security_group.stand_in`, []string{
			`module.devices.aws_security_group.stand_in`,
			`module.devices.aws_vpc_security_group_egress_rule.stand_in["domain_controller_tcp_135_10.20.0.10/32"] tcp 135 135 10.20.0.10/32`,
			`module.devices.aws_vpc_security_group_egress_rule.stand_in["domain_controller_tcp_135_10.20.0.11/32"] tcp 135 135 10.20.0.11/32`,
			`module.devices.aws_vpc_security_group_egress_rule.stand_in["domain_controller_tcp_49152-65535_10.20.0.10/32"] tcp 49152 65535 10.20.0.10/32`,
			`module.devices.aws_vpc_security_group_egress_rule.stand_in["domain_controller_tcp_49152-65535_10.20.0.11/32"] tcp 49152 65535 10.20.0.11/32`,
			`module.devices.aws_vpc_security_group_egress_rule.stand_in["internet_tcp_443_0.0.0.0/0"] tcp 443 443 0.0.0.0/0`,
		}},
		"terraform-aws-modules-security-group-5": {`module.devices.aws_security_group.stand_in`, []string{
			`module.devices.aws_security_group.stand_in`,
			`module.devices.aws_security_group_rule.stand_in[0] egress tcp 135 135 [10.20.0.10/32]`,
			`module.devices.aws_security_group_rule.stand_in[1] egress tcp 135 135 [10.20.0.11/32]`,
			`module.devices.aws_security_group_rule.stand_in[2] egress tcp 49152 65535 [10.20.0.10/32]`,
			`module.devices.aws_security_group_rule.stand_in[3] egress tcp 49152 65535 [10.20.0.11/32]`,
			`module.devices.aws_security_group_rule.stand_in[4] egress tcp 443 443 [0.0.0.0/0]`,
		}},
		"cloudposse-security-group": {`module.devices.aws_security_group.stand_in`, []string{
			`module.devices.aws_security_group.stand_in`,
			`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_135_10.20.0.10/32"] egress tcp 135 135 [10.20.0.10/32]`,
			`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_135_10.20.0.11/32"] egress tcp 135 135 [10.20.0.11/32]`,
			`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_49152-65535_10.20.0.10/32"] egress tcp 49152 65535 [10.20.0.10/32]`,
			`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_49152-65535_10.20.0.11/32"] egress tcp 49152 65535 [10.20.0.11/32]`,
			`module.devices.aws_security_group_rule.stand_in["internet_tcp_443_0.0.0.0/0"] egress tcp 443 443 [0.0.0.0/0]`,
		}},
		"avm-network-security-group": {`module.devices.azurerm_network_security_group.stand_in`, []string{
			`module.devices.azurerm_network_security_group.stand_in`,
			`module.devices.azurerm_network_security_rule.stand_in["domain_controller_tcp"] Outbound Allow Tcp 1006 * [135 49152-65535] [10.20.0.10/32 10.20.0.11/32]`,
			`module.devices.azurerm_network_security_rule.stand_in["internet_tcp_tag"] Outbound Allow Tcp 1002 * [443] Internet`,
		}},
		"avm-firewall-policy": {`/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/hub`, []string{
			`module.nexthink.azurerm_firewall_policy_rule_collection_group.stand_in 500 ` +
				`[map[action:Allow name:nexthink-application priority:500 rule:[map[destination_fqdns:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud] ` +
				`name:nexthink_internet_https_443 protocols:[map[port:443 type:Https]] source_addresses:[10.0.0.0/8]]]]] ` +
				`[map[action:Allow name:nexthink-network priority:400 rule:[map[destination_addresses:[10.20.0.10/32 10.20.0.11/32] ` +
				`destination_ports:[135 49152-65535] name:nexthink_domain_controller_tcp protocols:[TCP] source_addresses:[10.0.0.0/8]]]]]`,
		}},
		"terraform-google-modules-network": {`devices`, []string{
			`module.devices.google_compute_firewall.stand_in["nexthink-domain-controller-tcp"] EGRESS [10.20.0.10/32 10.20.0.11/32] allow [map[ports:[135 49152-65535] protocol:tcp]]`,
			`module.devices.google_compute_firewall.stand_in["nexthink-internet-tcp"] EGRESS [0.0.0.0/0] allow [map[ports:[443] protocol:tcp]]`,
		}},
		"fabric-net-vpc-firewall": {`devices`, []string{
			`module.devices.google_compute_firewall.stand_in["nexthink-domain-controller-tcp"] EGRESS 1000 [10.20.0.10/32 10.20.0.11/32] allow [map[ports:[135 49152-65535] protocol:tcp]]`,
			`module.devices.google_compute_firewall.stand_in["nexthink-internet-tcp"] EGRESS 1000 [0.0.0.0/0] allow [map[ports:[443] protocol:tcp]]`,
		}},
		"fabric-net-firewall-policy": {`module.devices.google_compute_network_firewall_policy.stand_in[0]`, []string{
			`module.devices.google_compute_network_firewall_policy.stand_in[0]`,
			`module.devices.google_compute_network_firewall_policy_rule.stand_in["nexthink-domain-controller-tcp-135"] EGRESS allow 132207 ` +
				`[map[dest_ip_ranges:[10.20.0.10/32 10.20.0.11/32] layer4_configs:[map[ip_protocol:tcp ports:[135]]]]]`,
			`module.devices.google_compute_network_firewall_policy_rule.stand_in["nexthink-domain-controller-tcp-49152-65535"] EGRESS allow 181224 ` +
				`[map[dest_ip_ranges:[10.20.0.10/32 10.20.0.11/32] layer4_configs:[map[ip_protocol:tcp ports:[49152-65535]]]]]`,
			`module.devices.google_compute_network_firewall_policy_rule.stand_in["nexthink-internet-tcp-443"] EGRESS allow 1443 ` +
				`[map[dest_fqdns:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud] layer4_configs:[map[ip_protocol:tcp ports:[443]]]]]`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf, rules := planModule(t, name, nil)
			assert.Check(t, is.DeepEqual(rules, test.want))
			verify(t, tf, test.firewall, 0)
		})
	}
}

// Terraform drops the attributes that the type of a variable does not have. The calls of the examples avoid what follows here.
func TestCloudModules_FabricDropsAttributesOfRulesAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		rules string
		want  []string
	}{
		"fabric-net-vpc-firewall": {
			`for rule in provider::nexthink::render_google_firewall_rules(
				data.nexthink_connectivity_requirements.acme.requirements, local.destinations
			) : rule.name => rule`,
			[]string{
				`module.devices.google_compute_firewall.stand_in["nexthink-domain-controller-tcp"] EGRESS 1000 [10.20.0.10/32 10.20.0.11/32] deny [map[protocol:all]]`,
				`module.devices.google_compute_firewall.stand_in["nexthink-internet-tcp"] EGRESS 1000 [0.0.0.0/0] deny [map[protocol:all]]`,
			},
		},
		"fabric-net-firewall-policy": {
			`for rule in provider::nexthink::render_google_firewall_policy_rules(
				data.nexthink_connectivity_requirements.acme.requirements, local.destinations, 1000
			) : rule.rule_name => rule if rule.match.dest_fqdns != null`,
			[]string{
				`module.devices.google_compute_network_firewall_policy.stand_in[0]`,
				`module.devices.google_compute_network_firewall_policy_rule.stand_in["nexthink-internet-tcp-443"] EGRESS allow 1443 ` +
					`[map[layer4_configs:[map[ip_protocol:all ports:[443]]]]]`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wrong := overridden(`module "devices" {
				egress_rules = { ` + test.rules + ` }
			}`)
			tf, rules := planModule(t, name, wrong)
			assert.Check(t, is.DeepEqual(rules, test.want))
			if name == "fabric-net-vpc-firewall" {
				verify(t, tf, "devices", 1, toInternet)
			}
		})
	}
}

// Each kind of address has an argument of its own in the module.
func TestCloudModules_CloudposseAcceptsEveryKindOfAddress(t *testing.T) {
	t.Parallel()
	_, rules := planModule(t, "cloudposse-security-group", overridden(`locals {
		destinations = {
			internet          = ["pl-0123456789abcdef0"]
			domain_controller = { four = "10.20.0.10", six = "2001:db8::10", group = "sg-0123456789abcdef0" }
		}
	}`))
	assert.Check(t, is.DeepEqual(rules, []string{
		`module.devices.aws_security_group.stand_in`,
		`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_135_four"] egress tcp 135 135 [10.20.0.10/32]`,
		`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_135_group"] egress tcp 135 135 sg-0123456789abcdef0`,
		`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_135_six"] egress tcp 135 135 [2001:db8::10/128]`,
		`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_49152-65535_four"] egress tcp 49152 65535 [10.20.0.10/32]`,
		`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_49152-65535_group"] egress tcp 49152 65535 sg-0123456789abcdef0`,
		`module.devices.aws_security_group_rule.stand_in["domain_controller_tcp_49152-65535_six"] egress tcp 49152 65535 [2001:db8::10/128]`,
		`module.devices.aws_security_group_rule.stand_in["internet_tcp_443_pl-0123456789abcdef0"] egress tcp 443 443 [pl-0123456789abcdef0]`,
	}))
}
