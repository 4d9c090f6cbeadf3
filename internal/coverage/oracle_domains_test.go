// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// domainList is a list of names in a dialect. It allows these names on every port, and nothing else.
type domainList struct {
	dialect string
	given   []string
}

// dialectFacts are what the vendor documents about the names in a dialect.
type dialectFacts struct {
	wildcard string // the prefix of a wildcard; empty if there are only exact names
	deep     string // the prefix of another wildcard, which stands for any number of labels
	prefix   string // of every name
	suffix   string // of every name
	apex     bool   // a wildcard matches the name after it too
	below    bool   // a name matches all names below it too
	most     int    // how many labels a wildcard stands for; 0 for any number
	web      bool   // sees names in TLS and HTTP only
	tcp      bool   // allows TCP only
	resolves bool   // resolves names to addresses
	vague    bool   // no page says whether a wildcard matches the name itself, or names several labels below
}

var documented = map[string]dialectFacts{
	"aws_network_firewall":        {wildcard: ".", apex: true, web: true},
	"aws_route53_dns_firewall":    {wildcard: "*.", vague: true},
	"azure_firewall":              {wildcard: "*.", web: true},
	"checkpoint_domain":           {prefix: ".", resolves: true},
	"cilium_fqdn":                 {wildcard: "*.", deep: "**.", most: 1},
	"cisco_fmc_fqdn":              {resolves: true},
	"cisco_fmc_url":               {below: true, web: true},
	"cisco_umbrella":              {below: true},
	"cloudflare_domain":           {below: true, web: true},
	"fortios_fqdn":                {wildcard: "*.", vague: true},
	"google_fqdn":                 {resolves: true},
	"google_url_list":             {wildcard: "*.", web: true},
	"netskope_steering_exception": {resolves: true},
	"netskope_url_list":           {wildcard: "*.", apex: true, web: true},
	"oci_url_list":                {wildcard: "*.", apex: true, web: true},
	"panos_edl":                   {wildcard: "^.", deep: "*.", suffix: "/", most: 1, web: true},
	"panos_edl_domain":            {wildcard: "*."},
	"panos_fqdn":                  {resolves: true},
	"panos_url_category":          {wildcard: "^.", deep: "*.", suffix: "/", most: 1, web: true},
	"plain":                       {wildcard: "*.", most: 1},
	"proxysg_url_domain":          {below: true, tcp: true},
	"sonicwall_fqdn":              {wildcard: "*.", apex: true, most: 1},
	"sophos_fqdn":                 {resolves: true},
	"squid_dstdomain":             {wildcard: ".", apex: true, tcp: true},
	"watchguard_fqdn":             {wildcard: "*.", apex: true},
	"windows_dynamic_keywords":    {resolves: true},
	"zscaler_url":                 {wildcard: ".", apex: true, most: 5, web: true},
}

var nameTree = []string{
	"acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "eu.nexthink.cloud", "nexthink.cloud", "api.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud",
	"a.b.c.d.e.nexthink.cloud", "login.example.com", s3Host,
}

var deepHostPool = append([]string{s3Host, "a.b.c.d.e.nexthink.cloud", "a.b.c.d.e.f.nexthink.cloud", "*.b.c.d.e.nexthink.cloud", "nexthink.cloud"}, hostPool...)

func TestOracle_HasFactsOfEveryDialect(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialect.All() {
		if _, known := documented[dialect.Name]; !known {
			t.Errorf("nothing is documented here of %s", dialect.Name)
		}
	}
}

func randomDomainList(random *rand.Rand) ruleSet {
	set := domainList{dialect: drawOne(random, dialect.All()).Name}
	facts := documented[set.dialect]
	for range 1 + random.IntN(6) {
		name := drawOne(random, nameTree)
		if facts.wildcard != "" && oneIn(random, 2) {
			name = pick(facts.deep != "" && oneIn(random, 2), facts.deep, facts.wildcard) + name
		}
		set.given = append(set.given, facts.prefix+name+facts.suffix)
	}
	return set
}

func (set domainList) decide(given connection) outcome {
	facts := documented[set.dialect]
	switch {
	case !slices.ContainsFunc(set.given, func(entry string) bool { return facts.holds(entry, given.name) }):
		vaguely := func(entry string) bool { return facts.vague && vaguelyHolds(entry, given.name) }
		return pick(slices.ContainsFunc(set.given, vaguely), either, blocked)
	case given.transport != "tcp" && (facts.tcp || facts.web):
		return blocked
	case facts.web && given.application == "", facts.resolves && given.name == s3Host:
		return either
	}
	return allowed
}

// vaguelyHolds tells whether a wildcard may match the name itself, or a name several labels below.
func vaguelyHolds(entry, name string) bool {
	below, wildcard := strings.CutPrefix(entry, "*.")
	return wildcard && (name == below || strings.HasSuffix(name, "."+below))
}

func (facts dialectFacts) holds(entry, name string) bool {
	if facts.vague {
		facts.most = 1
	}
	entry = strings.TrimSuffix(strings.TrimPrefix(entry, facts.prefix), facts.suffix)
	if facts.deep != "" && strings.HasPrefix(entry, facts.deep) {
		facts.wildcard, facts.most = facts.deep, 0
	}
	below, wildcard := strings.CutPrefix(entry, facts.wildcard)
	if facts.wildcard == "" {
		below, wildcard = entry, facts.below
	}
	if name == below {
		return !wildcard || facts.apex || facts.below
	}
	front, under := strings.CutSuffix(name, "."+below)
	return wildcard && under && (facts.most == 0 || strings.Count(front, ".") < facts.most)
}

// mayBeUnproven if a list sees names in TLS and HTTP only and the flow's application protocol is not known, or if the wildcard of a
// flow may be deeper than that of the list.
func (set domainList) mayBeUnproven(flow traffic.Flow) bool {
	facts := documented[set.dialect]
	return facts.web && flow.IsRaw() || facts.tcp && flow.Transport != "tcp" || facts.most > 0
}

func (set domainList) rules() []traffic.Rule { return names(set.dialect, set.given...) }
