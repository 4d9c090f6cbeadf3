// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func regions() []string { return []string{"eu", "meta", "pac", "us"} }

func templates() hostname.Templates {
	return hostname.Templates{
		hostname.Web:    "{instance}.{region}.nexthink.cloud",
		hostname.Data:   "{instance}.data.{region}.nexthink.cloud",
		hostname.API:    "{instance}.api.{region}.nexthink.cloud",
		hostname.Login:  "{instance}-login.{region}.nexthink.cloud",
		hostname.Engine: "{instance}-engine-{engine}.{region}.nexthink.cloud",
	}
}

func TestTemplatesParse_AcceptsEveryKindOfHost(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]hostname.InstanceHost{
		"acme.eu.nexthink.cloud":                                       {"acme", "eu", hostname.Web},
		"https://acme.eu.nexthink.cloud":                               {"acme", "eu", hostname.Web},
		"HTTPS://ACME.EU.nexthink.cloud/#/home?x=1":                    {"acme", "eu", hostname.Web},
		"acme.us.nexthink.cloud.":                                      {"acme", "us", hostname.Web},
		"acme.us.nexthink.cloud:443/x":                                 {"acme", "us", hostname.Web},
		"acme.data.pac.nexthink.cloud":                                 {"acme", "pac", hostname.Data},
		"acme-corp.api.meta.nexthink.cloud":                            {"acme-corp", "meta", hostname.API},
		"https://acme-login.eu.nexthink.cloud/oauth2/default/v1/token": {"acme", "eu", hostname.Login},
		"acme-engine-1.eu.nexthink.cloud":                              {"acme", "eu", hostname.Engine},
		"acme-x-engine-999.eu.nexthink.cloud":                          {"acme-x", "eu", hostname.Engine},
	} {
		got, err := templates().Parse(given, regions())
		if err != nil || got != want {
			t.Errorf("%s: got %+v, %v, want %+v", given, got, err, want)
		}
	}
}

func TestTemplatesParse_RejectsOtherHosts(t *testing.T) {
	t.Parallel()
	const accepted = "give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/"
	for given, want := range map[string]string{
		"":                 "the URL is empty; " + accepted,
		"https://exa mple": "this is no URL; " + accepted,
		"https://user:secret@acme.eu.nexthink.cloud": "the URL has a user or password in it; leave that out: " + accepted,
		"ftp://acme.eu.nexthink.cloud":               `the scheme "ftp" is not that of a web address; ` + accepted,
		"acme.eu.nexthink.cloud:8443":                `the port "8443" is none of a tenant's hosts; ` + accepted,
		"acme.eu.nexthink.com":                       `the host of "acme.eu.nexthink.com" is not under nexthink.cloud; ` + accepted,
		"evilnexthink.cloud":                         `the host of "evilnexthink.cloud" is not under nexthink.cloud; ` + accepted,
		"acme.eu.nexthink.cloud.evil.example":        `the host of "acme.eu.nexthink.cloud.evil.example" is not under nexthink.cloud; ` + accepted,
		"nexthink.cloud":                             `the host of "nexthink.cloud" is not under nexthink.cloud; ` + accepted,
		"eu.nexthink.cloud":                          `"eu.nexthink.cloud" has not the form of a tenant's host; ` + accepted,
		"a.b.eu.nexthink.cloud":                      `"a.b.eu.nexthink.cloud" has not the form of a tenant's host; ` + accepted,
		"acme.de.nexthink.cloud":                     `there is no Nexthink region "de"; use eu, meta, pac or us, as in acme.eu.nexthink.cloud`,
		"*.eu.nexthink.cloud":                        `"*.eu.nexthink.cloud" stands for every tenant; ` + accepted,
	} {
		_, err := templates().Parse(given, regions())
		if err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", given, err, want)
		}
	}
	for _, given := range []string{"agora.eu.nexthink.cloud", "acme_x.eu.nexthink.cloud", strings.Repeat("a", 60) + ".eu.nexthink.cloud"} {
		if _, err := templates().Parse(given, regions()); err == nil {
			t.Errorf("%s is accepted", given)
		}
	}
}

func FuzzTemplatesParse_GivesTheHostBack(f *testing.F) {
	for _, seed := range []string{"acme.eu.nexthink.cloud", "https://acme.api.us.nexthink.cloud/x?y#z", "acme-login.pac.nexthink.cloud", "//", "a@b", "[::1]:443"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		found, err := templates().Parse(given, regions())
		if err != nil {
			if len(err.Error()) > 1000 {
				t.Errorf("the message has %d characters", len(err.Error()))
			}
			return
		}
		if found.Kind == hostname.Engine {
			return
		}
		again, err := templates().Parse(templates().Host(found.Kind, found.Instance, found.Region), regions())
		if err != nil || again != found {
			t.Errorf("%q gives %+v, whose host gives %+v, %v", given, found, again, err)
		}
	})
}
