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

// The places of rules. In strict order, the groups are evaluated by priority, lowest first, and the rules of a group as written.
// In action order, all pass rules precede all drop rules, then reject and alert:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
const (
	awsRulesPerGroup = 1_000_000
	awsPriorityPass  = 1
	awsPriorityDrop  = 2
)

// AWSNetworkFirewallRules returns the rules of the rule groups of one policy, and the default actions of the policy. The policy is
// nil if it is not known.
func AWSNetworkFirewallRules(firewall string, policy *Resource, groups []AWSRuleGroup) []traffic.Rule {
	given := awsPolicy{defaults: []awsRule{{Rule: awsDefault(firewall), stage: awsStageHandshake, near: true}}}
	given.defaults[0].Action, given.defaults[0].Unproven = "", "the policy decides about connections that no rule matches, and it is not known here"
	if policy != nil {
		given = readAWSPolicy(*policy, firewall)
	}
	rules := []awsRule{}
	for _, group := range groups {
		for _, rule := range readAWSRuleGroup(group, given.home) {
			rule.Group = firewall
			rules = append(rules, rule)
		}
	}
	return inStages(append(rules, given.defaults...))
}

func awsDefault(firewall string) traffic.Rule {
	return traffic.Rule{
		ID: "default action", Group: firewall, Action: traffic.Allow, Direction: traffic.Outbound, Transport: traffic.AnyTransport,
		Ordered: true, Priority: awsPriorityStage - 1,
	}
}

// awsPolicy is what the rules of a policy need to know of it.
type awsPolicy struct {
	defaults []awsRule
	home     attribute.Value // the definition of HOME_NET; null if there is none
}

// readAWSPolicy reads the default actions of a policy, before all rule groups and after them. The stateless actions precede the stateful
// rules. pass and drop end the evaluation, forward_to_sfe continues with the stateful rules:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-policy-processing.html
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RuleDefinition.html
func readAWSPolicy(policy Resource, firewall string) awsPolicy {
	r := newReader(Resource{ID: policy.ID, Group: firewall, Value: policy.Value}, "")
	blocks := r.blocks("firewall_policy", traffic.FieldsAll)
	if len(blocks) == 1 && blocks[0].IsUnknown() {
		r.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
		blocks = nil
	}
	if len(blocks) != 1 {
		last := awsRule{Rule: awsDefault(firewall), stage: awsStageHandshake, near: true}
		last.Action, last.Unproven, last.Unknown = "", "the policy is not understood", r.rule.Unknown&(traffic.FieldAction|traffic.FieldTransport)
		if r.rule.Unknown != 0 {
			last.Unproven = ""
		}
		return awsPolicy{defaults: []awsRule{last}}
	}
	r.value = blocks[0]
	given := awsPolicy{defaults: r.with(r.value).awsStatefulDefaults(firewall)}
	for _, variables := range elementsOf(r.value.Member("policy_variables")) {
		home := readAWSVariables(attribute.Object(map[string]attribute.Value{"ip_sets": variables.Member("rule_variables")}), attribute.Value{})
		given.home = home.addresses[awsHomeNet]
		if home.unknown {
			given.home = attribute.Unknown(true)
		}
	}
	first := awsRule{Rule: awsDefault(firewall), stage: awsStageStateless}
	first.ID = "stateless default action"
	stateless := r.strings("stateless_default_actions", traffic.FieldAction)
	switch {
	case r.rule.Unproven == "" && (r.rule.Unknown.Has(traffic.FieldAction) || r.value.Member("stateless_rule_group_reference").IsUnknown()):
		first.Unknown = traffic.FieldAction | traffic.FieldTransport | traffic.FieldUnproven
	case r.rule.Unproven != "" || !r.isAbsent("stateless_rule_group_reference"):
		first.Action, first.Unproven = "", "stateless rules come before, which are not read"
	case !r.isAbsent("tls_inspection_configuration_arn"):
		first.Action, first.Unproven = "", "its TLS inspection configuration, which is not read, drops some connections"
	case slices.Contains(stateless, "aws:forward_to_sfe"):
		return given
	case slices.Contains(stateless, "aws:pass"):
	case slices.Contains(stateless, "aws:drop"):
		first.Action = traffic.Deny
	default:
		first.Action, first.Unproven = "", "what its stateless default actions do is not known"
	}
	given.defaults = append([]awsRule{first}, given.defaults...)
	return given
}

