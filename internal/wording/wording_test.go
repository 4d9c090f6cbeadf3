// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package wording_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

func TestQuote_EscapesAndCutsLongValues(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                       `""`,
		"acme":                   `"acme"`,
		"a\"b\n\x1b[31m":         `"a\"b\n\x1b[31m"`,
		strings.Repeat("é", 60):  `"` + strings.Repeat("é", 60) + `"`,
		strings.Repeat("é", 61):  `"` + strings.Repeat("é", 60) + `" (cut)`,
		strings.Repeat("x", 1e6): `"` + strings.Repeat("x", 60) + `" (cut)`,
	} {
		if got := wording.Quote(given); got != want {
			t.Errorf("Quote of %d bytes = %s, want %s", len(given), got, want)
		}
	}
}

func TestList_ReadsAsASentence(t *testing.T) {
	t.Parallel()
	for want, names := range map[string][]string{
		"":             nil,
		"eu":           {"eu"},
		"eu or us":     {"eu", "us"},
		"a, b, c or d": {"a", "b", "c", "d"},
	} {
		if got := wording.List(names, "or"); got != want {
			t.Errorf("List(%q) = %q, want %q", names, got, want)
		}
	}
}

func TestNearest_FindsTheNameThatWasMeant(t *testing.T) {
	t.Parallel()
	known := []string{"api", "collector", "data_enricher", "finder", "web_interface"}
	for given, want := range map[string]string{
		"colector":                 "collector",
		"Collector":                "collector",
		"FINDER":                   "finder",
		"web-interface":            "web_interface",
		"apo":                      "api",
		"data":                     "data_enricher",
		"da":                       "",
		"":                         "",
		"engine":                   "",
		strings.Repeat("api", 1e5): "",
	} {
		got, ok := wording.Nearest(given, known)
		if got != want || ok != (want != "") {
			t.Errorf("Nearest(%.20q) = %q, %t, want %q", given, got, ok, want)
		}
	}
}

func TestUnknown_ListsWhatIsValid(t *testing.T) {
	t.Parallel()
	few := []string{"eu", "meta", "pac", "us"}
	many := []string{"k00", "k01", "k02", "k03", "k04", "k05", "k06", "k07", "k08", "k09", "k10"}
	for _, test := range []struct {
		given string
		known []string
		want  string
	}{
		{"EU", few, `there is no region "EU" (did you mean "eu"?); use eu, meta, pac or us`},
		{"europe", few, `there is no region "europe"; use eu, meta, pac or us`},
		{"zzz", many, `there is no region "zzz"; the guide lists the 11 that there are`},
		{"k0", many, `there is no region "k0" (did you mean "k00"?); the guide lists the 11 that there are`},
	} {
		if got := wording.Unknown(test.given, "region", test.known, "the guide"); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

func FuzzUnknown_NamesWhatIsMeantInBounds(f *testing.F) {
	for _, seed := range []string{"", "eu", "EU", "europe", "met", "\xff", strings.Repeat("é", 300), "a\x1b[31m"} {
		f.Add(seed)
	}
	known := []string{"eu", "meta", "pac", "us"}
	f.Fuzz(func(t *testing.T, given string) {
		text := wording.Unknown(given, "region", known, "")
		if len(text) > 1000 || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }) {
			t.Errorf("%q gives %q", given, text)
		}
		if nearest, ok := wording.Nearest(given, known); ok != (nearest != "") {
			t.Errorf("%q is near %q: %t", given, nearest, ok)
		}
	})
}
