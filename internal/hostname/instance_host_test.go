// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

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
		assert.Check(t, err, given)
		assert.Check(t, is.Equal(got, want), given)
	}
}

func FuzzTemplatesParse_GivesTheHostBack(f *testing.F) {
	for _, seed := range []string{"acme.eu.nexthink.cloud", "https://acme.api.us.nexthink.cloud/x?y#z", "acme-login.pac.nexthink.cloud", "//", "a@b", "[::1]:443"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		found, err := templates().Parse(given, regions())
		if err != nil {
			assert.Check(t, len(err.Error()) <= 1000, "the message has %d characters", len(err.Error()))
			return
		}
		if found.Kind == hostname.Engine {
			return
		}
		again, err := templates().Parse(templates().Host(found.Kind, found.Instance, found.Region), regions())
		assert.Check(t, err == nil && again == found, "%q gives %+v, whose host gives %+v, %v", given, found, again, err)
	})
}
