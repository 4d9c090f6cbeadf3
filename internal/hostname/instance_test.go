// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

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
			assert.Check(t, len(err.Error()) <= 1000, "the message for %.40q has %d characters", name, len(err.Error()))
			return
		}
		for _, host := range hostname.Expand(templates, hostname.Values{Instance: name, Region: "meta", Engines: hostname.MaxEngines}) {
			assert.Check(t, hostname.CheckPattern(host), "%q, %q", name, host)
		}
	})
}
