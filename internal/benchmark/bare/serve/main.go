// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command serve serves the provider of package bare.
package main

import (
	"log"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/bare"
)

func main() {
	server, err := bare.New()
	if err != nil {
		log.Fatal(err)
	}
	if err := tf6server.Serve("registry.terraform.io/nexthink/bare", func() tfprotov6.ProviderServer { return server }); err != nil {
		log.Fatal(err)
	}
}
