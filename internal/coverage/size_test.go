// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Rules for one port each and rules for one network each, in turns, split a flow into as many parts as the two numbers multiplied.
func TestExplain_RefusesRulesThatOverlapInTooManyWays(t *testing.T) {
	t.Parallel()
	flows, to := everyServer()
	rules := []traffic.Rule{}
	for i := range 8_000 {
		rule := traffic.Rule{Action: []string{traffic.Allow, traffic.Deny}[i/2%2], Direction: traffic.Outbound, Transport: "tcp", Priority: int64(i), Ordered: true}
		if i%2 == 0 {
			rule.Ports = traffic.PortRange{From: int64(1 + 2*i), To: int64(1 + 2*i)}
		} else {
			rule.Addresses = []string{fmt.Sprintf("10.%d.%d.0/24", i/256, i%256)}
		}
		rules = append(rules, rule)
	}
	if _, err := coverage.Explain(flows, to, rules[:400]); err != nil {
		t.Errorf("400 rules: %v", err)
	}
	if _, err := coverage.Explain(flows, to, rules); err == nil || !strings.Contains(err.Error(), "the limit is 50 million comparisons") {
		t.Errorf("8000 rules: %v", err)
	}
}
