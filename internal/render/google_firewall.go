// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// GoogleFirewallRule has the arguments of google_compute_firewall. Such a rule knows addresses and no names, and has all ports of
// a transport protocol.
type GoogleFirewallRule struct {
	Name              string            `tfsdk:"name" doc:"Name of the rule in its project: letters, digits and hyphens."`
	Direction         string            `tfsdk:"direction" doc:"EGRESS."`
	DestinationRanges []traffic.Address `tfsdk:"destination_ranges" doc:"Networks of one family."`
	Allow             []GoogleAllow     `tfsdk:"allow" doc:"What the rule lets through, for a dynamic block."`
	Description       string            `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys   []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// GoogleAllow is the block of a rule that has its transport protocol and ports.
type GoogleAllow struct {
	Protocol string   `tfsdk:"protocol" doc:"tcp or udp."`
	Ports    []string `tfsdk:"ports" doc:"Ports and ranges, none overlapping."`
}

// GoogleFirewallRules returns one rule for each destination, transport protocol and address family, by key.
func GoogleFirewallRules(flows []traffic.Flow, addresses traffic.Addresses) (map[string]GoogleFirewallRule, error) {
	rules := map[string]GoogleFirewallRule{}
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Each(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
		if err != nil {
			return nil, err
		}
		byFamily, err := families(given)
		if err != nil {
			return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, family := range byFamily {
			key := rule.Destination + "_" + rule.Transport + family.suffix()
			rules[key] = GoogleFirewallRule{
				Name:              hyphenated(key),
				Direction:         "EGRESS",
				DestinationRanges: family.Addresses,
				Allow:             []GoogleAllow{{rule.Transport, portRanges(rule.Ports)}},
				Description:       describe(rule.Transport, "", rule.Destination),
				RequirementKeys:   rule.FlowKeys,
			}
		}
	}
	return rules, nil
}
