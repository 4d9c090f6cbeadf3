// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import "github.com/nexthink/terraform-provider-nexthink/internal/attribute"

// AddressLists has the resources that hold addresses for rules, and the resources of single entries. They are not firewalls. The package
// planfile puts the entries into the rules.
var AddressLists = &Family{Kinds: []Kind{
	{Types: []string{"aws_ec2_managed_prefix_list"}, IDs: []string{"id"}},
	{
		Types: []string{"aws_ec2_managed_prefix_list_entry"}, Firewall: awsPrefixListID, FirewallTypes: []string{"aws_ec2_managed_prefix_list"},
	},
	{
		Types: []string{"azurerm_ip_group"}, IDs: []string{"id"}, Name: "name", Segment: "ipGroups", Scope: azureScope,
	},
	{Types: []string{"azurerm_ip_group_cidr"}, Firewall: "ip_group_id", FirewallTypes: []string{"azurerm_ip_group"}},
	{Types: []string{"google_network_security_address_group"}, IDs: []string{"id"}},
}}

// ListReference is an attribute of rules that refers to lists of addresses.
type ListReference struct {
	Type      string   // the resource type of the rules
	Blocks    []string // the blocks that lead to the attribute
	Attribute string
	Lists     string // the resource type of the lists
	Addresses string // the attribute of the same block that has addresses
}

// IsList reports whether the attribute may refer to several lists.
func (reference *ListReference) IsList() bool { return reference.Attribute != awsPrefixListID }

// ListReferences returns the attributes that refer to lists of addresses.
func ListReferences() []ListReference {
	const prefixList, ipGroup, addressGroup = "aws_ec2_managed_prefix_list", "azurerm_ip_group", "google_network_security_address_group"
	references := []ListReference{
		{"aws_vpc_security_group_egress_rule", nil, awsPrefixListID, prefixList, "cidr_ipv4"},
		{"aws_security_group_rule", nil, awsPrefixListIDs, prefixList, "cidr_blocks"},
		{"azurerm_firewall_policy_rule_collection_group", []string{"network_rule_collection", "rule"}, "destination_ip_groups", ipGroup, "destination_addresses"},
		{"azurerm_firewall_network_rule_collection", []string{"rule"}, "destination_ip_groups", ipGroup, "destination_addresses"},
	}
	for _, group := range awsSecurityGroupTypes {
		references = append(references, ListReference{group, []string{"egress"}, awsPrefixListIDs, prefixList, "cidr_blocks"})
	}
	for _, policy := range googlePolicyTypes {
		references = append(references, ListReference{policy + "_rule", []string{"match"}, "dest_address_groups", addressGroup, "dest_ip_ranges"})
	}
	return references
}

// ListAttributes returns the attributes in which a list has its addresses.
func ListAttributes() []string { return []string{"entry", "cidrs", "items"} }

// ListEntries returns the addresses that a list has itself, or that of an entry. If they are not known, one of them is unknown.
func ListEntries(value attribute.Value) []attribute.Value {
	if cidr := value.Member("cidr"); cidr.Kind() != attribute.KindNull {
		return []attribute.Value{cidr}
	}
	entries := []attribute.Value{}
	for _, name := range ListAttributes() {
		all := value.Member(name)
		if all.IsUnknown() || all.Kind() == attribute.KindSensitive {
			entries = append(entries, attribute.Unknown(true))
		}
		for _, entry := range all.Elements() {
			if entry.Kind() == attribute.KindObject {
				entry = entry.Member("cidr")
			}
			entries = append(entries, entry)
		}
	}
	return entries
}
