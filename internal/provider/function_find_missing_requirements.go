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
		description: "Returns the requirements that are missing or unproven. The list is empty if all requirements are covered. Use it in a precondition that " +
			"fails a plan. Each has a `message` that another team understands, such as:\n\n" +
			"```text\nNexthink collector_channel (Collectors hold their channel to the instance): TCP 443 to acme.data.eu.nexthink.cloud is not allowed by " +
			"aws_security_group.devices; closest rule: web, which lacks acme.data.eu.nexthink.cloud\n```\n\n" +
			"A rule or an address may be a value that is not known until apply. If a requirement is missing for every possible value, the list is known. " +
			"Otherwise, if a verdict depends on the value, the whole list is known after apply. Use the list in conditions and outputs, not in arguments of " +
			"resources: its length may change at apply." + rulesOfOneFirewall + howJudged("The result is a list of objects:"),
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
