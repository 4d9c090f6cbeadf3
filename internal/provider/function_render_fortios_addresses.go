// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderFortiOSAddressesFunction gives the function that renders for FortiGate.
func NewRenderFortiOSAddressesFunction() function.Function {
	return &pureFunction{
		name:    "render_fortios_addresses",
		summary: "Render requirements as address objects of a FortiGate",
		description: "Returns the arguments of `fortios_firewall_address`, one object for each host, and the members of a `fortios_firewall_addrgrp`. " +
			"The names are those that `render_domains` returns for `fortios_fqdn`. An object has a name of at most 79 characters: a longer one ends in " +
			"a hash of the host.\n\n" +
			"A FortiGate resolves a host to addresses. A wildcard is empty until a client behind the FortiGate resolves a name. The objects limit no ports: " +
			"set them in the policy. Rows to servers of your own are not in the result. A row to the internet without a host is an error.\n\n" +
			"The result is an object:\n\n" + describeResult[render.FortiOSAddresses](),
		call: oneArgument(requirementsArgument(nameAttributes), render.FortiOSAddressObjects),
	}
}