// awsStatefulDefaults returns what happens to packets that no rule matches, in strict order only. drop_strict drops every packet, also
// those of a handshake. The drop_established actions drop the packets of established connections:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
//
// drop_established_app_layer_to_server drops only packets to the server. The alert actions only log:
// https://www.amazonaws.cn/en/new/2026/amazon-network-firewall-updates-default-drop-action-for-improved-connection-reliability/
func (r *reader) awsStatefulDefaults(firewall string) []awsRule {
	last := awsRule{Rule: awsDefault(firewall), stage: awsStageDefault}
	for _, action := range r.strings("stateful_default_actions", traffic.FieldAction) {
		switch action {
		case "aws:drop_strict":
			last.Action, last.stage, last.near = traffic.Deny, awsStageHandshake, true
		case "aws:drop_established", "aws:drop_established_app_layer":
			last.Action, last.near = traffic.Deny, true
		case "aws:drop_established_app_layer_to_server":
			last.Action = traffic.Deny
		case "aws:alert_strict", "aws:alert_established", "aws:alert_established_app_layer", "aws:alert_established_app_layer_to_server":
		default:
			r.markUnproven(traffic.FieldAction, "what its default action "+wording.Quote(action)+" does is not known")
		}
	}
	switch {
	case r.rule.Unproven != "":
		last.Action, last.Unproven, last.stage, last.near = "", r.rule.Unproven, awsStageHandshake, true
	case r.rule.Unknown.Has(traffic.FieldAction) && last.stage != awsStageHandshake:
		last.Unknown, last.near = traffic.FieldAction, true
		handshake := last // it may be drop_strict, or not
		handshake.stage, handshake.Action, handshake.Unknown = awsStageHandshake, traffic.Deny, traffic.FieldTransport
		return []awsRule{handshake, last}
	}
	return []awsRule{last}
}

// readAWSRuleGroup reads a rule group. A stateless group is unproven.
func readAWSRuleGroup(group AWSRuleGroup, home attribute.Value) []awsRule {
	r := newReader(group.Resource, "")
	if text := r.string("type", traffic.FieldsAll); text != "" && text != "STATEFUL" {
		r.markUnproven(traffic.FieldsAll, "it is a stateless rule group, which is not read")
	}
	source, variables, strict := r.awsSource(home)
	order := awsOrder{base: group.Priority * awsRulesPerGroup, strict: strict}
	var rules []awsRule
	switch {
	case r.rule.Unproven != "" || r.rule.Unknown.Has(traffic.FieldAction) || source.Kind() != attribute.KindObject:
		if !r.rule.Unknown.Has(traffic.FieldAction) {
			r.markUnproven(traffic.FieldsAll, "it has no rules that are read")
		}
		return order.number(r.awsRules())
	case !source.Member("rules_source_list").IsAbsent():
		rules = r.awsDomainList(source, variables, strict)
	case !source.Member("stateful_rule").IsAbsent():
		rules = r.awsTupleRules(source, variables)
	case !source.Member("rules_string").IsAbsent():
		r.value = source
		text := r.string("rules_string", traffic.FieldsAll)
		if r.rule.Unknown.Has(traffic.FieldAction) || r.rule.Unproven != "" {
			rules = r.awsRules()
			break
		}
		rules = readSuricata(text, r.rule, variables)
	default:
		r.markUnproven(traffic.FieldsAll, "it has no rules that are read")
		rules = r.awsRules()
	}
	return order.number(rules)
}

// awsRules returns a rule that may match every packet.
func (r *reader) awsRules() []awsRule {
	rules := []awsRule{}
	for _, rule := range r.rules(traffic.PortRange{}) {
		rules = append(rules, awsRule{Rule: rule, near: true})
	}
	return rules
}

