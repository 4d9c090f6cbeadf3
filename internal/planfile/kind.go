// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import "github.com/nexthink/terraform-provider-nexthink/internal/normalize"

// kind is what a type of resource means for rules.
type kind struct {
	reads  family
	member string   // the attribute that says which group a rule belongs to; empty where the resource is the group
	groups []string // the types that such a group may have
}

// family is what one reader reads together.
type family int

// The families; the resources of the first ones go to a reader as they are.
const (
	none family = iota
	awsSecurityGroups
	awsNetworkACLs
	azureNetworkSecurityGroups
	azureFirewalls
	googleFirewalls
	googlePolicies
	awsNetworkFirewalls
	awsDNSFirewalls
	notRead // of these kinds, and no reader knows them
)

// readers are those that need no more than the resources.
var readers = map[family]reader{
	awsSecurityGroups: func(resources []normalize.Resource, _ ...string) rules {
		return normalize.AWSSecurityGroupRules(resources)
	},
	awsNetworkACLs:             normalize.AWSNetworkACLRules,
	azureNetworkSecurityGroups: normalize.AzureNetworkSecurityRules,
	azureFirewalls: func(resources []normalize.Resource, _ ...string) rules {
		return normalize.AzureFirewallRules(resources)
	},
	googleFirewalls: normalize.GoogleFirewallRules,
	googlePolicies:  normalize.GoogleFirewallPolicyRules,
}

var (
	securityGroups = []string{"aws_security_group", "aws_default_security_group"}
	networkACLs    = []string{"aws_network_acl", "aws_default_network_acl"}
	azureGroups    = []string{"azurerm_network_security_group"}
	azureWalls     = []string{"azurerm_firewall"}
	azurePolicies  = []string{"azurerm_firewall_policy"}
	googleNetworks = []string{"google_compute_network"}
	googleGlobal   = []string{"google_compute_network_firewall_policy"}
	googleRegional = []string{"google_compute_region_network_firewall_policy"}
	googleOrg      = []string{"google_compute_firewall_policy"}
	dnsGroups      = []string{"aws_route53_resolver_firewall_rule_group"}
)

// kinds are the types of resources that hold rules, and those that rules belong to.
var kinds = map[string]kind{
	"aws_vpc_security_group_egress_rule": {awsSecurityGroups, "security_group_id", securityGroups},
	"aws_security_group_rule":            {awsSecurityGroups, "security_group_id", securityGroups},
	"aws_security_group":                 {awsSecurityGroups, "", nil},
	"aws_default_security_group":         {awsSecurityGroups, "", nil},

	"aws_network_acl_rule":    {awsNetworkACLs, "network_acl_id", networkACLs},
	"aws_network_acl":         {awsNetworkACLs, "", nil},
	"aws_default_network_acl": {awsNetworkACLs, "", nil},

	"aws_networkfirewall_rule_group":      {awsNetworkFirewalls, "", nil},
	"aws_networkfirewall_firewall_policy": {awsNetworkFirewalls, "", nil},

	"aws_route53_resolver_firewall_rule":        {awsDNSFirewalls, "firewall_rule_group_id", dnsGroups},
	"aws_route53_resolver_firewall_domain_list": {awsDNSFirewalls, "", nil},
	"aws_route53_resolver_firewall_rule_group":  {none, "", nil},

	"azurerm_network_security_rule":  {azureNetworkSecurityGroups, "network_security_group_name", azureGroups},
	"azurerm_network_security_group": {azureNetworkSecurityGroups, "", nil},

	"azurerm_firewall_policy_rule_collection_group": {azureFirewalls, "firewall_policy_id", azurePolicies},
	"azurerm_firewall_application_rule_collection":  {azureFirewalls, "azure_firewall_name", azureWalls},
	"azurerm_firewall_network_rule_collection":      {azureFirewalls, "azure_firewall_name", azureWalls},
	"azurerm_firewall_policy":                       {none, "", nil},
	"azurerm_firewall":                              {none, "", nil},

	"google_compute_firewall": {googleFirewalls, "network", googleNetworks},
	"google_compute_network":  {none, "", nil},

	"google_compute_network_firewall_policy_rule":              {googlePolicies, "firewall_policy", googleGlobal},
	"google_compute_region_network_firewall_policy_rule":       {googlePolicies, "firewall_policy", googleRegional},
	"google_compute_firewall_policy_rule":                      {googlePolicies, "firewall_policy", googleOrg},
	"google_compute_network_firewall_policy":                   {none, "", nil},
	"google_compute_region_network_firewall_policy":            {none, "", nil},
	"google_compute_firewall_policy":                           {none, "", nil},
	"google_compute_network_firewall_policy_with_rules":        {notRead, "", nil},
	"google_compute_region_network_firewall_policy_with_rules": {notRead, "", nil},
	"google_compute_firewall_policy_with_rules":                {notRead, "", nil},
	"google_compute_organization_security_policy_rule":         {notRead, "", nil},
}

// defaultGroups are the types whose groups have rules of the vendor's even where they have no other.
var defaultGroups = map[string]family{
	"google_compute_network":                        googleFirewalls,
	"google_compute_network_firewall_policy":        googlePolicies,
	"google_compute_region_network_firewall_policy": googlePolicies,
	"google_compute_firewall_policy":                googlePolicies,
}
