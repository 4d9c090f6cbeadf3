// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect

import "github.com/nexthink/terraform-provider-nexthink/internal/hostname"

// How it is known what the wildcard of a dialect matches.
const (
	read    = "read in the vendor's documentation"
	excerpt = "read in an excerpt of documentation"
	assumed = "assumed: not read anywhere"
)

// GoogleMaxNames is how many names a rule of a Google Cloud firewall policy may have.
const GoogleMaxNames = 100

// The dialects that readers use.
var (
	AWSNetworkFirewall = Dialect{
		Name: "aws_network_firewall", Product: "a domain list of AWS Network Firewall", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true}, Web: true,
		Alternative: "render_suricata_rules", Evidence: excerpt,
	}
	AWSRoute53DNSFirewall = Dialect{
		Name: "aws_route53_dns_firewall", Product: "a domain list of Route 53 Resolver DNS Firewall", Prefix: "*.", Wildcard: hostname.AnyDepth(),
		Evidence: assumed,
	}
	AzureFirewall = Dialect{
		Name: "azure_firewall", Product: "an application rule of Azure Firewall", Prefix: "*.", Wildcard: hostname.AnyDepth(), Web: true,
		Alternative: "render_azure_firewall_rules", Evidence: read,
	}
	GoogleFQDN = Dialect{
		Name: "google_fqdn", Product: "a rule of a Google Cloud firewall policy", Exact: true, MaxNames: GoogleMaxNames,
		Alternative: "google_url_list, or render_google_firewall_policy_rules with destinations.internet", Evidence: read,
	}
)

// dialects are sorted by name.
var dialects = []Dialect{
	AWSNetworkFirewall,
	AWSRoute53DNSFirewall,
	AzureFirewall,
	{
		Name: "cloudflare_domain", Product: "a list of domains of Cloudflare Gateway", Wildcard: hostname.Wildcard{Apex: true}, Widens: true, Web: true,
		Alternative: "a network policy by address and port", Evidence: read,
	},
	{
		Name: "fortios_fqdn", Product: "a FortiGate address of type fqdn", Prefix: "*.", Wildcard: hostname.AnyDepth(), Evidence: assumed,
	},
	GoogleFQDN,
	{
		Name: "google_url_list", Product: "a URL list of Google Cloud Secure Web Proxy", Prefix: "*.", Wildcard: hostname.AnyDepth(), Web: true,
		Alternative: "render_google_firewall_policy_rules", Evidence: excerpt,
	},
	{
		Name: "netskope_url_list", Product: "a URL list of Netskope", Prefix: "*.", Wildcard: hostname.Wildcard{Apex: true}, Web: true,
		Alternative: "a rule by address and port", Evidence: excerpt,
	},
	{
		Name: "panos_fqdn", Product: "a PAN-OS address object of type FQDN", Exact: true, Alternative: "panos_url_category", Evidence: excerpt,
	},
	{
		Name: "panos_url_category", Product: "a custom URL category of PAN-OS", Prefix: "*.", Suffix: "/", Wildcard: hostname.AnyDepth(), Web: true,
		Alternative: "panos_fqdn", Evidence: excerpt,
	},
	{
		Name: "squid_dstdomain", Product: "an access list of Squid of type dstdomain", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true}, Minimal: true, TCP: true,
		Alternative: "a firewall that matches addresses", Evidence: excerpt,
	},
	{
		Name: "zscaler_url", Product: "a URL category of Zscaler Internet Access", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true, Labels: 5}, Web: true,
		Alternative: "a firewall filtering rule by address and port", Evidence: excerpt,
	},
}
