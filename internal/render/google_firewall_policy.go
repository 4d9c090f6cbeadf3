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

// The limits of a rule of a network firewall policy. A priority of 0 is left out by the provider and fails at apply.
const (
	googlePolicyFirstPriority = 1
	googlePolicyLastPriority  = 2147483547
	googlePolicyMaxNames      = dialect.GoogleMaxNames
	googlePolicyMaxRanges     = 5000
)

// The steps in which priorities are counted: a transport protocol has as many as there are ports.
const (
	googlePerTransport   = 65536
	googlePerDestination = 2 * googlePerTransport
	googlePerKind        = 6 * googlePerDestination
)

// The kinds of a rule, each with priorities of its own: names, or the IPv4 addresses of a server of the customer's own;
// IPv6 addresses; the IPv4 addresses that stand for names which the policy cannot match.
const (
	googleKindPlain = iota
	googleKindIPv6
	googleKindStandIn
	googleKinds
)

// GoogleFirewallPolicyRule has the arguments of google_compute_network_firewall_policy_rule and of the rules of regional and
// hierarchical policies. Such a rule matches exact names by the addresses that they resolve to, or addresses.
type GoogleFirewallPolicyRule struct {
	RuleName        string            `tfsdk:"rule_name" doc:"Name of the rule in its policy."`
	Priority        int64             `tfsdk:"priority" doc:"base_priority + 131072 x destination + 65536 x transport protocol + first port, see above."`
	Direction       string            `tfsdk:"direction" doc:"EGRESS."`
	Action          string            `tfsdk:"action" doc:"allow."`
	Match           GooglePolicyMatch `tfsdk:"match" doc:"What the rule matches, for the block of that name."`
	Description     string            `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// GooglePolicyMatch is the block of a policy rule that says what it matches: names or networks.
type GooglePolicyMatch struct {
	DestFQDNs     []string              `tfsdk:"dest_fqdns" doc:"Exact names, sorted; null where networks are matched."`
	DestIPRanges  []traffic.Address     `tfsdk:"dest_ip_ranges" doc:"Networks of one family; null where names are matched."`
	Layer4Configs []GoogleLayer4Configs `tfsdk:"layer4_configs" doc:"Transport protocol and ports, for a block of that name."`
}

// GoogleLayer4Configs is the block of a match that has its transport protocol and ports.
type GoogleLayer4Configs struct {
	IPProtocol string   `tfsdk:"ip_protocol" doc:"tcp or udp."`
	Ports      []string `tfsdk:"ports" doc:"One port or range."`
}

// GoogleFirewallPolicyRules returns one rule for each destination, transport protocol and port range, by key. A row with a
// wildcard, which the policy cannot match, becomes a rule of addresses where those of the internet are given.
func GoogleFirewallPolicyRules(flows []traffic.Flow, addresses traffic.Addresses, base int64) (map[string]GoogleFirewallPolicyRule, error) {
	if last := int64(googlePolicyLastPriority - googleKinds*googlePerKind); base < googlePolicyFirstPriority || base > last {
		return nil, inBasePriority(base, googlePolicyFirstPriority, last)
	}
	exact, wide := []traffic.Flow{}, []traffic.Flow{}
	for _, flow := range traffic.SortFlows(flows) {
		if flow.Destination != traffic.Internet || flow.HasWildcard() {
			wide = append(wide, flow)
			continue
		}
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
		exact = append(exact, flow)
	}
	rules := googlePolicyRules{base, map[string]GoogleFirewallPolicyRule{}}
	if err := rules.addByName(exact); err != nil {
		return nil, err
	}
	if err := rules.addByAddress(wide, addresses); err != nil {
		return nil, err
	}
	return rules.byKey, rules.checkPriorities()
}

type googlePolicyRules struct {
	base  int64
	byKey map[string]GoogleFirewallPolicyRule
}

func (rules googlePolicyRules) addByName(flows []traffic.Flow) error {
	for _, rule := range traffic.PortRules(flows) {
		names := hostsOf(rule.Flows)
		if len(names) > googlePolicyMaxNames {
			return traffic.InRequirements(fmt.Errorf(
				"the rows %s and others on %s %s have %d names together; a rule of a policy has at most %d: render some of them by addresses",
				rule.FlowKeys[0], rule.Transport, rule.Ports, len(names), googlePolicyMaxNames))
		}
		rules.add(rule, googleKindPlain, "", GooglePolicyMatch{DestFQDNs: names})
	}
	return nil
}

func (rules googlePolicyRules) addByAddress(flows []traffic.Flow, addresses traffic.Addresses) error {
	for _, rule := range traffic.PortRules(flows) {
		if rule.Destination == traffic.Internet && len(addresses[traffic.Internet]) == 0 {
			return traffic.InRequirements(fmt.Errorf("the row %s has a wildcard, which a firewall policy cannot match; name the instance if it stands for one, "+
				`leave the row out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule by addresses`, rule.FlowKeys[0]))
		}
		given, err := addresses.Each(firstOf(rule))
		if err != nil {
			return err
		}
		byFamily, err := families(given)
		if err != nil {
			return traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, family := range byFamily {
			if len(family.Addresses) > googlePolicyMaxRanges {
				return traffic.InDestinations(fmt.Errorf("%s: %d addresses are given; a rule of a policy has at most %d",
					rule.Destination, len(family.Addresses), googlePolicyMaxRanges))
			}
			kind, suffix := googleAddressKind(rule.Destination, family)
			rules.add(rule, kind, suffix, GooglePolicyMatch{DestIPRanges: family.Addresses})
		}
	}
	return nil
}

func googleAddressKind(destination string, family Networks) (kind int, suffix string) {
	switch {
	case family.IPv6:
		return googleKindIPv6, family.suffix()
	case destination == traffic.Internet:
		return googleKindStandIn, "_ipv4"
	}
	return googleKindPlain, ""
}

// add adds the rule for what it matches, with the ports of the port rule.
func (rules googlePolicyRules) add(rule traffic.PortRule, kind int, suffix string, match GooglePolicyMatch) {
	key := rule.Key() + suffix
	match.Layer4Configs = []GoogleLayer4Configs{{rule.Transport, []string{rule.Ports.String()}}}
	rules.byKey[key] = GoogleFirewallPolicyRule{
		RuleName: hyphenated(key),
		Priority: rules.base + googlePerKind*int64(kind) + googlePerDestination*int64(traffic.DestinationIndex(rule.Destination)) +
			googlePerTransport*int64(traffic.TransportIndex(rule.Transport)) + rule.Ports.From,
		Direction:       "EGRESS",
		Action:          "allow",
		Match:           match,
		Description:     describe(rule.Transport, rule.Ports.String(), rule.Destination),
		RequirementKeys: rule.FlowKeys,
	}
}

// checkPriorities refuses two rules of one priority, of which the policy would keep one: their ranges begin at one port.
func (rules googlePolicyRules) checkPriorities() error {
	keys := map[int64]string{}
	for _, key := range slices.Sorted(maps.Keys(rules.byKey)) {
		rule := rules.byKey[key]
		if other, taken := keys[rule.Priority]; taken {
			from, _, _ := strings.Cut(rule.Match.Layer4Configs[0].Ports[0], "-")
			return traffic.InRequirements(fmt.Errorf(
				"the rows %s and %s have ranges that begin at port %s and end at others, for which a policy has one priority; give them one range",
				rules.byKey[other].RequirementKeys[0], rule.RequirementKeys[0], from))
		}
		keys[rule.Priority] = key
	}
	return nil
}
