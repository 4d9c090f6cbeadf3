// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The values of random rules, and the points that the oracle tries. Each range of a rule is made of points.
var (
	excessPorts     = []traffic.PortRange{{}, {}, {From: 1, To: 2}, {From: 2, To: 3}, {From: 3, To: 3}, {From: 1, To: 65535}, {From: 4, To: 65535}}
	excessAddresses = []string{"10.0.0.0/30", "10.0.0.0/31", "10.0.0.2/31", "10.0.0.1/32", "8.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8::/32", "pl-0123456789abcdef0"}
	excessHosts     = []string{"a.example.com", "b.example.com", "*.example.com", "*.a.example.com", "*.com", "x.example.org"}

	triedPorts     = []int64{1, 2, 3, 4, 65535}
	triedAddresses = []string{"10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "8.8.8.8", "9.9.9.9", "2001:db8::1", "2001:db9::1", "pl-0123456789abcdef0"}
	triedHosts     = []string{"", "a.example.com", "b.example.com", "zz.example.com", "zz.a.example.com", "zz.com", "x.example.org"}
)

// excessPoint is a single connection.
type excessPoint struct {
	transport, address, host string
	port                     int64
}

func holdsPoint(rule *traffic.Rule, point excessPoint) bool {
	holdsAddress := func(address string) bool { return address == point.address || prefixHolds(address, point.address) }
	holdsHost := func(host string) bool { return point.host != "" && holdsName(host, point.host) }
	return (rule.Transport == traffic.AnyTransport || rule.Transport == point.transport) &&
		(rule.EveryPort() || rule.Ports.From <= point.port && point.port <= rule.Ports.To) &&
		(len(rule.Addresses) == 0 || slices.ContainsFunc(rule.Addresses, holdsAddress)) &&
		(len(rule.Hosts) == 0 || slices.ContainsFunc(rule.Hosts, holdsHost))
}

// prefixHolds tells whether a network has an address. A rule for every IPv4 address is for those of a prefix list too.
func prefixHolds(network, address string) bool {
	prefix, err := netip.ParsePrefix(network)
	if single, notSingle := netip.ParseAddr(address); err == nil && notSingle == nil {
		return prefix.Contains(single)
	}
	return network == "0.0.0.0/0"
}

func randomExcessRules(random *rand.Rand) []traffic.Rule {
	rules := []traffic.Rule{}
	for i := range 1 + random.IntN(6) {
		rule := traffic.Rule{
			ID: strconv.Itoa(i), Action: oneOf(random, traffic.Allow, traffic.Deny), Priority: int64(i), Ordered: true, Direction: traffic.Outbound,
			Transport: oneOf(random, "tcp", "udp", traffic.AnyTransport), Ports: drawOne(random, excessPorts),
		}
		for range random.IntN(3) {
			rule.Addresses = append(rule.Addresses, drawOne(random, excessAddresses))
		}
		for range random.IntN(5) - 2 {
			rule.Hosts = append(rule.Hosts, drawOne(random, excessHosts))
		}
		if rule.Action == traffic.Deny && slices.ContainsFunc(rule.Addresses, traffic.IsPrefixListID) {
			rule.Addresses = nil // a deny of a prefix list is uncertain for other addresses
		}
		rules = append(rules, rule)
	}
	return rules
}

// expectedExcess evaluates the points of a rule one by one, and writes what is in excess like excessText, with points in place of ranges.
func expectedExcess(rules []traffic.Rule, index int, flows []excessPoint) string {
	rule := &rules[index]
	isLeft := func(point excessPoint) bool {
		return holdsPoint(rule, point) && !slices.ContainsFunc(rules[:index], func(earlier traffic.Rule) bool {
			return earlier.Action == traffic.Deny && holdsPoint(&earlier, point)
		})
	}
	if !slices.ContainsFunc(flows, isLeft) {
		return ""
	}
	needed, left := map[any]bool{}, map[string]bool{}
	for _, point := range flows {
		if holdsPoint(rule, point) {
			needed[point.transport], needed[point.port], needed[point.host], needed[point.address] = true, true, true, true
		}
	}
	for _, transport := range []string{"tcp", "udp"} {
		for _, port := range triedPorts {
			for _, address := range triedAddresses {
				if traffic.IsPrefixListID(address) && !slices.Contains(rule.Addresses, address) {
					continue // it is not an address
				}
				for _, host := range triedHosts {
					if point := (excessPoint{transport: transport, address: address, host: host, port: port}); (host != "") != (len(rule.Hosts) > 0) || !isLeft(point) {
						continue
					}
					left[pick(needed[transport], "", transport)] = true
					left[pick(needed[port], "", strconv.FormatInt(port, 10))] = true
					left[pick(host != "" || needed[address], "", address)] = true
					for _, pattern := range rule.Hosts {
						left[pick(needed[pattern] || !holdsName(pattern, host), "", pattern)] = true
					}
				}
			}
		}
	}
	return sortedWords(left)
}

func sortedWords(words map[string]bool) string {
	delete(words, "")
	texts := []string{}
	for word := range words {
		texts = append(texts, word)
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}

// pointsOf returns the points of what was found.
func pointsOf(excess coverage.Excess) string {
	words := map[string]bool{}
	for _, word := range slices.Concat(excess.Transports, excess.Hosts) {
		words[word] = true
	}
	for _, text := range excess.PortRanges {
		var ports traffic.PortRange
		if _, err := fmt.Sscanf(text, "%d-%d", &ports.From, &ports.To); err != nil {
			ports.To = ports.From
		}
		for _, port := range triedPorts {
			words[pick(ports.From <= port && port <= ports.To, strconv.FormatInt(port, 10), "")] = true
		}
	}
	for _, network := range excess.Addresses {
		for _, address := range triedAddresses {
			isNamed := traffic.IsPrefixListID(address)
			words[pick(network == address || !isNamed && prefixHolds(network, address), address, "")] = true
		}
	}
	return sortedWords(words)
}

// What is in excess is allowed by the rule, denied by no earlier one, and needed by no flow. Nothing else is left out.
func TestOracle_AgreesOnExcess(t *testing.T) {
	t.Parallel()
	flows := []traffic.Flow{
		flow("internet", traffic.PortRange{From: 2, To: 2}, "https", "a.example.com"),
		flow("internet", traffic.PortRange{From: 3, To: 3}, "https", "a.example.com"),
		{Key: "datagrams", Destination: "internet", Transport: "udp", Ports: traffic.PortRange{From: 3, To: 3}, Applications: []string{"udp"}, Hosts: []string{"a.example.com"}},
	}
	to := traffic.Addresses{"internet": {{Text: "10.0.0.1"}}}
	points := []excessPoint{
		{transport: "tcp", address: "10.0.0.1", port: 2, host: "a.example.com"},
		{transport: "tcp", address: "10.0.0.1", port: 3, host: "a.example.com"},
		{transport: "udp", address: "10.0.0.1", port: 3, host: "a.example.com"},
	}
	random := rand.New(rand.NewPCG(1, 0x657863))
	reported := 0
	for range setsPerVendor() {
		rules := randomExcessRules(random)
		found, unknown, err := coverage.FindExcess(flows, to, rules)
		if err != nil || unknown {
			t.Fatalf("%+v: %t %v", rules, unknown, err)
		}
		given := map[string]coverage.Excess{}
		for _, excess := range found {
			given[excess.RuleID] = excess
		}
		for i := range rules {
			if rules[i].Action == traffic.Deny {
				continue
			}
			got, want := pointsOf(given[rules[i].ID]), expectedExcess(rules, i, points)
			reported += min(len(want), 1)
			if got != want {
				t.Fatalf("rule %d of %+v\n got %s, from %+v\nwant %s", i, rules, got, given[rules[i].ID], want)
			}
		}
	}
	if reported < setsPerVendor()/10 {
		t.Errorf("%d rules only", reported)
	}
}
