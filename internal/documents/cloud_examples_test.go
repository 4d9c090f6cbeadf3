// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// These tests need the clouds' providers: recorded ones (make examples with CLOUD_SCHEMAS), with which plans are made too,
// or the real ones from the registry, which plan nothing without an account.

// cloudFolders are the examples that need the provider of a cloud.
func cloudFolders(t *testing.T) []string {
	t.Helper()
	folders := []string{}
	for folder, files := range exampleFiles(t) {
		name, err := filepath.Rel(examples, folder)
		assert.NilError(t, err)
		if ofCloud.MatchString(files["main.tf"] + files["function.tf"]) {
			folders = append(folders, name)
		}
	}
	return folders
}

func requirePlans(t *testing.T) {
	t.Helper()
	if os.Getenv("CLOUD_PLANS") == "" {
		t.Skip("the real providers plan nothing without an account: give CLOUD_SCHEMAS")
	}
}

func TestCloudExamples_Validate(t *testing.T) {
	t.Parallel()
	folders := cloudFolders(t)
	assert.Check(t, len(folders) >= 3, "there are %d examples, want 3 or more", len(folders))
	configurations := map[string]map[string]string{}
	for _, folder := range folders {
		files := example(t, folder)
		if !moduleCall.MatchString(files["main.tf"]) {
			configurations[strings.ReplaceAll(filepath.ToSlash(folder), "/", "_")] = files
			continue
		}
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			terraformtest.New(t, withStandIns(t, files)).Run(t, "validate")
		})
	}
	terraformtest.New(t, asModules(configurations)).Run(t, "validate")
}

