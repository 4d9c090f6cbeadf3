// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// awsACLDefaultPriority is the priority of the default rule, after that of every other rule. AWS accepts 1 to 32766:
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
// That the API shows the default rule as 32767: no source found.
const awsACLDefaultPriority = 32767

var awsNetworkACLTypes = []string{"aws_network_acl", "aws_default_network_acl"}

// AWSNetworkACLs reads rules of both directions: a network ACL keeps no state, so it must also allow the answers. The rule with the
// lowest number that matches decides. IPv4 and IPv6 are evaluated separately. What no rule matches is blocked in both directions:
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
var AWSNetworkACLs = &Family{
	Function: "normalize_aws_network_acl_rules",
	Kinds: []Kind{
		{
			Types: []string{"aws_network_acl_rule"}, Firewall: "network_acl_id", FirewallTypes: awsNetworkACLTypes,
			group: "network_acl_id", isKind: hasAny("rule_number"), ownAttributes: []string{"rule_number"}, read: readAWSACLRule,
		},
		{
			Types: awsNetworkACLTypes, IDs: []string{"id", "default_network_acl_id"}, Inline: []string{"egress", "ingress"},
			group:         "id",
			isKind:        func(value attribute.Value) bool { return value.Has("egress") && value.Has("ingress") },
			ownAttributes: []string{"ingress"}, read: readAWSInlineACL,
		},
	},
	defaults: func(firewall traffic.Rule) []traffic.Rule {
		firewall.ID, firewall.Action, firewall.Priority = "*", traffic.Deny, awsACLDefaultPriority
		inbound := firewall
		inbound.Direction = traffic.Inbound
		return []traffic.Rule{firewall, inbound}
	},
	noKind: "it has neither rule_number, as aws_network_acl_rule has, nor ingress and egress, as aws_network_acl has",
}

func readAWSACLRule(r *reader) []traffic.Rule {
	r.rule.Direction = traffic.Inbound
	if r.bool("egress", traffic.FieldDirection) {
		r.rule.Direction = traffic.Outbound
	}
	either := *r
	rules := r.awsACLRule("rule_number", "rule_action")
	if either.unproven.Has(traffic.FieldDirection) {
		either.rule.Direction = traffic.Outbound
		rules = append(rules, either.awsACLRule("rule_number", "rule_action")...)
	}
	return rules
}

func (r *reader) awsACLRule(number, action string) []traffic.Rule {
	r.readPriority(number)
	r.readAction(action, "allow", "deny")
	if !r.readTransport("protocol") {
		return nil
	}
	r.awsPorts()
	r.readAddresses("cidr_block")
	r.readAddresses("ipv6_cidr_block")
	r.requireAddress()
	return r.rules(r.rule.Ports)
}

func readAWSInlineACL(acl *reader) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, of := range []struct{ blocks, direction string }{{"egress", traffic.Outbound}, {"ingress", traffic.Inbound}} {
		r := *acl
		r.rule.Direction = of.direction
		r.omitComputed(of.blocks)
		rules = append(rules, r.inlineRules(of.blocks, traffic.FieldGroup|traffic.FieldDirection, func(block *reader) []traffic.Rule {
			block.rule.Direction = of.direction
			block.rule.Unknown &^= traffic.FieldDirection
			return block.awsACLRule("rule_no", "action")
		})...)
	}
	return rules
}
