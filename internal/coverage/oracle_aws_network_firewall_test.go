// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
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

func TestOracle_AgreesOnNetworkFirewall(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: hostPool, web: []string{"https", "https", "https", "http", "https+http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomInspection)
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
		slices.SortStableFunc(steps, func(a, b step) int { return map[bool]int{true: 1}[a.drops] - map[bool]int{true: 1}[b.drops] })
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
	var found outcome
	for _, each := range steps {
		about := each.about(given)
		if about == blocked {
			continue
		}
		if each.drops {
			found |= blocked
		} else {
			found |= allowed
		}
		if about == allowed {
			return found
		}
	}
	switch {
	case !set.policy:
		return either
	case slices.ContainsFunc(set.defaults, func(action string) bool { return slices.Contains(dropping, action) }):
		return found | blocked
	}
	return found | allowed
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
		for _, target := range group.list.targets {
			found.names = append(found.names, strings.TrimPrefix(target, "."))
		}
		for _, rule := range group.entries {
			found.addPorts(rule.ports)
			if !rule.external {
				found.addAddresses(rule.targets)
			}
			if rule.name != "" {
				found.names = append(found.names, strings.TrimPrefix(rule.name, "*."))
			}
		}
	}
	return found
}

func (set inspection) rules() []traffic.Rule {
	given, references := []normalize.AWSRuleGroup{}, []attribute.Value{}
	for i := range set.groups {
		group := &set.groups[i]
		resource := normalize.Resource{ID: fmt.Sprint("group", i), Value: group.value(set.order())}
		given = append(given, normalize.AWSRuleGroup{Resource: resource, Priority: int64(group.priority)})
		references = append(references, attribute.Object(fields{
			"priority": numberOf(group.priority), "resource_arn": attribute.String(fmt.Sprint("arn:", i)), "override": attribute.List(), "deep_threat_inspection": {},
		}))
	}
	slices.Reverse(given)
	if !set.policy {
		return normalize.AWSNetworkFirewallRules("policy", nil, given)
	}
	forward := listOf([]string{"aws:forward_to_sfe"})
	policy := normalize.Resource{ID: "policy", Value: attribute.Object(fields{
		"name": attribute.String("policy"), "firewall_policy": attribute.List(attribute.Object(fields{
			"stateless_default_actions": forward, "stateless_fragment_default_actions": forward, "stateful_default_actions": listOf(set.defaults),
			"stateful_engine_options":       attribute.List(attribute.Object(fields{"rule_order": attribute.String(set.order())})),
			"stateful_rule_group_reference": attribute.List(references...), "stateless_rule_group_reference": attribute.List(),
			"policy_variables": attribute.List(), "stateless_custom_action": attribute.List(), "tls_inspection_configuration_arn": {},
		})),
	})}
	return normalize.AWSNetworkFirewallRules("policy", &policy, given)
}

func (set inspection) order() string {
	if set.strict {
		return "STRICT_ORDER"
	}
	return "DEFAULT_ACTION_ORDER"
}

func (group *inspectionGroup) value(order string) attribute.Value {
	source := fields{
		"rules_string": {}, "rules_source_list": attribute.List(), "stateful_rule": attribute.List(), "stateless_rules_and_custom_actions": attribute.List(),
	}
	switch group.kind {
	case "names":
		source["rules_source_list"] = attribute.List(attribute.Object(fields{
			"generated_rules_type": attribute.String(group.list.kind), "target_types": listOf(group.list.sees), "targets": listOf(group.list.targets),
		}))
	case "tuples":
		blocks := []attribute.Value{}
		for i := range group.entries {
			blocks = append(blocks, group.entries[i].block(i))
		}
		source["stateful_rule"] = attribute.List(blocks...)
	case "text":
		lines := []string{"# Nexthink: what must pass."}
		for i := range group.entries {
			lines = append(lines, group.entries[i].line(i))
		}
		source["rules_string"] = attribute.String(strings.Join(lines, "\n") + "\n")
	}
	home := attribute.Object(fields{
		"key": attribute.String("HOME_NET"), "ip_set": attribute.List(attribute.Object(fields{"definition": listOf([]string{"10.0.0.0/8"})})),
	})
	return attribute.Object(fields{
		"name": attribute.String("rules"), "type": attribute.String("STATEFUL"), "capacity": numberOf(100), "rules": {},
		"rule_group": attribute.List(attribute.Object(fields{
			"rules_source":          attribute.List(attribute.Object(source)),
			"rule_variables":        attribute.List(attribute.Object(fields{"ip_sets": attribute.List(home), "port_sets": attribute.List()})),
			"stateful_rule_options": attribute.List(attribute.Object(fields{"rule_order": attribute.String(order)})), "reference_sets": attribute.List(),
		})),
	})
}

func (rule *inspectionRule) block(priority int) attribute.Value {
	destination, ports := "ANY", "ANY"
	switch {
	case rule.external:
		destination = "$EXTERNAL_NET"
	case len(rule.targets) > 0:
		destination = rule.targets[0].text
	}
	if rule.ports != everyPort {
		ports = rule.ports.text(":")
	}
	options := []attribute.Value{attribute.Object(fields{"keyword": attribute.String("sid"), "settings": listOf([]string{strconv.Itoa(priority + 1)})})}
	if rule.strange {
		options = append(options, attribute.Object(fields{"keyword": attribute.String("content"), "settings": listOf([]string{`"x"`})}))
	}
	return attribute.Object(fields{
		"action": attribute.String(rule.action), "rule_option": attribute.List(options...), "header": attribute.List(attribute.Object(fields{
			"protocol": attribute.String(rule.protocol), "source": attribute.String("ANY"), "source_port": attribute.String(rule.sourcePort),
			"direction": attribute.String("FORWARD"), "destination": attribute.String(destination), "destination_port": attribute.String(ports),
		})),
	})
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
