// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// The priorities of a rule. Azure accepts 100 to 4096: https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
const (
	azureFirstPriority = 100
	azureLastPriority  = 4096
)

// azureMaxPrefixes is the maximum number of addresses. Azure counts those of all rules of a group, each rule is checked here:
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-resource-manager-virtual-networking-limits
const azureMaxPrefixes = 4000

// The types of the addresses of a rule, each with its own priority: IPv4, IPv6, or a service tag. A rule has one service tag at most:
// https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
// That a rule has addresses of one family: no source found, except issue 12534 of azurerm.
const (
	azureAddressTypes   = 3
	azureAddressTypeTag = 2
	azurePerTarget      = 2 * azureAddressTypes
)

// AzureNetworkSecurityRule has the arguments of azurerm_network_security_rule. A network security group matches addresses and service
// tags, not names. A rule may have several ports. A name has at most 80 letters, digits, periods, hyphens and underscores:
// https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview
type AzureNetworkSecurityRule struct {
	Name                       string            `tfsdk:"name" doc:"Name of the rule in its group."`
	Priority                   int64             `tfsdk:"priority" doc:"''base_priority'' plus numbers for destination, protocol and address kind."`
	Direction                  string            `tfsdk:"direction" doc:"Always ''Outbound''."`
	Access                     string            `tfsdk:"access" doc:"Always ''Allow''."`
	Protocol                   string            `tfsdk:"protocol" doc:"''Tcp'' or ''Udp''."`
	SourceAddressPrefix        string            `tfsdk:"source_address_prefix" doc:"Always ''*'', which is any source."`
	SourcePortRange            string            `tfsdk:"source_port_range" doc:"Always ''*'', which is any port."`
	DestinationPortRanges      []string          `tfsdk:"destination_port_ranges" doc:"All ports of the destination and protocol."`
	DestinationAddressPrefix   *string           `tfsdk:"destination_address_prefix" doc:"A service tag, ''0.0.0.0/0'' or ''::/0''. Otherwise null."`
	DestinationAddressPrefixes []traffic.Address `tfsdk:"destination_address_prefixes" doc:"Networks of one family. Otherwise null."`
	Description                string            `tfsdk:"description" doc:"What the rule is for. It never changes."`
	RequirementKeys            []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule allows, sorted."`
}

// AzureNetworkSecurityRules returns one rule for each destination, transport protocol and type of address, with all ports, by key.
// The priority of a rule is the base, plus 6 for each destination, 3 for each transport protocol and 1 for each type of address.
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
			step := azurePerTarget*traffic.DestinationIndex(rule.Destination) + azureAddressTypes*traffic.TransportIndex(rule.Transport) + target.addressType
			rules[key] = AzureNetworkSecurityRule{
				Name:                       "nexthink_" + key,
				Priority:                   base + int64(step),
				Direction:                  "Outbound",
				Access:                     "Allow",
				Protocol:                   azureProtocol(rule.Transport),
				SourceAddressPrefix:        "*",
				SourcePortRange:            "*",
				DestinationPortRanges:      portRanges(rule.Ports),
				DestinationAddressPrefix:   target.prefix,
				DestinationAddressPrefixes: target.prefixes,
				Description:                describe(rule.Transport, "", rule.Destination),
				RequirementKeys:            rule.FlowKeys,
			}
		}
	}
	return rules, nil
}

// azureProtocol returns Tcp or Udp.
func azureProtocol(transport string) string { return strings.ToUpper(transport[:1]) + transport[1:] }

// inBasePriority returns an error about a base priority from which a rule would get a priority that is not valid.
func inBasePriority(base, first, last int64) error {
	return &traffic.ArgumentError{Argument: "base_priority", Err: fmt.Errorf(
		"%d would give a rule a priority that the firewall does not have; give a whole number from %d to %d", base, first, last)}
}

// azureTarget is the destination of a rule: addresses of one family, or a single prefix.
type azureTarget struct {
	addressType int
	suffix      string
	prefix      *string // a service tag, or the network of all addresses of a family
	prefixes    []traffic.Address
}

