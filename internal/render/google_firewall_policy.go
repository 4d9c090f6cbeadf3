// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The limits of a rule of a network firewall policy. Google accepts priorities from 0 to 2147483647:
// https://cloud.google.com/firewall/docs/firewall-policies-rule-details
// The provider leaves out a priority of 0, and the apply fails. That 2147483547 is the last one: no source found. The provider's page
// repeats the limits for names and ranges: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_network_firewall_policy_rule
const (
	googlePolicyFirstPriority = 1
	googlePolicyLastPriority  = 2147483547
	googlePolicyMaxNames      = dialect.GoogleMaxNames
	googlePolicyMaxRanges     = 5000
)

// The numbers of priorities. A transport protocol has one for each port, and a block has all of them for six destinations.
const (
	googlePerTransport   = 65536
	googlePerDestination = 2 * googlePerTransport
	googlePerBlock       = 6 * googlePerDestination
)

// The blocks of priorities: names and the IPv4 addresses of the customer's own servers, then IPv6 addresses, then the IPv4 addresses
// of the internet.
const (
	googleBlockPlain = iota
	googleBlockIPv6
	googleBlockInternetIPv4
	googleBlocks
)

// GoogleFirewallPolicyRule has the arguments of google_compute_network_firewall_policy_rule and of the rules of regional and
// hierarchical policies. The rule matches addresses, or exact names by the first 32 IPv4 and 32 IPv6 addresses that each resolves to:
// https://docs.cloud.google.com/firewall/docs/fqdn-objects-overview
type GoogleFirewallPolicyRule struct {
	RuleName        string            `tfsdk:"rule_name" doc:"Name of the rule in its policy."`
	Priority        int64             `tfsdk:"priority" doc:"''base_priority'' and the numbers of the destination, the protocol and the first port."`
	Direction       string            `tfsdk:"direction" doc:"Always ''EGRESS''."`
	Action          string            `tfsdk:"action" doc:"Always ''allow''."`
	Match           GooglePolicyMatch `tfsdk:"match" doc:"What the rule matches."`
	Description     string            `tfsdk:"description" doc:"What the rule is for. It never changes."`
	RequirementKeys []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule allows, sorted."`
}

// GooglePolicyMatch is the block of a policy rule that says what it matches: names or networks.
type GooglePolicyMatch struct {
	DestFQDNs     []string              `tfsdk:"dest_fqdns" doc:"Exact names, sorted. Null if the rule matches networks."`
	DestIPRanges  []traffic.Address     `tfsdk:"dest_ip_ranges" doc:"Networks of one family. Null if the rule matches names."`
	Layer4Configs []GoogleLayer4Configs `tfsdk:"layer4_configs" doc:"The transport protocol and the ports."`
}

// GoogleLayer4Configs is the block of a match that has its transport protocol and ports.
type GoogleLayer4Configs struct {
	IPProtocol string   `tfsdk:"ip_protocol" doc:"''tcp'' or ''udp''."`
	Ports      []string `tfsdk:"ports" doc:"One port or range."`
}

// GoogleFirewallPolicyRules returns one rule for each destination, transport protocol and port range, by key. A policy cannot match a
// wildcard. A requirement with one becomes a rule of addresses if the addresses of the internet are given. Otherwise it is an error.
func GoogleFirewallPolicyRules(flows []traffic.Flow, addresses traffic.Addresses, base int64) (map[string]GoogleFirewallPolicyRule, error) {
	if last := int64(googlePolicyLastPriority - googleBlocks*googlePerBlock); base < googlePolicyFirstPriority || base > last {
		return nil, inBasePriority(base, googlePolicyFirstPriority, last)
	}
	byName, byAddress := []traffic.Flow{}, []traffic.Flow{}
	for _, flow := range traffic.SortFlows(flows) {
		if flow.Destination != traffic.Internet || flow.HasWildcard() {
			byAddress = append(byAddress, flow)
			continue
		}
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
		byName = append(byName, flow)
	}
	rules := googlePolicyRules{base, map[string]GoogleFirewallPolicyRule{}}
	if err := rules.addByName(byName); err != nil {
		return nil, err
	}
	if err := rules.addByAddress(byAddress, addresses); err != nil {
		return nil, err
	}
	return rules.byKey, rules.checkPriorities()
}

