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
		page: page{
			returns: "Returns the arguments of `fortios_firewall_address`, one object for each host, and the members of a `fortios_firewall_addrgrp`.",
			add: "Add the two resources, and a policy that uses the group. Set the ports in the policy. This part was not run, because it needs a FortiGate:\n\n" +
				"```text\n" +
				"resource \"fortios_firewall_address\" \"nexthink\" {\n" +
				"  for_each = local.fortios.addresses\n\n" +
				"  name = each.value.name\n" +
				"  type = each.value.type\n" +
				"  fqdn = each.value.fqdn\n" +
				"}\n\n" +
				"resource \"fortios_firewall_addrgrp\" \"nexthink\" {\n" +
				"  name = \"nexthink\"\n\n" +
				"  dynamic \"member\" {\n" +
				"    for_each = local.fortios.members\n" +
				"    content {\n" +
				"      name = member.value\n" +
				"    }\n" +
				"  }\n\n" +
				"  depends_on = [fortios_firewall_address.nexthink]\n" +
				"}\n" +
				"```",
			result: "The hosts are those that `render_domains` returns for `fortios_fqdn`.",
			limits: []string{
				"A FortiGate resolves a host to addresses. A wildcard is empty until a client behind the FortiGate resolves a name.",
				"The name of an object has at most 79 characters. A longer name ends in a hash of the host.",
				"Requirements to your own servers are not in the result.",
				"A requirement to the internet without a host is an error.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("render_domains")},
		},
		call: oneArgument(requirementsArgument(nameAttributes), render.FortiOSAddressObjects),
	}
}
