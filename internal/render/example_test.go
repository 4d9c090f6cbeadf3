// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func ExampleAWSSecurityGroupRules() {
	requirements := []traffic.Flow{{
		Key: "collector_channel", Destination: traffic.Internet, Transport: "tcp", Applications: []string{"https"},
		Ports: traffic.PortRange{From: 443, To: 443}, Hosts: []string{"acme.data.eu.nexthink.cloud"},
	}}
	rules, err := render.AWSSecurityGroupRules(requirements, traffic.Addresses{traffic.Internet: {{Text: "0.0.0.0/0"}}})
	for key, rule := range rules {
		fmt.Println(key)
		fmt.Println(rule.IPProtocol, rule.FromPort, rule.ToPort, rule.CIDRIPv4.Text)
		fmt.Println(rule.Description)
	}
	fmt.Println(err)
	// Output:
	// internet_tcp_443_0.0.0.0/0
	// tcp 443 443 0.0.0.0/0
	// Nexthink: TCP 443 to internet
	// <nil>
}

func ExampleDomains() {
	requirements := []traffic.Flow{{
		Key: "web_interface_identity", Destination: traffic.Internet, Transport: "tcp", Applications: []string{"https"},
		Ports: traffic.PortRange{From: 443, To: 443}, Hosts: []string{"*.okta.com", "oktacdn.com"},
	}}
	fmt.Println(render.Domains(requirements, dialect.AWSNetworkFirewall))
	fmt.Println(render.Domains(requirements, dialect.AzureFirewall))
	// Output:
	// [.okta.com oktacdn.com] <nil>
	// [*.okta.com oktacdn.com] <nil>
}
