// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// manyRules returns rules such as a large company has. Most are for other ports, networks and names than those of the requirements.
func manyRules(count int) []traffic.Rule {
	random := rand.New(rand.NewPCG(10, 20))
	ports := []int64{22, 25, 53, 80, 88, 135, 389, 443, 445, 636, 1433, 3306, 3389, 5432, 8080, 8443, 49152}
	rules := []traffic.Rule{}
	for i := range count {
		port := ports[random.IntN(len(ports))]
		rule := traffic.Rule{
			ID: fmt.Sprintf("rule-%d", i), Action: traffic.Allow, Priority: int64(i), Ordered: true, Direction: traffic.Outbound,
			Transport: []string{"tcp", "tcp", "udp"}[random.IntN(3)], Ports: traffic.PortRange{From: port, To: port + random.Int64N(10)},
		}
		switch random.IntN(4) {
		case 0:
			rule.Hosts = []string{fmt.Sprintf("host%d.example.com", i), fmt.Sprintf("*.site%d.example.com", i)}
		case 1:
			rule.Action = traffic.Deny
			fallthrough
		default:
			rule.Addresses = []string{fmt.Sprintf("10.%d.%d.0/24", random.IntN(256), random.IntN(256))}
		}
		rules = append(rules, rule)
	}
	return rules
}

// compareBare is the loop that any check needs: it compares only transport protocols and ports.
func compareBare(flows []traffic.Flow, rules []traffic.Rule) int {
	matched := 0
	for i := range flows {
		flow := &flows[i]
		for j := range rules {
			rule := &rules[j]
			if rule.Transport == flow.Transport && rule.Ports.From <= flow.Ports.To && rule.Ports.To >= flow.Ports.From {
				matched++
			}
		}
	}
	return matched
}

func explainAll(b *testing.B, flows []traffic.Flow, rules []traffic.Rule) {
	b.Helper()
	to := servers()
	to["active_directory"] = to["domain_controller"]
	if _, err := coverage.Explain(flows, to, rules); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkExplain checks 25 requirements against ten thousand rules. The baseline is the loop that compares ports.
func BenchmarkExplain(b *testing.B) {
	flows, rules := catalogFlows(b, "acme")[:25], manyRules(10_000)
	b.Run("of=nexthink", func(b *testing.B) {
		for b.Loop() {
			explainAll(b, flows, rules)
		}
	})
	b.Run("of=baseline", func(b *testing.B) {
		for b.Loop() {
			assert.Assert(b, compareBare(flows, rules) != 0, "no rule matches")
		}
	})
}

// overlappingRules returns rules with a range of ports and a network each. They overlap in many ways.
func overlappingRules(count int) []traffic.Rule {
	random := rand.New(rand.NewPCG(30, 40))
	rules := []traffic.Rule{}
	for i := range count {
		from := 1 + random.Int64N(traffic.LastPort)
		rules = append(rules, traffic.Rule{
			ID: fmt.Sprintf("rule-%d", i), Action: []string{traffic.Allow, traffic.Deny}[random.IntN(2)], Priority: int64(i), Ordered: true,
			Direction: traffic.Outbound, Transport: "tcp", Ports: traffic.PortRange{From: from, To: min(traffic.LastPort, from+random.Int64N(20_000))},
			Addresses: []string{fmt.Sprintf("10.%d.%d.0/24", random.IntN(256), random.IntN(256))},
		})
	}
	return rules
}

// BenchmarkFindExcessSize compares 25 requirements with four hundred rules that deny and allow ports and networks in turns, and with
// half as many.
func BenchmarkFindExcessSize(b *testing.B) {
	flows, to := catalogFlows(b, "acme")[:25], servers()
	to["active_directory"] = to["domain_controller"]
	for size, count := range map[string]int{"half": 200, "whole": 400} {
		rules := overlappingRules(count)
		for i := range rules {
			rules[i].Action = []string{traffic.Deny, traffic.Allow}[i%2]
			if i%2 == 1 {
				rules[i].Ports.From, rules[i].Addresses = 1, []string{"10.0.0.0/8", fmt.Sprintf("52.%d.0.0/16", i%256)}
			}
		}
		b.Run("size="+size, func(b *testing.B) {
			for b.Loop() {
				if _, _, err := coverage.FindExcess(flows, to, rules); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// everyServer returns a flow to a large network on every port, and its addresses.
func everyServer() ([]traffic.Flow, traffic.Addresses) {
	flows := []traffic.Flow{flow("proxy_server", traffic.PortRange{From: 1, To: traffic.LastPort}, "tcp")}
	return flows, traffic.Addresses{"proxy_server": {{Text: "10.0.0.0/8"}}}
}

// BenchmarkExplainOverlapSize checks one flow with every port and a large network against sixteen thousand rules with ports and
// networks, and against half as many.
func BenchmarkExplainOverlapSize(b *testing.B) {
	flows, to := everyServer()
	for size, count := range map[string]int{"half": 8_000, "whole": 16_000} {
		rules := overlappingRules(count)
		b.Run("size="+size, func(b *testing.B) {
			for b.Loop() {
				if _, err := coverage.Explain(flows, to, rules); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkExplainNamesSize checks 25 requirements against 32 thousand rules with a name each, and against half as many.
func BenchmarkExplainNamesSize(b *testing.B) {
	flows := catalogFlows(b, "acme")[:25]
	for size, count := range map[string]int{"half": 16_000, "whole": 32_000} {
		rules := []traffic.Rule{}
		for i := range count {
			rules = append(rules, traffic.Rule{
				ID: fmt.Sprintf("rule-%d", i), Action: []string{traffic.Allow, traffic.Deny}[i%2], Priority: int64(i), Ordered: true,
				Direction: traffic.Outbound, Transport: traffic.AnyTransport, Hosts: []string{fmt.Sprintf("host%d.eu.nexthink.cloud", i)},
			})
		}
		b.Run("size="+size, func(b *testing.B) {
			for b.Loop() {
				explainAll(b, flows, rules)
			}
		})
	}
}

// BenchmarkExplainSize checks 25 requirements against ten thousand rules, and against twenty thousand. The time is linear if the
// whole takes twice as long as the half.
func BenchmarkExplainSize(b *testing.B) {
	flows := catalogFlows(b, "acme")[:25]
	for size, count := range map[string]int{"half": 10_000, "whole": 20_000} {
		rules := manyRules(count)
		b.Run("size="+size, func(b *testing.B) {
			for b.Loop() {
				explainAll(b, flows, rules)
			}
		})
	}
}
