// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// GoogleFirewallRule is an egress rule of a VPC network. Such a rule knows addresses and no names, and has all ports of a
// transport protocol.
type GoogleFirewallRule struct {
	Key             string
	Name            string // letters, digits and hyphens
	Ranges          []traffic.Address
	Protocol        string
	Ports           []string
	Description     string
	RequirementKeys []string
}

// RenderGoogleFirewallRules gives one rule for each destination, transport protocol and address family.
func RenderGoogleFirewallRules(flows []traffic.Flow, addresses traffic.Addresses) ([]GoogleFirewallRule, error) {
	rules := []GoogleFirewallRule{}
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Of(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
		if err != nil {
			return nil, err
		}
		byFamily, err := families(given)
		if err != nil {
			return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, family := range byFamily {
			key := rule.Destination + "_" + rule.Transport + family.suffix()
			rules = append(rules, GoogleFirewallRule{
				Key:             key,
				Name:            hyphenated(key),
				Ranges:          family.Addresses,
				Protocol:        rule.Transport,
				Ports:           portRanges(rule.Ports),
				Description:     describe(rule.Transport, "", rule.Destination),
				RequirementKeys: rule.FlowKeys,
			})
		}
	}
	return rules, nil
}
