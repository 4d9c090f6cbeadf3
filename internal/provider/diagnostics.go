// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// sentence makes of an error's clause what a diagnostic shows.
func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// sortedKeys returns the keys in the order that a result or a message has.
func sortedKeys[Value any](from map[string]Value) []string {
	return slices.Sorted(maps.Keys(from))
}

func invalid(at path.Path, summary string, err error) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, summary, shortened(inRequirement(at)+sentence(err)))
}

// longestMessage leaves room within 1000 characters for what Terraform writes before a message, and for a summary.
const longestMessage = 900

// shortened cuts the middle out of a message that is too long because of a key or label of the user. A message begins with the
// element that it is about, and ends with what to do.
func shortened(text string) string {
	if len(text) <= longestMessage {
		return text
	}
	const mark, half = " (cut) ", longestMessage / 2
	return strings.ToValidUTF8(text[:half], "") + mark + strings.ToValidUTF8(text[len(text)-half+len(mark):], "")
}

// inRequirement names the requirement of a map that a message is about. Terraform itself shows the whole map.
func inRequirement(at path.Path) string {
	for parent := at.ParentPath(); len(parent.Steps()) > 0; parent = parent.ParentPath() {
		if _, isKey := lastStep(parent).(path.PathStepElementKeyString); isKey {
			return "In " + parent.String() + ": "
		}
	}
	return ""
}

func lastStep(of path.Path) path.PathStep {
	steps := of.Steps()
	return steps[len(steps)-1]
}

// loadCatalog returns the catalog. It can fail only in a build that its tests reject.
func loadCatalog(diagnostics *diag.Diagnostics) (*catalog.Catalog, bool) {
	c, err := catalog.Load()
	if err != nil {
		diagnostics.AddError("Broken Catalog", "The data in this build of the provider cannot be read. "+
			"This is always a bug in the provider; please report it: "+err.Error()+".")
	}
	return c, err == nil
}