// awsSource returns the rules of a group, its variables, and whether the rules are in strict order. A group of text alone is in action
// order, which is the default:
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_StatefulRuleOptions.html
func (r *reader) awsSource(home attribute.Value) (source attribute.Value, variables awsVariables, strict bool) {
	if text := r.value.Member("rules"); !text.IsAbsent() && r.value.Member("rule_group").IsAbsent() {
		return attribute.Object(map[string]attribute.Value{"rules_string": text}), readAWSVariables(attribute.Value{}, home), false
	}
	groups := r.blocks("rule_group", traffic.FieldsAll)
	if len(groups) != 1 {
		return attribute.Value{}, variables, false
	}
	inner := *r
	if inner.value = groups[0]; inner.value.IsUnknown() {
		inner.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
	}
	variables = readAWSVariables(groups[0].Member("rule_variables"), home)
	for _, options := range inner.blocks("stateful_rule_options", traffic.FieldsAll) {
		if options.IsUnknown() {
			inner.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
		}
		strict = strict || inner.with(options).string("rule_order", 0) == "STRICT_ORDER"
		if options.Member("rule_order").IsUnknown() {
			inner.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
		}
	}
	sources := inner.blocks("rules_source", traffic.FieldsAll)
	r.rule, r.unproven = inner.rule, inner.unproven
	if len(sources) != 1 {
		return attribute.Value{}, variables, false
	}
	if sources[0].IsUnknown() {
		r.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
	}
	return sources[0], variables, strict
}

// awsOrder sets the places of rules.
type awsOrder struct {
	base   int64
	strict bool
}

// number sets the place of each rule as its priority. A rule whose action is not known precedes all others in action order.
func (order awsOrder) number(rules []awsRule) []awsRule {
	for i := range rules {
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

// awsDomainList reads a list of names, compared with the SNI of TLS and the Host header of HTTP. A deny list and a reject list block, an
// alert list only logs:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html
//
// An allow list denies every other name in its protocols. AWS's guide says that it does not in strict order, so these names are unproven
// there: https://aws.github.io/aws-security-services-best-practices/guides/network-firewall/
func (r *reader) awsDomainList(source attribute.Value, variables awsVariables, strict bool) []awsRule {
	lists := r.with(source).blocks("rules_source_list", traffic.FieldsAll)
	if len(lists) != 1 || lists[0].Kind() != attribute.KindObject {
		r.rule.Unknown = traffic.FieldsAll
		return r.awsRules()
	}
	r.value = lists[0]
	r.rule.Transport = "tcp"
	r.awsTargetTypes()
	variables.addExternal(r)
	others := r.rule
	if r.unproven.Has(traffic.FieldAddresses) {
		others.Addresses = nil
	}
	r.readHosts("targets", dialect.AWSNetworkFirewall)
	switch listType := r.string("generated_rules_type", traffic.FieldAction); listType {
	case "ALLOWLIST":
		others.ID += " for other names"
		others.Action = traffic.Deny
		if strict && others.Unproven == "" {
			others.Unproven = "whether an allow list drops other names in strict order is not known"
		}
		return append(r.awsNames(), awsRule{Rule: others})
	case "DENYLIST", "REJECTLIST":
		r.rule.Action = traffic.Deny
	case "ALERTLIST":
		return nil
	default:
		if r.rule.Unknown.Has(traffic.FieldAction) { // it may be an allow list
			others.ID += " for other names"
			others.Action, others.Unknown = traffic.Deny, others.Unknown|traffic.FieldTransport|traffic.FieldUnproven
			return append(r.awsNames(), awsRule{Rule: others})
		}
		r.markUnproven(traffic.FieldAction, "what the list type "+wording.Quote(listType)+" does is not known")
		others.Action, others.Unproven = "", r.rule.Unproven
		return append(r.awsNames(), awsRule{Rule: others})
	}
	return r.awsNames()
}

// awsTargetTypes reads the protocols of a list.
func (r *reader) awsTargetTypes() {
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
}

// awsNames returns a rule that matches the packet of the device that has the name.
func (r *reader) awsNames() []awsRule {
	rules := r.awsRules()
	for i := range rules {
		rules[i].near = false
	}
	return rules
}

// awsTupleRules reads rules of protocol, addresses and ports. REJECT blocks as DROP does, and ALERT only logs:
// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
func (r *reader) awsTupleRules(source attribute.Value, variables awsVariables) []awsRule {
	rules := []awsRule{}
	if source.Member("stateful_rule").IsUnknown() {
		r.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
		return r.awsRules()
	}
	if source.Member("stateful_rule").Kind() == attribute.KindSensitive {
		r.markUnproven(traffic.FieldsAll, "stateful_rule is sensitive and so was not read")
		return r.awsRules()
	}
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
		rules = append(rules, inner.awsTuple(variables)...)
	}
	return rules
}

// awsTuple reads the header and options of a rule. A rule of the direction ANY also matches packets from its destination to its source:
// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_Header.html
func (r *reader) awsTuple(variables awsVariables) []awsRule {
	for _, option := range r.blocks("rule_option", traffic.FieldUnproven) {
		keyword, known := option.Member("keyword").AsString()
		name, _, _ := strings.Cut(keyword, ":")
		if option.IsUnknown() || option.Member("keyword").IsUnknown() {
			r.markUnknown(traffic.FieldUnproven)
			continue
		}
		if !known || !slices.Contains([]string{"sid", "msg", "rev", "metadata", "priority", "classtype", "reference", "gid"}, name) {
			r.markUnproven(traffic.FieldUnproven, "what its option "+wording.Quote(keyword)+" matches is not known here")
		}
	}
	headers := r.blocks("header", traffic.FieldsAll)
	if len(headers) != 1 || headers[0].Kind() != attribute.KindObject {
		if len(headers) == 1 && headers[0].IsUnknown() {
			r.markUnknown(traffic.FieldsAll &^ traffic.FieldGroup)
		}
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldsAll, "it has no header")
		}
		return r.awsRules()
	}
	r.value = headers[0]
	if !r.awsProtocol() {
		return nil
	}
	r.checkSourcePorts("source_port")
	variables.addSources(r, slices.DeleteFunc(r.strings("source", traffic.FieldSources), isAnyAddress))
	r.awsDestination(variables)
	direction := r.string("direction", traffic.FieldsAll&^traffic.FieldGroup)
	if direction != "" && direction != "FORWARD" && direction != "ANY" {
		r.markUnproven(traffic.FieldUnproven, "what the direction "+wording.Quote(direction)+" matches is not known")
	}
	ports := variables.resolve(r, r.strings("destination_port", traffic.FieldPorts), traffic.FieldPorts, variables.ports)
	rules := []awsRule{}
	for _, rule := range r.rules(r.portRanges(ports, ":")...) {
		if rule.Unknown&^(traffic.FieldSources|traffic.FieldUnproven) != 0 {
			rule.Unknown |= traffic.FieldUnproven
		}
		isPass := rule.Action == traffic.Allow && !rule.Unknown.Has(traffic.FieldAction)
		near := variables.mayReach(&rule) && (!isPass || !areServers(rule.Addresses))
		if near && variables.isHomeUnknown() {
			rule.Unknown |= traffic.FieldSources
		}
		rules = append(rules, awsRule{Rule: rule, near: near, bothWays: direction != "FORWARD" && direction != ""})
	}
	return rules
}

