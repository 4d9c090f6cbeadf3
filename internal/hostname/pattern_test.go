// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func TestCheckPattern_AcceptsNamesAndOneLeadingWildcard(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{
		"acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "a.b", "1.example.com", "xn--bcher-kva.example", "dc1.corp.local",
		strings.Repeat("a.", 126) + "a",
	} {
		if err := hostname.CheckPattern(pattern); err != nil {
			t.Errorf("CheckPattern(%q) = %v, want none", pattern, err)
		}
	}
}

func TestCheckPattern_SaysWhatIsWrongAndWhatToGive(t *testing.T) {
	t.Parallel()
	const accepted = "give a host name in lower case such as acme.eu.nexthink.cloud, or one wildcard label before it such as *.eu.nexthink.cloud"
	for pattern, want := range map[string]string{
		"":                              "the host is empty; " + accepted,
		"*":                             `"*" has a wildcard that is not its first label alone; ` + accepted,
		"*.com":                         `"*.com" has one label only; ` + accepted,
		"localhost":                     `"localhost" has one label only; ` + accepted,
		"a.*.example.com":               `"a.*.example.com" has a wildcard that is not its first label alone; ` + accepted,
		"acme-*.example.com":            `"acme-*.example.com" has a wildcard that is not its first label alone; ` + accepted,
		"*.*.example.com":               `"*.*.example.com" has a wildcard that is not its first label alone; ` + accepted,
		"*example.com":                  `"*example.com" has a wildcard that is not its first label alone; ` + accepted,
		".example.com":                  `".example.com" is no host: "" is no label of letters, digits and hyphens inside; ` + accepted,
		"a..example.com":                `"a..example.com" is no host: "" is no label of letters, digits and hyphens inside; ` + accepted,
		"a_b.example.com":               `"a_b.example.com" is no host: "a_b" is no label of letters, digits and hyphens inside; ` + accepted,
		"-a.example.com":                `"-a.example.com" is no host: "-a" is no label of letters, digits and hyphens inside; ` + accepted,
		"bücher.example":                `"bücher.example" is no host: "bücher" is no label of letters, digits and hyphens inside; ` + accepted,
		"a b.example":                   `"a b.example" is no host: "a b" is no label of letters, digits and hyphens inside; ` + accepted,
		"Acme.EU.nexthink.cloud":        `"Acme.EU.nexthink.cloud" has upper-case letters; hosts are given in lower case: "acme.eu.nexthink.cloud"`,
		"acme.eu.nexthink.cloud.":       `"acme.eu.nexthink.cloud." ends with a dot; leave the dot out`,
		"https://acme.example/x":        `"https://acme.example/x" has a scheme, a port or a path; keep the host alone: "acme.example"`,
		"acme.example:443":              `"acme.example:443" has a scheme, a port or a path; keep the host alone: "acme.example"`,
		"https://":                      `"https://" is no host; ` + accepted,
		"://a//b":                       `"://a//b" is no host; ` + accepted,
		"10.0.0.1":                      `"10.0.0.1" is an IP address; hosts are names; give the address to a rule of the firewall instead`,
		"10.0.0.0/8":                    `"10.0.0.0/8" is an IP address; hosts are names; give the address to a rule of the firewall instead`,
		"2001:db8::1":                   `"2001:db8::1" is an IP address; hosts are names; give the address to a rule of the firewall instead`,
		"300.300.300.300":               `"300.300.300.300" ends in a number, which no host name does; ` + accepted,
		strings.Repeat("a", 64) + ".b":  `"` + strings.Repeat("a", 60) + `" (cut) has a label of 64 characters; a label has at most 63`,
		strings.Repeat("a.", 127) + "a": `"` + strings.Repeat("a.", 30) + `" (cut) has 255 characters; a host name has at most 253`,
	} {
		err := hostname.CheckPattern(pattern)
		if err == nil || err.Error() != want {
			t.Errorf("CheckPattern(%.60q)\n got %v\nwant %s", pattern, err, want)
		}
	}
}

func FuzzCheckPattern_AcceptsOnlyWhatCoversItself(f *testing.F) {
	for _, seed := range []string{"acme.eu.nexthink.cloud", "*.eu.nexthink.cloud", "A.b", "a.b.", "x://y", "[::1]", "1.2.3.4", "*", "é.x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pattern string) {
		if err := hostname.CheckPattern(pattern); err != nil {
			if len(err.Error()) > 1000 {
				t.Errorf("the message for %.40q has %d characters", pattern, len(err.Error()))
			}
			return
		}
		if pattern != strings.ToLower(pattern) || strings.ContainsAny(pattern, " /:@") || !hostname.OneLabel().Covers(pattern, pattern) {
			t.Errorf("%q is accepted", pattern)
		}
	})
}

func TestWildcard_MinimalLeavesOutWhatAnotherCovers(t *testing.T) {
	t.Parallel()
	patterns := []string{"*.a.eu.x", "*.eu.x", "*.other.y", "1.a.eu.x", "acme.eu.x", "eu.x", "evileu.x", "other.y", "y"}
	for name, test := range map[string]struct {
		wildcard hostname.Wildcard
		want     string
	}{
		"any depth and the apex": {hostname.Wildcard{Apex: true}, "*.eu.x *.other.y evileu.x y"},
		"any depth":              {hostname.AnyDepth(), "*.eu.x *.other.y eu.x evileu.x other.y y"},
		"one label":              {hostname.OneLabel(), "*.a.eu.x *.eu.x *.other.y eu.x evileu.x other.y y"},
	} {
		if got := strings.Join(test.wildcard.Minimal(patterns), " "); got != test.want {
			t.Errorf("%s: got %s, want %s", name, got, test.want)
		}
	}
}

func TestWildcard_CoversWhatTheStarStandsFor(t *testing.T) {
	t.Parallel()
	one, deep := hostname.OneLabel(), hostname.AnyDepth()
	apex := hostname.Wildcard{Apex: true}
	five := hostname.Wildcard{Apex: true, Labels: 5}
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
		got := []bool{
			one.Covers(test.pattern, test.wanted), deep.Covers(test.pattern, test.wanted),
			apex.Covers(test.pattern, test.wanted), five.Covers(test.pattern, test.wanted),
		}
		for i, want := range []bool{test.one, test.deep, test.apex, test.five} {
			if got[i] != want {
				t.Errorf("%s covers %s with wildcard %d of (one, deep, apex, five): %t, want %t", test.pattern, test.wanted, i, got[i], want)
			}
		}
	}
}
