// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

func ExampleCatalog_Select() {
	c, err := catalog.Load()
	if err != nil {
		panic(err)
	}
	selection := c.Select(catalog.Filter{Version: "2026-11", Products: []string{"api"}})
	for _, requirement := range selection.Requirements {
		fmt.Println(requirement.Key, requirement.TransportProtocol, requirement.FromPort, requirement.Hosts)
	}
	// Output:
	// api_requests tcp 443 [{instance}.api.{region}.nexthink.cloud]
	// api_token tcp 443 [{instance}-login.{region}.nexthink.cloud]
}
