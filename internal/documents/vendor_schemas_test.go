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
	// https://registry.terraform.io/providers/fortinetdev/fortios/latest/docs/resources/fortios_firewall_address
	"fortios_firewall_address": {Attributes: attributes{"name": optional, "type": optional, "fqdn": optional}},
	// https://registry.terraform.io/providers/fortinetdev/fortios/latest/docs/resources/fortios_firewall_addrgrp
	"fortios_firewall_addrgrp": {
		Attributes: attributes{"name": required},
		Blocks:     blocks{"member": schema.SetNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes{"name": optional}}}},
	},
	// https://registry.terraform.io/providers/PaloAltoNetworks/panos/latest/docs/resources/custom_url_category
	"panos_custom_url_category": {Attributes: attributes{
		"name": required, "type": optional, "list": optionalNames,
		"location": schema.SingleNestedAttribute{Required: true, Attributes: attributes{
			"shared": schema.SingleNestedAttribute{Optional: true, Attributes: attributes{}},
		}},
	}},
	// https://registry.terraform.io/providers/CheckPointSW/checkpoint/latest/docs/resources/checkpoint_management_dns_domain
	"checkpoint_management_dns_domain": {Attributes: attributes{"name": required, "is_sub_domain": requiredBool}},
	// https://registry.terraform.io/providers/CiscoDevNet/fmc/latest/docs/resources/fqdns
	"fmc_fqdns": {Attributes: attributes{"items": namedItems("fqdn")}},
	// https://registry.terraform.io/providers/CiscoDevNet/fmc/latest/docs/resources/urls
	"fmc_urls": {Attributes: attributes{"items": namedItems("url")}},
	// https://registry.terraform.io/providers/zscaler/zia/latest/docs/resources/zia_url_categories
	"zia_url_categories": {Attributes: attributes{
		"configured_name": required, "super_category": required, "custom_category": optionalBool, "type": optional, "urls": optionalNames,
	}},
	// https://registry.terraform.io/providers/oracle/oci/latest/docs/resources/network_firewall_network_firewall_policy_url_list
	"oci_network_firewall_network_firewall_policy_url_list": {
		Attributes: attributes{"name": required, "network_firewall_policy_id": required},
		Blocks: blocks{"urls": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: attributes{"pattern": required, "type": required},
		}}},
	},
	// https://registry.terraform.io/providers/cloudflare/cloudflare/latest/docs/resources/zero_trust_list
	"cloudflare_zero_trust_list": {Attributes: attributes{
		"account_id": required, "name": required, "type": required,
		"items": schema.SetNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{Attributes: attributes{"value": optional}}},
	}},
	// https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/manifest
	"kubernetes_manifest": {Attributes: attributes{"manifest": schema.DynamicAttribute{Required: true}}},
}

// namedItems is the objects of a Firewall Management Center by name, with one required attribute each.
func namedItems(name string) schema.Attribute {
	return schema.MapNestedAttribute{Required: true, NestedObject: schema.NestedAttributeObject{Attributes: attributes{name: required}}}
}
