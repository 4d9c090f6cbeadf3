// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// These tests need the clouds' providers: recorded ones (make examples with CLOUD_SCHEMAS), with which plans are made too,
// or the real ones from the registry, which plan nothing without an account.

// cloudFolders are the examples that need the provider of a cloud.
func cloudFolders(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{}
	for _, entry := range entries {
		if !slices.Contains([]string{"data-sources", "functions", "getting-started", "provider"}, entry.Name()) {
			folders = append(folders, entry.Name())
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
	if len(folders) < 3 {
		t.Errorf("there are %d examples, want 3 or more", len(folders))
	}
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			newTerraform(t, example(t, folder)).run(t, "validate")
		})
	}
}

// planned gives the configured values of each resource that a plan would create, by address. A value that is not known
// yet is left out.
func planned(t *testing.T, tf *terraform, products ...string) map[string]map[string]any {
	t.Helper()
	list, err := json.Marshal(products)
	if err != nil {
		t.Fatal(err)
	}
	tf.run(t, "plan", "-out=plan", "-var=products="+string(list))
	var plan struct {
		ResourceChanges []struct {
			Address string
			Mode    string
			Change  struct {
				Actions []string
				After   map[string]any
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal([]byte(tf.run(t, "show", "-json", "plan")), &plan); err != nil {
		t.Fatal(err)
	}
	values := map[string]map[string]any{}
	for _, change := range plan.ResourceChanges {
		if change.Mode == "managed" && slices.Equal(change.Change.Actions, []string{"create"}) {
			values[change.Address] = change.Change.After
		}
	}
	return values
}

func TestCloudExamples_PlanTheRulesOfTheirProducts(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	for folder, want := range map[string][]string{
		"aws-security-group": {
			`aws_security_group.devices`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_135_10.20.0.10/32"] tcp 135 135 10.20.0.10/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_135_10.20.0.11/32"] tcp 135 135 10.20.0.11/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_49152-65535_10.20.0.10/32"] tcp 49152 65535 10.20.0.10/32`,
			`aws_vpc_security_group_egress_rule.nexthink["domain_controller_tcp_49152-65535_10.20.0.11/32"] tcp 49152 65535 10.20.0.11/32`,
			`aws_vpc_security_group_egress_rule.nexthink["internet_tcp_443_0.0.0.0/0"] tcp 443 443 0.0.0.0/0`,
		},
		"azure-network-security-group": {
			`azurerm_network_security_group.devices`,
			`azurerm_network_security_rule.nexthink["domain_controller_tcp"] Outbound Allow Tcp 1002 [135 49152-65535] [10.20.0.10/32 10.20.0.11/32]`,
			`azurerm_network_security_rule.nexthink["internet_tcp"] Outbound Allow Tcp 1000 [443] Internet`,
		},
		"google-firewall": {
			`google_compute_firewall.deny_other_egress EGRESS 65000 [0.0.0.0/0]`,
			`google_compute_firewall.nexthink["domain_controller_tcp_135"] EGRESS 1000 [10.20.0.10/32 10.20.0.11/32] [map[ports:[135] protocol:tcp]]`,
			`google_compute_firewall.nexthink["domain_controller_tcp_49152-65535"] EGRESS 1000 [10.20.0.10/32 10.20.0.11/32] [map[ports:[49152-65535] protocol:tcp]]`,
			`google_compute_firewall.nexthink["internet_tcp_443"] EGRESS 1000 [0.0.0.0/0] [map[ports:[443] protocol:tcp]]`,
		},
	} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			got := []string{}
			for address, values := range planned(t, newTerraform(t, example(t, folder)), "collector") {
				got = append(got, ruleLine(address, values))
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("planned (-want +got):\n%s", diff)
			}
		})
	}
}

// ruleLine shows what matters of a rule, in this order, as far as its kind has it.
func ruleLine(address string, values map[string]any) string {
	words := []string{address}
	for _, name := range []string{
		"ip_protocol", "direction", "access", "protocol", "priority", "from_port", "to_port", "cidr_ipv4", "destination_port_ranges",
		"destination_address_prefix", "destination_address_prefixes", "destination_ranges", "allow",
	} {
		value := values[name]
		if list, ok := value.([]any); value == nil || ok && len(list) == 0 {
			continue
		}
		words = append(words, fmt.Sprint(value))
	}
	return strings.Join(words, " ")
}

// A second product adds rules; those that were there keep their address, name, priority and every other value.
func TestCloudExamples_ASecondProductReplacesNoRule(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	for _, folder := range []string{"aws-security-group", "azure-network-security-group", "google-firewall"} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			tf := newTerraform(t, example(t, folder))
			before := planned(t, tf, "collector")
			after := planned(t, tf, "collector", "data_enricher")
			for address, values := range before {
				if diff := cmp.Diff(values, after[address]); diff != "" {
					t.Errorf("%s (-before +after):\n%s", address, diff)
				}
			}
			added := 0
			for address := range after {
				if _, known := before[address]; !known {
					added++
					if !strings.Contains(address, "dns_server") && !strings.Contains(address, "active_directory") {
						t.Errorf("%s is added", address)
					}
				}
			}
			if added < 2 {
				t.Errorf("%d rules are added, want 2 or more", added)
			}
		})
	}
}
