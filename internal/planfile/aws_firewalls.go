// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"encoding/json"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// addNetworkFirewalls adds the rules of each policy of AWS Network Firewall with its rule groups, and of each rule group that no
// policy refers to. A rule group of a policy is not a firewall of its own.
func (plan *plan) addNetworkFirewalls(made *assembly) {
	used := map[*instance]bool{}
	for _, policy := range plan.instancesOfType(made.family, "aws_networkfirewall_firewall_policy") {
		groups, complete := plan.groupsUnder(policy, used)
		resource := policy.resource(policy.address)
		firewall := made.inPlan[policy]
		firewall.add(normalize.AWSNetworkFirewallRules(policy.address, &resource, groups))
		if !complete {
			firewall.add(rules{unprovenRule(policy.address, "the plan does not show each of its rule groups with its priority")})
		}
	}
	made.addUnused("aws_networkfirewall_rule_group", used)
}

// addUnused adds the rules of the instances of a type that nothing refers to. The others are not firewalls of their own.
func (made *assembly) addUnused(resourceType string, used map[*instance]bool) {
	for _, of := range made.plan.instancesOfType(made.family, resourceType) {
		if !used[of] {
			made.inPlan[of].add(of.kind.Read(of.resource(of.address)))
			continue
		}
		made.inPlan[of].isPart = true
	}
}

func (plan *plan) instancesOfType(family *normalize.Family, resourceType string) []*instance {
	found := []*instance{}
	for _, of := range plan.instancesOf(family) {
		if of.resourceType == resourceType {
			found = append(found, of)
		}
	}
	return found
}

// groupsUnder returns the rule groups of a policy, and whether the plan shows all of them and their priorities. It notes which are used.
func (plan *plan) groupsUnder(policy *instance, used map[*instance]bool) (groups []normalize.AWSRuleGroup, complete bool) {
	resolver := plan.resolverOf([]string{"aws_networkfirewall_rule_group"})
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
		means := resolver.meaningOf(policy, arn, referencesOf(expression))
		order, ordered := priority.AsInt64()
		complete = complete && means.only != nil && (ordered || priority.IsAbsent())
		if means.only == nil {
			continue
		}
		used[means.only] = true
		groups = append(groups, normalize.AWSRuleGroup{Resource: means.only.resource(policy.address), Priority: order})
	}
	return groups, complete && !references.IsUnknown() && references.Kind() != attribute.KindSensitive
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

// addDNSFirewalls adds the rules of DNS Firewall with the lists that they refer to, and an unproven rule for each list that no rule
// refers to.
func (plan *plan) addDNSFirewalls(made *assembly) {
	const list, listID = "aws_route53_resolver_firewall_domain_list", "firewall_domain_list_id"
	resolver := plan.resolverOf([]string{list})
	used := map[*instance]bool{}
	given := map[string][]normalize.AWSDNSRule{}
	for _, of := range plan.instancesOfType(made.family, "aws_route53_resolver_firewall_rule") {
		means := resolver.meaningOf(of, of.value.Member(listID), of.references(listID))
		if means.only != nil {
			used[means.only] = true
		}
		made.add(of, func(firewall string) rules {
			rule := normalize.AWSDNSRule{Resource: of.resource(firewall), Domains: domainsOf(means.only)}
			if firewall != uncertainOwner {
				given[firewall] = append(given[firewall], rule)
				return nil
			}
			read := normalize.AWSDNSFirewallRules([]normalize.AWSDNSRule{rule})
			read = read[:len(read)-1] // without the default rule
			if normalize.MayBlockAliases(read) {
				deny := unprovenRule(of.address, uncertainOwner)
				deny.Action = traffic.Deny // what the certain rules allow may be an alias of what it blocks
				read = append(read, deny)
			}
			return read
		})
	}
	for _, firewall := range made.all {
		if firewall.kind.Types[0] != list {
			firewall.add(normalize.AWSDNSFirewallRules(given[firewall.Address]))
		}
	}
	made.addUnused(list, used)
	made.defaults = false
}

// domainsOf returns the names of a list, or null if the list is not known.
func domainsOf(list *instance) attribute.Value {
	if list == nil {
		return attribute.Value{}
	}
	if domains := list.value.Member("domains"); domains.Kind() != attribute.KindNull {
		return domains
	}
	return attribute.List()
}
