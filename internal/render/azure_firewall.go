// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// azureFirewallLastPort is the highest port of an application rule. Azure accepts ports from 0 to 64,000 (page of 2019):
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-firewall-limits
// The page also names network rules. azurerm accepts ports up to 65535 in these, and so does this package.
const azureFirewallLastPort = 64000

// AzureRules has the rules of azurerm_firewall_policy_rule_collection_group, by key.
type AzureRules struct {
	ApplicationRules map[string]AzureApplicationRule `tfsdk:"application_rules" doc:"Rules of an ''application_rule_collection'', by key."`
	NetworkRules     map[string]AzureNetworkRule     `tfsdk:"network_rules" doc:"Rules of a ''network_rule_collection'', by key."`
}

// AzureApplicationRule matches names and wildcards in TLS and HTTP:
// https://learn.microsoft.com/en-us/azure/firewall/fqdn-filtering-network-rules
type AzureApplicationRule struct {
	Name             string                     `tfsdk:"name" doc:"Name of the rule in its collection."`
	SourceAddresses  []traffic.Address          `tfsdk:"source_addresses" doc:"Your devices. ''*'' is any source."`
	DestinationFQDNs []string                   `tfsdk:"destination_fqdns" doc:"Names and patterns, sorted."`
	Protocols        []AzureApplicationProtocol `tfsdk:"protocols" doc:"One protocol, for a block of that name."`
	RequirementKeys  []string                   `tfsdk:"requirement_keys" doc:"Keys of its requirements, sorted."`
}

// AzureApplicationProtocol is the block of an application rule that has its protocol and port.
type AzureApplicationProtocol struct {
	Type string `tfsdk:"type" doc:"''Https'' or ''Http''."`
	Port int64  `tfsdk:"port" doc:"The port."`
}

// AzureNetworkRule matches addresses. It matches exact names by the addresses that they resolve to. A wildcard is not valid:
// https://learn.microsoft.com/en-us/azure/firewall/fqdn-filtering-network-rules
type AzureNetworkRule struct {
	Name                 string            `tfsdk:"name" doc:"Name of the rule in its collection."`
	Protocols            []string          `tfsdk:"protocols" doc:"''TCP'' or ''UDP''."`
	SourceAddresses      []traffic.Address `tfsdk:"source_addresses" doc:"Your devices. ''*'' is any source."`
	DestinationAddresses []traffic.Address `tfsdk:"destination_addresses" doc:"IPv4 networks. Otherwise null."`
	DestinationFQDNs     []string          `tfsdk:"destination_fqdns" doc:"Exact names. They need the DNS proxy of the policy. Null if the rule matches networks."`
	DestinationPorts     []string          `tfsdk:"destination_ports" doc:"Ports and ranges that do not overlap."`
	RequirementKeys      []string          `tfsdk:"requirement_keys" doc:"Keys of its requirements, sorted."`
}

// AzureFirewallRules returns application rules for TLS and HTTP to the internet, and network rules for everything else. No rule can
// match another protocol by a wildcard. Such a requirement becomes a rule of addresses if the addresses of the internet are given.
// Otherwise it is an error. Without sources, the rules apply to any source.
func AzureFirewallRules(flows []traffic.Flow, addresses traffic.Addresses, sources []traffic.Address) (AzureRules, error) {
	rules := azureRules{AzureRules{map[string]AzureApplicationRule{}, map[string]AzureNetworkRule{}}, []traffic.Address{{Text: "*"}}}
	if len(sources) > 0 {
		networks, err := azureFirewallNetworks(sources)
		if err != nil {
			return rules.AzureRules, &traffic.ArgumentError{Argument: "source_addresses", Err: err}
		}
		rules.sources = networks
	}
	byAddress, byName, byApplication := []traffic.Flow{}, []traffic.Flow{}, []traffic.Flow{}
	for _, flow := range traffic.SortFlows(flows) {
		if flow.Destination != traffic.Internet {
			byAddress = append(byAddress, flow)
			continue
		}
		if err := requireHosts(flow); err != nil {
			return rules.AzureRules, err
		}
		switch {
		case !flow.IsRaw():
			if err := checkAzureApplication(flow); err != nil {
				return rules.AzureRules, traffic.InRequirements(err)
			}
			byApplication = append(byApplication, flow)
		case !flow.HasWildcard():
			byName = append(byName, flow)
		case len(addresses[traffic.Internet]) > 0:
			byAddress = append(byAddress, flow)
		default:
			return rules.AzureRules, traffic.InRequirements(fmt.Errorf("the requirement %s is not HTTP(S) and has a wildcard, which no rule of Azure Firewall can match; "+
				"if * stands for the tenant, set instance, otherwise "+
				`leave the requirement out, or give destinations.internet, such as ["0.0.0.0/0"], for a rule of addresses`, flow.Key))
		}
	}
	rules.addByApplication(byApplication)
	rules.addByName(byName)
	return rules.AzureRules, rules.addByAddress(byAddress, addresses)
}