// useSinglePrefix moves the network of all addresses to the single prefix, which is a network, a service tag or *. The list of prefixes
// does not accept a default tag or *: https://github.com/ansible-collections/azure/pull/640
// Azure's portal refuses 0.0.0.0/0 in a list of networks: https://github.com/MicrosoftDocs/azure-docs/issues/21822
func (target *azureTarget) useSinglePrefix() error {
	index := slices.IndexFunc(target.prefixes, func(address traffic.Address) bool { return strings.HasSuffix(address.Text, "/0") })
	if index < 0 {
		return nil
	}
	every := target.prefixes[index].Text
	if len(target.prefixes) > 1 {
		return fmt.Errorf("%s is every address, and another address is not known until apply; give %s alone", every, every)
	}
	target.prefix, target.prefixes = &every, nil
	return nil
}

// withoutContained returns the networks of a family without those inside another one. Azure refuses these in one rule, with
// OverlappingSubnetsNotPermittedInSecurityRule: https://github.com/alan-turing-institute/data-safe-haven/issues/2077
// An address that is not known until apply stays.
func withoutContained(networks []traffic.Address) []traffic.Address {
	return slices.DeleteFunc(slices.Clone(networks), func(inner traffic.Address) bool {
		return slices.ContainsFunc(networks, func(outer traffic.Address) bool { return contains(outer, inner) })
	})
}

// contains reports whether a network is strictly inside another one. It is false if one of them is unknown.
func contains(outer, inner traffic.Address) bool {
	outerNetwork, errOuter := traffic.ParsePrefix(outer.Text)
	innerNetwork, errInner := traffic.ParsePrefix(inner.Text)
	return errOuter == nil && errInner == nil && outerNetwork.Bits() < innerNetwork.Bits() && outerNetwork.Contains(innerNetwork.Addr())
}

// azureTags are service tags that are easy to write in the wrong case. Terraform and azurerm find such an error at apply only.
var azureTags = []string{"AzureCloud", "AzureLoadBalancer", "Internet", "VirtualNetwork"}

// azureTargets returns a target for each address family, and one for a service tag.
func azureTargets(addresses []traffic.Address) ([]azureTarget, error) {
	var tag string
	networks := make([]traffic.Address, 0, len(addresses))
	for _, address := range addresses {
		if address.Unknown || !startsWithLetter(address.Text) {
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
	byFamily, err := splitByFamily(networks, traffic.ServiceTagExample)
	if err != nil {
		return nil, err
	}
	targets := []azureTarget{}
	for _, family := range byFamily {
		if len(family.Addresses) > azureMaxPrefixes {
			return nil, fmt.Errorf("%d addresses are given; a rule has at most %d", len(family.Addresses), azureMaxPrefixes)
		}
		target := azureTarget{suffix: family.suffix(), prefixes: withoutContained(family.Addresses)}
		if family.IPv6 {
			target.addressType = 1
		}
		if err := target.useSinglePrefix(); err != nil {
			return nil, err
		}
		targets = append(targets, target)
	}
	if tag != "" {
		targets = append(targets, azureTarget{addressType: azureAddressTypeTag, suffix: "_tag", prefix: &tag})
	}
	return targets, nil
}

// startsWithLetter reports whether the text begins as a service tag does. An address has a colon or is digits and periods.
func startsWithLetter(text string) bool {
	return text != "" && !strings.ContainsAny(text, ":/") && strings.ContainsAny(text[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
}

func checkAzureTag(text string) error {
	for _, known := range azureTags {
		if strings.EqualFold(known, text) && known != text {
			return fmt.Errorf("%s is not a valid service tag; write %s", wording.Quote(text), known)
		}
	}
	if traffic.IsServiceTag(text) {
		return nil
	}
	_, err := traffic.ParsePrefix(text, traffic.ServiceTagExample)
	return err
}
