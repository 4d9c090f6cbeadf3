// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// inspection is a set of rule groups of AWS Network Firewall under one policy. In strict order the first rule that matches
// decides, in the order of the groups. In default order all pass rules come before all drop rules.
type inspection struct {
	strict   bool
	policy   bool     // the policy is given
	defaults []string // the default actions of a strict policy
	groups   []inspectionGroup
}

type inspectionGroup struct {
	priority int
	kind     string // names, tuples, text
	list     nameList
	entries  []inspectionRule
}

type nameList struct {
	kind    string
	sees    []string // TLS_SNI, HTTP_HOST
	targets []string
}

// inspectionRule matches addresses and ports. If its protocol is tls or http, it may match a name too.
type inspectionRule struct {
	action     string
	protocol   string
	ports      portRange
	targets    []address // none: any
	external   bool      // $EXTERNAL_NET: every address outside of the network of the devices
	name       string
	sourcePort string
	strange    bool // has an option that the provider does not know
}

func randomInspection(random *rand.Rand) ruleSet {
	set := inspection{strict: oneIn(random, 2), policy: !oneIn(random, 12)}
	if set.strict {
		set.defaults = oneOf(random, nil, []string{"aws:drop_established"}, []string{"aws:drop_established", "aws:alert_established"}, []string{"aws:drop_strict"},
			[]string{"aws:alert_strict"})
	}
	for _, priority := range distinct(random, 1+random.IntN(3), 1) {
		group := inspectionGroup{priority: priority, kind: oneOf(random, "names", "tuples", "text")}
		if group.kind == "names" {
			group.list = randomNameList(random)
		} else {
			for range 1 + random.IntN(3) {
				group.entries = append(group.entries, randomInspectionRule(random, group.kind))
			}
		}
		set.groups = append(set.groups, group)
	}
	slices.SortFunc(set.groups, func(a, b inspectionGroup) int { return a.priority - b.priority })
	return set
}

func randomNameList(random *rand.Rand) nameList {
	given := nameList{
		kind: oneOf(random, "ALLOWLIST", "ALLOWLIST", "ALLOWLIST", "DENYLIST", "REJECTLIST", "ALERTLIST"),
		sees: oneOf(random, []string{"TLS_SNI"}, []string{"TLS_SNI", "HTTP_HOST"}, []string{"HTTP_HOST"}),
	}
	for range 1 + random.IntN(3) {
		given.targets = append(given.targets, oneOf(random, "", ".")+drawOne(random, nameTree))
	}
	return given
}

func randomInspectionRule(random *rand.Rand, kind string) inspectionRule {
	rule := inspectionRule{
		action: oneOf(random, "PASS", "PASS", "PASS", "DROP", "ALERT", "REJECT"), protocol: oneOf(random, "TCP", "TCP", "UDP", "IP", "ICMP", "TLS"),
		ports: drawOne(random, portPool), targets: randomNetworks(random), sourcePort: "ANY",
	}
	if kind == "text" {
		rule.action, rule.protocol = "PASS", oneOf(random, "TLS", "TLS", "HTTP", "TCP", "UDP")
		if rule.external = rule.protocol == "TLS" || rule.protocol == "HTTP"; rule.external {
			rule.name = oneOf(random, "", "*.") + drawOne(random, nameTree)
		}
		return rule
	}
	rule.targets = rule.targets[:1]
	if rule.protocol == "IP" || rule.protocol == "ICMP" || oneIn(random, 5) {
		rule.ports = everyPort
	}
	switch random.IntN(12) {
	case 0, 1, 2:
		rule.targets = nil
	case 3:
		rule.external = true
	case 4:
		rule.sourcePort = "1024:65535"
	case 5:
		rule.strange = true
	}
	return rule
}

// step is a rule in the order of evaluation.
type step struct {
	drops bool
	early bool // matches a connection before the first application data
	about func(given connection) outcome
}

func (set inspection) steps() []step {
	steps := []step{}
	for i := range set.groups {
		group := &set.groups[i]
		if group.kind == "names" {
			steps = append(steps, group.list.steps()...)
		}
		for j := range group.entries {
			if action := group.entries[j].action; action != "ALERT" {
				steps = append(steps, step{action != "PASS", group.entries[j].protocol != "TLS" && group.entries[j].protocol != "HTTP", group.entries[j].about})
			}
		}
	}
	if !set.strict {
		slices.SortStableFunc(steps, func(a, b step) int { return pick(a.drops, 1, 0) - pick(b.drops, 1, 0) })
	}
	return steps
}

