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
		description: "Returns a verdict on each requirement, sorted by key.\n\n" +
			"- A verdict names the rules that allow the requirement. If no rule does, it names the closest rule.\n" +
			"- `sources` lists what these rules are scoped to.\n" +
			"- If the verdict depends on a value that is not known until apply, the verdict is unknown." +
			rulesOfOneFirewall + howJudged("The result is a list of objects:"),
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
