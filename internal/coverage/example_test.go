// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func ExampleExplain() {
	flows := []traffic.Flow{{
		Key: "collector_channel", Destination: traffic.Internet, Transport: "tcp", Ports: traffic.PortRange{From: 443, To: 443},
		Applications: []string{"https"}, Hosts: []string{"acme.data.eu.nexthink.cloud"},
	}}
	rules := []traffic.Rule{{
		ID: "web", Action: traffic.Allow, Direction: traffic.Outbound, Transport: "tcp", Ports: traffic.PortRange{From: 443, To: 443},
		Hosts: []string{"acme.eu.nexthink.cloud"},
	}}
	verdicts, err := coverage.Explain(flows, nil, rules)
	if err != nil {
		panic(err)
	}
	fmt.Println(verdicts[0].Verdict, verdicts[0].Reason, verdicts[0].Hosts, verdicts[0].NearestRuleID)
	// Output: missing no_rule [acme.data.eu.nexthink.cloud] web
}

func ExampleFindExcess() {
	flows := []traffic.Flow{{
		Key: "collector_rpc_endpoint_mapper", Destination: "domain_controller", Transport: "tcp", Ports: traffic.PortRange{From: 135, To: 135},
	}}
	addresses := traffic.Addresses{"domain_controller": {{Text: "10.20.0.10/32"}}}
	rules := []traffic.Rule{{
		ID: "rpc", Action: traffic.Allow, Direction: traffic.Outbound, Transport: "tcp", Ports: traffic.PortRange{From: 135, To: 139},
		Addresses: []string{"10.20.0.10/31"},
	}}
	found, _, err := coverage.FindExcess(flows, addresses, rules)
	if err != nil {
		panic(err)
	}
	fmt.Println(found[0].RuleID, found[0].PortRanges, found[0].Addresses)
	// Output: rpc [136-139] [10.20.0.11/32]
}
