// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Attributes of rules and of lists of addresses.
const (
	awsSecurityGroupID = "security_group_id"
	awsPrefixListID    = "prefix_list_id"
	awsPrefixListIDs   = "prefix_list_ids"
)

var awsSecurityGroupTypes = []string{"aws_security_group", "aws_default_security_group"}

// AWSSecurityGroups reads egress rules of the three resources that have them. A security group blocks what no rule allows. It has no deny
// rules and no default rules (read in a copy of the page): https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
var AWSSecurityGroups = &Family{
	Function: "normalize_aws_security_group_rules",
	Kinds: []Kind{
		{
			Types: []string{"aws_vpc_security_group_egress_rule"}, Firewall: awsSecurityGroupID, FirewallTypes: awsSecurityGroupTypes,
			group: awsSecurityGroupID, isKind: hasAny("ip_protocol"), ownAttributes: []string{"ip_protocol"}, read: readAWSEgressRule,
		},
		{
			Types: awsSecurityGroupTypes, IDs: []string{"id"}, Inline: []string{"egress"},
			group: "id", isKind: hasAny("egress"), ownAttributes: []string{"ingress"}, read: readAWSInlineEgress,
		},
		{
			Types: []string{"aws_security_group_rule"}, Firewall: awsSecurityGroupID, FirewallTypes: awsSecurityGroupTypes,
			group: awsSecurityGroupID, isKind: hasAny("protocol"), ownAttributes: []string{"cidr_blocks"}, read: readAWSBlockRule,
		},
		{
			Types: []string{"aws_vpc_security_group_rules_exclusive"}, Firewall: awsSecurityGroupID, FirewallTypes: awsSecurityGroupTypes,
			group: awsSecurityGroupID, isKind: hasAny("egress_rule_ids"), ownAttributes: []string{"egress_rule_ids"}, read: readAWSExclusiveRules,
		},
	},
	noKind: "it has none of the attributes ip_protocol, protocol and egress of a security group",
}

// readAWSExclusiveRules returns an unproven deny: the resource removes every egress rule of the group that it does not list, and the IDs of
// rules are not known until apply.
func readAWSExclusiveRules(r *reader) []traffic.Rule {
	r.rule.Action, r.rule.Transport, r.rule.Unproven = traffic.Deny, traffic.AnyTransport, "it removes the egress rules whose IDs it does not list"
	return []traffic.Rule{r.rule}
}

// readAWSEgressRule reads a rule, which has one of four kinds of address. A data source also has is_egress: an ingress rule has the same
// attributes otherwise.
func readAWSEgressRule(r *reader) []traffic.Rule {
	if isEgress := r.bool("is_egress", traffic.FieldDirection); r.value.Has("is_egress") && !isEgress &&
		!r.rule.Unknown.Has(traffic.FieldDirection) && !r.unproven.Has(traffic.FieldDirection) {
		return nil
	}
	addresses := []string{"cidr_ipv4", "cidr_ipv6", awsPrefixListID, "referenced_security_group_id"}
	if !r.isAllAbsent(addresses...) {
		r.omitUnknown(addresses...)
	}
	if !r.readTransport("ip_protocol") {
		return nil
	}
	r.awsPorts()
	r.readAddresses("cidr_ipv4")
	r.readAddresses("cidr_ipv6")
	r.readAddresses(awsPrefixListID, traffic.IsPrefixListID)
	r.readAddresses("referenced_security_group_id", traffic.IsSecurityGroupID)
	r.requireAddress()
	return r.rules(r.rule.Ports)
}

// awsPorts reads the ports of a rule. If the protocol is any, AWS ignores them.
func (r *reader) awsPorts() {
	if r.rule.Unknown.Has(traffic.FieldTransport) {
		r.markUnknown(traffic.FieldPorts)
		return
	}
	if r.rule.Transport == traffic.AnyTransport && !r.unproven.Has(traffic.FieldTransport) {
		return
	}
	r.readPorts("from_port", "to_port")
}

// requireAddress marks a rule without an address as unproven. The service refuses such a rule.
func (r *reader) requireAddress() {
	if len(r.rule.Addresses) == 0 && !r.rule.Unknown.Has(traffic.FieldAddresses) {
		r.markUnproven(traffic.FieldAddresses, "it has no address")
	}
}

// readAWSBlockRule reads aws_security_group_rule, or a block of a security group, which has the same attributes except type. The
// argument source_security_group_id is refused beside networks:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule
func readAWSBlockRule(r *reader) []traffic.Rule {
	const source = "source_security_group_id"
	if self, _ := r.value.Member("self").AsBool(); self || !r.isAllAbsent("cidr_blocks", "ipv6_cidr_blocks") {
		r.omitUnknown(source)
	} else if !r.isAllAbsent(awsPrefixListIDs, "security_groups") {
		r.omitComputed(source)
	}
	switch direction := r.string("type", traffic.FieldDirection); {
	case direction == "ingress":
		return nil
	case direction != "" && direction != "egress":
		r.markUnproven(traffic.FieldsAll, "its type is neither ingress nor egress")
	}
	if !r.readTransport("protocol") {
		return nil
	}
	r.awsPorts()
	for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks", awsPrefixListIDs, "security_groups", "source_security_group_id"} {
		r.readAddresses(name, traffic.IsPrefixListID, traffic.IsSecurityGroupID)
	}
	if !r.bool("self", traffic.FieldAddresses|traffic.FieldCount) {
		r.requireAddress()
		return r.rules(r.rule.Ports)
	}
	rules := []traffic.Rule{}
	if len(r.rule.Addresses) == 0 && r.rule.Unknown.Has(traffic.FieldAddresses) {
		r.markUnknown(traffic.FieldCount)
	}
	if len(r.rule.Addresses) > 0 || r.rule.Unknown.Has(traffic.FieldAddresses) {
		rules = r.rules(r.rule.Ports)
	}
	r.rule.Addresses = nil
	r.rule.Unknown &^= traffic.FieldAddresses
	r.markUnproven(traffic.FieldAddresses, "it goes to the members of the group itself, whose addresses are not known here")
	return append(rules, r.rules(r.rule.Ports)...)
}

func readAWSInlineEgress(r *reader) []traffic.Rule {
	r.omitComputed("egress")
	return r.inlineRules("egress", traffic.FieldGroup, readAWSBlockRule)
}
