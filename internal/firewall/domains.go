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

// The dialects by how far what their star matches is known. Read: in the vendor's documentation. Said: by practitioners.
const (
	read = "read in the vendor's documentation"
	said = "not verified against the vendor's documentation"
)

var dialects = []Dialect{
	{
		Name: "aws_network_firewall", Product: "AWS Network Firewall, domain list", Before: ".", Reach: hostname.Reach{Apex: true}, Web: true,
		Instead: "render_suricata_rules", Evidence: read,
	},
	{
		Name: "aws_route53_dns_firewall", Product: "Amazon Route 53 Resolver DNS Firewall, domain list", Before: "*.", Reach: hostname.AnyDepth(),
		Evidence: said,
	},
	{
		Name: "azure_firewall", Product: "Azure Firewall, application rule", Before: "*.", Reach: hostname.AnyDepth(), Web: true,
		Instead: "render_azure_firewall_rules", Evidence: read,
	},
	{
		Name: "cloudflare_domain", Product: "Cloudflare Gateway, list of domains", Reach: hostname.Reach{Apex: true}, Widens: true, Web: true,
		Instead: "a network policy by address and port", Evidence: read,
	},
	{
		Name: "fortios_fqdn", Product: "FortiGate, address of type fqdn", Before: "*.", Reach: hostname.AnyDepth(), Evidence: said,
	},
	{
		Name: "google_fqdn", Product: "Google Cloud firewall policy, FQDN object", Exact: true, Most: googlePolicyMaxNames,
		Instead: "google_url_list, or render_google_firewall_policy_rules with destinations.internet", Evidence: read,
	},
	{
		Name: "google_url_list", Product: "Google Cloud Secure Web Proxy, URL list", Before: "*.", Reach: hostname.AnyDepth(), Web: true,
		Instead: "render_google_firewall_policy_rules", Evidence: read,
	},
	{
		Name: "netskope_url_list", Product: "Netskope, URL list", Before: "*.", Reach: hostname.Reach{Apex: true}, Web: true,
		Instead: "a rule by address and port", Evidence: read,
	},
	{
		Name: "panos_fqdn", Product: "PAN-OS, address object of type FQDN", Exact: true, Instead: "panos_url_category", Evidence: read,
	},
	{
		Name: "panos_url_category", Product: "PAN-OS, custom URL category", Before: "*.", After: "/", Reach: hostname.AnyDepth(), Web: true,
		Instead: "panos_fqdn", Evidence: read,
	},
	{
		Name: "squid_dstdomain", Product: "Squid, ACL of type dstdomain", Before: ".", Reach: hostname.Reach{Apex: true}, Minimal: true, TCP: true,
		Instead: "a firewall that matches addresses", Evidence: read,
	},
	{
		Name: "zscaler_url", Product: "Zscaler Internet Access, URL category", Before: ".", Reach: hostname.Reach{Apex: true, Labels: 5}, Web: true,
		Instead: "a firewall filtering rule by address and port", Evidence: read,
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
		hosts = minimal(hosts, dialect.Reach)
	}
	if dialect.Most > 0 && len(hosts) > dialect.Most {
		return nil, traffic.InRequirements(fmt.Errorf("the rows have %d names; %s has at most %d in a rule", len(hosts), dialect.Product, dialect.Most))
	}
	for i, host := range hosts {
		hosts[i] = dialect.Spell(host)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts), nil
}

func (dialect Dialect) check(flow traffic.Flow) error {
	if dialect.Exact && flow.HasWildcard() {
		return fmt.Errorf("the row %s has a wildcard, and %s takes exact names only; name the instance, leave the row out, or use %s", flow.Key, dialect.Product, dialect.Instead)
	}
	if dialect.Web && flow.IsRaw() {
		return fmt.Errorf("the row %s speaks neither TLS nor HTTP as far as is known (%s), and %s matches names in those alone; leave the row out here and use %s for it",
			flow.Key, strings.Join(append([]string{flow.Transport}, flow.Applications...), ", "), dialect.Product, dialect.Instead)
	}
	if dialect.TCP && flow.Transport != "tcp" {
		return fmt.Errorf("the row %s is %s, and %s carries TCP alone; leave the row out here and use %s for it", flow.Key, flow.Transport, dialect.Product, dialect.Instead)
	}
	return nil
}

// Spell writes a host or pattern as the dialect does.
func (dialect Dialect) Spell(host string) string {
	if name, wildcard := strings.CutPrefix(host, "*."); wildcard {
		return dialect.Before + name + dialect.After
	}
	return host + dialect.After
}

// minimal leaves out every host that another one covers.
func minimal(hosts []string, reach hostname.Reach) []string {
	return slices.DeleteFunc(slices.Clone(hosts), func(host string) bool {
		return slices.ContainsFunc(hosts, func(other string) bool { return other != host && reach.Covers(other, host) })
	})
}