// areServers reports whether all addresses are single ones. A rule that passes connections to them is for servers, not for devices.
func areServers(addresses []string) bool {
	return len(addresses) > 0 && !slices.ContainsFunc(addresses, func(text string) bool {
		prefix, err := traffic.ParsePrefix(text)
		return err != nil || !prefix.IsSingleIP()
	})
}

// awsProtocol reads the protocol of a rule, and reports whether requirements may use it.
func (r *reader) awsProtocol() bool {
	switch protocol := r.string("protocol", traffic.FieldTransport); protocol {
	case "TLS":
		r.rule.Transport, r.rule.Applications = "tcp", []string{"https"}
	case "HTTP":
		r.rule.Transport, r.rule.Applications = "tcp", []string{"http"}
	case "TCP", "UDP", "IP", "ICMP":
		return r.setTransport(protocol)
	default:
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldTransport, "the protocol "+wording.Quote(protocol)+" is not understood")
			break
		}
		r.markUnknown(traffic.FieldApplications) // it may be TLS or HTTP
	}
	return true
}

// awsDestination reads the addresses to which a rule applies.
func (r *reader) awsDestination(variables awsVariables) {
	to := r.strings("destination", traffic.FieldAddresses)
	switch {
	case len(to) == 1 && isAnyAddress(to[0]):
	case len(to) == 1 && to[0] == "$"+awsExternalNet && (variables.unknown || variables.home.Kind() != attribute.KindNull):
		before := len(r.rule.Addresses)
		if variables.addExternal(r); len(r.rule.Addresses) == before && r.rule.Unproven == "" && !r.rule.Unknown.Has(traffic.FieldAddresses) {
			r.markUnproven(traffic.FieldAddresses, "which private addresses are in "+awsExternalNet+" is not known here")
		}
	default:
		r.addAddresses(variables.resolve(r, to, traffic.FieldAddresses, variables.addresses))
		r.requireAddress()
	}
}

func isAnyAddress(text string) bool { return strings.EqualFold(text, "any") }
