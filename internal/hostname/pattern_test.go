// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func FuzzCheckPattern_AcceptsOnlyWhatCoversItself(f *testing.F) {
	for _, seed := range []string{"acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "A.b", "a.b.", "x://y", "[::1]", "1.2.3.4", "*", "é.x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		if err := hostname.CheckPattern(pattern); err != nil {
			assert.Check(t, len(err.Error()) <= 1000, "the message for %.40q has %d characters", pattern, len(err.Error()))
			return
		}
		assert.Check(t, pattern == strings.ToLower(pattern) && !strings.ContainsAny(pattern, " /:@") && hostname.Wildcard{Labels: 1}.Covers(pattern, pattern), "%q is accepted", pattern)
	})
}

func TestWildcard_MinimalRemovesCoveredPatterns(t *testing.T) {
	t.Parallel()
	patterns := []string{"*.a.eu.x", "*.eu.x", "*.other.y", "1.a.eu.x", "acme.eu.x", "eu.x", "evileu.x", "other.y", "y"}
	for name, test := range map[string]struct {
		wildcard hostname.Wildcard
		want     string
	}{
		"any depth and the apex": {hostname.Wildcard{Apex: true}, "*.eu.x *.other.y evileu.x y"},
		"any depth":              {hostname.AnyDepth(), "*.eu.x *.other.y eu.x evileu.x other.y y"},
		"one label":              {hostname.Wildcard{Labels: 1}, "*.a.eu.x *.eu.x *.other.y eu.x evileu.x other.y y"},
	} {
		assert.Check(t, is.Equal(strings.Join(test.wildcard.Minimal(patterns), " "), test.want), "%s", name)
	}
}

func TestWildcard_CoversWhatTheWildcardStandsFor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		pattern, wanted       string
		one, deep, apex, five bool
	}{
		{"acme.eu.x", "acme.eu.x", true, true, true, true},
		{"acme.eu.x", "beta.eu.x", false, false, false, false},
		{"acme.eu.x", "*.eu.x", false, false, false, false},
		{"*.eu.x", "acme.eu.x", true, true, true, true},
		{"*.eu.x", "eu.x", false, false, true, true},
		{"*.eu.x", "a.data.eu.x", false, true, true, true},
		{"*.eu.x", "1.2.3.4.5.eu.x", false, true, true, true},
		{"*.eu.x", "1.2.3.4.5.6.eu.x", false, true, true, false},
		{"*.eu.x", "*.eu.x", true, true, true, true},
		{"*.eu.x", "*.data.eu.x", false, true, true, true},
		{"*.x.y", "*.eu.x.y", false, true, true, true},
		{"*.eu.x", "*.x", false, false, false, false},
		{"*.eu.x", "evileu.x", false, false, false, false},
		{"*.eu.x", "acme.eu.x.evil.example", false, false, false, false},
	} {
		for wildcard, want := range map[hostname.Wildcard]bool{
			{Labels: 1}: test.one, hostname.AnyDepth(): test.deep, {Apex: true}: test.apex, {Apex: true, Labels: 5}: test.five,
		} {
			assert.Check(t, is.Equal(wildcard.Covers(test.pattern, test.wanted), want), "%s, %s, %+v", test.pattern, test.wanted, wildcard)
		}
	}
}
