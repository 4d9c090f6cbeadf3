// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func TestCheckInstance_AcceptsOneLowerCaseLabelOrAWildcard(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"acme", "a", "7", "acme-corp", "x1-y2", "login", "engine-1a", "acme-engine", "acme-login2", "agora2", "xn--bcher-kva", "*",
		strings.Repeat("a", hostname.MaxInstanceLength),
	} {
		if err := hostname.CheckInstance(name); err != nil {
			t.Errorf("CheckInstance(%q) = %v, want none", name, err)
		}
	}
}

func TestCheckInstance_ErrorsSayWhatIsValid(t *testing.T) {
	t.Parallel()
	const accepted = "give the first label of the tenant's URL, 1 to 52 characters a-z, 0-9 and hyphens inside, such as acme"
	const orEvery = accepted + `, or "*" alone for every tenant`
	for name, want := range map[string]string{
		"":                                      "the instance is empty; " + orEvery,
		"Acme":                                  `"Acme" has upper-case letters; host names are given in lower case: "acme"`,
		"acme_corp":                             `"acme_corp" has the character '_', which no instance name has; ` + orEvery,
		"acme corp":                             `"acme corp" has white space in it; ` + orEvery,
		"acme\n":                                `"acme\n" has white space in it; ` + orEvery,
		"acme*":                                 `"acme*" has a wildcard beside other characters; only "*" alone, every tenant, is accepted: ` + accepted,
		"**":                                    `"**" has a wildcard beside other characters; only "*" alone, every tenant, is accepted: ` + accepted,
		"-acme":                                 `"-acme" begins or ends with a hyphen; ` + orEvery,
		"acme-":                                 `"acme-" begins or ends with a hyphen; ` + orEvery,
		"bücher":                                `"bücher" has the character 'ü', which no instance name has; ` + orEvery,
		"acme\xff":                              `"acme\xff" has the character '�', which no instance name has; ` + orEvery,
		"agora":                                 `"agora" is a part of Nexthink's own hosts, not a tenant; ` + orEvery,
		"api":                                   `"api" is a part of Nexthink's own hosts, not a tenant; ` + orEvery,
		"data":                                  `"data" is a part of Nexthink's own hosts, not a tenant; ` + orEvery,
		"acme-login":                            `"acme-login" is the label of another host of the tenant; keep "acme" alone`,
		"acme-engine-1":                         `"acme-engine-1" is the label of another host of the tenant; keep "acme" alone`,
		"acme-engine-0042":                      `"acme-engine-0042" is the label of another host of the tenant; keep "acme" alone`,
		"acme.eu":                               `"acme.eu" is a whole host; keep "acme" alone, the tenant's name in it`,
		"acme.data.eu.nexthink.cloud":           `"acme.data.eu.nexthink.cloud" is a whole host; keep "acme" alone, the tenant's name in it`,
		"acme-login.eu.nexthink.cloud":          `"acme-login.eu.nexthink.cloud" is a whole host; keep "acme" alone, the tenant's name in it`,
		"https://acme.eu.nexthink.cloud/#/home": `"https://acme.eu.nexthink.cloud/#/home" is a URL; keep "acme" alone, the tenant's name in it`,
		"https://Acme-engine-2.eu.nexthink.cloud:443": `"https://Acme-engine-2.eu.nexthink.cloud:443" is a URL; keep "acme" alone, the tenant's name in it`,
		"agora.eu.nexthink.cloud":                     `"agora.eu.nexthink.cloud" is a whole host, not the name of an instance; ` + orEvery,
		"*.eu.nexthink.cloud":                         `"*.eu.nexthink.cloud" is a whole host, not the name of an instance; ` + orEvery,
		"acme/":                                       `"acme/" is a URL; keep "acme" alone, the tenant's name in it`,
		"https://":                                    `"https://" is a URL, not the name of an instance; ` + orEvery,
		".":                                           `"." is a whole host, not the name of an instance; ` + orEvery,
		strings.Repeat("a", 53):                       `"` + strings.Repeat("a", 53) + `" has 53 characters; at most 52 leave the longest host built from it, <instance>-engine-999, a valid name`,
	} {
		err := hostname.CheckInstance(name)
		if err == nil || err.Error() != want {
			t.Errorf("CheckInstance(%q)\n got %v\nwant %s", name, err, want)
		}
	}
}

func FuzzCheckInstance_LeavesOnlyNamesWhoseHostsAreValid(f *testing.F) {
	for _, seed := range []string{"acme", "*", "Acme", "acme-login", "https://acme.eu.nexthink.cloud", "a.b", "-", "é", "", "acme-engine-1.eu", strings.Repeat("A", 1000), "https://" + strings.Repeat("a", 1000) + ".eu"} {
		f.Add(seed)
	}
	templates := []string{
		"{instance}.{region}.nexthink.cloud", "{instance}.data.{region}.nexthink.cloud", "{instance}-login.{region}.nexthink.cloud",
		"{instance}-engine-{engine}.{region}.nexthink.cloud",
	}
	f.Fuzz(func(t *testing.T, name string) {
		err := hostname.CheckInstance(name)
		if err != nil {
			if len(err.Error()) > 1000 {
				t.Errorf("the message for %.40q has %d characters", name, len(err.Error()))
			}
			return
		}
		for _, host := range hostname.Expand(templates, hostname.Values{Instance: name, Region: "meta", Engines: hostname.MaxEngines}) {
			if err := hostname.CheckPattern(host); err != nil {
				t.Errorf("instance %q is accepted and gives the host %q: %v", name, host, err)
			}
		}
	})
}
