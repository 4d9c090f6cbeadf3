// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package attribute_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

func ExampleValue() {
	rule := attribute.Object(map[string]attribute.Value{
		"from_port": attribute.Number(443),
		"cidr_ipv4": attribute.Unknown(true),
	})
	fmt.Println(rule.Names())
	fmt.Println(rule.Member("from_port").AsInt64())
	fmt.Println(rule.Member("cidr_ipv4").IsUnknown())
	fmt.Println(rule.Member("description").IsAbsent())
	// Output:
	// [cidr_ipv4 from_port]
	// 443 true
	// true
	// true
}
