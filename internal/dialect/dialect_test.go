// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
)

func TestByName_RefusesAnUnknownName(t *testing.T) {
	t.Parallel()
	const want = `there is no dialect "squid_domain" (did you mean "squid_dstdomain"?); use aws_network_firewall, aws_route53_dns_firewall, azure_firewall, ` +
		`cloudflare_domain, fortios_fqdn, google_fqdn, google_url_list, netskope_url_list, panos_fqdn, panos_url_category, squid_dstdomain or zscaler_url`
	if _, err := dialect.ByName("squid_domain"); err == nil || err.Error() != want {
		t.Errorf("\n got %v\nwant %s", err, want)
	}
}

func TestByName_FindsEveryDialect(t *testing.T) {
	t.Parallel()
	all := dialect.All()
	if !slices.IsSortedFunc(all, func(a, b dialect.Dialect) int { return cmp.Compare(a.Name, b.Name) }) {
		t.Error("the dialects are not sorted by name")
	}
	for _, want := range all {
		if found, err := dialect.ByName(want.Name); err != nil || found != want {
			t.Errorf("%s: got %+v, %v", want.Name, found, err)
		}
	}
}

func TestRead_IsTheInverseOfWrite(t *testing.T) {
	t.Parallel()
	for _, written := range dialect.All() {
		hosts := []string{"acme.eu.nexthink.cloud"}
		if !written.Exact {
			hosts = append(hosts, "*.eu.nexthink.cloud")
		}
		for _, host := range hosts {
			read, err := written.Read(written.Write(host))
			if err != nil || !slices.Contains(read, host) {
				t.Errorf("%s: %s is written as %s and read as %q, %v", written.Name, host, written.Write(host), read, err)
			}
		}
	}
}
