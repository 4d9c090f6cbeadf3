// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"testing"

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
		if err := hostname.CheckRulePattern(test.pattern); err != nil {
			t.Errorf("%s: %v", test.pattern, err)
		}
		if got := words[hostname.ParseRulePattern(test.pattern).Match(test.host)]; got != test.want {
			t.Errorf("%s matches %s of %s, want %s", test.pattern, got, test.host, test.want)
		}
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
		if got := hostname.ParseRulePattern(test.pattern).Common(test.host); got != test.want {
			t.Errorf("%s and %s have %d labels in common, want %d", test.pattern, test.host, got, test.want)
		}
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
		if covers := hostname.AnyDepth().Covers(pattern, host); covers != (match == hostname.FullMatch || match == hostname.WiderMatch) {
			t.Errorf("%s and %s: %d, %t", pattern, host, match, covers)
		}
	})
}
