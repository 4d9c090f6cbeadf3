// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// AWSNetworkFirewalls reads policies and rule groups. The package planfile combines the groups of a policy.
var AWSNetworkFirewalls = &Family{Kinds: []Kind{
	{
		Types: []string{"aws_networkfirewall_rule_group"}, IDs: []string{"arn", "id"},
		read: func(r *reader) []traffic.Rule {
			return AWSNetworkFirewallRules(r.rule.Group, nil, []AWSRuleGroup{{Resource: r.resource()}})
		},
	},
	{
		Types: []string{"aws_networkfirewall_firewall_policy"}, IDs: []string{"arn", "id"},
		read: func(r *reader) []traffic.Rule {
			policy := r.resource()
			return AWSNetworkFirewallRules(r.rule.Group, &policy, nil)
		},
	},
}}

// AWSRuleGroup is a rule group of AWS Network Firewall.
type AWSRuleGroup struct {
	Resource

	Priority int64 // the priority in the policy, which matters only in strict order
}

// The priorities of rules. In strict order, the groups are evaluated by priority, lowest first, and the rules of a group as written.
// In action order, all pass rules precede all drop rules, then reject and alert:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
const (
	awsRulesPerGroup   = 1_000_000
	awsPriorityPass    = 1
	awsPriorityDrop    = 2
	awsPriorityDefault = awsRulesPerGroup * awsRulesPerGroup
)

// AWSNetworkFirewallRules returns the rules of the rule groups of one policy, and the default actions of the policy. The policy is
// nil if it is not known.
func AWSNetworkFirewallRules(firewall string, policy *Resource, groups []AWSRuleGroup) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, group := range groups {
		for _, rule := range readAWSRuleGroup(group) {
			rule.Group = firewall
			rules = append(rules, rule)
		}
	}
	last := traffic.Rule{
		ID: "default action", Group: firewall, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Ordered: true, Priority: awsPriorityDefault,
		Unproven: "what no rule matches is up to the policy, which is not known here",
	}
	if policy == nil {
		return withHandshake(append(rules, last), true)
	}
	own, established := readAWSPolicy(*policy, last)
	return withHandshake(append(rules, own...), established)
}

// readAWSPolicy returns the default actions of a policy, before all rule groups and after them, and whether the latter apply to
// established connections only. The stateless actions precede the stateful rules. pass and drop end the evaluation, forward_to_sfe
// continues with the stateful rules:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleDefinition.html
//
// The stateful actions apply to what no rule matches, in strict order only. drop_strict drops every packet. The drop_established actions
// leave the packets that set a connection up. The alert actions only log:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
func readAWSPolicy(policy Resource, last traffic.Rule) (rules []traffic.Rule, established bool) {
	r := newReader(Resource{ID: policy.ID, Group: last.Group, Value: policy.Value}, "")
	blocks := r.blocks("firewall_policy", traffic.FieldsAll)
	if len(blocks) != 1 {
		return []traffic.Rule{last}, false
	}
	r.value = blocks[0]
	first := last
	first.ID, first.Priority, first.Unproven = "stateless default action", -1, ""
	stateless := r.strings("stateless_default_actions", traffic.FieldAction)
	last.Unproven, last.Action, established = "", traffic.Allow, true
	for _, action := range r.strings("stateful_default_actions", traffic.FieldAction) {
		switch action {
		case "aws:drop_strict":
			last.Action, established = traffic.Deny, false
		case "aws:drop_established", "aws:drop_established_app_layer":
			last.Action = traffic.Deny
		case "aws:alert_strict", "aws:alert_established", "aws:alert_established_app_layer":
		default:
			last.Action, last.Unproven = "", "what its default action "+wording.Quote(action)+" does is not known"
		}
	}
	last.Unknown = r.rule.Unknown & traffic.FieldAction
	switch {
	case r.rule.Unknown.Has(traffic.FieldAction) || r.rule.Unproven != "" || !r.isAbsent("stateless_rule_group_reference"):
		first.Unproven = "stateless rules come before, which are not read"
	case slices.Contains(stateless, "aws:forward_to_sfe"):
		return []traffic.Rule{last}, established
	case slices.Contains(stateless, "aws:pass"):
		first.Action = traffic.Allow
	case slices.Contains(stateless, "aws:drop"):
		first.Action = traffic.Deny
	default:
		first.Unproven = "what its stateless default actions do is not known"
	}
	return []traffic.Rule{first, last}, established
}

