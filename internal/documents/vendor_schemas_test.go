// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type (
	attributes = map[string]schema.Attribute
	blocks     = map[string]schema.Block
)

var (
	required      = schema.StringAttribute{Required: true}
	optional      = schema.StringAttribute{Optional: true}
	optionalBool  = schema.BoolAttribute{Optional: true}
	requiredBool  = schema.BoolAttribute{Required: true}
	optionalNames = schema.ListAttribute{Optional: true, ElementType: types.StringType}
)

// vendorSchemas are resources of vendors, as their pages document them. A resource has the arguments that its page requires, and those
// that an example uses.
var vendorSchemas = map[string]schema.Schema{
	// https://github.com/fortinetdev/terraform-provider-fortios/blob/041a3226cfbf1944afed5a33c827aa1299c7578e/website/docs/r/fortios_firewall_address.html.markdown
	"fortios_firewall_address": {Attributes: attributes{"name": optional, "type": optional, "fqdn": optional}},
	// https://github.com/fortinetdev/terraform-provider-fortios/blob/0387a7eb985b76b7bef682e6c5fa4fc93ec11eef/website/docs/r/fortios_firewall_addrgrp.html.markdown
	"fortios_firewall_addrgrp": {
		Attributes: attributes{"name": required},
		Blocks:     blocks{"member": schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes{"name": optional}}}},
	},
	// https://github.com/PaloAltoNetworks/terraform-provider-panos/blob/66ef3a148ea7031e6d6824718fbff3e03affc69d/docs/resources/custom_url_category.md
	"panos_custom_url_category": {Attributes: attributes{
		"name": required, "type": optional, "list": optionalNames,
		"location": schema.SingleNestedAttribute{Required: true, Attributes: attributes{
			"shared": schema.SingleNestedAttribute{Optional: true, Attributes: attributes{}},
		}},
	}},
	// https://github.com/CheckPointSW/terraform-provider-checkpoint/blob/04da1c9b77e88815196326e2d3680d912f5d300c/website/docs/r/checkpoint_management_dns_domain.html.markdown
	"checkpoint_management_dns_domain": {Attributes: attributes{"name": required, "is_sub_domain": requiredBool}},
	// https://github.com/CiscoDevNet/terraform-provider-fmc/blob/9cee12b6c2c26de36d311a3fdf64021902857d91/docs/resources/fqdns.md
	"fmc_fqdns": {Attributes: attributes{"items": namedItems("fqdn")}},
	// https://github.com/CiscoDevNet/terraform-provider-fmc/blob/4599f80990c3e23013758481dda60a50d54aadbb/docs/resources/urls.md
	"fmc_urls": {Attributes: attributes{"items": namedItems("url")}},
	// https://github.com/zscaler/terraform-provider-zia/blob/0feb4d37c6249df7ecab96c4f86fa201e1c2a864/docs/resources/zia_url_categories.md
	"zia_url_categories": {Attributes: attributes{
		"configured_name": required, "super_category": required, "custom_category": optionalBool, "type": optional, "urls": optionalNames,
	}},
	// https://github.com/oracle/terraform-provider-oci/blob/62fb91df5bce1ec67893613fd456b36c50adf1d0/website/docs/r/network_firewall_network_firewall_policy_url_list.html.markdown
	"oci_network_firewall_network_firewall_policy_url_list": {
		Attributes: attributes{"name": required, "network_firewall_policy_id": required},
		Blocks: blocks{"urls": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: attributes{"pattern": required, "type": required},
		}}},
	},
	// https://github.com/cloudflare/terraform-provider-cloudflare/blob/1557cc371143647493dbcc8f243fd846403cbe1d/docs/resources/zero_trust_list.md
	"cloudflare_zero_trust_list": {Attributes: attributes{
		"account_id": required, "name": required, "type": required,
		"items": schema.SetNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{Attributes: attributes{"value": optional}}},
	}},
	// https://github.com/hashicorp/terraform-provider-kubernetes/blob/3da156c44acf3a33df02b4ef491c1278918f0781/docs/resources/manifest.md
	"kubernetes_manifest": {Attributes: attributes{"manifest": schema.DynamicAttribute{Required: true}}},
}

// namedItems is the objects of a Firewall Management Center by name, with one required attribute each.
func namedItems(name string) schema.Attribute {
	return schema.MapNestedAttribute{Required: true, NestedObject: schema.NestedAttributeObject{Attributes: attributes{name: required}}}
}
