// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// networkFirewalls returns the rules of each policy of AWS Network Firewall with its rule groups, and of each rule group that no
// policy refers to.
func (plan *plan) networkFirewalls() rules {
	given := rules{}
	used := map[string]bool{}
	for _, policy := range plan.instancesOf("aws_networkfirewall_firewall_policy") {
		groups, complete := plan.groupsUnder(policy)
		for _, group := range groups {
			used[group.ID] = true
		}
		resource := policy.resource(policy.address)
		given = append(given, normalize.AWSNetworkFirewallRules(policy.address, &resource, groups)...)
		if !complete {
			given = append(given, unprovenRule(policy.address, policy.address, "it refers to a rule group that is not in the plan"))
		}
	}
	return append(given, plan.unusedRules("aws_networkfirewall_rule_group", used)...)
}

// unusedRules returns the rules of the instances of a type that nothing refers to.
func (plan *plan) unusedRules(resourceType string, used map[string]bool) rules {
	given := rules{}
	for _, found := range plan.instancesOf(resourceType) {
		if !used[found.address] {
			given = append(given, found.kind.Read(found.resource(found.address))...)
		}
	}
	return given
}

func (plan *plan) instancesOf(resourceType string) []*instance {
	return slices.DeleteFunc(slices.Clone(plan.instances), func(found *instance) bool { return found.resourceType != resourceType })
}

// groupsUnder returns the rule groups of a policy, and whether the plan has all of them.
func (plan *plan) groupsUnder(policy *instance) (groups []normalize.AWSRuleGroup, complete bool) {
	types := []string{"aws_networkfirewall_rule_group"}
	complete = true
	block := firstBlock(policy.value, "firewall_policy")
	references := block.Member("stateful_rule_group_reference")
	expressions := inOrderOf(references, statefulExpressions(policy))
	for i, reference := range references.Elements() {
		expression := json.RawMessage(nil)
		priority := reference.Member("priority")
		arn := reference.Member("resource_arn")
		if arn.IsUnknown() && len(expressions) == len(references.Elements()) {
			expression = expressions[i].ARN
			if expressions[i].Priority.Value != nil {
				priority = attribute.Number(*expressions[i].Priority.Value)
			}
		}
		found := plan.referenced(policy, arn, expression, types)
		if len(found) != 1 {
			complete = false
			continue
		}
		order, _ := priority.AsInt64()
		groups = append(groups, normalize.AWSRuleGroup{Resource: found[0].resource(policy.address), Priority: order})
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

// dnsFirewalls returns the rules of DNS Firewall with the lists that they refer to, and an unproven rule for each list that no rule
// refers to.
func (plan *plan) dnsFirewalls() rules {
	const list = "aws_route53_resolver_firewall_domain_list"
	given := []normalize.AWSDNSRule{}
	used := map[string]bool{}
	for _, rule := range plan.instancesOf("aws_route53_resolver_firewall_rule") {
		const listID = "firewall_domain_list_id"
		lists := plan.referenced(rule, rule.value.Member(listID), rule.expression(listID), []string{list})
		for _, found := range lists {
			used[found.address] = true
		}
		for _, name := range plan.firewallsOf(rule) {
			given = append(given, normalize.AWSDNSRule{Resource: rule.resource(name), Domains: domainsOf(lists)})
		}
	}
	read := rules{}
	if len(given) > 0 {
		read = normalize.AWSDNSFirewallRules(given)
	}
	return append(read, plan.unusedRules(list, used)...)
}

// domainsOf returns the names of the only list, or null.
func domainsOf(lists []*instance) attribute.Value {
	if len(lists) != 1 {
		return attribute.Value{}
	}
	if domains := lists[0].value.Member("domains"); domains.Kind() != attribute.KindNull {
		return domains
	}
	return attribute.List()
}
