// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// completions is how many times each random set with unknown values is completed.
const completions = 8

// fillFields gives fields of a rule random values. A list keeps the elements that it has.
func fillFields(random *rand.Rand, rule *traffic.Rule, fields traffic.Fields) {
	if fields.Has(traffic.FieldAction) {
		rule.Action = oneOf(random, traffic.Allow, traffic.Deny)
	}
	if fields.Has(traffic.FieldPriority) {
		rule.Priority, rule.Ordered = int64(random.IntN(4)), !oneIn(random, 4)
	}
	if fields.Has(traffic.FieldDirection) {
		rule.Direction = oneOf(random, traffic.Outbound, traffic.Outbound, traffic.Outbound, traffic.Inbound)
	}
	if fields.Has(traffic.FieldTransport) {
		rule.Transport = oneOf(random, "tcp", "tcp", "udp", traffic.AnyTransport)
	}
	if fields.Has(traffic.FieldPorts) {
		ports := drawOne(random, portPool)
		rule.Ports = traffic.PortRange{From: int64(ports.from), To: int64(ports.to)}
		if oneIn(random, 3) {
			rule.Ports = traffic.PortRange{}
		}
	}
	if fields.Has(traffic.FieldApplications) && oneIn(random, 3) {
		rule.Applications = append(slices.Clip(rule.Applications), oneOf(random, "https", "http"))
	}
	for range random.IntN(3) * int(fields&traffic.FieldHosts/traffic.FieldHosts) {
		rule.Hosts = append(slices.Clip(rule.Hosts), oneOf(random, "acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "*", "login.example.com", "*.nexthink.cloud"))
	}
	for range random.IntN(3) * int(fields&traffic.FieldAddresses/traffic.FieldAddresses) {
		rule.Addresses = append(slices.Clip(rule.Addresses),
			oneOf(random, "0.0.0.0/0", "10.20.0.0/24", "10.20.0.10/32", "52.209.0.0/16", "128.0.0.0/1", "0.0.0.0/1", "::/0", "Internet", "VirtualNetwork"))
	}
	if fields.Has(traffic.FieldSources) {
		rule.Sources = append(slices.Clip(rule.Sources), oneOf(random, "10.1.0.0/16", "sg-12345678"))
	}
	if fields.Has(traffic.FieldUnproven) && oneIn(random, 3) {
		rule.Unproven = "it is odd"
	}
}

// randomUnknownRules returns rules with some unknown fields.
func randomUnknownRules(random *rand.Rand) []traffic.Rule {
	rules := []traffic.Rule{}
	for i := range 1 + random.IntN(5) {
		rule := traffic.Rule{ID: strconv.Itoa(i)}
		for field := traffic.FieldAction; field <= traffic.FieldUnproven; field <<= 1 {
			if !oneIn(random, 12) || field == traffic.FieldFromPort || field == traffic.FieldToPort {
				fillFields(random, &rule, field&^(traffic.FieldUnproven*traffic.Fields(min(1, random.IntN(6)))))
			} else {
				rule.Unknown |= field
			}
		}
		if oneIn(random, 12) {
			rule.Unknown |= oneOf(random, traffic.FieldFromPort, traffic.FieldToPort, traffic.FieldPorts)
		}
		for _, list := range []traffic.Fields{traffic.FieldAction, traffic.FieldHosts, traffic.FieldAddresses, traffic.FieldSources} {
			if rule.Unknown.Has(list) && oneIn(random, 2) {
				fillFields(random, &rule, list)
			}
		}
		rules = append(rules, rule)
	}
	return rules
}

func completed(random *rand.Rand, rules []traffic.Rule) []traffic.Rule {
	complete := slices.Clone(rules)
	for i := range complete {
		fillFields(random, &complete[i], complete[i].Unknown)
		complete[i].Unknown = 0
	}
	return complete
}

// withUnknownAddresses replaces the first address of some destinations.
func withUnknownAddresses(random *rand.Rand, known traffic.Addresses) traffic.Addresses {
	unknown := traffic.Addresses{}
	for _, destination := range slices.Sorted(maps.Keys(known)) {
		unknown[destination] = known[destination]
		if oneIn(random, 4) {
			unknown[destination] = append(slices.Clone(known[destination][1:]), traffic.Address{Label: "open", Unknown: true})
		}
	}
	return unknown
}

func completedAddresses(random *rand.Rand, addresses traffic.Addresses) traffic.Addresses {
	complete := traffic.Addresses{}
	for _, destination := range slices.Sorted(maps.Keys(addresses)) {
		complete[destination] = mapped(addresses[destination], func(address traffic.Address) traffic.Address {
			if address.Unknown {
				address = traffic.Address{Label: address.Label, Text: oneOf(random, "10.20.0.99/32", "10.21.0.0/16", "52.209.1.8/32", "192.168.7.0/30")}
			}
			return address
		})
	}
	return complete
}

// changedVerdict returns what is known before and is not the same after. A verdict may be known although its attributes are not.
func changedVerdict(before, after coverage.Verdict) string {
	if before.Verdict == "" {
		return ""
	}
	if before.Unknown {
		before = coverage.Verdict{Verdict: before.Verdict}
		after = coverage.Verdict{Verdict: after.Verdict}
	}
	if before.NearestUnknown {
		before.NearestRuleID, after.NearestRuleID, before.Message, after.Message = "", "", "", ""
	}
	if before.BroadUnknown {
		after.Broad = before.Broad
	}
	after.Unknown, after.NearestUnknown, after.BroadUnknown = before.Unknown, before.NearestUnknown, before.BroadUnknown
	return cmp.Diff(before, after, cmpopts.IgnoreUnexported(coverage.Verdict{}), cmpopts.EquateEmpty())
}

// changedExcess is like changedVerdict for the rules in excess.
func changedExcess(flows []traffic.Flow, to, toAfter traffic.Addresses, rules, complete []traffic.Rule) string {
	before, unknown, err := coverage.FindExcess(flows, to, rules)
	after, still, errAfter := coverage.FindExcess(flows, toAfter, complete)
	if err != nil || errAfter != nil || still {
		return fmt.Sprint(err, errAfter, still)
	}
	if unknown {
		return ""
	}
	return cmp.Diff(before, after, cmpopts.IgnoreUnexported(coverage.Excess{}))
}

func TestUnknownValues_ChangeNothingThatIsKnown(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 0x756e6b))
	known := 0
	for range setsPerVendor() / completions {
		drawn := flowPools{hosts: hostPool, web: []string{"https", "https", "http", "tcp"}, servers: true}.draw(random)
		rules := randomUnknownRules(random)
		addresses := withUnknownAddresses(random, drawn.addresses)
		before, err := coverage.Explain(drawn.flows, addresses, rules)
		if err != nil {
			t.Fatal(err)
		}
		for range completions {
			complete := completed(random, rules)
			to := completedAddresses(random, addresses)
			after, err := coverage.Explain(drawn.flows, to, complete)
			if err != nil {
				t.Fatal(err)
			}
			for i := range before {
				known += min(1, len(before[i].Verdict))
				if diff := changedVerdict(before[i], after[i]); diff != "" {
					t.Fatalf("%s\nflow %+v\naddresses %+v\nrules %+v\ncomplete %+v", diff, drawn.flows[i], to, rules, complete)
				}
			}
			if diff := changedExcess(drawn.flows, addresses, to, rules, complete); diff != "" {
				t.Fatalf("%s\nflows %+v\naddresses %+v\nrules %+v\ncomplete %+v", diff, drawn.flows, to, rules, complete)
			}
		}
	}
	if known < setsPerVendor()/completions {
		t.Errorf("%d verdicts are known", known)
	}
}

// A rule without a priority is unproven among rules with one. So it makes a difference whether an unknown priority becomes a number.
func TestExplain_LeavesOpenWhetherAnyRuleHasAPriority(t *testing.T) {
	t.Parallel()
	rules := []traffic.Rule{excessRule(0, "anywhere deny tcp 443"), excessRule(0, "anywhere allow tcp 443"), excessRule(0, "later allow udp 53")}
	verdictOf := func() string {
		verdicts, err := coverage.Explain([]traffic.Flow{web}, nil, rules)
		if err != nil {
			t.Fatal(err)
		}
		return verdicts[0].Verdict
	}
	for _, want := range []string{"", coverage.Missing, coverage.Unproven} {
		if got := verdictOf(); got != want {
			t.Errorf("%q, want %q: %+v", got, want, rules[2])
		}
		rules[2].Ordered, rules[2].Unknown = rules[2].Unknown == 0, 0
	}
}
