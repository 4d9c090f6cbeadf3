// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package wording_test

import (
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
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
		assert.Check(t, is.Equal(wording.Quote(given), want), "of %d bytes", len(given))
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
		assert.Check(t, is.Equal(wording.List(names, "or"), want), "%q", names)
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
		assert.Check(t, got == want && ok == (want != ""), "Nearest(%.20q) = %q, %t, want %q", given, got, ok, want)
	}
}

func TestMessages_SayWhatIsAcceptedOrWhereItIsListed(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	for of, known := range map[string][]string{
		"few":  {"eu", "meta", "pac", "us"},
		"many": {"k00", "k01", "k02", "k03", "k04", "k05", "k06", "k07", "k08", "k09", "k10"},
	} {
		for _, given := range []string{"EU", "europe", "k0", "zzz"} {
			messages[given+" of "+of] = wording.Unknown(given, "region", known, "the guide")
		}
	}
	messagetest.Compare(t, messages)
}

func FuzzUnknown_NamesWhatIsMeantInBounds(f *testing.F) {
	for _, seed := range []string{"", "eu", "EU", "europe", "met", "\xff", strings.Repeat("é", 300), "a\x1b[31m"} {
		f.Add(seed)
	}
	known := []string{"eu", "meta", "pac", "us"}
	f.Fuzz(func(t *testing.T, given string) {
		text := wording.Unknown(given, "region", known, "")
		assert.Check(t, len(text) <= 1000 && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }), "%q gives %q", given, text)
		nearest, ok := wording.Nearest(given, known)
		assert.Check(t, is.Equal(ok, nearest != ""), "%q is near %q", given, nearest)
	})
}
