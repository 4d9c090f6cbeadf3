// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeDomainsFunction returns the function that reads a list of names.
func NewNormalizeDomainsFunction() function.Function {
	return &pureFunction{
		name:    "normalize_domains",
		summary: "Read a list of names in the dialect of a firewall for a check",
		description: "Converts a list of names into the format that `find_missing_requirements` accepts. Each name becomes one rule that " +
			"allows it.\n\n" +
			"- Pass a list of allowed names. Names that are not in the list count as blocked.\n" +
			"- A pattern matches as many levels as the dialect defines.\n" +
			"- A name that is not valid in the dialect is unproven.\n" +
			"- A list of AWS Network Firewall counts as a list for both TLS and HTTP. `normalize_plan` reads its `target_types`." +
			normalizedRules(),
		call: twoArguments(namesArgument(), dialectArgument("One of the dialects of `render_domains`."), normalizeDomains),
	}
}

func normalizeDomains(names []attribute.Value, dialect dialect.Dialect) ([]ruleModel, error) {
	return normalizedRulesOf(normalize.Domains(names, dialect))
}
