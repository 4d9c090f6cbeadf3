// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// RuleIdentities returns what identifies the rules of a resource within a firewall: the name in a network security group, number and
// direction in a network ACL, and protocol, ports and address in a security group. The resource is not a firewall itself.
func (kind *Kind) RuleIdentities(value attribute.Value) []string {
	switch kind.Family {
	case AzureNetworkSecurityGroups:
		return azureIdentity(value)
	case AWSNetworkACLs:
		direction := "ingress"
		if egress, _ := value.Member("egress").AsBool(); egress {
			direction = "egress"
		}
		return awsACLIdentity(direction, value.Member("rule_number"))
	case AWSSecurityGroups:
		if direction, known := value.Member("type").AsString(); known && direction != "egress" {
			return nil
		}
		identities := []string{}
		for _, name := range awsAddressLists {
			for _, address := range elementsOf(value.Member(name)) {
				identities = append(identities, awsRuleTuple(value, address)...)
			}
		}
		return append(identities, awsSelfTuple(value)...)
	}
	return nil
}

// WithoutRules returns the blocks of a firewall without the rules that have one of the identities, and whether there are such rules.
func (kind *Kind) WithoutRules(blocks attribute.Value, name string, identities map[string]bool) (rest attribute.Value, removed bool) {
	if blocks.Kind() != attribute.KindList {
		return blocks, false
	}
	isManaged := func(identity string) bool { return identities[identity] }
	kept := []attribute.Value{}
	for _, block := range blocks.Elements() {
		switch kind.Family {
		case AzureNetworkSecurityGroups:
			if slices.ContainsFunc(azureIdentity(block), isManaged) {
				removed = true
				continue
			}
		case AWSNetworkACLs:
			if slices.ContainsFunc(awsACLIdentity(name, block.Member("rule_no")), isManaged) {
				removed = true
				continue
			}
		case AWSSecurityGroups:
			rest, changed, left := withoutAWSTuples(block, identities)
			removed = removed || changed
			if changed && !left {
				continue
			}
			block = rest
		}
		kept = append(kept, block)
	}
	return attribute.List(kept...), removed
}

func azureIdentity(value attribute.Value) []string {
	name, known := value.Member("name").AsString()
	if !known {
		return nil
	}
	return []string{strings.ToLower(name)}
}

func awsACLIdentity(direction string, number attribute.Value) []string {
	whole, known := number.AsInt64()
	if !known {
		return nil
	}
	return []string{fmt.Sprintf("%s %d", direction, whole)}
}

// awsAddressLists are the attributes of the resources and blocks of a security group that hold addresses.
var awsAddressLists = []string{
	"cidr_blocks", "ipv6_cidr_blocks", awsPrefixListIDs, "security_groups", "source_security_group_id", "cidr_ipv4", "cidr_ipv6", awsPrefixListID,
	"referenced_security_group_id",
}

// awsRuleTuple returns the identity of the rule for one address, if all of it is known.
func awsRuleTuple(value, address attribute.Value) []string {
	text, known := address.AsString()
	if !known || text == "" {
		return nil
	}
	protocol, known := value.Member("protocol").AsString()
	if !known {
		protocol, known = value.Member("ip_protocol").AsString()
	}
	if !known {
		return nil
	}
	switch strings.ToLower(protocol) {
	case "-1", "all":
		return []string{"any " + text}
	case "6":
		protocol = "tcp"
	case "17":
		protocol = "udp"
	}
	from, hasFrom := value.Member("from_port").AsInt64()
	to, hasTo := value.Member("to_port").AsInt64()
	if !hasFrom || !hasTo {
		return nil
	}
	return []string{fmt.Sprintf("%s %d %d %s", strings.ToLower(protocol), from, to, text)}
}

func awsSelfTuple(value attribute.Value) []string {
	if self, _ := value.Member("self").AsBool(); self {
		return awsRuleTuple(value, attribute.String("self"))
	}
	return nil
}

// withoutAWSTuples returns a block without the addresses whose tuple is one of the identities, and whether any is removed and any is left.
func withoutAWSTuples(block attribute.Value, identities map[string]bool) (rest attribute.Value, removed, left bool) {
	if block.Kind() != attribute.KindObject {
		return block, false, true
	}
	for _, name := range awsAddressLists {
		kept := []attribute.Value{}
		for _, address := range elementsOf(block.Member(name)) {
			if slices.ContainsFunc(awsRuleTuple(block, address), func(tuple string) bool { return identities[tuple] }) {
				removed = true
				continue
			}
			kept = append(kept, address)
		}
		left = left || len(kept) > 0 || block.Member(name).IsUnknown() || block.Member(name).Kind() == attribute.KindSensitive
		if block.Member(name).Kind() == attribute.KindList {
			block = block.With(name, attribute.List(kept...))
		}
	}
	self, _ := block.Member("self").AsBool()
	if self && slices.ContainsFunc(awsSelfTuple(block), func(tuple string) bool { return identities[tuple] }) {
		block, removed, self = block.With("self", attribute.Bool(false)), true, false
	}
	return block, removed, left || self
}