// googlePolicyRules collects rules by key.
type googlePolicyRules struct {
	base  int64
	byKey map[string]GoogleFirewallPolicyRule
}

func (rules googlePolicyRules) addByName(flows []traffic.Flow) error {
	for _, rule := range traffic.PortRules(flows) {
		names := hostsOf(rule.Flows)
		if len(names) > googlePolicyMaxNames {
			return traffic.InRequirements(fmt.Errorf(
				"the requirements %s and others on %s %s have %d names together, and a rule of a policy has at most %d; render some of them by addresses",
				rule.FlowKeys[0], rule.Transport, rule.Ports, len(names), googlePolicyMaxNames))
		}
		rules.add(rule, googleBlockPlain, "", GooglePolicyMatch{DestFQDNs: names})
	}
	return nil
}

func (rules googlePolicyRules) addByAddress(flows []traffic.Flow, addresses traffic.Addresses) error {
	for _, rule := range traffic.PortRules(flows) {
		if rule.Destination == traffic.Internet && len(addresses[traffic.Internet]) == 0 {
			return traffic.InRequirements(fmt.Errorf("the requirement %s has a wildcard, which a firewall policy cannot match; "+
				"if * stands for the tenant, set instance, otherwise "+
				`leave the requirement out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule of addresses`, rule.FlowKeys[0]))
		}
		given, err := addresses.Each(firstFlow(rule))
		if err != nil {
			return err
		}
		byFamily, err := splitByFamily(given)
		if err != nil {
			return traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, family := range byFamily {
			if len(family.Addresses) > googlePolicyMaxRanges {
				return traffic.InDestinations(fmt.Errorf("%s: %d addresses are given; a rule of a policy has at most %d",
					rule.Destination, len(family.Addresses), googlePolicyMaxRanges))
			}
			block, suffix := googleAddressBlock(rule.Destination, family)
			rules.add(rule, block, suffix, GooglePolicyMatch{DestIPRanges: family.Addresses})
		}
	}
	return nil
}

// googleAddressBlock returns the block of priorities of a rule of addresses, and the suffix of its key.
func googleAddressBlock(destination string, family addressFamily) (block int, suffix string) {
	switch {
	case family.IPv6:
		return googleBlockIPv6, family.suffix()
	case destination == traffic.Internet:
		return googleBlockInternetIPv4, "_ipv4"
	}
	return googleBlockPlain, ""
}

// add adds a rule with the match and the ports of the port rule.
func (rules googlePolicyRules) add(rule traffic.PortRule, block int, suffix string, match GooglePolicyMatch) {
	key := rule.Key() + suffix
	match.Layer4Configs = []GoogleLayer4Configs{{rule.Transport, []string{rule.Ports.String()}}}
	rules.byKey[key] = GoogleFirewallPolicyRule{
		RuleName: hyphenated(key),
		Priority: rules.base + googlePerBlock*int64(block) + googlePerDestination*int64(traffic.DestinationIndex(rule.Destination)) +
			googlePerTransport*int64(traffic.TransportIndex(rule.Transport)) + rule.Ports.From,
		Direction:       "EGRESS",
		Action:          "allow",
		Match:           match,
		Description:     describe(rule.Transport, rule.Ports.String(), rule.Destination),
		RequirementKeys: rule.FlowKeys,
	}
}

// checkPriorities returns an error if two rules have the same priority: their port ranges begin at the same port.
func (rules googlePolicyRules) checkPriorities() error {
	keys := map[int64]string{}
	for _, key := range slices.Sorted(maps.Keys(rules.byKey)) {
		rule := rules.byKey[key]
		if other, found := keys[rule.Priority]; found {
			from, _, _ := strings.Cut(rule.Match.Layer4Configs[0].Ports[0], "-")
			return traffic.InRequirements(fmt.Errorf(
				"the requirements %s and %s have port ranges that begin at %s and end at different ports, so their rules would have the same priority; give them one range",
				rules.byKey[other].RequirementKeys[0], rule.RequirementKeys[0], from))
		}
		keys[rule.Priority] = key
	}
	return nil
}
