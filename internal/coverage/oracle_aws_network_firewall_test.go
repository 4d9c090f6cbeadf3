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

// inspection is a set of rule groups of AWS Network Firewall under one policy. In strict order the first rule that matches a packet
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
	source     string // ANY, or $HOME_NET
	direction  string
	ports      portRange
	targets    []address // none: any
	external   bool      // $EXTERNAL_NET: every address outside of the network of the devices
	name       string
	sourcePort string
	strange    bool // has an option that the provider does not know
	isText     bool
	answers    int // text for addresses: 1 if a rule for the answers follows, more if it follows at the end of the text
}

func randomInspection(random *rand.Rand) ruleSet {
	set := inspection{strict: oneIn(random, 2), policy: !oneIn(random, 12)}
	if set.strict {
		set.defaults = oneOf(random, nil, []string{"aws:drop_established"}, []string{"aws:drop_established_app_layer", "aws:alert_established_app_layer"},
			[]string{"aws:drop_strict"}, []string{"aws:alert_strict"},
			[]string{"aws:drop_established_app_layer_to_server", "aws:alert_established_app_layer_to_server"})
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
		source: oneOf(random, "ANY", "ANY", "$HOME_NET"), direction: oneOf(random, "FORWARD", "FORWARD", "FORWARD", "ANY"),
		ports: drawOne(random, portPool), targets: randomNetworks(random), sourcePort: "ANY",
	}
	if kind == "text" {
		rule.action, rule.protocol = "PASS", oneOf(random, "TLS", "TLS", "HTTP", "TCP", "UDP")
		rule.source, rule.direction, rule.isText = "$HOME_NET", "FORWARD", true
		if rule.external = rule.protocol == "TLS" || rule.protocol == "HTTP"; rule.external {
			rule.name = oneOf(random, "", "*.") + drawOne(random, nameTree)
		} else {
			rule.answers = random.IntN(4)
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

// packet is a packet of a connection.
type packet struct {
	connection

	device      uint32
	toServer    bool
	first       bool // of its direction
	established bool // the handshake is over; the packet has data
}

// devicePort is the port of every device.
const devicePort = 40000

// devices are in the networks of HOME_NET. Which of them connects is not known.
var devices = []uint32{v4("10.99.0.7").network.first, v4("172.16.99.7").network.first, v4("192.168.99.7").network.first}

var homeNet = v4s("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")

// signature is a rule as the engine reads it.
type signature struct {
	passes   bool
	action   string
	protocol string // ip, tcp, udp, tls, http
	source   end
	target   end
	bothWays bool
	packets  bool   // has the keyword flow without a name, so that its action is for single packets
	flow     string // to_server, to_client, or empty
	state    bool   // matches established connections only
	names    []string
	subtree  bool // matches a name and everything below it
	perhaps  bool // it is not known whether the engine has the rule, or what it matches
}

// end is what a signature matches at one end of a connection.
type end struct {
	kind     string // any, home, external, networks
	networks []address
	ports    portRange
}

var anyEnd = end{kind: "any", ports: everyPort}

func (given end) holds(address uint32, port int) outcome {
	if !given.ports.holds(port) {
		return blocked
	}
	switch given.kind {
	case "home":
		return outcomeOf(anyHolds(homeNet, address))
	case "external":
		switch {
		case isPublic(address):
			return allowed
		case anyHolds(homeNet, address):
			return blocked
		}
		return either
	case "networks":
		return outcomeOf(anyHolds(given.networks, address))
	}
	return allowed
}

// matches tells whether the signature matches a packet: allowed for yes.
func (given *signature) matches(of *packet) outcome {
	if given.flow == "to_server" && !of.toServer || given.flow == "to_client" && of.toServer || given.state && !of.established {
		return blocked
	}
	found := given.speaks(of)
	if found == blocked || len(given.names) > 0 && !given.holdsName(of.name) {
		return blocked
	}
	found = both(found, given.ends(of))
	if given.perhaps && found == allowed {
		return either
	}
	return found
}

func (given *signature) ends(of *packet) outcome {
	here, port, there, other := of.device, devicePort, of.address, of.port
	if !of.toServer {
		here, port, there, other = there, other, here, port
	}
	found := both(given.source.holds(here, port), given.target.holds(there, other))
	if given.bothWays && found != allowed {
		reversed := both(given.source.holds(there, other), given.target.holds(here, port))
		if found = found&allowed | reversed; found&allowed == 0 {
			return blocked
		}
	}
	return found
}

// both returns the outcome of two conditions.
func both(a, b outcome) outcome {
	return a&b&allowed | (a|b)&blocked
}

// speaks tells whether a packet has the protocol. A rule for addresses and ports alone is evaluated with the first packet of either
// direction, unless it has the keyword flow.
func (given *signature) speaks(of *packet) outcome {
	switch given.protocol {
	case "ip", of.transport:
		return outcomeOf(of.first || given.packets)
	case "tls", "http":
		if of.transport == "tcp" && of.established && of.application == "" {
			return either
		}
		return outcomeOf(of.established && of.application == map[string]string{"tls": "https", "http": "http"}[given.protocol])
	}
	return blocked
}

func (given *signature) holdsName(name string) bool {
	return slices.ContainsFunc(given.names, func(target string) bool {
		below, wildcard := strings.CutPrefix(target, ".")
		return target == name || wildcard && (strings.HasSuffix(name, target) || given.subtree && name == below)
	})
}

// signatures returns the rules of the engine in the order in which they decide, with the default actions.
func (set inspection) signatures() []signature {
	found := []signature{}
	for i := range set.groups {
		group := &set.groups[i]
		if group.kind == "names" {
			found = append(found, group.list.signatures(set.strict)...)
		}
		later := []signature{}
		for j := range group.entries {
			rule, answers := group.entries[j].signature()
			if rule.action == "alert" || group.entries[j].protocol == "ICMP" {
				continue
			}
			if found = append(found, rule); group.entries[j].answers == 1 {
				found = append(found, answers)
			} else if group.entries[j].answers > 1 {
				later = append(later, answers)
			}
		}
		found = append(found, later...)
	}
	if !set.strict {
		slices.SortStableFunc(found, func(a, b signature) int { return pick(a.passes, 0, 1) - pick(b.passes, 0, 1) })
	}
	for _, action := range set.defaults {
		found = append(found, defaultSignatures(action)...)
	}
	return found
}

// defaultSignatures returns rules that do what AWS says of a default action.
func defaultSignatures(action string) []signature {
	drop := signature{action: "drop", source: anyEnd, target: anyEnd, packets: true, protocol: "tcp"}
	flows, state := []string{"to_server", "to_client"}, true
	switch action {
	case "aws:drop_strict":
		state = false
	case "aws:drop_established", "aws:drop_established_app_layer":
	case "aws:drop_established_app_layer_to_server":
		flows = flows[:1]
	default:
		return nil
	}
	found := []signature{}
	for _, drop.flow = range flows {
		drop.protocol, drop.state = "tcp", state
		found = append(found, drop)
		drop.protocol, drop.state = "udp", false
		found = append(found, drop)
	}
	return found
}

func (given nameList) signatures(strict bool) []signature {
	found := []signature{}
	action := map[string]string{"ALLOWLIST": "pass", "DENYLIST": "drop", "REJECTLIST": "reject"}[given.kind]
	for _, sees := range given.sees {
		rule := signature{
			passes: action == "pass", action: action, protocol: map[string]string{"TLS_SNI": "tls", "HTTP_HOST": "http"}[sees],
			source: end{kind: "home", ports: everyPort}, target: end{kind: "external", ports: everyPort},
			flow: "to_server", state: true, subtree: true,
		}
		for _, target := range given.targets {
			if rule.names = []string{target}; action != "" {
				found = append(found, rule)
			}
		}
		if rule.passes { // drops other names
			rule.passes, rule.action, rule.names, rule.perhaps = false, "drop", nil, strict
			found = append(found, rule)
		}
	}
	return found
}

// signature returns the rule, and the rule for the answers of a rule of text.
func (rule *inspectionRule) signature() (given, answers signature) {
	given = signature{
		passes: rule.action == "PASS", action: strings.ToLower(rule.action), protocol: strings.ToLower(rule.protocol), source: anyEnd,
		target: end{kind: "any", ports: rule.ports}, bothWays: rule.direction == "ANY", perhaps: rule.strange,
	}
	if rule.source != "ANY" {
		given.source.kind = "home"
	}
	if rule.sourcePort != "ANY" {
		given.source.ports = portRange{1024, 65535}
	}
	switch {
	case rule.external:
		given.target.kind = "external"
	case len(rule.targets) > 0:
		given.target.kind, given.target.networks = "networks", rule.targets
	}
	switch {
	case rule.name != "":
		given.flow, given.state, given.names = "to_server", true, []string{strings.TrimPrefix(rule.name, "*")}
	case rule.isText:
		given.flow, given.packets = "to_server", true
	}
	answers = given
	answers.flow, answers.source, answers.target = "to_client", given.target, given.source
	return given, answers
}

// decide evaluates the packets of a connection, from each device.
func (set inspection) decide(given connection) outcome {
	signatures := set.signatures()
	var found outcome
	for _, device := range devices {
		packets := []packet{
			{toServer: true, first: true}, {first: true}, {toServer: true}, {toServer: true, established: true}, {established: true},
		}
		if given.transport == "udp" {
			packets = packets[:2]
		}
		for i := range packets {
			packets[i].connection, packets[i].device = given, device
		}
		if found |= set.send(packets, signatures); found == either {
			break
		}
	}
	return found
}

// send evaluates packets one after the other. A packet that no rule matches passes, if the policy is known.
func (set inspection) send(packets []packet, signatures []signature) outcome {
	if len(packets) == 0 {
		return allowed
	}
	var found outcome
	for i := range signatures {
		given := &signatures[i]
		matches := given.matches(&packets[0])
		switch {
		case matches == blocked:
			continue
		case !given.passes:
			found |= blocked
		case given.packets:
			found |= set.send(packets[1:], signatures)
		default:
			found |= allowed
		}
		if matches == allowed || found == either {
			return found
		}
	}
	if !set.policy {
		return either
	}
	return found | set.send(packets[1:], signatures)
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
			near := rule.action != "ALERT" && rule.ports.to >= devicePort && (len(rule.targets) > 0 || rule.ports != everyPort)
			if near && !rule.isText || rule.isText && !byName && (rule.answers == 0 || len(set.groups) > 1) {
				return true
			}
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
		later := []string{}
		for i := range group.entries {
			line, answers := group.entries[i].lines(i)
			if lines = append(lines, line); group.entries[i].answers == 1 {
				lines = append(lines, answers)
			} else if group.entries[i].answers > 1 {
				later = append(later, answers)
			}
		}
		source["rules_string"] = strings.Join(append(lines, later...), "\n") + "\n"
	}
	home := object{"key": "HOME_NET", "ip_set": []object{{"definition": textsOf(homeNet)}}}
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
		"protocol": rule.protocol, "source": rule.source, "source_port": rule.sourcePort, "direction": rule.direction, "destination": destination,
		"destination_port": pick(rule.ports == everyPort, "ANY", rule.ports.text(":")),
	}}}
}

// lines writes the rule as render_suricata_rules does, and a rule for its answers.
func (rule *inspectionRule) lines(place int) (line, answers string) {
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
	protocol, ports := strings.ToLower(rule.protocol), rule.ports.text(":")
	line = fmt.Sprintf(`pass %s $HOME_NET any -> %s %s (msg:"Nexthink: web"; %s sid:%d; rev:1;)`, protocol, target, ports, options, 1000+2*place)
	answers = fmt.Sprintf(`pass %s %s %s -> $HOME_NET any (msg:"Nexthink: web"; flow:to_client; sid:%d; rev:1;)`, protocol, target, ports, 1001+2*place)
	return line, answers
}