func TestCloudExamples_PlanTheRulesOfTheirProducts(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	for folder, want := range map[string][]string{
		"firewalls/aws-security-group-without-functions": {
			`aws_security_group.devices`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_135_10.20.0.10/32"] tcp 135 135 10.20.0.10/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_135_10.20.0.11/32"] tcp 135 135 10.20.0.11/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_49152-65535_10.20.0.10/32"] tcp 49152 65535 10.20.0.10/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_49152-65535_10.20.0.11/32"] tcp 49152 65535 10.20.0.11/32`,
			`aws_vpc_security_group_egress_rule.nexthink["internet_tcp_443_0.0.0.0/0"] tcp 443 443 0.0.0.0/0`,
		},
		"firewalls/azure-network-security-group-without-functions": {
			`azurerm_network_security_group.devices`,
			`azurerm_network_security_rule.nexthink["domain_controller_tcp"] Outbound Allow Tcp 1002 * [135 49152-65535] [10.20.0.10/32 10.20.0.11/32]`,
			`azurerm_network_security_rule.nexthink["internet_tcp"] Outbound Allow Tcp 1000 * [443] Internet`,
		},
		"firewalls/aws-security-group": {
			`aws_security_group.devices`,
			`aws_security_group.domain_controllers`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_135_first"] tcp 135 135 10.20.0.10/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_135_others"] tcp 135 135`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_49152-65535_first"] tcp 49152 65535 10.20.0.10/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_49152-65535_others"] tcp 49152 65535`,
			`aws_vpc_security_group_egress_rule.nexthink["internet_tcp_443_0.0.0.0/0"] tcp 443 443 0.0.0.0/0`,
		},
		"firewalls/azure-network-security-group": {
			`azurerm_network_security_group.devices`,
			`azurerm_network_security_rule.nexthink["domain_controller_tcp"] Outbound Allow Tcp 1006 * [135 49152-65535] [10.20.0.10/32 <nil>]`,
			`azurerm_network_security_rule.nexthink["internet_tcp_tag"] Outbound Allow Tcp 1002 * [443] Internet`,
			`terraform_data.second_domain_controller`,
		},
		"firewalls/google-firewall": {
			`google_compute_firewall.nexthink["domain_controller_tcp"] EGRESS [10.20.0.10/32 10.20.0.11/32] allow [map[ports:[135 49152-65535] protocol:tcp]]`,
			`google_compute_firewall.nexthink["internet_tcp"] EGRESS [0.0.0.0/0] allow [map[ports:[443] protocol:tcp]]`,
		},
		"firewalls/google-firewall-policy": {
			`google_compute_network_firewall_policy.devices`,
			`google_compute_network_firewall_policy_rule.deny_other_egress EGRESS deny 2147483547 [map[dest_ip_ranges:[0.0.0.0/0] layer4_configs:[map[ip_protocol:all]]]]`,
			`google_compute_network_firewall_policy_rule.nexthink["domain_controller_tcp_135"] EGRESS allow 132207 [map[dest_ip_ranges:[10.20.0.10/32 10.20.0.11/32] layer4_configs:[map[ip_protocol:tcp ports:[135]]]]]`,
			`google_compute_network_firewall_policy_rule.nexthink["domain_controller_tcp_49152-65535"] EGRESS allow 181224 [map[dest_ip_ranges:[10.20.0.10/32 10.20.0.11/32] layer4_configs:[map[ip_protocol:tcp ports:[49152-65535]]]]]`,
			`google_compute_network_firewall_policy_rule.nexthink["internet_tcp_443"] EGRESS allow 1443 [map[dest_fqdns:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud] layer4_configs:[map[ip_protocol:tcp ports:[443]]]]]`,
		},
		"firewalls/aws-s3-endpoint": {
			`aws_security_group.devices`,
			`aws_vpc_endpoint.s3`,
			`aws_vpc_security_group_egress_rule.export["internet_tcp_443_s3"] tcp 443 443`,
		},
		"firewalls/google-firewall-without-functions": {
			`google_compute_firewall.deny_other_egress EGRESS 65000 [0.0.0.0/0] deny [map[protocol:all]]`,
			`google_compute_firewall.nexthink["domain_controller_tcp_135"] EGRESS 1000 [10.20.0.10/32 10.20.0.11/32] allow [map[ports:[135] protocol:tcp]]`,
			`google_compute_firewall.nexthink["domain_controller_tcp_49152-65535"] EGRESS 1000 [10.20.0.10/32 10.20.0.11/32] allow [map[ports:[49152-65535] protocol:tcp]]`,
			`google_compute_firewall.nexthink["internet_tcp_443"] EGRESS 1000 [0.0.0.0/0] allow [map[ports:[443] protocol:tcp]]`,
		},
	} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			got := []string{}
			products := []string{"collector"}
			if folder == "firewalls/aws-s3-endpoint" {
				products = nil
			}
			tf := terraformtest.New(t, example(t, folder))
			rules := planned(t, tf, products...)
			for address, values := range rules {
				got = append(got, ruleLine(address, values))
			}
			slices.Sort(got)
			assert.Check(t, is.DeepEqual(got, want))
			if slices.Contains(growing, folder) {
				expectASecondProductReplacesNoRule(t, tf, rules)
			}
		})
	}
}

// A page shows parts of a plan, with ... between them. It leaves out the attributes that are known after apply.
func TestCloudExamples_PlanWhatTheirPagesShow(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	shown := 0
	for folder, files := range exampleFiles(t) {
		if files["plan.txt"] == "" {
			continue
		}
		shown++
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			plan := regexp.MustCompile(`(?m)^.*\(known after apply\)\n`).ReplaceAllString(terraformtest.New(t, files).Run(t, "plan"), "")
			for part := range strings.SplitSeq(files["plan.txt"], "  ...\n") {
				_, rest, found := strings.Cut(plan, part)
				assert.Assert(t, found, "%q is not in this order in the plan:\n%s", part, plan)
				plan = rest
			}
		})
	}
	assert.Check(t, shown >= 7, "%d pages show a plan", shown)
}

// ruleLine shows these attributes of a rule in this order, if its kind has them.
func ruleLine(address string, values map[string]any) string {
	words := []string{address}
	for _, name := range []string{
		"ip_protocol", "type", "direction", "access", "action", "protocol", "priority", "from_port", "to_port",
		"cidr_ipv4", "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "source_security_group_id",
		"source_address_prefix", "destination_port_ranges", "destination_address_prefix", "destination_address_prefixes", "destination_ranges", "allow", "deny",
		"match", "application_rule_collection", "network_rule_collection",
	} {
		value := withoutEmpty(values[name])
		if value == nil {
			continue
		}
		if name == "allow" || name == "deny" {
			words = append(words, name)
		}
		words = append(words, fmt.Sprint(value))
	}
	return strings.Join(words, " ")
}

func TestCloudExamples_PlanTheNamesOfTheirProducts(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	for folder, wants := range map[string]map[string]string{
		"firewalls/aws-network-firewall": {
			"aws_networkfirewall_rule_group.domains":  "targets:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud]",
			"aws_networkfirewall_rule_group.suricata": `pass tcp $HOME_NET any -> [10.20.0.10/32,10.20.0.11/32] 49152:65535 (msg:"Nexthink: collector_rpc_dynamic_ports"; flow:to_server; sid:1001000; rev:1;)`,
		},
		"firewalls/aws-route53-dns-firewall": {
			"aws_route53_resolver_firewall_domain_list.nexthink": "domains:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud]",
		},
		"firewalls/azure-firewall": {
			"azurerm_firewall_policy_rule_collection_group.nexthink": "destination_fqdns:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud]",
		},
		"firewalls/google-secure-web-proxy": {
			"google_network_security_url_lists.nexthink": "values:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud]",
		},
		"firewalls/google-firewall-policy": {
			`google_compute_network_firewall_policy_rule.nexthink["internet_tcp_443"]`: "dest_fqdns:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud]",
		},
	} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			resources := planned(t, terraformtest.New(t, example(t, folder)), "collector")
			for address, want := range wants {
				assert.Check(t, is.Contains(fmt.Sprint(resources[address]), want), address)
			}
		})
	}
}

// The policy of the endpoint lets the one bucket be read, and says whose it is.
func TestCloudExamples_TheEndpointReadsOneBucket(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	policy, _ := planned(t, terraformtest.New(t, example(t, "firewalls/aws-s3-endpoint")))["aws_vpc_endpoint.s3"]["policy"].(string)
	const want = `{"Statement":[{"Action":"s3:GetObject","Condition":{"StringEquals":{"s3:ResourceAccount":"884848470805"}},"Effect":"Allow","Principal":"*",` +
		`"Resource":"arn:aws:s3:::aris-export-eu-west-3-884848470805/*"}],"Version":"2012-10-17"}`
	assert.Check(t, is.Equal(policy, want))
}

// growing are the examples whose rules another product adds to.
var growing = []string{
	"firewalls/aws-security-group-without-functions", "firewalls/azure-network-security-group-without-functions", "firewalls/google-firewall-without-functions",
	"firewalls/aws-security-group", "firewalls/azure-network-security-group", "firewalls/google-firewall",
}

// expectASecondProductReplacesNoRule expects another product to add rules, and every rule of the first one to keep its address and values.
func expectASecondProductReplacesNoRule(t *testing.T, tf *terraformtest.Terraform, before map[string]map[string]any) {
	t.Helper()
	after := planned(t, tf, "collector", "data_enricher")
	for address, values := range before {
		assert.Check(t, is.DeepEqual(after[address], values), address)
	}
	added := 0
	for address := range after {
		if _, known := before[address]; !known {
			added++
			assert.Check(t, strings.Contains(address, "dns_server") || strings.Contains(address, "active_directory"), "%s is added", address)
		}
	}
	assert.Check(t, added >= 2, "%d rules are added, want 2 or more", added)
}
