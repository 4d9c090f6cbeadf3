// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect

import "github.com/nexthink/terraform-provider-nexthink/internal/hostname"

// pagesReadOn is the day on which the pages of the vendors were read.
const pagesReadOn = "2026-11-24"

// GoogleMaxNames is the maximum number of names in a rule of a Google Cloud firewall policy. The provider's page repeats the
// reference of the API: https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/compute_network_firewall_policy_rule
const GoogleMaxNames = 100

// The dialects that readers use.
var (
	AWSNetworkFirewall = Dialect{
		Name: "aws_network_firewall", Product: "a domain list of AWS Network Firewall", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true}, Web: true,
		Alternative: "render_suricata_rules",
		Evidence:    readAt("https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html"),
	}
	// AWSRoute53DNSFirewall has a wildcard whose reach is assumed. The page allows "*" as the first character and does not say what it matches: no source found.
	AWSRoute53DNSFirewall = Dialect{
		Name: "aws_route53_dns_firewall", Product: "a domain list of Route 53 Resolver DNS Firewall", Prefix: "*.", Wildcard: hostname.AnyDepth(),
		Evidence: assumedBeside("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html"),
	}
	AzureFirewall = Dialect{
		Name: "azure_firewall", Product: "an application rule of Azure Firewall", Prefix: "*.", Wildcard: hostname.AnyDepth(), Web: true,
		Alternative: "render_azure_firewall_rules", Evidence: readAt("https://learn.microsoft.com/en-us/azure/firewall/firewall-faq"),
	}
	// GoogleFQDN has exact names, which the firewall resolves to addresses. That it refuses a wildcard: no source found.
	GoogleFQDN = Dialect{
		Name: "google_fqdn", Product: "a rule of a Google Cloud firewall policy", Exact: true, MaxNames: GoogleMaxNames,
		Alternative: "google_url_list, or render_google_firewall_policy_rules with destinations.internet",
		Evidence:    readAt("https://docs.cloud.google.com/firewall/docs/fqdn-objects-overview"),
	}
)

// dialects are sorted by name.
var dialects = []Dialect{
	AWSNetworkFirewall,
	AWSRoute53DNSFirewall,
	AzureFirewall,
	{ // The page also says that the selector SNI Domain applies to port 443 only.
		Name: "cloudflare_domain", Product: "a list of domains of Cloudflare Gateway", Wildcard: hostname.Wildcard{Apex: true}, Widens: true, Web: true,
		Alternative: "a network policy by address and port",
		Evidence:    readAt("https://developers.cloudflare.com/cloudflare-one/policies/gateway/network-policies/"),
	},
	{
		Name: "fortios_fqdn", Product: "a FortiGate address of type fqdn", Prefix: "*.", Wildcard: hostname.AnyDepth(),
		Evidence: assumedBeside(
			"https://docs.fortinet.com/document/fortigate/7.0.1/administration-guide/217973/using-wildcard-fqdn-addresses-in-firewall-policies"),
	},
	GoogleFQDN,
	{
		Name: "google_url_list", Product: "a URL list of Google Cloud Secure Web Proxy", Prefix: "*.", Wildcard: hostname.AnyDepth(), Web: true,
		Alternative: "render_google_firewall_policy_rules",
		Evidence:    readAt("https://cloud.google.com/secure-web-proxy/docs/url-list-syntax-reference"),
	},
	{
		Name: "netskope_url_list", Product: "a URL list of Netskope", Prefix: "*.", Wildcard: hostname.Wildcard{Apex: true}, Web: true,
		Alternative: "a rule by address and port",
		Evidence: readAt(
			"https://docs.netskope.com/en/netskope-help/data-security/real-time-protection/custom-category/url-list-best-practices/"),
	},
	{
		Name: "panos_fqdn", Product: "a PAN-OS address object of type FQDN", Exact: true, Alternative: "panos_url_category",
		Evidence: readAt("https://knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA10g000000ClRfCAK"),
	},
	{ // A caret stands for exactly one label, and an asterisk for one or more.
		Name: "panos_url_category", Product: "a custom URL category of PAN-OS", Prefix: "^.", Deep: "*.", Suffix: "/", Wildcard: hostname.Wildcard{Labels: 1},
		Web: true, Alternative: "panos_fqdn",
		Evidence: readAt("https://docs.paloaltonetworks.com/advanced-url-filtering/administration/configuring-url-filtering/" +
			"url-category-exceptions/guidelines-for-url-category-exceptions"),
	},
	{
		Name: "squid_dstdomain", Product: "an access list of Squid of type dstdomain", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true}, Minimal: true,
		TCP: true, Alternative: "a firewall that matches addresses", Evidence: readAt("https://wiki.squid-cache.org/SquidFaq/SquidAcl"),
	},
	{
		Name: "zscaler_url", Product: "a URL category of Zscaler Internet Access", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true, Labels: 5}, Web: true,
		Alternative: "a firewall filtering rule by address and port", Evidence: readAt("https://help.zscaler.com/zia/url-format-guidelines"),
	},
}

// readAt returns the evidence of a page that says what the dialect matches.
func readAt(url string) Evidence { return Evidence{URL: url, ReadOn: pagesReadOn} }

// assumedBeside returns the evidence of a page that describes the dialect and does not say what a wildcard matches.
func assumedBeside(url string) Evidence {
	return Evidence{URL: url, ReadOn: pagesReadOn, Assumed: true}
}
