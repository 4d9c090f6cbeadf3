// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// longestMessage leaves room within 1000 characters for what Terraform puts before a message, and for a summary.
const longestMessage = 900

// bounded cuts a message that a key or label of the user's has made too long. It cuts the midst: a message begins with where,
// and ends with what to do.
func bounded(text string) string {
	if len(text) <= longestMessage {
		return text
	}
	const mark, half = " (cut) ", longestMessage / 2
	return strings.ToValidUTF8(text[:half], "") + mark + strings.ToValidUTF8(text[len(text)-half+len(mark):], "")
}

func boundDiagnostics(diagnostics []*tfprotov6.Diagnostic) {
	for _, diagnostic := range diagnostics {
		diagnostic.Detail = bounded(diagnostic.Detail)
	}
}
