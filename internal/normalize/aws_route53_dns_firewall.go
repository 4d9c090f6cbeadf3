// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// awsDNSLastPlace is after every priority that a rule of a DNS firewall may have.
const awsDNSLastPlace = 1 << 31

// AWSDNSRule is a rule of Route 53 Resolver DNS Firewall with the names of the list that it refers to.
type AWSDNSRule struct {
	Resource

	Domains attribute.Value // null where the list is not known
}

// ReadAWSDNSFirewallRules reads rules of DNS Firewall. They are about names alone, whatever the port; a name that no list holds
// is let through.
func ReadAWSDNSFirewallRules(given []AWSDNSRule) []traffic.Rule {
	rules, inspected := []traffic.Rule{}, []bool{}
	for _, resource := range given {
		rule, inspects, has := readAWSDNSRule(resource)
		if has {
			rules, inspected = append(rules, rule), append(inspected, inspects)
		}
	}
	return defaults(withAliases(rules, inspected), nil, func(group traffic.Rule) []traffic.Rule {
		group.ID, group.Action, group.Priority = "no list", traffic.Allow, awsDNSLastPlace
		return []traffic.Rule{group}
	})
}

// readAWSDNSRule reads a rule, and says whether it lets a name through and inspects the names that it is an alias of. A rule of an
// empty list matches nothing and is none.
func readAWSDNSRule(resource AWSDNSRule) (rule traffic.Rule, inspects, has bool) {
	r := readerOf(resource.Resource, "firewall_rule_group_id")
	r.priority("priority")
	switch action := r.text("action", traffic.FieldAction); action {
	case "ALLOW", "ALERT":
	default:
		r.action(action, "ALLOW", "BLOCK")
	}
	if !r.absent("q_type") {
		r.doubt(traffic.FieldUnproven, "it is for one type of query alone")
	}
	if resource.Domains.Kind() == attribute.Null {
		r.doubt(traffic.FieldHosts, "the list that it refers to is not in the plan")
	}
	inspects = r.rule.Action == traffic.Allow && r.text("firewall_domain_redirection_action", traffic.FieldUnproven) != "TRUST_REDIRECTION_DOMAIN"
	names := r.with(attribute.OfObject(map[string]attribute.Value{"domains": resource.Domains}))
	names.names(names.texts("domains", traffic.FieldHosts), dialect.AWSRoute53DNSFirewall)
	has = len(names.rule.Hosts) > 0 || names.rule.Unproven != "" || names.rule.Unknown.Has(traffic.FieldHosts)
	return names.each(traffic.PortRange{})[0], inspects, has
}

// withAliases doubts the rules that let a name through and inspect its aliases, where another rule blocks all other names: an
// alias is a name that no list holds.
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
