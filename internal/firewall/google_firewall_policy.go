// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"fmt"
	"slices"

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

// GoogleFirewallPolicyRule is an egress rule of a network firewall policy, which matches exact names by the addresses that
// they resolve to, or addresses.
type GoogleFirewallPolicyRule struct {
	Key             string
	RuleName        string
	Priority        int64
	FQDNs           []string          // names, and then no ranges
	Ranges          []traffic.Address // networks of one family
	Protocol        string
	Ports           traffic.PortRange
	Description     string
	RequirementKeys []string
}

// RenderGoogleFirewallPolicyRules gives one rule for each destination, transport protocol and port range. A row with a
// wildcard, which the policy cannot match, becomes a rule of addresses where those of the internet are given.
func RenderGoogleFirewallPolicyRules(flows []traffic.Flow, addresses traffic.Addresses, base int64) ([]GoogleFirewallPolicyRule, error) {
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
	rules, err := googleNameRules(exact)
	if err != nil {
		return nil, err
	}
	byAddress, err := googleAddressRules(wide, addresses)
	if err != nil {
		return nil, err
	}
	rules = append(rules, byAddress...)
	for i := range rules {
		rules[i].Priority += base
	}
	return rules, googleCollision(rules)
}

func googleNameRules(flows []traffic.Flow) ([]GoogleFirewallPolicyRule, error) {
	rules := []GoogleFirewallPolicyRule{}
	for _, rule := range traffic.PortRules(flows) {
		names := hostsOf(rule.Flows)
		if len(names) > googlePolicyMaxNames {
			return nil, traffic.InRequirements(fmt.Errorf(
				"the rows %s and others on %s %s have %d names together; a rule of a policy has at most %d: render some of them by addresses",
				rule.FlowKeys[0], rule.Transport, rule.Ports, len(names), googlePolicyMaxNames))
		}
		made := googlePolicyRule(rule, googleKindPlain, "")
		made.FQDNs = names
		rules = append(rules, made)
	}
	return rules, nil
}

func googleAddressRules(flows []traffic.Flow, addresses traffic.Addresses) ([]GoogleFirewallPolicyRule, error) {
	rules := []GoogleFirewallPolicyRule{}
	for _, rule := range traffic.PortRules(flows) {
		if rule.Destination == traffic.Internet && len(addresses[traffic.Internet]) == 0 {
			return nil, traffic.InRequirements(fmt.Errorf("the row %s has a wildcard, which a firewall policy cannot match; name the instance if it stands for one, "+
				`leave the row out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule by addresses`, rule.FlowKeys[0]))
		}
		given, err := addresses.Of(firstOf(rule))
		if err != nil {
			return nil, err
		}
		byFamily, err := families(given)
		if err != nil {
			return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, family := range byFamily {
			if len(family.Addresses) > googlePolicyMaxRanges {
				return nil, traffic.InDestinations(fmt.Errorf("%s: %d addresses are given; a rule of a policy has at most %d",
					rule.Destination, len(family.Addresses), googlePolicyMaxRanges))
			}
			kind, suffix := googleAddressKind(rule.Destination, family)
			made := googlePolicyRule(rule, kind, suffix)
			made.Ranges = family.Addresses
			rules = append(rules, made)
		}
	}
	return rules, nil
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

// googlePolicyRule is a rule but for what it matches; its priority is counted from 0.
func googlePolicyRule(rule traffic.PortRule, kind int, suffix string) GoogleFirewallPolicyRule {
	place := googlePerKind*int64(kind) + googlePerDestination*int64(traffic.DestinationPlace(rule.Destination)) +
		googlePerTransport*int64(traffic.TransportPlace(rule.Transport)) + rule.Ports.From
	key := rule.Key() + suffix
	return GoogleFirewallPolicyRule{
		Key:             key,
		RuleName:        hyphenated(key),
		Priority:        place,
		Protocol:        rule.Transport,
		Ports:           rule.Ports,
		Description:     describe(rule.Transport, rule.Ports.String(), rule.Destination),
		RequirementKeys: rule.FlowKeys,
	}
}

// googleCollision refuses two rules of one priority, of which the policy would keep one: their ranges begin at one port.
func googleCollision(rules []GoogleFirewallPolicyRule) error {
	slices.SortStableFunc(rules, func(a, b GoogleFirewallPolicyRule) int { return int(a.Priority - b.Priority) })
	for i := 1; i < len(rules); i++ {
		if a, b := rules[i-1], rules[i]; a.Priority == b.Priority {
			return traffic.InRequirements(fmt.Errorf(
				"the rows %s and %s have ranges that begin at port %d and end at others, for which a policy has one priority; give them one range",
				a.RequirementKeys[0], b.RequirementKeys[0], a.Ports.From))
		}
	}
	return nil
}
