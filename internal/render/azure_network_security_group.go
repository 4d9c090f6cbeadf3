// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// The priorities that a rule of a network security group may have.
const (
	azureFirstPriority = 100
	azureLastPriority  = 4096
)

// azureMaxPrefixes is how many addresses a rule of a network security group may have.
const azureMaxPrefixes = 4000

// The kinds of a rule: a rule has addresses of one family, or one service tag.
const (
	azureKinds     = 3
	azureKindTag   = 2
	azurePerTarget = 2 * azureKinds
)

// AzureNetworkSecurityRule has the arguments of azurerm_network_security_rule. A network security group knows addresses and
// service tags and no names, and a rule may have several ports.
type AzureNetworkSecurityRule struct {
	Name                       string            `tfsdk:"name" doc:"Name of the rule in its group; carries nothing that changes."`
	Priority                   int64             `tfsdk:"priority" doc:"base_priority + 6 x destination + 3 x transport protocol + kind, see above."`
	Direction                  string            `tfsdk:"direction" doc:"Outbound."`
	Access                     string            `tfsdk:"access" doc:"Allow."`
	Protocol                   string            `tfsdk:"protocol" doc:"Tcp or Udp."`
	SourcePortRange            string            `tfsdk:"source_port_range" doc:"A star: any."`
	DestinationPortRanges      []string          `tfsdk:"destination_port_ranges" doc:"All ports of the destination and transport protocol, none overlapping."`
	DestinationAddressPrefix   *string           `tfsdk:"destination_address_prefix" doc:"A service tag; null for networks."`
	DestinationAddressPrefixes []traffic.Address `tfsdk:"destination_address_prefixes" doc:"Networks of one family; null for a service tag."`
	Description                string            `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys            []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// AzureNetworkSecurityRules returns one rule for each destination, transport protocol and kind of address, with all of its
// ports, by key. Priorities are counted from the base: 6 for each destination, 3 for the transport protocol, 1 for the kind.
func AzureNetworkSecurityRules(flows []traffic.Flow, addresses traffic.Addresses, base int64) (map[string]AzureNetworkSecurityRule, error) {
	last := int64(azureLastPriority - azurePerTarget*len(traffic.Destinations()) + 1)
	if base < azureFirstPriority || base > last {
		return nil, inBasePriority(base, azureFirstPriority, last)
	}
	rules := map[string]AzureNetworkSecurityRule{}
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Each(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
		if err != nil {
			return nil, err
		}
		targets, err := azureTargets(given)
		if err != nil {
			return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, target := range targets {
			key := rule.Destination + "_" + rule.Transport + target.suffix
			step := azurePerTarget*traffic.DestinationIndex(rule.Destination) + azureKinds*traffic.TransportIndex(rule.Transport) + target.kind
			rules[key] = AzureNetworkSecurityRule{
				Name:                       "nexthink_" + key,
				Priority:                   base + int64(step),
				Direction:                  "Outbound",
				Access:                     "Allow",
				Protocol:                   azureProtocol(rule.Transport),
				SourcePortRange:            "*",
				DestinationPortRanges:      portRanges(rule.Ports),
				DestinationAddressPrefix:   target.tag,
				DestinationAddressPrefixes: target.prefixes,
				Description:                describe(rule.Transport, "", rule.Destination),
				RequirementKeys:            rule.FlowKeys,
			}
		}
	}
	return rules, nil
}

func azureProtocol(transport string) string { return strings.ToUpper(transport[:1]) + transport[1:] }

func inBasePriority(base, first, last int64) error {
	return &traffic.ArgumentError{Argument: "base_priority", Err: fmt.Errorf(
		"%d leaves a rule outside the priorities that the firewall has; give a whole number from %d to %d", base, first, last)}
}

type azureTarget struct {
	kind     int
	suffix   string
	tag      *string
	prefixes []traffic.Address
}

// azureTags are service tags whose spelling is easily got wrong, and passes every check before an apply.
var azureTags = []string{"AzureCloud", "AzureLoadBalancer", "Internet", "VirtualNetwork"}

// azureTargets are the rules that addresses need: one for each family, and one for a service tag.
func azureTargets(addresses []traffic.Address) ([]azureTarget, error) {
	var tag string
	networks := make([]traffic.Address, 0, len(addresses))
	for _, address := range addresses {
		if address.Unknown || !startsLikeAWord(address.Text) {
			networks = append(networks, address)
			continue
		}
		if err := checkAzureTag(address.Text); err != nil {
			return nil, err
		}
		if tag != "" {
			return nil, fmt.Errorf("%s and %s are two service tags; a rule has one, so give one or networks", tag, address.Text)
		}
		tag = address.Text
	}
	byFamily, err := families(networks)
	if err != nil {
		return nil, err
	}
	targets := []azureTarget{}
	for _, family := range byFamily {
		if len(family.Addresses) > azureMaxPrefixes {
			return nil, fmt.Errorf("%d addresses are given; a rule has at most %d", len(family.Addresses), azureMaxPrefixes)
		}
		kind := 0
		if family.IPv6 {
			kind = 1
		}
		targets = append(targets, azureTarget{kind: kind, suffix: family.suffix(), prefixes: family.Addresses})
	}
	if tag != "" {
		targets = append(targets, azureTarget{kind: azureKindTag, suffix: "_tag", tag: &tag})
	}
	return targets, nil
}

func startsLikeAWord(text string) bool {
	return text != "" && !strings.ContainsAny(text, ":/") && strings.ContainsAny(text[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
}

func checkAzureTag(text string) error {
	for _, known := range azureTags {
		if strings.EqualFold(known, text) && known != text {
			return fmt.Errorf("%s is no service tag; write %s", wording.Quote(text), known)
		}
	}
	if !traffic.IsServiceTag(text) {
		return errors.New(wording.Quote(text) + " is neither a network nor a service tag; give a network such as 10.20.0.0/24, " +
			"or a service tag such as Internet or Storage.WestEurope")
	}
	return nil
}
