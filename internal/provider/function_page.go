// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"reflect"
	"strings"
)

// page is what the page of a function says beside its example and its arguments. The texts are Markdown.
type page struct {
	returns string   // one sentence: what the function returns, and for which resource or product
	add     string   // what the user adds to the result; empty for nothing
	result  string   // what the table of the result does not say; empty for nothing
	limits  []string // errors and limits
	seeAlso []string // links to other pages
}

// Links that several pages have.
const (
	seeWhichFunction = "[Which function for my firewall](../guides/which-function-for-my-firewall.md)"
	seeValidateInCI  = "[Validate plans in CI](../guides/validate-in-ci.md)"
	seeWildcards     = "[Wildcards](../guides/wildcards.md)"
	seeDialects      = "[Dialects](../guides/dialects.md)"
)

// seeFunction returns a link to the page of a function.
func seeFunction(name string) string { return "[`" + name + "`](" + name + ".md)" }

// seeChecks returns links to the functions that check rules.
func seeChecks() []string {
	return []string{seeFunction("find_missing_requirements"), seeFunction("explain_coverage"), seeFunction("find_excess_rules")}
}

// requiredVersions is a limit of every function.
const requiredVersions = "Requires Terraform 1.8 or OpenTofu 1.7, or later."

// markdown returns the description of a function that returns the type. templates/functions.md.tmpl puts the example and the arguments
// between the sections.
func (p page) markdown(result reflect.Type) string {
	text := p.returns
	if p.add != "" {
		text += "\n\n## What you add\n\n" + p.add
	}
	text += "\n\n## Result\n\n" + describeResult(result, p.result)
	text += "\n\n## Errors and limits\n\n" + listed(append(p.limits, requiredVersions))
	if len(p.seeAlso) > 0 {
		text += "\n\n## See also\n\n" + listed(p.seeAlso)
	}
	return text
}

func listed(items []string) string { return "- " + strings.Join(items, "\n- ") }
