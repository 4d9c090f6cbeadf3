// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// azureFirewallLastPort is the last port that an application rule may have.
const azureFirewallLastPort = 64000

// AzureFirewallRules are what a rule collection group holds, in its two kinds of collections.
type AzureFirewallRules struct {
	Application []AzureApplicationRule
	Network     []AzureNetworkRule
}

// AzureApplicationRule matches names in TLS and HTTP, wildcards included.
type AzureApplicationRule struct {
	Key             string
	Name            string
	FQDNs           []string
	Protocol        string // Https or Http
	Port            int64
	RequirementKeys []string
}

// AzureNetworkRule matches addresses, or exact names by the addresses that they resolve to.
type AzureNetworkRule struct {
	Key             string
	Name            string
	Protocol        string // TCP or UDP
	Addresses       []traffic.Address
	FQDNs           []string
	Ports           []string
	RequirementKeys []string
}

// RenderAzureFirewallRules gives an application rule for what speaks TLS or HTTP to the internet and a network rule for all
// else: a raw row is no Https. A raw row with a wildcard, which no network rule can match, becomes a rule of addresses where
// those of the internet are given.
func RenderAzureFirewallRules(flows []traffic.Flow, addresses traffic.Addresses) (AzureFirewallRules, error) {
	rules := AzureFirewallRules{}
	byAddress, byName, byApplication := []traffic.Flow{}, []traffic.Flow{}, []traffic.Flow{}
	for _, flow := range traffic.SortFlows(flows) {
		if flow.Destination != traffic.Internet {
			byAddress = append(byAddress, flow)
			continue
		}
		if err := requireHosts(flow); err != nil {
			return rules, err
		}
		switch {
		case !flow.IsRaw():
			if err := checkAzureApplication(flow); err != nil {
				return rules, traffic.InRequirements(err)
			}
			byApplication = append(byApplication, flow)
		case !flow.HasWildcard():
			byName = append(byName, flow)
		case len(addresses[traffic.Internet]) > 0:
			byAddress = append(byAddress, flow)
		default:
			return rules, traffic.InRequirements(fmt.Errorf("the row %s is raw and has a wildcard, which no rule of Azure Firewall can match; "+
				"name the instance if it stands for one, "+
				`leave the row out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule by addresses`, flow.Key))
		}
	}
	rules.addByApplication(byApplication)
	rules.addByName(byName)
	err := rules.addByAddress(byAddress, addresses)
	slices.SortFunc(rules.Application, func(a, b AzureApplicationRule) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortFunc(rules.Network, func(a, b AzureNetworkRule) int { return cmp.Compare(a.Key, b.Key) })
	return rules, err
}

func checkAzureApplication(flow traffic.Flow) error {
	if flow.Ports.From != flow.Ports.To {
		return fmt.Errorf("the row %s has the ports %s; an application rule has single ports, so give a row for each", flow.Key, flow.Ports)
	}
	if flow.Ports.From > azureFirewallLastPort {
		return fmt.Errorf("the row %s has the port %s; an application rule has ports up to %d, so leave the row out here and open it by address",
			flow.Key, flow.Ports, azureFirewallLastPort)
	}
	return nil
}

// addByApplication makes a rule for each protocol and port. A row that speaks both TLS and HTTP is served by two.
func (rules *AzureFirewallRules) addByApplication(flows []traffic.Flow) {
	for _, rule := range traffic.PortRules(flows) {
		for _, protocol := range []string{"Https", "Http"} {
			spoken := slices.DeleteFunc(slices.Clone(rule.Flows), func(flow traffic.Flow) bool {
				tls, http := flow.Web()
				return protocol == "Https" && !tls || protocol == "Http" && !http
			})
			if len(spoken) == 0 {
				continue
			}
			key := "internet_" + strings.ToLower(protocol) + "_" + rule.Ports.String()
			rules.Application = append(rules.Application, AzureApplicationRule{
				Key: key, Name: "nexthink_" + key, FQDNs: hostsOf(spoken), Protocol: protocol, Port: rule.Ports.From, RequirementKeys: keysOf(spoken),
			})
		}
	}
}

func (rules *AzureFirewallRules) addByName(flows []traffic.Flow) {
	for _, rule := range traffic.PortRules(flows) {
		rules.Network = append(rules.Network, AzureNetworkRule{
			Key: rule.Key(), Name: "nexthink_" + rule.Key(), Protocol: strings.ToUpper(rule.Transport),
			FQDNs: hostsOf(rule.Flows), Ports: []string{rule.Ports.String()}, RequirementKeys: rule.FlowKeys,
		})
	}
}

func (rules *AzureFirewallRules) addByAddress(flows []traffic.Flow, addresses traffic.Addresses) error {
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Of(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
		if err != nil {
			return err
		}
		byFamily, err := families(given)
		if err != nil {
			return traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		for _, family := range byFamily {
			if family.IPv6 {
				return traffic.InDestinations(fmt.Errorf(
					"%s: %s is the IPv6 address %s, and Azure Firewall takes IPv4 in its rules; give an IPv4 address, or leave it out",
					rule.Destination, family.Addresses[0].Name(), family.Addresses[0].Text))
			}
			key := rule.Destination + "_" + rule.Transport
			rules.Network = append(rules.Network, AzureNetworkRule{
				Key: key, Name: "nexthink_" + key, Protocol: strings.ToUpper(rule.Transport),
				Addresses: family.Addresses, Ports: portRanges(rule.Ports), RequirementKeys: rule.FlowKeys,
			})
		}
	}
	return nil
}
