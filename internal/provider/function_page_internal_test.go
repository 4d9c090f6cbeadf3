// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gotest.tools/v3/golden"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
)

// The guides include these files.
func TestPages_DescribeTheTypesAndDialectsOfTheCode(t *testing.T) {
	t.Parallel()
	golden.Assert(t, describeAttributes(reflect.TypeFor[ruleModel]())+"\n", "pages/rule.md")
	golden.Assert(t, describeAttributes(reflect.TypeFor[verdictModel]())+"\n", "pages/verdict.md")
	golden.Assert(t, dialectTable(), "pages/dialects.md")
}

// dialectTable returns a table of how each dialect writes a wildcard, what the wildcard matches, and the source for it.
func dialectTable() string {
	var text strings.Builder
	text.WriteString("| dialect | product | `*.eu.nexthink.cloud` is written as | matches `eu.nexthink.cloud` | matches below it | other requirements | source |\n" +
		"|---|---|---|---|---|---|---|\n")
	for _, dialect := range dialect.All() {
		written, apex, depth := "error", "-", "-"
		if !dialect.Exact {
			written, apex, depth = "`"+dialect.Write("*.eu.nexthink.cloud")+"`", yesOrNo(dialect.Wildcard.Apex), dialect.Wildcard.Depth()
		}
		if dialect.Widens {
			depth += "; an exact name too"
		}
		raw := "listed"
		if dialect.Web {
			raw = "error"
		}
		fmt.Fprintf(&text, "| `%s` | %s | %s | %s | %s | %s | %s |\n", dialect.Name, withoutArticle(dialect.Product), written, apex, depth, raw,
			evidenceLink(dialect.Evidence))
	}
	return text.String()
}

// evidenceLink returns the vendor's page as a Markdown link, and the day on which it was read.
func evidenceLink(evidence dialect.Evidence) string {
	if evidence.URL == "" {
		return "none: the list is of no product"
	}
	link := fmt.Sprintf("[vendor's page](%s), %s", evidence.URL, evidence.ReadOn)
	if evidence.Assumed {
		return "assumed: no source found; not stated on the " + link
	}
	return link
}

func withoutArticle(text string) string {
	return strings.TrimPrefix(strings.TrimPrefix(text, "a "), "an ")
}

func yesOrNo(truth bool) string {
	if truth {
		return "yes"
	}
	return "no"
}
