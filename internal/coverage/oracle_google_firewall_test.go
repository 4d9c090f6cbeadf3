// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
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
	known := map[string]string{"6": "tcp", "17": "udp"}
	is := strings.ToLower(layer.protocol)
	if name, numbered := known[is]; numbered {
		is = name
	}
	return (is == "all" || is == transport) && (len(layer.ports) == 0 || anyPortHolds(layer.ports, port))
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

func TestOracle_AgreesOnFirewallsOfGoogleNetworks(t *testing.T) {
	t.Parallel()
	pools := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true, udp: true}
	compareWithOracle(t, pools, randomGoogleNetwork)
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
	for i := range set.entries {
		rule := &set.entries[i]
		if rule.disabled || rule.ingress || rule.priority > first || rule.priority == first && found == blocked {
			continue
		}
		if len(rule.targets) > 0 && !anyHolds(rule.targets, given.address) {
			continue
		}
		if !slices.ContainsFunc(rule.layers, func(layer googleLayer) bool { return layer.holds(given.transport, given.port) }) {
			continue
		}
		if first, found = rule.priority, blocked; rule.allow {
			found = allowed
		}
	}
	return found
}

func (set googleNetwork) mayBeUnproven(traffic.Flow) bool { return false }

func (set googleNetwork) boundaries() boundaries {
	found := boundaries{}
	for i := range set.entries {
		found.addLayers(set.entries[i].layers)
		found.addAddresses(set.entries[i].targets)
	}
	return found
}

func (given *boundaries) addLayers(layers []googleLayer) {
	for _, layer := range layers {
		for _, ports := range layer.ports {
			given.addPorts(ports)
		}
	}
}

func (set googleNetwork) rules() []traffic.Rule {
	given := []normalize.Resource{}
	for i, rule := range set.entries {
		given = append(given, normalize.Resource{ID: fmt.Sprint("rule", i), Value: rule.value()})
	}
	return normalize.GoogleFirewalls.Rules(given)
}

func (rule vpcRule) value() attribute.Value {
	given := fields{
		"name": attribute.String("rule"), "network": attribute.String("agents"), "priority": numberOf(rule.priority), "disabled": attribute.Bool(rule.disabled),
		"direction": attribute.String("EGRESS"), "destination_ranges": listOf(textsOf(rule.targets)), "allow": attribute.List(), "deny": attribute.List(),
	}
	switch {
	case rule.implicit:
		given["direction"] = attribute.Unknown(false)
	case rule.ingress:
		given["direction"] = attribute.String("INGRESS")
	}
	if len(rule.targets) == 0 {
		given["destination_ranges"] = attribute.Unknown(false)
	}
	blocks := []attribute.Value{}
	for _, layer := range rule.layers {
		blocks = append(blocks, attribute.Object(fields{"protocol": attribute.String(layer.protocol), "ports": listOf(portTexts(layer.ports, "-"))}))
	}
	if rule.allow {
		given["allow"] = attribute.List(blocks...)
	} else {
		given["deny"] = attribute.List(blocks...)
	}
	return attribute.Object(given)
}