// azureRules collects rules. All of them have the same sources.
type azureRules struct {
	AzureRules

	sources []traffic.Address
}

// checkAzureApplication returns an error if an application rule cannot have the ports. An application rule has single ports: no source
// found, except that azurerm refuses a range.
func checkAzureApplication(flow traffic.Flow) error {
	if flow.Ports.From != flow.Ports.To {
		return fmt.Errorf("the requirement %s has the ports %s; an application rule has single ports, so write a requirement for each port", flow.Key, flow.Ports)
	}
	if flow.Ports.From > azureFirewallLastPort {
		return fmt.Errorf("the requirement %s has the port %s; an application rule has ports up to %d, so leave the requirement out here and allow it by address",
			flow.Key, flow.Ports, azureFirewallLastPort)
	}
	return nil
}

// addByApplication adds a rule for each protocol and port. A requirement that uses both TLS and HTTP is in two rules.
func (rules azureRules) addByApplication(flows []traffic.Flow) {
	for _, protocol := range []string{"Https", "Http"} {
		matching := slices.DeleteFunc(slices.Clone(flows), func(flow traffic.Flow) bool {
			tls, http := flow.Web()
			return protocol == "Https" && !tls || protocol == "Http" && !http
		})
		for _, rule := range traffic.PortRules(matching) {
			key := "internet_" + strings.ToLower(protocol) + "_" + rule.Ports.String()
			rules.ApplicationRules[key] = AzureApplicationRule{
				Name: "nexthink_" + key, SourceAddresses: rules.sources, DestinationFQDNs: hostsOf(rule.Flows),
				Protocols: []AzureApplicationProtocol{{protocol, rule.Ports.From}}, RequirementKeys: rule.FlowKeys,
			}
		}
	}
}

// addByName adds network rules of exact names.
func (rules azureRules) addByName(flows []traffic.Flow) {
	for _, rule := range traffic.PortRules(flows) {
		rules.NetworkRules[rule.Key()] = AzureNetworkRule{
			Name: "nexthink_" + rule.Key(), Protocols: []string{strings.ToUpper(rule.Transport)}, SourceAddresses: rules.sources,
			DestinationFQDNs: hostsOf(rule.Flows), DestinationPorts: []string{rule.Ports.String()}, RequirementKeys: rule.FlowKeys,
		}
	}
}

// addByAddress adds network rules of IPv4 addresses.
func (rules azureRules) addByAddress(flows []traffic.Flow, addresses traffic.Addresses) error {
	for _, rule := range traffic.TransportRules(flows) {
		given, err := addresses.Each(traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination})
		if err != nil {
			return err
		}
		networks, err := azureFirewallNetworks(given)
		if err != nil {
			return traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
		}
		key := rule.Destination + "_" + rule.Transport
		rules.NetworkRules[key] = AzureNetworkRule{
			Name: "nexthink_" + key, Protocols: []string{strings.ToUpper(rule.Transport)}, SourceAddresses: rules.sources,
			DestinationAddresses: networks, DestinationPorts: portRanges(rule.Ports), RequirementKeys: rule.FlowKeys,
		}
	}
	return nil
}

// azureFirewallNetworks returns IPv4 networks. Azure Firewall supports IPv6 as a preview only, in dual-stack mode:
// https://learn.microsoft.com/en-us/azure/firewall/deploy-dual-stack-firewall
func azureFirewallNetworks(addresses []traffic.Address) ([]traffic.Address, error) {
	byFamily, err := splitByFamily(addresses)
	if err != nil {
		return nil, err
	}
	if last := byFamily[len(byFamily)-1]; last.IPv6 {
		return nil, fmt.Errorf("%s is the IPv6 address %s, and the rules of Azure Firewall have IPv4 only; give an IPv4 address, or leave it out",
			last.Addresses[0].Name(), last.Addresses[0].Text)
	}
	return byFamily[0].Addresses, nil
}
