// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func ExampleTemplates_Parse() {
	templates := hostname.Templates{
		hostname.Web: "{instance}.{region}.nexthink.cloud",
		hostname.API: "{instance}.api.{region}.nexthink.cloud",
	}
	host, err := templates.Parse("https://acme.api.eu.nexthink.cloud/", []string{"eu", "us"})
	if err != nil {
		panic(err)
	}
	fmt.Println(host.Instance, host.Region, host.Kind)
	// Output: acme eu api
}

func ExampleExpand() {
	templates := []string{"{instance}.data.{region}.nexthink.cloud", "{instance}-engine-{engine}.{region}.nexthink.cloud"}
	fmt.Println(hostname.Expand(templates, hostname.Values{Instance: "acme", Region: "eu", Engines: 2}))
	fmt.Println(hostname.Expand(templates, hostname.Values{Instance: hostname.AnyInstance, Region: "eu"}))
	// Output:
	// [acme-engine-1.eu.nexthink.cloud acme-engine-2.eu.nexthink.cloud acme.data.eu.nexthink.cloud]
	// [*.data.eu.nexthink.cloud *.eu.nexthink.cloud]
}
