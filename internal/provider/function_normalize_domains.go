// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeDomainsFunction gives the function that reads a list of names.
func NewNormalizeDomainsFunction() function.Function {
	return &pureFunction{
		name: "normalize_domains",
		definition: function.Definition{
			Summary: "Read a list of names in a firewall's dialect for a check",
			MarkdownDescription: "Gives one rule for each name that a list lets through, in the words that a check reads. What the list does not hold counts as held " +
				"back: pass a list of what is let through. Patterns reach as far as the dialect lets them, " +
				"and a name that is none in the dialect is unproven. A list of AWS Network Firewall counts as one for both TLS and HTTP; `normalize_plan` reads its " +
				"`target_types`." + normalizedRules(),
			Parameters: []function.Parameter{
				function.DynamicParameter{
					Name: "names", AllowUnknownValues: true,
					MarkdownDescription: "The names, a list or set of strings, such as `domains` of `aws_route53_resolver_firewall_domain_list`.",
				},
				dialectParameter("One of the dialects of `render_domains`."),
			},
			Return: function.ListReturn{ElementType: resultType[ruleModel]()},
		},
		answers: normalizeDomains,
	}
}

func normalizeDomains(call functionCall) (any, error) {
	dialect, err := dialect.ByName(call.texts["dialect"])
	if err != nil {
		return nil, err
	}
	return ruleModelsOf(normalize.Domains(call.names, dialect)), nil
}
