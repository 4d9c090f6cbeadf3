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
