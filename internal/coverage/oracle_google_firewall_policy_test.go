// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// googlePolicy is a firewall policy of Google. The first rule by priority decides. The policy allows what no rule matches,
// and what a rule leaves to the next level.
type googlePolicy struct {
	entries []googlePolicyRule // sorted by priority
}

type googlePolicyRule struct {
	priority  int
	action    string
	disabled  bool
	ingress   bool
	layers    []googleLayer
	targets   []address
	names     []string
	reference string // an argument for destinations whose addresses are not known
}

var exactNamePool = []string{
	"acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud", "eu.nexthink.cloud", "login.example.com", s3Host,
}

func TestOracle_AgreesOnFirewallPoliciesOfGoogle(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: append([]string{s3Host}, hostPool...), web: []string{"https", "https", "http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomGooglePolicy)
}

func randomGooglePolicy(random *rand.Rand) ruleSet {
	set := googlePolicy{}
	for _, priority := range distinct(random, 1+random.IntN(5), 1) {
		rule := googlePolicyRule{
			priority: priority, action: oneOf(random, "allow", "allow", "allow", "deny", "deny"), disabled: oneIn(random, 10), ingress: oneIn(random, 10),
			layers: randomGoogleLayers(random),
		}
		rule.aim(random)
		if oneIn(random, 20) {
			rule.action = oneOf(random, "goto_next", "apply_security_profile_group")
		}
		set.entries = append(set.entries, rule)
	}
	if oneIn(random, 2) {
		set.entries = append(set.entries, googlePolicyRule{
			priority: 2147483547, action: "deny", layers: []googleLayer{{protocol: "all"}}, targets: v4s("0.0.0.0/0"),
		})
	}
	slices.SortFunc(set.entries, func(a, b googlePolicyRule) int { return a.priority - b.priority })
	return set
}

func (rule *googlePolicyRule) aim(random *rand.Rand) {
	switch kind := random.IntN(20); {
	case kind < 8:
		rule.targets = randomNetworks(random)
	case kind < 16:
		rule.names = []string{drawOne(random, exactNamePool)}
		if oneIn(random, 3) {
			rule.names = append(rule.names, drawOne(random, exactNamePool))
		}
	case kind == 16:
		rule.targets = []address{v6("::/0")}
	case kind == 17 && !rule.ingress:
		rule.reference = oneOf(random, "dest_address_groups", "dest_region_codes", "dest_threat_intelligences")
	}
}

func (set googlePolicy) decide(given connection) outcome {
	var found outcome
	for i := range set.entries {
		rule := &set.entries[i]
		matches := rule.matches(given)
		if matches == blocked {
			continue
		}
		switch rule.action {
		case "deny":
			found |= blocked
		case "apply_security_profile_group":
			found |= either
		default:
			found |= allowed
		}
		if matches == allowed {
			return found
		}
	}
	return found | allowed
}

func (rule *googlePolicyRule) matches(given connection) outcome {
	if rule.disabled || rule.ingress || !slices.ContainsFunc(rule.layers, func(layer googleLayer) bool { return layer.holds(given.transport, given.port) }) {
		return blocked
	}
	switch {
	case rule.reference != "":
		return either
	case len(rule.targets) == 0 && len(rule.names) == 0, anyHolds(rule.targets, given.address):
		return allowed
	case given.name != "" && slices.Contains(rule.names, given.name):
		if given.name == s3Host {
			return either // its addresses change with each DNS answer
		}
		return allowed
	}
	return blocked
}

// mayBeUnproven if addresses are not known, if another level decides, or if a rule has a name that a wildcard of the flow stands for.
func (set googlePolicy) mayBeUnproven(flow traffic.Flow) bool {
	return slices.ContainsFunc(set.entries, func(rule googlePolicyRule) bool {
		about := slices.ContainsFunc(rule.layers, func(layer googleLayer) bool { return googleLayer{protocol: layer.protocol}.holds(flow.Transport, 0) })
		return about && (rule.reference != "" || rule.action == "apply_security_profile_group" || rule.action == "goto_next" || namesBelow(flow, rule.names))
	})
}

func (set googlePolicy) boundaries() boundaries {
	found := boundaries{}
	for i := range set.entries {
		found.addLayers(set.entries[i].layers)
		found.addAddresses(set.entries[i].targets)
		found.names = append(found.names, set.entries[i].names...)
	}
	return found
}

func (set googlePolicy) rules() []traffic.Rule {
	given := []normalize.Resource{}
	for i, rule := range set.entries {
		given = append(given, normalize.Resource{ID: fmt.Sprint("rule", i), Value: rule.value()})
	}
	slices.Reverse(given)
	return normalize.GoogleFirewallPolicies.Rules(given)
}

func (rule googlePolicyRule) value() attribute.Value {
	layers := []attribute.Value{}
	for _, layer := range rule.layers {
		layers = append(layers, attribute.Object(fields{"ip_protocol": attribute.String(layer.protocol), "ports": listOf(portTexts(layer.ports, "-"))}))
	}
	match := fields{
		"layer4_configs": attribute.List(layers...), "dest_ip_ranges": {}, "dest_fqdns": {}, "dest_network_context": attribute.Unknown(false),
		"src_network_context": attribute.Unknown(false), "dest_address_groups": {}, "dest_region_codes": {}, "dest_threat_intelligences": {},
	}
	if len(rule.targets) > 0 {
		match["dest_ip_ranges"] = listOf(textsOf(rule.targets))
	}
	if len(rule.names) > 0 {
		match["dest_fqdns"] = listOf(rule.names)
	}
	if rule.reference != "" {
		match[rule.reference] = listOf([]string{"US"})
	}
	direction := "EGRESS"
	if rule.ingress {
		direction = "INGRESS"
	}
	return attribute.Object(fields{
		"firewall_policy": attribute.String("agents"), "priority": numberOf(rule.priority), "action": attribute.String(rule.action),
		"direction": attribute.String(direction), "disabled": attribute.Bool(rule.disabled), "match": attribute.List(attribute.Object(match)),
	})
}
