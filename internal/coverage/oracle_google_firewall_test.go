// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// googleNetwork is the firewall of a VPC network of Google. Of the rules that match, the one with the lowest number decides.
// For the same number, a deny decides. What no rule matches is allowed.
type googleNetwork struct {
	entries []vpcRule
}

type vpcRule struct {
	priority int
	allow    bool
	disabled bool
	ingress  bool
	implicit bool // the direction is left out, which is ingress
	layers   []googleLayer
	targets  []address // none: any
}

type googleLayer struct {
	protocol string
	ports    []portRange // none: any
}

func (layer googleLayer) holds(transport string, port int) bool {
	is := cmp.Or(map[string]string{"6": "tcp", "17": "udp"}[layer.protocol], strings.ToLower(layer.protocol))
	return (is == "all" || is == transport) && (len(layer.ports) == 0 || anyPortHolds(layer.ports, port))
}

func anyLayerHolds(layers []googleLayer, given connection) bool {
	return slices.ContainsFunc(layers, func(layer googleLayer) bool { return layer.holds(given.transport, given.port) })
}

func layersOf(layers []googleLayer, protocol string) []object {
	return mapped(layers, func(layer googleLayer) object {
		return object{protocol: layer.protocol, "ports": portTexts(layer.ports, "-")}
	})
}

func randomGoogleLayers(random *rand.Rand) []googleLayer {
	layers := []googleLayer{}
	for range 1 + random.IntN(5)/4 {
		layer := googleLayer{protocol: oneOf(random, "tcp", "tcp", "tcp", "TCP", "6", "udp", "17", "all", "all", "icmp", "sctp")}
		if layer.protocol != "all" && layer.protocol != "icmp" && !oneIn(random, 6) {
			layer.ports = randomPorts(random)
		}
		layers = append(layers, layer)
	}
	return layers
}

func randomGoogleNetwork(random *rand.Rand) ruleSet {
	set := googleNetwork{}
	for range 1 + random.IntN(5) {
		rule := vpcRule{
			priority: oneOf(random, 0, 900, 1000, 1000, 1100, 65535), allow: !oneIn(random, 3), disabled: oneIn(random, 10), ingress: oneIn(random, 10),
			layers: randomGoogleLayers(random), targets: randomNetworks(random),
		}
		rule.implicit = rule.ingress && oneIn(random, 2)
		if oneIn(random, 10) {
			rule.targets = nil
		}
		if oneIn(random, 12) {
			rule.targets = []address{v6("::/0")}
		}
		set.entries = append(set.entries, rule)
	}
	if oneIn(random, 2) {
		set.entries = append(set.entries, vpcRule{priority: 65534, layers: []googleLayer{{protocol: "all"}}, targets: v4s("0.0.0.0/0")})
	}
	return set
}

func (set googleNetwork) decide(given connection) outcome {
	first, found := 1<<30, allowed
	for _, rule := range set.entries {
		if rule.disabled || rule.ingress || rule.priority > first || rule.priority == first && found == blocked {
			continue
		}
		if (len(rule.targets) == 0 || anyHolds(rule.targets, given.address)) && anyLayerHolds(rule.layers, given) {
			first, found = rule.priority, outcomeOf(rule.allow)
		}
	}
	return found
}

func (set googleNetwork) mayBeUnproven(traffic.Flow) bool { return false }

func (set googleNetwork) rules() []traffic.Rule {
	return normalize.GoogleFirewalls.Rules(resources(mapped(set.entries, vpcRule.resource)))
}

func (rule vpcRule) resource() object {
	action := pick(rule.allow, "allow", "deny")
	given := with(googleRule(action, rule.priority, "", nil, textsOf(rule.targets)...), object{
		"disabled": rule.disabled, "direction": pick(rule.ingress, "INGRESS", "EGRESS"), action: layersOf(rule.layers, "protocol"),
	})
	if rule.implicit {
		given["direction"] = unknownValue{}
	}
	if len(rule.targets) == 0 {
		given["destination_ranges"] = unknownValue{}
	}
	return given
}
