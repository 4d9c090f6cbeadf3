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
		page: page{
			returns: "Returns a rule for each name in a list of names, in the format that a check accepts.",
			result:  "Each rule allows one name. Names that are not in the list count as blocked.",
			limits: []string{
				"A dialect that the provider does not know is an error.",
				"A pattern matches as many levels as the dialect defines.",
				"A name that is not valid in the dialect is unproven.",
				"A list of AWS Network Firewall counts as a list for both TLS and HTTP. `normalize_plan` reads its `target_types`.",
			},
			seeAlso: append(seeChecks(), seeDialects),
		},
		call: twoArguments(namesArgument(), dialectArgument("The name of a [dialect](../guides/dialects.md), such as `squid_dstdomain`."), normalizeDomains),
	}
}

func normalizeDomains(names []attribute.Value, dialect dialect.Dialect) ([]ruleModel, error) {
	return normalizedRulesOf(normalize.Domains(names, dialect))
}