// readAWSRuleGroup reads a rule group. A stateless group is unproven.
func readAWSRuleGroup(group AWSRuleGroup) []traffic.Rule {
	r := newReader(group.Resource, "")
	if text := r.string("type", traffic.FieldsAll); text != "" && text != "STATEFUL" {
		r.markUnproven(traffic.FieldsAll, "it is a stateless rule group, which is not read")
	}
	source, strict := r.awsSource()
	order := awsOrder{base: group.Priority * awsRulesPerGroup, strict: strict}
	r.rule.Ordered = true
	var rules []traffic.Rule
	switch {
	case r.rule.Unproven != "" || source.Kind() != attribute.KindObject:
		if !r.rule.Unknown.Has(traffic.FieldAction) {
			r.markUnproven(traffic.FieldsAll, "it has no rules that are read")
		}
		return order.number(r.rules(traffic.PortRange{}))
	case !source.Member("rules_source_list").IsAbsent():
		rules = r.awsDomainList(source)
	case !source.Member("stateful_rule").IsAbsent():
		rules = r.awsTupleRules(source)
	case !source.Member("rules_string").IsAbsent():
		r.value = source
		text := r.string("rules_string", traffic.FieldsAll)
		if r.rule.Unknown.Has(traffic.FieldAction) || r.rule.Unproven != "" {
			rules = r.rules(traffic.PortRange{})
			break
		}
		rules = readSuricata(text, r.rule)
	default:
		r.markUnproven(traffic.FieldsAll, "it has no rules that are read")
		rules = r.rules(traffic.PortRange{})
	}
	return order.number(rules)
}

// awsSource returns the rules of a group, and whether they are in strict order.
func (r *reader) awsSource() (attribute.Value, bool) {
	if text := r.value.Member("rules"); !text.IsAbsent() && r.value.Member("rule_group").IsAbsent() {
		return attribute.Object(map[string]attribute.Value{"rules_string": text}), true
	}
	groups := r.blocks("rule_group", traffic.FieldsAll)
	if len(groups) != 1 {
		return attribute.Value{}, false
	}
	inner := *r
	inner.value = groups[0]
	strict := false
	for _, options := range inner.blocks("stateful_rule_options", traffic.FieldsAll) {
		text, _ := options.Member("rule_order").AsString()
		strict = strict || text == "STRICT_ORDER"
	}
	sources := inner.blocks("rules_source", traffic.FieldsAll)
	r.rule, r.unproven = inner.rule, inner.unproven
	if len(sources) != 1 {
		return attribute.Value{}, false
	}
	return sources[0], strict
}

// awsOrder sets the priorities of rules.
type awsOrder struct {
	base   int64
	strict bool
}

// number sets the priority of each rule. A rule whose action is not known precedes all others in action order.
func (order awsOrder) number(rules []traffic.Rule) []traffic.Rule {
	for i := range rules {
		rules[i].Ordered = true
		switch {
		case order.strict:
			rules[i].Priority = order.base + int64(i)
		case rules[i].Action == traffic.Allow:
			rules[i].Priority = awsPriorityPass
		default:
			rules[i].Priority = awsPriorityDrop
			if rules[i].Action == "" {
				rules[i].Priority = 0
			}
		}
	}
	return rules
}

