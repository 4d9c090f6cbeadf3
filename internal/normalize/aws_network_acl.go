// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// awsACLLastRule is the number after the last that a rule of a network ACL may have, for the rule that denies all else.
const awsACLLastRule = 32767

// AWSNetworkACLRules reads rules of network ACLs: aws_network_acl_rule, and the blocks of aws_network_acl. A network
// ACL keeps no state, so that rules of both directions are given: the answers must be let in too. What no rule lets through is
// denied both ways.
func AWSNetworkACLRules(resources []Resource, groups ...string) []traffic.Rule {
	rules, whole := []traffic.Rule{}, groupsNamed(groups)
	for _, resource := range resources {
		value := resource.Value
		switch {
		case value.Has("rule_number"):
			rules = append(rules, readAWSACLRule(resource)...)
		case value.Has("egress") && value.Has("ingress"):
			whole = append(whole, readerOf(resource, "").rule)
			rules = append(rules, readAWSInlineACL(resource)...)
		default:
			rules = append(rules, notRead(resource, "it has neither rule_number, as aws_network_acl_rule has, nor ingress and egress, as aws_network_acl has")...)
		}
	}
	return defaults(rules, whole, func(group traffic.Rule) []traffic.Rule {
		group.ID, group.Action, group.Priority = "*", traffic.Deny, awsACLLastRule
		back := group
		back.Direction = traffic.Inbound
		return []traffic.Rule{group, back}
	})
}

func readAWSACLRule(resource Resource) []traffic.Rule {
	r := readerOf(resource, "")
	r.rule.Direction = traffic.Inbound
	if r.truth("egress", traffic.FieldDirection) {
		r.rule.Direction = traffic.Outbound
	}
	return r.awsACLRule("rule_number", "rule_action")
}

func (r *reader) awsACLRule(number, action string) []traffic.Rule {
	r.priority(number)
	r.action(r.text(action, traffic.FieldAction), "allow", "deny")
	if !r.transport(r.text("protocol", traffic.FieldTransport)) {
		return nil
	}
	r.awsPorts()
	r.to(r.texts("cidr_block", traffic.FieldAddresses))
	r.to(r.texts("ipv6_cidr_block", traffic.FieldAddresses))
	r.needAddress()
	return r.each(r.rule.Ports)
}

func readAWSInlineACL(resource Resource) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, way := range []struct{ block, direction string }{{"egress", traffic.Outbound}, {"ingress", traffic.Inbound}} {
		r := readerOf(resource, "")
		r.rule.Direction = way.direction
		r.computed(way.block)
		if r.value.Member(way.block).IsUnknown() {
			r.rule.Unknown |= traffic.FieldsAll &^ (traffic.FieldGroup | traffic.FieldDirection)
			rules = append(rules, r.each(traffic.PortRange{})...)
			continue
		}
		for i, block := range r.blocks(way.block, 0) {
			inner := readerOf(Resource{ID: fmt.Sprintf("%s.%s[%d]", resource.ID, way.block, i), Value: block}, "")
			inner.rule.Group, inner.rule.Direction = r.rule.Group, way.direction
			inner.rule.Unknown = inner.rule.Unknown&^traffic.FieldDirection | r.rule.Unknown&traffic.FieldGroup
			rules = append(rules, inner.awsACLRule("rule_no", "action")...)
		}
		if r.rule.Unproven != "" {
			rules = append(rules, r.each(traffic.PortRange{})...)
		}
	}
	return rules
}
