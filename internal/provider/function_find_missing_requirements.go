// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// NewFindMissingRequirementsFunction gives the function that finds what rules do not let through.
func NewFindMissingRequirementsFunction() function.Function {
	return &pureFunction{
		name:    "find_missing_requirements",
		summary: "Find the requirements that firewall rules do not let through",
		description: "Gives the requirements that the rules hold back, or of which it cannot be said; an empty list when all pass. Made for a precondition " +
			"that fails a plan. Each has a `message` such as `TCP 443 to acme.data.eu.nexthink.cloud is no longer let through; nearest rule: web`.\n\n" +
			"While a rule or an address is unknown until apply, the answer is as certain as it can be: if some requirement is missing whatever the unknown values " +
			"become, it is listed; otherwise, if one hangs on such a value, the answer as a whole is unknown, and Terraform asks again at apply." + howJudged(),
		call: threeArguments(checkedRequirementsArgument(), checkedDestinationsArgument(), rulesArgument(), findMissingRequirements),
	}
}

func findMissingRequirements(requirements []traffic.Flow, destinations traffic.Addresses, rules []traffic.Rule) ([]verdictModel, error) {
	verdicts, err := coverage.Explain(requirements, destinations, rules)
	if err != nil {
		return nil, err
	}
	is := func(word string) func(coverage.Verdict) bool {
		return func(verdict coverage.Verdict) bool { return verdict.Verdict == word }
	}
	if !slices.ContainsFunc(verdicts, is(coverage.Missing)) && slices.ContainsFunc(verdicts, is("")) {
		return nil, traffic.ErrUnknown
	}
	found := []verdictModel{}
	for _, verdict := range verdicts {
		if verdict.Verdict == coverage.Missing || verdict.Verdict == coverage.Unproven {
			found = append(found, verdictModelOf(verdict, false))
		}
	}
	return found, nil
}
