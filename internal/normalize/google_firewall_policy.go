// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// googlePolicyImpliedPriority is one after the last that a rule of a firewall policy may have.
const googlePolicyImpliedPriority = 2147483648

// GoogleFirewallPolicyRules reads egress rules of firewall policies: google_compute_network_firewall_policy_rule, the
// regional one and the hierarchical one. What no rule matches is let through, as far as the policy is concerned; groups are
// policies that may have no rule here.
func GoogleFirewallPolicyRules(resources []Resource, groups ...string) []traffic.Rule {
	rules := []traffic.Rule{}
	for _, resource := range resources {
		r := readerOf(resource, "")
		if !resource.Value.Has("match") && !resource.Value.IsUnknown() {
			r.doubt(traffic.FieldsAll, "it has no match, as a rule of a firewall policy has")
		}
		rules = append(rules, readGooglePolicyRule(r)...)
	}
	return defaults(rules, groupsNamed(groups), googleImpliedRule(googlePolicyImpliedPriority))
}

func readGooglePolicyRule(r *reader) []traffic.Rule {
	if r.wide != traffic.FieldsAll && !r.egress() || r.truth("disabled", traffic.FieldsAll) {
		return nil
	}
	r.priority("priority")
	switch action := strings.ToLower(r.text("action", traffic.FieldAction)); action {
	case "goto_next":
		r.doubt(traffic.FieldAction, "it hands over to the next policy or to the rules of the network")
	case "apply_security_profile_group":
		r.doubt(traffic.FieldAction, "it applies a security profile group")
	default:
		r.action(action, traffic.Allow, traffic.Deny)
	}
	r.bound("target_service_accounts", "target_resources", "target_forwarding_rules")
	for _, tag := range r.blocks("target_secure_tags", traffic.FieldSources) {
		if name, known := tag.Member("name").Text(); known {
			r.rule.Sources = append(r.rule.Sources, name)
		}
	}
	matches := r.blocks("match", traffic.FieldsAll)
	if len(matches) != 1 || matches[0].Kind() != attribute.Object {
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.doubt(traffic.FieldsAll, "it has no match block")
		}
		return r.each(traffic.PortRange{})
	}
	outer := r.rule
	r.value = matches[0]
	r.googleMatch()
	rules := []traffic.Rule{}
	for _, rule := range r.googleBlocks("layer4_configs", "ip_protocol") {
		rules = append(rules, byName(rule)...)
	}
	if len(rules) == 0 && r.absent("layer4_configs") {
		r.rule.Unknown = outer.Unknown
		r.doubt(traffic.FieldTransport, "it has no layer4_configs")
		return r.each(traffic.PortRange{})
	}
	return rules
}

// googleMatch reads what a rule of a policy goes to. Names and networks in one rule, and all that Google keeps itself, are not
// understood.
func (r *reader) googleMatch() {
	r.computed("dest_network_context", "src_network_context")
	r.bound("src_ip_ranges", "src_fqdns", "src_address_groups", "src_region_codes", "src_networks", "src_threat_intelligences")
	for _, tag := range r.blocks("src_secure_tags", traffic.FieldSources) {
		if name, known := tag.Member("name").Text(); known {
			r.rule.Sources = append(r.rule.Sources, name)
		}
	}
	r.names(r.texts("dest_fqdns", traffic.FieldHosts), dialect.GoogleFQDN)
	r.to(r.texts("dest_ip_ranges", traffic.FieldAddresses))
	kept := []string{"dest_address_groups", "dest_region_codes", "dest_threat_intelligences", "dest_network_context", "dest_network_type", "dest_secure_tags"}
	for _, name := range kept {
		if !r.absent(name) {
			r.doubt(traffic.FieldAddresses|traffic.FieldHosts, "what "+name+" holds is not known here")
		}
	}
	if !r.absent("dest_fqdns") && !r.absent("dest_ip_ranges") {
		r.doubt(traffic.FieldAddresses|traffic.FieldHosts, "it has names and networks")
	}
}
