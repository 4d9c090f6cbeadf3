// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func ExamplePortRules() {
	https := traffic.PortRange{From: 443, To: 443}
	rules := traffic.PortRules([]traffic.Flow{
		{Key: "web_interface", Destination: traffic.Internet, Transport: "tcp", Ports: https},
		{Key: "collector_channel", Destination: traffic.Internet, Transport: "tcp", Ports: https},
		{Key: "data_enricher_dns", Destination: "dns_server", Transport: "udp", Ports: traffic.PortRange{From: 53, To: 53}},
	})
	for _, rule := range rules {
		fmt.Println(rule.Key(), rule.FlowKeys)
	}
	// Output:
	// dns_server_udp_53 [data_enricher_dns]
	// internet_tcp_443 [collector_channel web_interface]
}
