// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// networkFirewalls reads the rule groups of AWS Network Firewall under the policies that refer to them, and each other one alone.
func (plan *plan) networkFirewalls() rules {
	given := rules{}
	taken := map[string]bool{}
	for _, policy := range plan.instances {
		if policy.kind != "aws_networkfirewall_firewall_policy" {
			continue
		}
		groups, complete := plan.groupsUnder(policy)
		for _, group := range groups {
			taken[group.ID] = true
		}
		resource := normalize.Resource{ID: policy.address, Group: policy.address, Value: policy.value}
		given = append(given, normalize.ReadAWSNetworkFirewallGroups(groups, &resource, policy.address)...)
		if !complete {
			given = append(given, traffic.Rule{
				ID: policy.address, Group: policy.address, Direction: traffic.Outbound, Transport: traffic.AnyTransport,
				Unproven: "it refers to a rule group that is not in the plan",
			})
		}
	}
	for _, group := range plan.instances {
		if group.kind == "aws_networkfirewall_rule_group" && !taken[group.address] {
			alone := normalize.AWSRuleGroup{Resource: normalize.Resource{ID: group.address, Value: group.value}}
			given = append(given, normalize.ReadAWSNetworkFirewallGroups([]normalize.AWSRuleGroup{alone}, nil, group.address)...)
		}
	}
	return given
}

// groupsUnder finds the rule groups of a policy, and says whether it found all of them.
func (plan *plan) groupsUnder(policy *instance) (groups []normalize.AWSRuleGroup, complete bool) {
	types := []string{"aws_networkfirewall_rule_group"}
	complete = true
	block := firstBlock(policy.value, "firewall_policy")
	references := block.Member("stateful_rule_group_reference")
	expressions := statefulExpressions(policy)
	for i, reference := range references.Elements() {
		expression := json.RawMessage(nil)
		priority := reference.Member("priority")
		arn := reference.Member("resource_arn")
		if arn.IsUnknown() && len(expressions) == len(references.Elements()) {
			expression = expressions[i].ARN
			if expressions[i].Priority.Value != nil {
				priority = attribute.OfNumber(*expressions[i].Priority.Value)
			}
		}
		owners := plan.owners(policy, arn, expression, types)
		if len(owners) != 1 {
			complete = false
			continue
		}
		place, _ := priority.Whole()
		groups = append(groups, normalize.AWSRuleGroup{
			Resource: normalize.Resource{ID: owners[0].address, Value: owners[0].value}, Place: place,
		})
	}
	return groups, complete && !references.IsUnknown()
}

// statefulExpression is how the configuration refers to a rule group.
type statefulExpression struct {
	ARN      json.RawMessage `json:"resource_arn"`
	Priority struct {
		Value *float64 `json:"constant_value"`
	} `json:"priority"`
}

func statefulExpressions(policy *instance) []statefulExpression {
	if policy.config == nil {
		return nil
	}
	var blocks []struct {
		References []statefulExpression `json:"stateful_rule_group_reference"`
	}
	if json.Unmarshal(policy.config.Expressions["firewall_policy"], &blocks) != nil || len(blocks) != 1 {
		return nil
	}
	return blocks[0].References
}

// dnsFirewalls reads the rules of DNS Firewall with the lists that they refer to, and each list that no rule refers to.
func (plan *plan) dnsFirewalls() rules {
	const list = "aws_route53_resolver_firewall_domain_list"
	given := []normalize.AWSDNSRule{}
	used := map[string]bool{}
	for _, rule := range plan.instances {
		if rule.kind != "aws_route53_resolver_firewall_rule" {
			continue
		}
		domains := attribute.Value{}
		var expression json.RawMessage
		if rule.config != nil {
			expression = rule.config.Expressions["firewall_domain_list_id"]
		}
		owners := plan.owners(rule, rule.value.Member("firewall_domain_list_id"), expression, []string{list})
		for _, owner := range owners {
			used[owner.address] = true
		}
		if len(owners) == 1 {
			domains = owners[0].value.Member("domains")
			if domains.Kind() == attribute.Null {
				domains = attribute.OfList()
			}
		}
		names, _ := plan.groupsOf(rule)
		for _, name := range names {
			given = append(given, normalize.AWSDNSRule{Resource: normalize.Resource{ID: rule.address, Group: name, Value: rule.value}, Domains: domains})
		}
	}
	read := rules{}
	if len(given) > 0 {
		read = normalize.ReadAWSDNSFirewallRules(given)
	}
	for _, found := range plan.instances {
		if found.kind == list && !used[found.address] {
			read = append(read, traffic.Rule{
				ID: found.address, Group: found.address, Direction: traffic.Outbound, Transport: traffic.AnyTransport,
				Unproven: "no rule of DNS Firewall in the plan refers to the list",
			})
		}
	}
	return read
}
