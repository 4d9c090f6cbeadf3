// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Dialect is how a firewall spells a name in a list of names.
type Dialect struct {
	Name     string
	Product  string         // what the list is for
	Before   string         // what stands before the name below a star; nothing is rendered for it where Exact
	After    string         // what stands behind every name
	Exact    bool           // takes exact names only
	Minimal  bool           // refuses a name that another one covers
	Reach    hostname.Reach // what the star stands for
	Widens   bool           // an exact name also matches every name below it
	Web      bool           // matches names in TLS and HTTP alone
	TCP      bool           // carries TCP alone
	Most     int            // how many names a rule may have; 0 for no limit known
	Instead  string         // what to use where a wildcard or a raw row cannot be spelt
	Evidence string         // how far the reach is known
}

// How far it is known what the star of a dialect matches.
const (
	read    = "read in the vendor's documentation"
	excerpt = "read in an excerpt of documentation"
	assumed = "assumed: not read anywhere"
)

var dialects = []Dialect{
	{
		Name: "aws_network_firewall", Product: "a domain list of AWS Network Firewall", Before: ".", Reach: hostname.Reach{Apex: true}, Web: true,
		Instead: "render_suricata_rules", Evidence: excerpt,
	},
	{
		Name: "aws_route53_dns_firewall", Product: "a domain list of Route 53 Resolver DNS Firewall", Before: "*.", Reach: hostname.AnyDepth(),
		Evidence: assumed,
	},
	{
		Name: "azure_firewall", Product: "an application rule of Azure Firewall", Before: "*.", Reach: hostname.AnyDepth(), Web: true,
		Instead: "render_azure_firewall_rules", Evidence: read,
	},
	{
		Name: "cloudflare_domain", Product: "a list of domains of Cloudflare Gateway", Reach: hostname.Reach{Apex: true}, Widens: true, Web: true,
		Instead: "a network policy by address and port", Evidence: read,
	},
	{
		Name: "fortios_fqdn", Product: "a FortiGate address of type fqdn", Before: "*.", Reach: hostname.AnyDepth(), Evidence: assumed,
	},
	{
		Name: "google_fqdn", Product: "a rule of a Google Cloud firewall policy", Exact: true, Most: googlePolicyMaxNames,
		Instead: "google_url_list, or render_google_firewall_policy_rules with destinations.internet", Evidence: read,
	},
	{
		Name: "google_url_list", Product: "a URL list of Google Cloud Secure Web Proxy", Before: "*.", Reach: hostname.AnyDepth(), Web: true,
		Instead: "render_google_firewall_policy_rules", Evidence: excerpt,
	},
	{
		Name: "netskope_url_list", Product: "a URL list of Netskope", Before: "*.", Reach: hostname.Reach{Apex: true}, Web: true,
		Instead: "a rule by address and port", Evidence: excerpt,
	},
	{
		Name: "panos_fqdn", Product: "a PAN-OS address object of type FQDN", Exact: true, Instead: "panos_url_category", Evidence: excerpt,
	},
	{
		Name: "panos_url_category", Product: "a custom URL category of PAN-OS", Before: "*.", After: "/", Reach: hostname.AnyDepth(), Web: true,
		Instead: "panos_fqdn", Evidence: excerpt,
	},
	{
		Name: "squid_dstdomain", Product: "an access list of Squid of type dstdomain", Before: ".", Reach: hostname.Reach{Apex: true}, Minimal: true, TCP: true,
		Instead: "a firewall that matches addresses", Evidence: excerpt,
	},
	{
		Name: "zscaler_url", Product: "a URL category of Zscaler Internet Access", Before: ".", Reach: hostname.Reach{Apex: true, Labels: 5}, Web: true,
		Instead: "a firewall filtering rule by address and port", Evidence: excerpt,
	},
}

// Dialects are all dialects, sorted by name.
func Dialects() []Dialect { return slices.Clone(dialects) }

// DialectByName gives the dialect of a name, or an error that says which names there are.
func DialectByName(name string) (Dialect, error) {
	place, found := slices.BinarySearchFunc(dialects, name, func(dialect Dialect, name string) int { return cmp.Compare(dialect.Name, name) })
	if found {
		return dialects[place], nil
	}
	names := []string{}
	for _, dialect := range dialects {
		names = append(names, dialect.Name)
	}
	return Dialect{}, &traffic.ArgumentError{Argument: "dialect", Err: errors.New(wording.Unknown(name, "dialect", names, ""))}
}

// RenderDomains gives the names of the rows to the internet as the dialect spells them, sorted and each once.
func RenderDomains(flows []traffic.Flow, dialect Dialect) ([]string, error) {
	rows, err := named(flows)
	if err != nil {
		return nil, err
	}
	hosts := []string{}
	for _, flow := range rows {
		if err := dialect.check(flow); err != nil {
			return nil, traffic.InRequirements(err)
		}
		hosts = append(hosts, flow.Hosts...)
	}
	slices.Sort(hosts)
	hosts = slices.Compact(hosts)
	if dialect.Minimal {
		hosts = dialect.Reach.Minimal(hosts)
	}
	if dialect.Most > 0 && len(hosts) > dialect.Most {
		return nil, traffic.InRequirements(fmt.Errorf("the rows have %d names; %s has at most %d", len(hosts), dialect.Product, dialect.Most))
	}
	for i, host := range hosts {
		hosts[i] = dialect.Spell(host)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts), nil
}

func (dialect Dialect) check(flow traffic.Flow) error {
	if dialect.Exact && flow.HasWildcard() {
		return fmt.Errorf("the row %s has a wildcard, and %s takes exact names only; name the instance if it stands for one, leave the row out, or use %s",
			flow.Key, dialect.Product, dialect.Instead)
	}
	if dialect.Web && flow.IsRaw() {
		return fmt.Errorf("the row %s speaks %s, not TLS or HTTP as far as is known, and %s matches names in those alone; leave the row out here and use %s for it",
			flow.Key, spoken(flow), dialect.Product, dialect.Instead)
	}
	if dialect.TCP && flow.Transport != "tcp" {
		return fmt.Errorf("the row %s is %s, and %s carries TCP alone; leave the row out here and use %s for it", flow.Key, flow.Transport, dialect.Product, dialect.Instead)
	}
	return nil
}

func spoken(flow traffic.Flow) string {
	if len(flow.Applications) == 0 || slices.Equal(flow.Applications, []string{flow.Transport}) {
		return "plain " + flow.Transport
	}
	return wording.List(flow.Applications, "and") + " over " + flow.Transport
}

// Spell writes a host or pattern as the dialect does.
func (dialect Dialect) Spell(host string) string {
	if name, wildcard := strings.CutPrefix(host, "*."); wildcard {
		return dialect.Before + name + dialect.After
	}
	return host + dialect.After
}
