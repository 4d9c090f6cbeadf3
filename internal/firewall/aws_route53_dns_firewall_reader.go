// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
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
	rules := []traffic.Rule{}
	for _, resource := range given {
		r := readerOf(resource.Resource, "firewall_rule_group_id")
		r.priority("priority")
		switch action := r.text("action", traffic.FieldAction); action {
		case "ALLOW", "ALERT":
			r.followed()
		default:
			r.action(action, "ALLOW", "BLOCK")
		}
		if !r.absent("q_type") {
			r.doubt(traffic.FieldUnproven, "it is for one type of query alone")
		}
		if resource.Domains.Kind() == attribute.Null {
			r.doubt(traffic.FieldHosts, "the list that it refers to is not in the plan")
		}
		dialect, err := DialectByName("aws_route53_dns_firewall")
		if err != nil {
			r.doubt(traffic.FieldHosts, err.Error())
		}
		names := r.with(attribute.OfObject(map[string]attribute.Value{"domains": resource.Domains}))
		names.names(names.texts("domains", traffic.FieldHosts), dialect)
		if len(names.rule.Hosts) == 0 && names.rule.Unproven == "" && !names.rule.Unknown.Has(traffic.FieldHosts) {
			continue // an empty list matches nothing
		}
		rules = append(rules, names.each(traffic.PortRange{})...)
	}
	return defaults(rules, nil, func(group traffic.Rule) []traffic.Rule {
		group.ID, group.Action, group.Priority = "no list", traffic.Allow, awsDNSLastPlace
		return []traffic.Rule{group}
	})
}

// followed doubts a rule that lets a name through and not the names that it is an alias of, which are looked up too.
func (r *reader) followed() {
	if text := r.text("firewall_domain_redirection_action", traffic.FieldUnproven); text != "TRUST_REDIRECTION_DOMAIN" {
		r.doubt(traffic.FieldUnproven, "the names that a name is an alias of must pass too; set firewall_domain_redirection_action to TRUST_REDIRECTION_DOMAIN")
	}
}
