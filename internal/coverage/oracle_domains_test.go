// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// domainList is a list of names in a dialect. It lets through what it holds and nothing else, whatever the port.
type domainList struct {
	dialect string
	given   []string
}

// dialectFacts are what is documented of the names in a dialect.
type dialectFacts struct {
	star     string // what stands before the name of a wildcard; empty where there are exact names only
	behind   string // what stands behind every name
	apex     bool   // a wildcard is the name below it too
	below    bool   // an exact name is all names below it too
	most     int    // how many labels a wildcard stands for; 0 for any number
	web      bool   // names are seen in TLS and HTTP alone
	tcp      bool   // nothing but TCP comes through
	resolves bool   // names are turned into addresses
}

var documented = map[string]dialectFacts{
	"aws_network_firewall":     {star: ".", apex: true, web: true},
	"aws_route53_dns_firewall": {star: "*."},
	"azure_firewall":           {star: "*.", web: true},
	"cloudflare_domain":        {below: true, web: true},
	"fortios_fqdn":             {star: "*."},
	"google_fqdn":              {resolves: true},
	"google_url_list":          {star: "*.", web: true},
	"netskope_url_list":        {star: "*.", apex: true, web: true},
	"panos_fqdn":               {resolves: true},
	"panos_url_category":       {star: "*.", behind: "/", web: true},
	"squid_dstdomain":          {star: ".", apex: true, tcp: true},
	"zscaler_url":              {star: ".", apex: true, most: 5, web: true},
}

var nameTree = []string{
	"acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud", "eu.nexthink.cloud", "nexthink.cloud", "api.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud",
	"a.b.c.d.e.nexthink.cloud", "login.example.com", s3Host,
}

var deepHostPool = append([]string{s3Host, "a.b.c.d.e.nexthink.cloud", "a.b.c.d.e.f.nexthink.cloud", "*.b.c.d.e.nexthink.cloud", "nexthink.cloud"}, hostPool...)

func TestOracle_AgreesOnListsOfNames(t *testing.T) {
	t.Parallel()
	for _, dialect := range dialect.All() {
		if _, known := documented[dialect.Name]; !known {
			t.Errorf("nothing is documented here of %s", dialect.Name)
		}
	}
	compareWithOracle(t, flowPools{hosts: deepHostPool, web: []string{"https", "https", "http", "https+http", "tcp"}, udp: true}, randomDomainList)
}

func randomDomainList(random *dice) ruleSet {
	set := domainList{dialect: drawOne(random, dialect.All()).Name}
	facts := documented[set.dialect]
	for range 1 + random.IntN(6) {
		name := drawOne(random, nameTree)
		if facts.star != "" && oneIn(random, 2) {
			name = facts.star + name
		}
		set.given = append(set.given, name+facts.behind)
	}
	return set
}

func (set domainList) decide(given connection) outcome {
	facts := documented[set.dialect]
	found := blocked
	for _, entry := range set.given {
		if facts.holds(entry, given.name) {
			found = passes
		}
	}
	switch {
	case found == blocked:
		return blocked
	case given.transport != "tcp" && (facts.tcp || facts.web):
		return blocked
	case facts.web && given.spoken == "", facts.resolves && given.name == s3Host:
		return either
	}
	return passes
}

func (facts dialectFacts) holds(entry, name string) bool {
	entry = strings.TrimSuffix(entry, facts.behind)
	below, wildcard := strings.CutPrefix(entry, facts.star)
	if facts.star == "" {
		below, wildcard = entry, facts.below
	}
	if name == below {
		return !wildcard || facts.apex || facts.below
	}
	front, under := strings.CutSuffix(name, "."+below)
	return wildcard && under && (facts.most == 0 || strings.Count(front, ".") < facts.most)
}

// vague where a list sees names in TLS and HTTP alone, and a flow speaks nothing known, and where the
// wildcard of a flow is deeper than that of the list may be.
func (set domainList) vague(flow traffic.Flow) bool {
	facts := documented[set.dialect]
	return facts.web && flow.IsRaw() || facts.tcp && flow.Transport != "tcp" || facts.most > 0
}

func (set domainList) edges() edges {
	facts := documented[set.dialect]
	found := edges{}
	for _, entry := range set.given {
		found.names = append(found.names, strings.TrimSuffix(strings.TrimPrefix(entry, facts.star), facts.behind))
	}
	return found
}

func (set domainList) rules() []traffic.Rule {
	dialect, err := dialect.ByName(set.dialect)
	if err != nil {
		panic(fmt.Sprint(set.dialect, err))
	}
	return normalize.Domains(listOf(set.given).Elements(), dialect)
}
