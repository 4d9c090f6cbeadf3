// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect_test

import (
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func FuzzDialects_ReadOnlyPatternsOfRules(f *testing.F) {
	for _, seed := range []string{"acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", ".eu.nexthink.cloud", "eu.nexthink.cloud/", "*", "*.*.x.y", "..", "a.*.b", "10.0.0.1", "X.Y."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, written := range dialect.All() {
			hosts, err := written.Read(name)
			assert.Check(t, err == nil || len(err.Error()) <= 1000, "%s: %v", written.Name, err)
			for _, host := range hosts {
				assert.Check(t, hostname.CheckRulePattern(host), "%s, %q, %q", written.Name, name, host)
			}
		}
	})
}
