// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

func ExampleRules() {
	rules, err := planfile.Rules(`{
		"format_version": "1.2",
		"resource_changes": [{
			"address": "aws_vpc_security_group_egress_rule.web",
			"mode": "managed", "type": "aws_vpc_security_group_egress_rule", "name": "web",
			"change": {
				"actions": ["create"],
				"after": {"security_group_id": "sg-0123456789abcdef0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}
			}
		}]
	}`)
	for _, rule := range rules {
		fmt.Println(rule.Group, rule.ID, rule.Action, rule.Transport, rule.Ports, rule.Addresses)
	}
	fmt.Println(err)
	// Output:
	// sg-0123456789abcdef0 aws_vpc_security_group_egress_rule.web allow tcp 443 [0.0.0.0/0]
	// <nil>
}
