// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect_test

import (
	"testing"

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
			if err != nil && len(err.Error()) > 1000 {
				t.Errorf("%s: %v", written.Name, err)
			}
			for _, host := range hosts {
				if err := hostname.CheckRulePattern(host); err != nil {
					t.Errorf("%s: %q is read as %q: %v", written.Name, name, host, err)
				}
			}
		}
	})
}
