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

// googlePolicyImpliedPriority is the priority of the implied rule, after that of every other rule. Google accepts 0 to 2147483647:
// https://cloud.google.com/firewall/docs/firewall-policies-rule-details
const googlePolicyImpliedPriority = 2147483648

// googlePolicyTypes are the policies of a network, of a network in one region, and of an organization or folder.
var googlePolicyTypes = []string{
	"google_compute_network_firewall_policy", "google_compute_region_network_firewall_policy", "google_compute_firewall_policy",
}

// GoogleFirewallPolicies reads egress rules of network policies, regional policies and hierarchical policies. What no rule of a
// policy matches goes to the next policy or to the rules of the network, and counts as allowed:
// https://docs.cloud.google.com/firewall/docs/pre-defined-rules
var GoogleFirewallPolicies = &Family{
	Function: "normalize_google_firewall_policy_rules",
	Kinds: slices.Concat(
		googlePolicyKinds(googlePolicyTypes[0], "name", googleScope),
		googlePolicyKinds(googlePolicyTypes[1], "name", googleRegionalScope),
		googlePolicyKinds(googlePolicyTypes[2], "", nil),
	),
	defaults: googleImpliedRule(googlePolicyImpliedPriority),
	noKind:   "it has no match, as a rule of a firewall policy has",
}

// googlePolicyKinds returns the kinds of a policy and of its rules. Google makes the name of a hierarchical policy, and the name of no
// other is the same.
func googlePolicyKinds(policy, name string, scope []ScopePart) []Kind {
	ids := []string{"id", "self_link"}
	if name == "" {
		ids = append(ids, "name", "firewall_policy_id")
	}
	return []Kind{
		{
			Types: []string{policy + "_rule"}, Firewall: "firewall_policy", FirewallTypes: []string{policy},
			group: "firewall_policy", isKind: hasAny("match"), ownAttributes: []string{"match"}, read: readGooglePolicyRule,
		},
		{Types: []string{policy}, IDs: ids, Name: name, Segment: "firewallPolicies", Scope: scope},
	}
}

// readGooglePolicyRule reads a rule. The actions are allow, deny, goto_next and apply_security_profile_group:
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_network_firewall_policy_rule
func readGooglePolicyRule(r *reader) []traffic.Rule {
	if !r.isEgress() || r.bool("disabled", traffic.FieldsAll) {
		return nil
	}
	r.readPriority("priority")
	switch action := strings.ToLower(r.string("action", traffic.FieldAction)); action {
	case "goto_next":
		r.markUnproven(traffic.FieldAction, "the next policy or the rules of the network decide")
	case "apply_security_profile_group":
		r.markUnproven(traffic.FieldAction, "it applies a security profile group")
	default:
		r.setAction(action, traffic.Allow, traffic.Deny)
	}
	r.addSources("target_service_accounts", "target_resources", "target_forwarding_rules")
	r.addGoogleTags("target_secure_tags")
	matches := r.blocks("match", traffic.FieldsAll)
	if len(matches) != 1 || matches[0].Kind() != attribute.KindObject {
		if !r.rule.Unknown.Has(traffic.FieldTransport) {
			r.markUnproven(traffic.FieldsAll, "it has no match block")
		}
		return r.rules(traffic.PortRange{})
	}
	unknown := r.rule.Unknown
	r.value = matches[0]
	r.googleMatch()
	rules := resolveAllNames(r.googleBlocks("layer4_configs", "ip_protocol"))
	if len(rules) == 0 && r.isAbsent("layer4_configs") {
		r.rule.Unknown = unknown
		r.markUnproven(traffic.FieldTransport, "it has no layer4_configs")
		return r.rules(traffic.PortRange{})
	}
	return rules
}

// addGoogleTags adds the secure tags that a rule is scoped to.
func (r *reader) addGoogleTags(name string) {
	for _, tag := range r.blocks(name, traffic.FieldSources) {
		if name, known := tag.Member("name").AsString(); known {
			r.rule.Sources = append(r.rule.Sources, name)
		}
	}
}

// googleMatch reads the destinations of a rule. Names and networks in one rule are not understood, and neither is what Google
// maintains itself.
func (r *reader) googleMatch() {
	r.omitComputed("dest_network_context", "src_network_context")
	r.addSources("src_ip_ranges", "src_fqdns", "src_address_groups", "src_region_codes", "src_networks", "src_threat_intelligences")
	r.addGoogleTags("src_secure_tags")
	r.readHosts("dest_fqdns", dialect.GoogleFQDN)
	r.readAddresses("dest_ip_ranges")
	unread := []string{"dest_address_groups", "dest_region_codes", "dest_threat_intelligences", "dest_network_context", "dest_network_type", "dest_secure_tags"}
	both := traffic.FieldAddresses | traffic.FieldHosts
	for _, name := range unread {
		if r.value.Member(name).IsUnknown() && r.isAbsent("dest_fqdns") {
			r.markUnknown(traffic.FieldAddresses | traffic.FieldUnproven)
			continue
		}
		r.markIfGiven(name, both, "what "+name+" holds is not known here")
	}
	switch {
	case r.value.Member("dest_fqdns").IsUnknown() && !r.isAbsent("dest_ip_ranges"):
		r.markUnknown(both | traffic.FieldUnproven)
	case !r.isAbsent("dest_fqdns"):
		r.markIfGiven("dest_ip_ranges", both, "it has names and networks")
	}
}
