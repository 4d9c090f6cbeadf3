// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// NewExplainCoverageFunction gives the function that gives a verdict on each requirement.
func NewExplainCoverageFunction() function.Function {
	return &pureFunction{
		name:    "explain_coverage",
		summary: "Say of each requirement whether firewall rules let it through",
		description: "Gives a verdict on each requirement, sorted by key: which rules let it through, which is nearest where none does, and what the rules are " +
			"bound to. Of a requirement that hangs on a value which is unknown until apply, the verdict is unknown; where it stands whatever the " +
			"value becomes, what else follows from it may be." + howJudged(),
		call: threeArguments(checkedRequirementsArgument(), checkedDestinationsArgument(), rulesArgument(), explainCoverage),
	}
}

func explainCoverage(requirements []traffic.Flow, destinations traffic.Addresses, rules []traffic.Rule) ([]verdictModel, error) {
	verdicts, err := coverage.Explain(requirements, destinations, rules)
	models := make([]verdictModel, 0, len(verdicts))
	for _, verdict := range verdicts {
		models = append(models, verdictModelOf(verdict, verdict.Unknown))
	}
	return models, err
}
