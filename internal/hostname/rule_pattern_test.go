// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func TestRulePattern_MatchesNamesBelowItsWildcards(t *testing.T) {
	t.Parallel()
	words := map[hostname.Match]string{hostname.NoMatch: "none", hostname.PartMatch: "part", hostname.FullMatch: "full", hostname.WiderMatch: "wider"}
	for _, test := range []struct{ pattern, host, want string }{
		{"a.example.com", "a.example.com", "full"},
		{"a.example.com", "b.example.com", "none"},
		{"a.example.com", "*.example.com", "part"},
		{"a.b.example.com", "*.example.com", "none"},
		{"example.com", "*.example.com", "none"},
		{"*.example.com", "a.example.com", "wider"},
		{"*.example.com", "b.a.example.com", "wider"},
		{"*.example.com", "example.com", "none"},
		{"*.example.com", "badexample.com", "none"},
		{"*.example.com", "*.example.com", "full"},
		{"*.example.com", "*.a.example.com", "wider"},
		{"*.a.example.com", "*.example.com", "none"},
		{"*.*.example.com", "a.example.com", "none"},
		{"*.*.example.com", "b.a.example.com", "wider"},
		{"*.*.example.com", "*.example.com", "none"},
		{"*.*.example.com", "*.a.example.com", "wider"},
		{"*.com", "a.example.com", "wider"},
		{"*.com", "example.org", "none"},
		{"*", "a.example.com", "wider"},
		{"*", "*.example.com", "wider"},
	} {
		assert.Check(t, hostname.CheckRulePattern(test.pattern), "%s", test.pattern)
		assert.Check(t, is.Equal(words[hostname.ParseRulePattern(test.pattern).Match(test.host)], test.want), "%s, %s", test.pattern, test.host)
	}
}

func TestRulePattern_CountsTheLabelsInCommon(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		pattern, host string
		want          int
	}{
		{"acme.eu.nexthink.cloud", "acme.data.eu.nexthink.cloud", 3},
		{"*.eu.nexthink.cloud", "acme.eu.nexthink.cloud", 3},
		{"acme.eu.nexthink.cloud", "acme.eu.nexthink.cloud", 4},
		{"a.example.com", "b.other.com", 1},
		{"xexample.com", "example.com", 1},
		{"*", "example.com", 0},
		{"a.example.org", "a.example.com", 0},
	} {
		assert.Check(t, is.Equal(hostname.ParseRulePattern(test.pattern).Common(test.host), test.want), "%s, %s", test.pattern, test.host)
	}
}

// A RulePattern matches what a Wildcard of any depth covers.
func FuzzRulePattern_AgreesWithWildcard(f *testing.F) {
	f.Add("*.example.com", "a.b.example.com")
	f.Add("a.example.com", "*.example.com")
	f.Fuzz(func(t *testing.T, pattern, host string) {
		if hostname.CheckPattern(pattern) != nil || hostname.CheckPattern(host) != nil {
			return
		}
		match := hostname.ParseRulePattern(pattern).Match(host)
		assert.Check(t, is.Equal(hostname.AnyDepth().Covers(pattern, host), match == hostname.FullMatch || match == hostname.WiderMatch), "%s, %s, %d", pattern, host, match)
	})
}
