// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// azureFirewallLastPort is the last port that an application rule may have.
const azureFirewallLastPort = 64000

// AzureRules has the rules of azurerm_firewall_policy_rule_collection_group, by key.
type AzureRules struct {
	ApplicationRules map[string]AzureApplicationRule `tfsdk:"application_rules" doc:"Rules of an application_rule_collection, by key; for dynamic blocks."`
	NetworkRules     map[string]AzureNetworkRule     `tfsdk:"network_rules" doc:"Rules of a network_rule_collection, by key; for dynamic blocks."`
}

// AzureApplicationRule matches names in TLS and HTTP, wildcards included.
type AzureApplicationRule struct {
	Name             string                     `tfsdk:"name" doc:"Name of the rule in its collection."`
	DestinationFQDNs []string                   `tfsdk:"destination_fqdns" doc:"Names and patterns, sorted."`
	Protocols        []AzureApplicationProtocol `tfsdk:"protocols" doc:"For the block of that name."`
	RequirementKeys  []string                   `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// AzureApplicationProtocol is the block of an application rule that has its protocol and port.
type AzureApplicationProtocol struct {
	Type string `tfsdk:"type" doc:"Https or Http."`
	Port int64  `tfsdk:"port" doc:"The port."`
}

// AzureNetworkRule matches addresses, or exact names by the addresses that they resolve to.
type AzureNetworkRule struct {
	Name                 string            `tfsdk:"name" doc:"Name of the rule in its collection."`
	Protocols            []string          `tfsdk:"protocols" doc:"TCP or UDP, one of them."`
	DestinationAddresses []traffic.Address `tfsdk:"destination_addresses" doc:"IPv4 networks; null where names are matched."`
	DestinationFQDNs     []string          `tfsdk:"destination_fqdns" doc:"Exact names, which need the DNS proxy of the policy; null where networks are matched."`
	DestinationPorts     []string          `tfsdk:"destination_ports" doc:"Ports and ranges, none overlapping."`
	RequirementKeys      []string          `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// AzureFirewallRules gives an application rule for what speaks TLS or HTTP to the internet and a network rule for all
// else: a raw row is no Https. A raw row with a wildcard, which no network rule can match, becomes a rule of addresses where
// those of the internet are given.
func AzureFirewallRules(flows []traffic.Flow, addresses traffic.Addresses) (AzureRules, error) {
	rules := AzureRules{map[string]AzureApplicationRule{}, map[string]AzureNetworkRule{}}
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
	return rules, rules.addByAddress(byAddress, addresses)
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
func (rules AzureRules) addByApplication(flows []traffic.Flow) {
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
			rules.ApplicationRules[key] = AzureApplicationRule{
				Name: "nexthink_" + key, DestinationFQDNs: hostsOf(spoken), Protocols: []AzureApplicationProtocol{{protocol, rule.Ports.From}},
				RequirementKeys: keysOf(spoken),
			}
		}
	}
}

func (rules AzureRules) addByName(flows []traffic.Flow) {
	for _, rule := range traffic.PortRules(flows) {
		rules.NetworkRules[rule.Key()] = AzureNetworkRule{
			Name: "nexthink_" + rule.Key(), Protocols: []string{strings.ToUpper(rule.Transport)},
			DestinationFQDNs: hostsOf(rule.Flows), DestinationPorts: []string{rule.Ports.String()}, RequirementKeys: rule.FlowKeys,
		}
	}
}

func (rules AzureRules) addByAddress(flows []traffic.Flow, addresses traffic.Addresses) error {
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Each(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
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
			rules.NetworkRules[key] = AzureNetworkRule{
				Name: "nexthink_" + key, Protocols: []string{strings.ToUpper(rule.Transport)},
				DestinationAddresses: family.Addresses, DestinationPorts: portRanges(rule.Ports), RequirementKeys: rule.FlowKeys,
			}
		}
	}
	return nil
}
