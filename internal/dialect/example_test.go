// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect_test

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
)

func ExampleByName() {
	zscaler, err := dialect.ByName("zscaler_url")
	fmt.Println(zscaler.Product, err)
	fmt.Println(zscaler.Write("*.eu.nexthink.cloud"))
	fmt.Println(zscaler.Read(".eu.nexthink.cloud"))
	// Output:
	// a URL category of Zscaler Internet Access <nil>
	// .eu.nexthink.cloud
	// [eu.nexthink.cloud *.eu.nexthink.cloud] <nil>
}
