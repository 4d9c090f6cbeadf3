// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderDomainsFunction returns the function that renders lists of names.
func NewRenderDomainsFunction() function.Function {
	return &pureFunction{
		name:    "render_domains",
		summary: "Render requirements as a list of names in the dialect of a firewall",
		page: page{
			returns: "Returns the hosts of the requirements as a list of names, as a firewall or proxy writes them.",
			add: "Add the resource or file that contains the list. A rule must allow the list on the ports of the requirements. For a file, give an output the " +
				"value `join(\"\\n\", provider::nexthink::render_domains(…))`. Then run `terraform apply` and `terraform output -raw <name> > names.txt`.",
			result: "The list is sorted. An entry that a wildcard of the list also matches stays in it, such as `oktacdn.com` beside `.oktacdn.com`. Such an entry " +
				"does not change what the firewall allows. Only `squid_dstdomain` leaves such entries out, because Squid warns of them.",
			limits: []string{
				"Requirements to other destinations are not in the list.",
				"A requirement to the internet without a host is an error.",
				"If the product matches exact names only, a wildcard is an error.",
				"If the product matches names in TLS and HTTP only, a requirement that uses neither is an error. The message says what to use instead.",
				"A list of names does not limit ports.",
			},
			seeAlso: []string{seeDialects, seeWildcards, seeWhichFunction, seeFunction("normalize_domains")},
		},
		call: twoArguments(
			requirementsArgument(nameAttributes),
			dialectArgument("The name of a [dialect](../guides/dialects.md), such as `azure_firewall`."),
			render.Domains,
		),
	}
}

func dialectArgument(description string) argument[dialect.Dialect] {
	return checkedArgument("dialect", description, dialect.ByName)
}
