// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// awsDNSDefaultPriority is the priority of the default rule, after that of every other rule. The highest priority that AWS accepts: no
// source found.
const awsDNSDefaultPriority = 1 << 31

// AWSDNSFirewalls reads rules of Route 53 Resolver DNS Firewall. They match names only, whatever the port. The rule with the lowest
// number that matches decides. A name that is in no list is allowed:
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
// The package planfile combines the rules with the lists.
var AWSDNSFirewalls = &Family{
	Kinds: []Kind{
		{
			Types: []string{"aws_route53_resolver_firewall_rule"}, Firewall: "firewall_rule_group_id",
			FirewallTypes: []string{"aws_route53_resolver_firewall_rule_group"}, group: "firewall_rule_group_id",
			read: func(r *reader) []traffic.Rule { return readAWSDNSRules([]AWSDNSRule{{Resource: r.resource()}}) },
		},
		{
			Types: []string{"aws_route53_resolver_firewall_domain_list"}, IDs: []string{"id"},
			read: func(r *reader) []traffic.Rule {
				return r.unprovenRules("no rule of DNS Firewall in the plan refers to the list")
			},
		},
		{Types: []string{"aws_route53_resolver_firewall_rule_group"}, IDs: []string{"id"}},
	},
	defaults: func(firewall traffic.Rule) []traffic.Rule {
		firewall.ID, firewall.Action, firewall.Priority = "no list", traffic.Allow, awsDNSDefaultPriority
		return []traffic.Rule{firewall}
	},
}

// AWSDNSRule is a rule of Route 53 Resolver DNS Firewall with the names of its list.
type AWSDNSRule struct {
	Resource

	Domains attribute.Value // null if the list is not known
}

// AWSDNSFirewallRules returns the rules and the default rule of each firewall.
func AWSDNSFirewallRules(given []AWSDNSRule) []traffic.Rule {
	return AWSDNSFirewalls.WithDefaults(readAWSDNSRules(given), nil)
}

func readAWSDNSRules(given []AWSDNSRule) []traffic.Rule {
	rules, inspected := []traffic.Rule{}, []bool{}
	for _, resource := range given {
		rule, inspects, has := readAWSDNSRule(resource)
		if has {
			rules, inspected = append(rules, rule), append(inspected, inspects)
		}
	}
	return withAliases(rules, inspected)
}

// readAWSDNSRule reads a rule, and reports whether it allows a name and inspects the targets of its alias, and whether the rule
// matches anything: a rule with an empty list does not. ALERT allows the query and logs it:
// https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallRule.html
// A rule may be for one type of query, and by default it inspects every name of a chain of aliases:
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-settings.html
func readAWSDNSRule(resource AWSDNSRule) (rule traffic.Rule, inspects, has bool) {
	r := newReader(resource.Resource, "firewall_rule_group_id")
	r.readPriority("priority")
	switch action := r.string("action", traffic.FieldAction); action {
	case "ALLOW", "ALERT":
	default:
		r.setAction(action, "ALLOW", "BLOCK")
	}
	r.markIfGiven("q_type", traffic.FieldUnproven, "it is for one type of query alone")
	if resource.Domains.Kind() == attribute.KindNull {
		r.markUnproven(traffic.FieldHosts, "the list that it refers to is not in the plan")
	}
	inspects = r.rule.Action == traffic.Allow && r.string("firewall_domain_redirection_action", traffic.FieldUnproven) != "TRUST_REDIRECTION_DOMAIN"
	names := r.with(attribute.Object(map[string]attribute.Value{"domains": resource.Domains}))
	names.readHosts("domains", dialect.AWSRoute53DNSFirewall)
	has = len(names.rule.Hosts) > 0 || names.rule.Unproven != "" || names.rule.Unknown.Has(traffic.FieldHosts)
	return names.rules(traffic.PortRange{})[0], inspects, has
}

// withAliases marks rules as unproven that allow a name and inspect the targets of its alias, if another rule blocks all other
// names: the target of an alias is in no list.
func withAliases(rules []traffic.Rule, inspected []bool) []traffic.Rule {
	for i, rule := range rules {
		blocksOthers := func(other traffic.Rule) bool {
			return other.Group == rule.Group && other.Action != traffic.Allow && (len(other.Hosts) == 0 || slices.Contains(other.Hosts, dialect.EveryName))
		}
		if !inspected[i] || !slices.ContainsFunc(rules, blocksOthers) {
			continue
		}
		rules[i].Action = ""
		if rule.Unproven == "" {
			rules[i].Unproven = "the names that a name is an alias of must pass too; set firewall_domain_redirection_action to TRUST_REDIRECTION_DOMAIN"
		}
	}
	return rules
}
