// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// AWSSecurityGroupRules reads egress rules of security groups in all three spellings: aws_vpc_security_group_egress_rule,
// aws_security_group_rule, and the egress of aws_security_group. What no rule lets through is held back, and nothing denies.
func AWSSecurityGroupRules(resources []Resource) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, resource := range resources {
		value := resource.Value
		switch {
		case value.Has("ip_protocol"):
			rules = append(rules, readAWSEgressRule(resource)...)
		case value.Has("egress"):
			rules = append(rules, readAWSInlineEgress(resource)...)
		case value.Has("protocol"):
			rules = append(rules, readAWSBlockRule(resource)...)
		default:
			rules = append(rules, notRead(resource, "it has none of the attributes ip_protocol, protocol and egress of a security group")...)
		}
	}
	return rules
}

func readAWSEgressRule(resource Resource) []traffic.Rule {
	r := readerOf(resource, "")
	if !r.transport(r.text("ip_protocol", traffic.FieldTransport)) {
		return nil
	}
	r.awsPorts()
	r.to(r.texts("cidr_ipv4", traffic.FieldAddresses))
	r.to(r.texts("cidr_ipv6", traffic.FieldAddresses))
	r.to(r.texts("prefix_list_id", traffic.FieldAddresses), traffic.IsPrefixListID)
	r.to(r.texts("referenced_security_group_id", traffic.FieldAddresses), traffic.IsSecurityGroupID)
	r.needAddress()
	return r.each(r.rule.Ports)
}

// awsPorts reads the ports of a rule, which are of no account where the protocol is any.
func (r *reader) awsPorts() {
	if r.rule.Unknown.Has(traffic.FieldTransport) {
		r.open(traffic.FieldPorts)
		return
	}
	if r.rule.Transport == traffic.AnyTransport && !r.wide.Has(traffic.FieldTransport) {
		return
	}
	r.fromTo("from_port", "to_port")
}

// needAddress doubts a rule without any address, which a security group or network ACL refuses.
func (r *reader) needAddress() {
	if len(r.rule.Addresses) == 0 && !r.rule.Unknown.Has(traffic.FieldAddresses) {
		r.doubt(traffic.FieldAddresses, "it has no address")
	}
}

// readAWSBlockRule reads aws_security_group_rule, or a block of a security group, which has the same attributes but for the type.
func readAWSBlockRule(resource Resource) []traffic.Rule {
	r := readerOf(resource, "")
	r.computed("source_security_group_id")
	switch kind := r.text("type", traffic.FieldDirection); {
	case kind == "ingress":
		return nil
	case kind != "" && kind != "egress":
		r.doubt(traffic.FieldsAll, "its type is neither ingress nor egress")
	}
	if !r.transport(r.text("protocol", traffic.FieldTransport)) {
		return nil
	}
	r.awsPorts()
	for _, name := range []string{"cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "source_security_group_id"} {
		r.to(r.texts(name, traffic.FieldAddresses), traffic.IsPrefixListID, traffic.IsSecurityGroupID)
	}
	own := r.truth("self", traffic.FieldAddresses)
	if !own {
		r.needAddress()
		return r.each(r.rule.Ports)
	}
	rules := []traffic.Rule{}
	if len(r.rule.Addresses) > 0 || r.rule.Unknown.Has(traffic.FieldAddresses) {
		rules = r.each(r.rule.Ports)
	}
	r.rule.Addresses = nil
	r.rule.Unknown &^= traffic.FieldAddresses
	r.doubt(traffic.FieldAddresses, "it goes to the members of the group itself, whose addresses are not known here")
	return append(rules, r.each(r.rule.Ports)...)
}

func readAWSInlineEgress(resource Resource) []traffic.Rule {
	r := readerOf(resource, "")
	r.computed("egress")
	rules := []traffic.Rule{}
	if r.value.Member("egress").IsUnknown() {
		r.rule.Unknown = traffic.FieldsAll &^ traffic.FieldGroup
		return r.each(traffic.PortRange{})
	}
	for i, block := range r.blocks("egress", traffic.FieldsAll) {
		for _, rule := range readAWSBlockRule(Resource{ID: fmt.Sprintf("%s.egress[%d]", resource.ID, i), Value: block}) {
			rule.Group, rule.Unknown = r.rule.Group, rule.Unknown&^traffic.FieldGroup|r.rule.Unknown&traffic.FieldGroup
			rules = append(rules, rule)
		}
	}
	if r.rule.Unproven != "" {
		rules = append(rules, r.each(traffic.PortRange{})...)
	}
	return rules
}