func (given nameList) steps() []step {
	switch given.kind {
	case "ALLOWLIST": // drops other names, of the protocols that it sees
		return []step{{false, false, given.about}, {true, false, given.seen}}
	case "DENYLIST", "REJECTLIST":
		return []step{{true, false, given.about}}
	}
	return nil
}

// seen tells whether the list sees a name in the connection: allowed for yes. If the application protocol is not known, neither is
// this.
func (given nameList) seen(of connection) outcome {
	switch {
	case of.transport != "tcp":
		return blocked
	case of.application == "":
		return either
	case of.application == "https" && slices.Contains(given.sees, "TLS_SNI"), of.application == "http" && slices.Contains(given.sees, "HTTP_HOST"):
		return allowed
	}
	return blocked
}

func (given nameList) about(of connection) outcome {
	facts := documented["aws_network_firewall"]
	if !slices.ContainsFunc(given.targets, func(target string) bool { return facts.holds(target, of.name) }) {
		return blocked
	}
	return given.seen(of)
}

func (rule *inspectionRule) about(of connection) outcome {
	found := rule.speaks(of)
	if found == blocked || !rule.ports.holds(of.port) || len(rule.targets) > 0 && !rule.external && !anyHolds(rule.targets, of.address) {
		return blocked
	}
	if below, wildcard := strings.CutPrefix(rule.name, "*"); rule.name != "" && of.name != rule.name && (!wildcard || !strings.HasSuffix(of.name, below)) {
		return blocked
	}
	if rule.strange || rule.sourcePort != "ANY" || rule.external && !isPublic(of.address) {
		return either
	}
	return found
}

func (rule *inspectionRule) speaks(of connection) outcome {
	switch protocol := strings.ToLower(rule.protocol); protocol {
	case "ip", of.transport:
		return allowed
	case "tls", "http":
		if of.transport == "tcp" && of.application == "" {
			return either
		}
		if of.application == map[string]string{"tls": "https", "http": "http"}[protocol] {
			return allowed
		}
	}
	return blocked
}

// decide evaluates a connection twice: with its application protocol, and before the first application data. A rule with a name
// matches no packet until then, so a rule that drops every packet may drop the first one.
func (set inspection) decide(given connection) outcome {
	steps := set.steps()
	found := set.first(steps, given, "aws:drop_strict", "aws:drop_established")
	if found != allowed || given.application == "" {
		return found
	}
	if !set.policy {
		return found // the provider assumes that a policy that is not given allows handshakes
	}
	early := slices.DeleteFunc(steps, func(each step) bool { return !each.early })
	return found | set.first(early, given, "aws:drop_strict")&blocked
}

// first evaluates the steps in their order, and then the default actions.
func (set inspection) first(steps []step, given connection, dropping ...string) outcome {
	drops := slices.ContainsFunc(set.defaults, func(action string) bool { return slices.Contains(dropping, action) })
	rest := pick(set.policy, outcomeOf(!drops), either)
	return firstMatch(steps, rest, func(each *step) (matches, action outcome) { return each.about(given), outcomeOf(!each.drops) })
}

// mayBeUnproven if the policy is not given, the application protocol is not known, a server may be outside of the devices' network,
// or a rule has a source port or an option that the provider does not know.
func (set inspection) mayBeUnproven(flow traffic.Flow) bool {
	for _, group := range set.groups {
		if group.kind == "names" && flow.Transport == "tcp" && flow.IsRaw() {
			return true
		}
		for _, rule := range group.entries {
			byName := rule.protocol == "TLS" || rule.protocol == "HTTP"
			if rule.strange || rule.sourcePort != "ANY" || rule.external && (flow.IsRaw() || group.kind == "tuples") || byName && flow.IsRaw() {
				return true
			}
		}
	}
	return !set.policy || namesBelow(flow, set.boundaries().names)
}

func (set inspection) boundaries() boundaries {
	found := boundaries{}
	for _, group := range set.groups {
		found.addNames(".", group.list.targets...)
		for _, rule := range group.entries {
			found.addPorts(rule.ports)
			if !rule.external {
				found.addAddresses(rule.targets...)
			}
			if rule.name != "" {
				found.addNames("*.", rule.name)
			}
		}
	}
	return found
}

