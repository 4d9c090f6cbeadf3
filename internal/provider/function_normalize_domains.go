// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeDomainsFunction gives the function that reads a list of names.
func NewNormalizeDomainsFunction() function.Function {
	return &pureFunction{
		name:    "normalize_domains",
		summary: "Read a list of names in a firewall's dialect for a check",
		description: "Gives one rule for each name that a list lets through, in the words that a check reads. What the list does not hold counts as held " +
			"back: pass a list of what is let through. Patterns reach as far as the dialect lets them, " +
			"and a name that is none in the dialect is unproven. A list of AWS Network Firewall counts as one for both TLS and HTTP; `normalize_plan` reads its " +
			"`target_types`." + normalizedRules(),
		call: twoArguments(namesArgument(), dialectArgument("One of the dialects of `render_domains`."), normalizeDomains),
	}
}

func normalizeDomains(names []attribute.Value, dialect dialect.Dialect) ([]ruleModel, error) {
	return normalizedRulesOf(normalize.Domains(names, dialect))
}
