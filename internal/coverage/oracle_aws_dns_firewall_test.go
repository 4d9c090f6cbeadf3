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

// dnsFirewall is a rule group of Route 53 Resolver DNS Firewall. The first rule by priority whose list contains the
// name decides. A name that is in no list is answered.
type dnsFirewall struct {
	entries []dnsRule // sorted by priority
}

type dnsRule struct {
	priority int
	action   string
	trusts   bool   // does not check the targets of an alias
	kind     string // the type of DNS record; empty for every type
	hidden   bool   // the list is not given
	domains  []string
}

func TestOracle_AgreesOnDNSFirewall(t *testing.T) {
	t.Parallel()
	compareWithOracle(t, flowPools{hosts: deepHostPool, web: []string{"https", "https", "http", "tcp"}, udp: true}, randomDNSFirewall)
}

func randomDNSFirewall(random *rand.Rand) ruleSet {
	set := dnsFirewall{}
	for _, priority := range distinct(random, 1+random.IntN(5), 1) {
		rule := dnsRule{
			priority: priority, action: oneOf(random, "ALLOW", "ALLOW", "ALLOW", "ALERT", "BLOCK", "BLOCK"), trusts: !oneIn(random, 5), hidden: oneIn(random, 30),
		}
		if oneIn(random, 20) {
			rule.kind = oneOf(random, "A", "AAAA", "MX")
		}
		for range 1 + random.IntN(3) {
			name := drawOne(random, nameTree)
			if oneIn(random, 2) {
				name = "*." + name
			}
			rule.domains = append(rule.domains, name)
		}
		set.entries = append(set.entries, rule)
	}
	if oneIn(random, 2) {
		set.entries = append(set.entries, dnsRule{priority: 1000, action: "BLOCK", domains: []string{"*"}})
	}
	slices.SortFunc(set.entries, func(a, b dnsRule) int { return a.priority - b.priority })
	return set
}

func (rule *dnsRule) matches(name string) outcome {
	found := blocked
	for _, domain := range rule.domains {
		if below, wildcard := strings.CutPrefix(domain, "*."); domain == "*" || domain == name || wildcard && strings.HasSuffix(name, "."+below) {
			found = allowed
		}
	}
	switch {
	case rule.hidden:
		return either
	case found == allowed && rule.kind == "A":
		return either // a device looks up other types too
	case found == allowed && rule.kind != "":
		return blocked
	}
	return found
}

func (set dnsFirewall) decide(given connection) outcome {
	found, inspected := set.look(given.name)
	if !inspected || found == blocked {
		return found
	}
	// The name may be an alias of a name that is not known here. That name is checked too.
	beyond, _ := set.look("unheard-of.example.net")
	return found | beyond&blocked
}

// look evaluates a name, and tells whether the target of an alias is checked too.
func (set dnsFirewall) look(name string) (found outcome, inspected bool) {
	for i := range set.entries {
		rule := &set.entries[i]
		matches := rule.matches(name)
		if matches == blocked {
			continue
		}
		if rule.action == "BLOCK" {
			found |= blocked
		} else {
			found |= allowed
			inspected = inspected || !rule.trusts
		}
		if matches == allowed {
			return found, inspected
		}
	}
	return found | allowed, inspected
}

// mayBeUnproven if a rule is for one type of DNS record or its list is not given, if targets of aliases are checked, or if a name
// that a wildcard of the flow stands for is blocked.
func (set dnsFirewall) mayBeUnproven(flow traffic.Flow) bool {
	blocks := []string{}
	for _, rule := range set.entries {
		if rule.action == "BLOCK" {
			blocks = append(blocks, rule.domains...)
		}
	}
	return namesBelow(flow, blocks) || slices.ContainsFunc(set.entries, func(rule dnsRule) bool {
		return rule.hidden || rule.kind != "" || rule.action != "BLOCK" && !rule.trusts
	})
}

func (set dnsFirewall) boundaries() boundaries {
	found := boundaries{}
	for i := range set.entries {
		for _, domain := range set.entries[i].domains {
			found.names = append(found.names, strings.TrimPrefix(domain, "*."))
		}
	}
	return found
}

func (set dnsFirewall) rules() []traffic.Rule {
	given := []normalize.AWSDNSRule{}
	for i, rule := range set.entries {
		value := attribute.Object(fields{
			"name": attribute.String("rule"), "firewall_rule_group_id": attribute.String("group"), "firewall_domain_list_id": attribute.String("list"),
			"priority": numberOf(rule.priority), "action": attribute.String(rule.action), "q_type": {},
			"firewall_domain_redirection_action": attribute.String("INSPECT_REDIRECTION_DOMAIN"),
		})
		if rule.trusts {
			value = value.With("firewall_domain_redirection_action", attribute.String("TRUST_REDIRECTION_DOMAIN"))
		}
		if rule.kind != "" {
			value = value.With("q_type", attribute.String(rule.kind))
		}
		domains := listOf(rule.domains)
		if rule.hidden {
			domains = attribute.Value{}
		}
		given = append(given, normalize.AWSDNSRule{Resource: normalize.Resource{ID: fmt.Sprint("rule", i), Value: value}, Domains: domains})
	}
	slices.Reverse(given)
	return normalize.AWSDNSFirewallRules(given)
}