// awsDomainList reads a list of names, compared with the SNI of TLS and the Host header of HTTP. An allow list denies every other name
// in its protocols. A deny list and a reject list block, an alert list only logs:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html
func (r *reader) awsDomainList(source attribute.Value) []traffic.Rule {
	lists := r.with(source).blocks("rules_source_list", traffic.FieldsAll)
	if len(lists) != 1 || lists[0].Kind() != attribute.KindObject {
		r.rule.Unknown = traffic.FieldsAll
		return r.rules(traffic.PortRange{})
	}
	r.value = lists[0]
	r.rule.Transport = "tcp"
	for _, target := range r.strings("target_types", traffic.FieldApplications) {
		switch target {
		case "TLS_SNI":
			r.rule.Applications = append(r.rule.Applications, "https")
		case "HTTP_HOST":
			r.rule.Applications = append(r.rule.Applications, "http")
		default:
			r.markUnproven(traffic.FieldApplications, "what its target type "+wording.Quote(target)+" matches is not known")
		}
	}
	others := r.rule
	r.readHosts("targets", dialect.AWSNetworkFirewall)
	listType := r.string("generated_rules_type", traffic.FieldAction)
	switch listType {
	case "ALLOWLIST":
		rules := r.rules(traffic.PortRange{})
		others.ID += " for other names"
		others.Action = traffic.Deny
		return append(rules, others)
	case "DENYLIST", "REJECTLIST":
		r.rule.Action = traffic.Deny
	case "ALERTLIST":
		return nil
	default:
		if !r.rule.Unknown.Has(traffic.FieldAction) {
			r.markUnproven(traffic.FieldAction, "what the list type "+wording.Quote(listType)+" does is not known")
		}
	}
	return r.rules(traffic.PortRange{})
}

// awsTupleRules reads rules of protocol, addresses and ports. REJECT blocks as DROP does, and ALERT only logs:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
func (r *reader) awsTupleRules(source attribute.Value) []traffic.Rule {
	rules := []traffic.Rule{}
	for i, block := range r.with(source).blocks("stateful_rule", traffic.FieldsAll) {
		inner := newReader(Resource{ID: fmt.Sprintf("%s.stateful_rule[%d]", r.rule.ID, i), Value: block}, "")
		action := inner.string("action", traffic.FieldAction)
		if action == "ALERT" {
			continue
		}
		if action == "REJECT" {
			action = "DROP"
		}
		inner.setAction(action, "PASS", "DROP")
		rules = append(rules, inner.awsTuple()...)
	}
	return rules
}

// awsTuple reads the header and options of a rule.
func (r *reader) awsTuple() []traffic.Rule {
	for _, option := range r.blocks("rule_option", traffic.FieldUnproven) {
		keyword, known := option.Member("keyword").AsString()
		name, _, _ := strings.Cut(keyword, ":")
		if !known || !slices.Contains([]string{"sid", "msg", "rev", "metadata", "priority", "classtype", "reference", "gid"}, name) {
			r.markUnproven(traffic.FieldUnproven, "what its option "+wording.Quote(keyword)+" matches is not known here")
		}
	}
	headers := r.blocks("header", traffic.FieldsAll)
	if len(headers) != 1 || headers[0].Kind() != attribute.KindObject {
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldsAll, "it has no header")
		}
		return r.rules(traffic.PortRange{})
	}
	r.value = headers[0]
	switch protocol := r.string("protocol", traffic.FieldTransport); protocol {
	case "TLS":
		r.rule.Transport, r.rule.Applications = "tcp", []string{"https"}
	case "HTTP":
		r.rule.Transport, r.rule.Applications = "tcp", []string{"http"}
	case "TCP", "UDP", "IP", "ICMP":
		if !r.setTransport(protocol) {
			return nil
		}
	default:
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldTransport, "the protocol "+wording.Quote(protocol)+" is not understood")
		}
	}
	r.checkSourcePorts("source_port")
	r.addSources("source")
	r.rule.Sources = slices.DeleteFunc(r.rule.Sources, func(source string) bool { return source == "ANY" })
	if to := r.strings("destination", traffic.FieldAddresses); !slices.Contains([]string{"ANY", "any"}, strings.Join(to, "")) {
		r.addAddresses(to)
		r.requireAddress()
	}
	return r.rules(r.portRanges(r.strings("destination_port", traffic.FieldPorts), ":")...)
}
