// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// GoogleFirewallRule has the arguments of google_compute_firewall. The rule matches addresses, not names, and has all ports of a
// transport protocol. Its ranges are IPv4 or IPv6, not both: https://docs.cloud.google.com/firewall/docs/using-firewalls
type GoogleFirewallRule struct {
	Name              string            `tfsdk:"name" doc:"Name of the rule in its project: letters, digits and hyphens."`
	Direction         string            `tfsdk:"direction" doc:"Always ''EGRESS''."`
	DestinationRanges []traffic.Address `tfsdk:"destination_ranges" doc:"Networks of one family."`
	Allow             []GoogleAllow     `tfsdk:"allow" doc:"The protocols and ports that the rule allows."`
	Description       string            `tfsdk:"description" doc:"What the rule is for. It never changes."`
	RequirementKeys   []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule allows, sorted."`
}

// GoogleAllow is the block of a rule that has its transport protocol and ports.
type GoogleAllow struct {
	Protocol string   `tfsdk:"protocol" doc:"''tcp'' or ''udp''."`
	Ports    []string `tfsdk:"ports" doc:"Ports and ranges that do not overlap."`
}

// GoogleFirewallRules returns one rule for each destination, transport protocol and address family, by key.
func GoogleFirewallRules(flows []traffic.Flow, addresses traffic.Addresses) (map[string]GoogleFirewallRule, error) {
	rules := map[string]GoogleFirewallRule{}
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Each(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
		if err != nil {
			return nil, err
		}
		byFamily, err := splitByFamily(given)
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

// hyphenated returns a name for a key: Google's names have no underscore (read in a copy of the page):
// https://cloud.google.com/compute/docs/reference/rest/v1/firewalls
func hyphenated(key string) string { return "nexthink-" + strings.ReplaceAll(key, "_", "-") }
