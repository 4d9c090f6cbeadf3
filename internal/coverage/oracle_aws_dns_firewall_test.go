// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

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
	tree := append([]string{"cloud", "ru", "_dmarc.example.com", "cloudfront.net"}, nameTree...)
	for _, priority := range distinct(random, 1+random.IntN(5), 1) {
		rule := dnsRule{
			priority: priority, action: oneOf(random, "ALLOW", "ALLOW", "ALLOW", "ALERT", "BLOCK", "BLOCK"), trusts: !oneIn(random, 5), hidden: oneIn(random, 30),
		}
		if oneIn(random, 20) {
			rule.kind = oneOf(random, "A", "AAAA", "MX")
		}
		for range 1 + random.IntN(3) {
			name := drawOne(random, tree)
			if oneIn(random, 2) || !strings.Contains(name, ".") {
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
	facts := documented["aws_route53_dns_firewall"]
	found := slices.ContainsFunc(rule.domains, func(domain string) bool { return domain == "*" || facts.holds(domain, name) })
	vague := slices.ContainsFunc(rule.domains, func(domain string) bool { return vaguelyHolds(domain, name) })
	switch {
	case rule.hidden && (rule.kind == "" || rule.kind == "A"):
		return either
	case vague && !found && (rule.kind == "" || rule.kind == "A"):
		return either
	case rule.kind == "AAAA" && rule.action == "BLOCK" && (found || vague || rule.hidden):
		return either // a device may count the name as one that does not exist
	}
	return outcomeOf(found && (rule.kind == "" || rule.kind == "A"))
}

// blocksAlias tells whether the rule may block what a name of a cloud or of Nexthink is an alias of.
func (rule *dnsRule) blocksAlias() bool {
	return rule.action == "BLOCK" && !rule.trusts && rule.kind != "MX" && (rule.hidden || slices.ContainsFunc(rule.domains, func(domain string) bool {
		return domain != "login.example.com" && domain != "*.login.example.com" && domain != "*.ru" && !strings.Contains(domain, "_")
	}))
}

func (set dnsFirewall) decide(given connection) outcome {
	var found outcome
	for i := range set.entries {
		rule := &set.entries[i]
		matches, action := rule.matches(given.name), outcomeOf(rule.action != "BLOCK")
		if matches == blocked {
			continue
		}
		if action == allowed && !rule.trusts {
			action = set.alias()
		}
		if found |= action; matches == allowed {
			return found
		}
	}
	return found | set.alias()
}

// alias returns the outcome of the names that an allowed name is an alias of.
func (set dnsFirewall) alias() outcome {
	return pick(slices.ContainsFunc(set.entries, func(rule dnsRule) bool { return rule.blocksAlias() }), either, allowed)
}

// mayBeUnproven if a rule is for the other type of address or its list is not given, if targets of aliases may be blocked, or if a name
// that a wildcard of the flow stands for is blocked.
func (set dnsFirewall) mayBeUnproven(flow traffic.Flow) bool {
	blocks := []string{}
	for _, rule := range set.entries {
		if rule.action == "BLOCK" {
			blocks = append(blocks, mapped(rule.domains, func(domain string) string { return strings.TrimPrefix(domain, "*.") })...)
		}
	}
	return namesBelow(flow, blocks) || slices.ContainsFunc(set.entries, func(rule dnsRule) bool {
		vague := func(domain string) bool {
			return slices.ContainsFunc(flow.Hosts, func(host string) bool {
				return vaguelyHolds(domain, strings.Replace(host, "*", "zz", 1)) && !documented["aws_route53_dns_firewall"].holds(domain, host)
			})
		}
		return rule.hidden || rule.kind == "AAAA" || rule.blocksAlias() || slices.ContainsFunc(rule.domains, vague)
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
