// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command print reads what benchmarks printed and prints one table of it: make bench.
package main

import (
	"fmt"
	"log"
	"os"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/table"
)

func main() {
	log.SetFlags(0)
	text, err := table.Render(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
}
