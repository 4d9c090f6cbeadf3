// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// NewFindMissingRequirementsFunction returns the function that finds the requirements that rules do not allow.
func NewFindMissingRequirementsFunction() function.Function {
	return &pureFunction{
		name:    "find_missing_requirements",
		summary: "Find the requirements that firewall rules do not allow",
		page: page{
			returns: "Returns the requirements that the rules of one firewall do not allow.",
			result:  "The list has the verdicts `missing` and `unproven`. If all requirements are covered, it is empty.",
			limits: []string{
				"Rules of several firewalls in one call are an error.",
				"An empty map of requirements is an error, so that a check does not pass on a mocked provider.",
				"If the list depends on a value that is not known until apply, it is known after apply. If a requirement is missing for every possible " +
					"value, the list is known.",
				"Use the list in conditions and outputs. In an argument of a resource, its length may change at apply.",
			},
			seeAlso: []string{seeValidateInCI, seeFunction("explain_coverage"), seeFunction("find_excess_rules"), seeFunction("explain_plan")},
		},
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
