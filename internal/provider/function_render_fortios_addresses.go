// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderFortiOSAddressesFunction returns the function that renders for FortiGate.
func NewRenderFortiOSAddressesFunction() function.Function {
	return &pureFunction{
		name:    "render_fortios_addresses",
		summary: "Render requirements as address objects of a FortiGate",
		description: "Returns the arguments of `fortios_firewall_address`, one object for each host, and the members of a " +
			"`fortios_firewall_addrgrp`. The hosts are those that `render_domains` returns for `fortios_fqdn`.\n\n" +
			"You add the two resources, and a policy that uses the group.\n\n" +
			"Limits and errors:\n\n" +
			"- A FortiGate resolves a host to addresses. A wildcard is empty until a client behind the FortiGate resolves a name.\n" +
			"- The objects do not limit ports. Set the ports in the policy.\n" +
			"- The name of an object has at most 79 characters. A longer name ends in a hash of the host.\n" +
			"- Requirements to your own servers are not in the result.\n" +
			"- A requirement to the internet without a host is an error.\n\n" +
			"The result is an object:\n\n" +
			describeResult[render.FortiOSAddresses](),
		call: oneArgument(requirementsArgument(nameAttributes), render.FortiOSAddressObjects),
	}
}
