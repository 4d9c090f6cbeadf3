// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// awsDNSDefaultPriority is the priority of the default rule, after that of every other rule. The highest priority that AWS accepts: no
// source found.
const awsDNSDefaultPriority = wildcardPlaces << 31

// AWSDNSFirewalls reads rules of Route 53 Resolver DNS Firewall. They match names on every port. The rule with the lowest
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
	blocks := map[string]bool{} // the firewalls with a rule that may block
	for _, rule := range rules {
		blocks[rule.Group] = blocks[rule.Group] || rule.Action != traffic.Allow || rule.Unknown&^traffic.FieldGroup != 0
	}
	split := []traffic.Rule{}
	for _, rule := range withAliases(rules, inspected) {
		if !blocks[rule.Group] { // what its wildcards match does not matter
			rule.Priority *= wildcardPlaces
			split = append(split, rule)
			continue
		}
		split = append(split, splitWildcards(dialect.AWSRoute53DNSFirewall, rule)...)
	}
	return split
}

// readAWSDNSRule reads a rule, and reports whether it inspects the targets of an alias, and whether the rule matches anything: a rule
// with an empty list does not. ALERT allows the query and logs it. By default a rule inspects every name of a chain of aliases:
// https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallRule.html
func readAWSDNSRule(resource AWSDNSRule) (rule traffic.Rule, inspects, has bool) {
	r := newReader(resource.Resource, "firewall_rule_group_id")
	r.readPriority("priority")
	switch action := r.string("action", traffic.FieldAction); action {
	case "ALLOW", "ALERT":
	default:
		r.setAction(action, "ALLOW", "BLOCK")
	}
	if !r.awsQueryType() {
		return r.rule, false, false
	}
	if resource.Domains.Kind() == attribute.KindNull {
		r.markUnproven(traffic.FieldHosts, "the list that it refers to is not in the plan")
	}
	inspects = r.string("firewall_domain_redirection_action", traffic.FieldUnproven) != "TRUST_REDIRECTION_DOMAIN"
	names := r.with(attribute.Object(map[string]attribute.Value{"domains": resource.Domains}))
	texts := slices.DeleteFunc(names.strings("domains", traffic.FieldHosts), hasUnderscore)
	names.addHosts(texts, dialect.AWSRoute53DNSFirewall)
	has = len(names.rule.Hosts) > 0 || names.unproven.Has(traffic.FieldHosts) || names.rule.Unknown.Has(traffic.FieldHosts)
	return names.rules(traffic.PortRange{})[0], inspects, has
}

// awsQueryType reads the type of query that a rule is for, and reports whether it matters. A device looks up the type A. If a rule blocks
// the type AAAA, a device may count the name as one that does not exist. For the types:
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-settings.html
func (r *reader) awsQueryType() bool {
	switch kind := r.string("q_type", traffic.FieldUnproven); {
	case kind == "A" || kind == "":
	case r.rule.Action == traffic.Allow && !r.rule.Unknown.Has(traffic.FieldAction):
		return false
	case kind == "AAAA" || r.rule.Action != traffic.Deny:
		r.markUnproven(traffic.FieldUnproven, "it is for one type of query alone")
	default:
		return false
	}
	return true
}

// hasUnderscore reports whether a name of a list is one that no host has, such as _dmarc.example.com:
// https://www.rfc-editor.org/rfc/rfc1123#section-2.1
func hasUnderscore(name string) bool { return strings.Contains(name, "_") }

// aliasDomains are the domains of names that a host of a requirement is often an alias of: those of clouds and of content networks, and
// Nexthink's own. No source states the names of Nexthink's aliases.
var aliasDomains = []string{
	"nexthink.cloud", "nexthink.com", "amazonaws.com", "cloudfront.net", "awsglobalaccelerator.com", "azurefd.net", "azureedge.net", "trafficmanager.net",
	"cloudapp.azure.com", "akamaiedge.net", "akamai.net", "edgekey.net", "edgesuite.net", "fastly.net", "cdn.cloudflare.net",
}

// mayBlockAlias reports whether a rule may block the name that another name is an alias of.
func mayBlockAlias(rule *traffic.Rule) bool {
	if rule.Action == traffic.Allow && !rule.Unknown.Has(traffic.FieldAction) {
		return false
	}
	return len(rule.Hosts) == 0 || rule.Unknown.Has(traffic.FieldHosts) || slices.ContainsFunc(rule.Hosts, isAliasName)
}

// MayBlockAliases reports whether one of the rules may block the name that another name is an alias of.
func MayBlockAliases(rules []traffic.Rule) bool {
	return slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return mayBlockAlias(&rule) })
}

func isAliasName(host string) bool {
	name := strings.TrimPrefix(strings.TrimPrefix(host, dialect.EveryName), ".")
	return name == "" || slices.ContainsFunc(aliasDomains, func(domain string) bool {
		return name == domain || strings.HasSuffix(name, "."+domain) || name != host && strings.HasSuffix(domain, "."+name)
	})
}

// whyAlias is why a name is unproven that may be an alias of a blocked name.
const whyAlias = "the names that a name is an alias of must pass too; allow the name first, with firewall_domain_redirection_action set to " +
	"TRUST_REDIRECTION_DOMAIN"

// withAliases marks rules as unproven that allow a name and inspect the targets of its alias, if another rule may block these. The names
// that no rule matches are inspected too.
func withAliases(rules []traffic.Rule, inspected []bool) []traffic.Rule {
	blocking := map[string]*traffic.Rule{} // by firewall
	closed := map[string]bool{}            // the firewalls that block every name that no rule matches
	firewalls := []string{}
	for i := range rules {
		if !inspected[i] || !mayBlockAlias(&rules[i]) {
			continue
		}
		rule := rules[i]
		closed[rule.Group] = closed[rule.Group] || rule.Unproven == "" && rule.Unknown&^traffic.FieldGroup == 0 && slices.Contains(rule.Hosts, dialect.EveryName)
		first := blocking[rule.Group]
		if first == nil {
			firewalls = append(firewalls, rule.Group)
		}
		if first == nil || first.Unknown&^traffic.FieldGroup != 0 {
			blocking[rule.Group] = &rule
		}
	}
	result := slices.Clone(rules)
	for i := range result {
		if by := blocking[result[i].Group]; by != nil && inspected[i] && result[i].Action == traffic.Allow {
			inspectAlias(&result[i], by)
		}
	}
	for _, firewall := range firewalls {
		if !closed[firewall] {
			result = append(result, unlistedAliases(blocking[firewall]))
		}
	}
	return result
}

// inspectAlias marks a rule whose names may be aliases of names that another rule blocks.
func inspectAlias(rule, by *traffic.Rule) {
	if by.Unknown&^traffic.FieldGroup != 0 {
		rule.Unknown |= traffic.FieldAction | traffic.FieldUnproven
		return
	}
	rule.Action = ""
	if rule.Unproven == "" {
		rule.Unproven = whyAlias
	}
}

// unlistedAliases returns a rule for the names in no list, which may be aliases of names that a rule blocks.
func unlistedAliases(by *traffic.Rule) traffic.Rule {
	rule := traffic.Rule{
		ID: by.ID, Group: by.Group, Action: traffic.Deny, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Ordered: true,
		Priority: awsDNSDefaultPriority/wildcardPlaces - 1, Unproven: whyAlias, Unknown: by.Unknown & traffic.FieldGroup,
	}
	if by.Unknown&^traffic.FieldGroup != 0 {
		rule.Unknown |= traffic.FieldTransport // the rule may not be there
	}
	return rule
}
