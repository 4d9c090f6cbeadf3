// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

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
	found := slices.ContainsFunc(rule.domains, func(domain string) bool { return holdsName(domain, name) })
	switch {
	case rule.hidden:
		return either
	case found && rule.kind == "A":
		return either // a device looks up other types too
	}
	return outcomeOf(found && rule.kind == "")
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
	found = firstMatch(set.entries, allowed, func(rule *dnsRule) (matches, action outcome) {
		matches, action = rule.matches(name), outcomeOf(rule.action != "BLOCK")
		inspected = inspected || matches != blocked && action == allowed && !rule.trusts
		return matches, action
	})
	return found, inspected
}

// mayBeUnproven if a rule is for one type of DNS record or its list is not given, if targets of aliases are checked, or if a name
// that a wildcard of the flow stands for is blocked.
func (set dnsFirewall) mayBeUnproven(flow traffic.Flow) bool {
	return slices.ContainsFunc(set.entries, func(rule dnsRule) bool {
		blocks := rule.action == "BLOCK"
		return rule.hidden || rule.kind != "" || blocks && namesBelow(flow, rule.domains) || !blocks && !rule.trusts
	})
}

func (set dnsFirewall) rules() []traffic.Rule {
	given := []normalize.AWSDNSRule{}
	for i, rule := range set.entries {
		resource := object{
			"name": "rule", "firewall_rule_group_id": "group", "firewall_domain_list_id": "list", "priority": rule.priority, "action": rule.action,
			"q_type": pick[any](rule.kind == "", nil, rule.kind), "firewall_domain_redirection_action": pick(rule.trusts, "TRUST_REDIRECTION_DOMAIN", "INSPECT_REDIRECTION_DOMAIN"),
		}
		domains := pick[any](rule.hidden, nil, rule.domains)
		given = append(given, normalize.AWSDNSRule{Resource: normalize.Resource{ID: fmt.Sprint("rule", i), Value: value(resource)}, Domains: value(domains)})
	}
	slices.Reverse(given)
	return normalize.AWSDNSFirewallRules(given)
}
