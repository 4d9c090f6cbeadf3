// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"math/rand/v2"
	"slices"

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
	actions := map[string]outcome{"allow": allowed, "deny": blocked, "goto_next": allowed, "apply_security_profile_group": either}
	return firstMatch(set.entries, allowed, func(rule *googlePolicyRule) (matches, action outcome) {
		return rule.matches(given), actions[rule.action]
	})
}

func (rule *googlePolicyRule) matches(given connection) outcome {
	if rule.disabled || rule.ingress || !anyLayerHolds(rule.layers, given) {
		return blocked
	}
	switch {
	case rule.reference != "":
		return either
	case len(rule.targets) == 0 && len(rule.names) == 0, anyHolds(rule.targets, given.address):
		return allowed
	}
	return resolves(rule.names, given.name, rule.action != "allow")
}

// resolves tells whether a rule with names that the firewall resolves matches a connection to the host: allowed for yes. A server
// without a name, and a host that a rule does not allow, may have an address of another name.
func resolves(names []string, host string, shared bool) outcome {
	switch found := slices.Contains(names, host); {
	case len(names) == 0:
		return blocked
	case host == "", found && host == s3Host, !found && shared: // the addresses of S3 change with each DNS answer
		return either
	default:
		return outcomeOf(found)
	}
}

// mayBeUnproven if addresses are not known, if another level decides, or if a rule has a name that a wildcard of the flow stands for.
func (set googlePolicy) mayBeUnproven(flow traffic.Flow) bool {
	return slices.ContainsFunc(set.entries, func(rule googlePolicyRule) bool {
		about := slices.ContainsFunc(rule.layers, func(layer googleLayer) bool { return googleLayer{protocol: layer.protocol}.holds(flow.Transport, 0) })
		return about && (len(rule.names) > 0 && (rule.action != "allow" || flow.Destination != traffic.Internet) || rule.reference != "" || rule.action == "apply_security_profile_group" || rule.action == "goto_next" || namesBelow(flow, rule.names))
	})
}

func (set googlePolicy) rules() []traffic.Rule {
	given := mapped(set.entries, googlePolicyRule.resource)
	slices.Reverse(given)
	return normalize.GoogleFirewallPolicies.Rules(resources(given))
}

func (rule googlePolicyRule) resource() object {
	match := object{"layer4_configs": layersOf(rule.layers, "ip_protocol")}
	if len(rule.targets) > 0 {
		match["dest_ip_ranges"] = textsOf(rule.targets)
	}
	if len(rule.names) > 0 {
		match["dest_fqdns"] = rule.names
	}
	if rule.reference != "" {
		match[rule.reference] = stringsOf("US")
	}
	direction := pick(rule.ingress, "INGRESS", "EGRESS")
	return with(policyRule(rule.action, rule.priority, "", nil, match), object{"direction": direction, "disabled": rule.disabled})
}
