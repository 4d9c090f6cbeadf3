// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// NewExplainCoverageFunction returns the function that gives a verdict on each requirement.
func NewExplainCoverageFunction() function.Function {
	return &pureFunction{
		name:    "explain_coverage",
		summary: "Say for each requirement whether firewall rules allow it",
		page: page{
			returns: "Returns a verdict on each requirement for the rules of one firewall.",
			result:  "The list is sorted by the key of the requirement.",
			limits: []string{
				"Rules of several firewalls are an error.",
				"A map without requirements is an error.",
				"If a verdict depends on a value that is not known until apply, its attributes are known after apply.",
			},
			seeAlso: []string{seeValidateInCI, seeFunction("find_missing_requirements"), seeFunction("explain_plan")},
		},
		call: threeArguments(checkedRequirementsArgument(), checkedDestinationsArgument(), rulesArgument(), explainCoverage),
	}
}

func explainCoverage(requirements []traffic.Flow, destinations traffic.Addresses, rules []traffic.Rule) ([]verdictModel, error) {
	verdicts, err := coverage.Explain(requirements, destinations, rules)
	return verdictModels(verdicts), err
}

func verdictModels(verdicts []coverage.Verdict) []verdictModel {
	models := make([]verdictModel, 0, len(verdicts))
	for _, verdict := range verdicts {
		models = append(models, verdictModelOf(verdict, true))
	}
	return models
}
