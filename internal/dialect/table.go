// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect

import "github.com/nexthink/terraform-provider-nexthink/internal/hostname"

// pagesReadOn is the day on which the pages of the vendors were read.
const pagesReadOn = "2026-11-24"

// laterPagesReadOn is the day on which the pages of the dialects that came later were read.
const laterPagesReadOn = "2026-11-30"

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
	{ // The other kind of domain object, which matches names below, resolves addresses by reverse lookups, which the page calls inaccurate.
		Name: "checkpoint_domain", Product: "a domain object of Check Point with the option FQDN", Prefix: ".", Exact: true,
		Alternative: "a firewall that matches names in TLS",
		Evidence: readLater(
			"https://sc1.checkpoint.com/documents/R82/WebAdminGuides/EN/CP_R82_SecurityManagement_AdminGuide/Content/Topics-SECMG/Domains.htm"),
	},
	{ // * matches characters of one label. In later versions, ** matches any number of labels.
		Name: "cilium_fqdn", Product: "a list of toFQDNs of Cilium, as matchPattern", Prefix: "*.", Deep: "**.", Wildcard: hostname.Wildcard{Labels: 1},
		Evidence: readLater("https://github.com/cilium/cilium/blob/v1.15.3/pkg/policy/api/fqdn.go"),
	},
	{ // That the object refuses a wildcard: no source found.
		Name: "cisco_fmc_fqdn", Product: "an FQDN object of Cisco Secure Firewall Management Center", Exact: true, Alternative: "cisco_fmc_url",
		Evidence: readLater("https://netascode.cisco.com/docs/data_models/fmc/objects/fqdn"),
	},
	{
		Name: "cisco_fmc_url", Product: "a URL object of Cisco Secure Firewall Management Center", Wildcard: hostname.Wildcard{Apex: true}, Widens: true,
		Web: true, Alternative: "cisco_fmc_fqdn",
		Evidence: readLater("https://docs.defenseorchestrator.com/cdfmc/r_manual-url-filtering-options.html"),
	},
	{
		Name: "cisco_umbrella", Product: "a destination list of Cisco Umbrella", Wildcard: hostname.Wildcard{Apex: true}, Widens: true,
		Evidence: readLater("https://docs.umbrella.com/umbrella-user-guide/docs/wildcards-and-destination-lists"),
	},
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
	{ // The page says that domains may have wildcards. What these match: no source found.
		Name: "netskope_steering_exception", Product: "a steering exception of Netskope for domains", Exact: true, Alternative: "netskope_url_list",
		Evidence: readLater("https://docs.netskope.com/en/exceptions.html"),
	},
	{
		Name: "netskope_url_list", Product: "a URL list of Netskope", Prefix: "*.", Wildcard: hostname.Wildcard{Apex: true}, Web: true,
		Alternative: "a rule by address and port",
		Evidence: readAt(
			"https://docs.netskope.com/en/netskope-help/data-security/real-time-protection/custom-category/url-list-best-practices/"),
	},
	{ // The number of names: https://docs.oracle.com/en-us/iaas/Content/network-firewall/url-list-create.htm
		Name: "oci_url_list", Product: "a URL list of OCI Network Firewall", Prefix: "*.", Wildcard: hostname.Wildcard{Apex: true}, Web: true, MaxNames: 1000,
		Alternative: "a rule by address and port",
		Evidence: readLater(
			"https://docs.cloud.oracle.com/iaas/tools/terraform-provider-oci/latest/docs/r/network_firewall_network_firewall_policy_url_list.html"),
	},
	panosURLs("panos_edl", "an external dynamic list of PAN-OS of type URL"),
	{ // A name without a wildcard matches names below it too if the list has the option to expand to subdomains.
		Name: "panos_edl_domain", Product: "an external dynamic list of PAN-OS of type domain", Prefix: "*.", Wildcard: hostname.AnyDepth(),
		Evidence: readLater("https://docs.paloaltonetworks.com/pan-os/10-2/pan-os-admin/policy/use-an-external-dynamic-list-in-policy/" +
			"formatting-guidelines-for-an-external-dynamic-list/domain-list"),
	},
	{
		Name: "panos_fqdn", Product: "a PAN-OS address object of type FQDN", Exact: true, Alternative: "panos_url_category",
		Evidence: readAt("https://knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA10g000000ClRfCAK"),
	},
	panosURLs("panos_url_category", "a custom URL category of PAN-OS"),
	{ // The names as the requirements have them, for every other product.
		Name: "plain", Product: "a plain list of names", Prefix: "*.", Wildcard: hostname.Wildcard{Labels: 1},
	},
	{ // The page is a copy of the vendor's guide.
		Name: "proxysg_url_domain", Product: "a condition url.domain of ProxySG", Wildcard: hostname.Wildcard{Apex: true}, Widens: true, TCP: true,
		Alternative: "a firewall that matches addresses", Evidence: readLater("https://manualsdump.com/en/manuals/blue_coat_systems-proxy_sg/167273/138"),
	},
	{
		Name: "sonicwall_fqdn", Product: "an FQDN address object of SonicWall", Prefix: "*.", Wildcard: hostname.Wildcard{Apex: true, Labels: 1},
		Evidence: readLater("http://help.sonicwall.com/help/sw/eng/5800/25/9/0/content/Ch32_Network_Address_Objects.036.14.html"),
	},
	{ // The page says that names may have wildcards. What these match: no source found.
		Name: "sophos_fqdn", Product: "an FQDN host of Sophos Firewall", Exact: true, Alternative: "a firewall that matches names in TLS",
		Evidence: readLater("https://docs.sophos.com/nsg/sophos-firewall/19.0/Help/en-us/webhelp/onlinehelp/AdministratorHelp/HostsAndServices/" +
			"HostsServicesFQDNHost/index.html"),
	},
	{
		Name: "squid_dstdomain", Product: "an access list of Squid of type dstdomain", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true}, Minimal: true,
		TCP: true, Alternative: "a firewall that matches addresses", Evidence: readAt("https://wiki.squid-cache.org/SquidFaq/SquidAcl"),
	},
	{
		Name: "watchguard_fqdn", Product: "a policy of WatchGuard Fireware by FQDN", Prefix: "*.", Wildcard: hostname.Wildcard{Apex: true},
		Evidence: readLater("https://www.watchguard.com/help/docs/help-center/en-US/Content/en-US/Fireware/policies/fqdn_about_c.html"),
	},
	{ // What a wildcard matches: no source found.
		Name: "windows_dynamic_keywords", Product: "a dynamic keyword of Windows Firewall that resolves itself", Exact: true,
		Alternative: "a firewall that matches names in TLS",
		Evidence:    readLater("https://learn.microsoft.com/windows/win32/ics/firewall-dynamic-keywords"),
	},
	{
		Name: "zscaler_url", Product: "a URL category of Zscaler Internet Access", Prefix: ".", Wildcard: hostname.Wildcard{Apex: true, Labels: 5}, Web: true,
		Alternative: "a firewall filtering rule by address and port", Evidence: readAt("https://help.zscaler.com/zia/url-format-guidelines"),
	},
}

// readAt returns the evidence of a page that says what the dialect matches.
func readAt(url string) Evidence { return Evidence{URL: url, ReadOn: pagesReadOn} }

// readLater returns the evidence of such a page of a dialect that came later.
func readLater(url string) Evidence { return Evidence{URL: url, ReadOn: laterPagesReadOn} }

// panosURLs returns a list of URLs of PAN-OS. A caret stands for exactly one label, and an asterisk for one or more.
func panosURLs(name, product string) Dialect {
	return Dialect{
		Name: name, Product: product, Prefix: "^.", Deep: "*.", Suffix: "/", Wildcard: hostname.Wildcard{Labels: 1}, Web: true, Alternative: "panos_fqdn",
		Evidence: readAt("https://docs.paloaltonetworks.com/advanced-url-filtering/administration/configuring-url-filtering/" +
			"url-category-exceptions/guidelines-for-url-category-exceptions"),
	}
}

// assumedBeside returns the evidence of a page that describes the dialect and does not say what a wildcard matches.
func assumedBeside(url string) Evidence {
	return Evidence{URL: url, ReadOn: pagesReadOn, Assumed: true}
}
