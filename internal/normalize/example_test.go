// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

func ExampleFamily_Rules() {
	rule := attribute.Object(map[string]attribute.Value{
		"network_security_group_name": attribute.String("devices"),
		"direction":                   attribute.String("Outbound"),
		"access":                      attribute.String("Allow"),
		"priority":                    attribute.Number(100),
		"protocol":                    attribute.String("Tcp"),
		"destination_port_range":      attribute.String("443"),
		"destination_address_prefix":  attribute.String("Internet"),
	})
	for _, rule := range normalize.AzureNetworkSecurityGroups.Rules([]normalize.Resource{{ID: "web", Value: rule}}) {
		fmt.Println(rule.Group, rule.ID, rule.Action, rule.Priority, rule.Transport)
	}
	// Output:
	// devices web allow 100 tcp
	// devices AllowVnetOutBound allow 65000 any
	// devices AllowInternetOutBound allow 65001 any
	// devices DenyAllOutBound deny 65500 any
}