func (set inspection) rules() []traffic.Rule {
	order := pick(set.strict, "STRICT_ORDER", "DEFAULT_ACTION_ORDER")
	given, references := []normalize.AWSRuleGroup{}, []object{}
	for i := range set.groups {
		group := &set.groups[i]
		resource := normalize.Resource{ID: fmt.Sprint("group", i), Value: value(group.resource(order))}
		given = append(given, normalize.AWSRuleGroup{Resource: resource, Priority: int64(group.priority)})
		references = append(references, object{
			"priority": group.priority, "resource_arn": fmt.Sprint("arn:", i), "override": []object{}, "deep_threat_inspection": nil,
		})
	}
	slices.Reverse(given)
	if !set.policy {
		return normalize.AWSNetworkFirewallRules("policy", nil, given)
	}
	forward := stringsOf("aws:forward_to_sfe")
	policy := normalize.Resource{ID: "policy", Value: value(object{"name": "policy", "firewall_policy": []object{{
		"stateless_default_actions": forward, "stateless_fragment_default_actions": forward, "stateful_default_actions": set.defaults,
		"stateful_engine_options": []object{{"rule_order": order}}, "stateful_rule_group_reference": references, "stateless_rule_group_reference": []object{},
		"policy_variables": []object{}, "stateless_custom_action": []object{}, "tls_inspection_configuration_arn": nil,
	}}})}
	return normalize.AWSNetworkFirewallRules("policy", &policy, given)
}

func (group *inspectionGroup) resource(order string) object {
	source := object{"rules_string": nil, "rules_source_list": []object{}, "stateful_rule": []object{}, "stateless_rules_and_custom_actions": []object{}}
	switch group.kind {
	case "names":
		source["rules_source_list"] = []object{{"generated_rules_type": group.list.kind, "target_types": group.list.sees, "targets": group.list.targets}}
	case "tuples":
		blocks := []object{}
		for i := range group.entries {
			blocks = append(blocks, group.entries[i].block(i))
		}
		source["stateful_rule"] = blocks
	case "text":
		lines := []string{"# Nexthink: what must pass."}
		for i := range group.entries {
			lines = append(lines, group.entries[i].line(i))
		}
		source["rules_string"] = strings.Join(lines, "\n") + "\n"
	}
	home := object{"key": "HOME_NET", "ip_set": []object{{"definition": stringsOf("10.0.0.0/8")}}}
	return object{"name": "rules", "type": "STATEFUL", "capacity": 100, "rules": nil, "rule_group": []object{{
		"rules_source": []object{source}, "rule_variables": []object{{"ip_sets": []object{home}, "port_sets": []object{}}},
		"stateful_rule_options": []object{{"rule_order": order}}, "reference_sets": []object{},
	}}}
}

func (rule *inspectionRule) block(priority int) object {
	destination := "ANY"
	switch {
	case rule.external:
		destination = "$EXTERNAL_NET"
	case len(rule.targets) > 0:
		destination = rule.targets[0].text
	}
	options := []object{{"keyword": "sid", "settings": stringsOf(strconv.Itoa(priority + 1))}}
	if rule.strange {
		options = append(options, object{"keyword": "content", "settings": stringsOf(`"x"`)})
	}
	return object{"action": rule.action, "rule_option": options, "header": []object{{
		"protocol": rule.protocol, "source": "ANY", "source_port": rule.sourcePort, "direction": "FORWARD", "destination": destination,
		"destination_port": pick(rule.ports == everyPort, "ANY", rule.ports.text(":")),
	}}}
}

// line writes the rule as render_suricata_rules does.
func (rule *inspectionRule) line(priority int) string {
	target, options := "$EXTERNAL_NET", "flow:to_server;"
	content := fmt.Sprintf("content:%q; startswith; endswith;", rule.name)
	if below, wildcard := strings.CutPrefix(rule.name, "*"); wildcard {
		content = fmt.Sprintf("content:%q; endswith;", below)
	}
	switch {
	case rule.protocol == "TLS":
		options = "flow:to_server,established; tls.sni; " + content + " nocase;"
	case rule.protocol == "HTTP":
		options = "flow:to_server,established; http.host; " + content
	case len(rule.targets) == 1:
		target = rule.targets[0].text
	default:
		target = "[" + strings.Join(textsOf(rule.targets), ",") + "]"
	}
	return fmt.Sprintf(`pass %s $HOME_NET any -> %s %s (msg:"Nexthink: row"; %s sid:%d; rev:1;)`,
		strings.ToLower(rule.protocol), target, rule.ports.text(":"), options, 1000+priority)
}
