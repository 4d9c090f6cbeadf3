// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// checkedDestinationsArgument is the destinations of a check.
func checkedDestinationsArgument() argument[traffic.Addresses] {
	return destinationsArgument(networksOnly + " An id of a prefix list or security group, or a service tag, counts as reached where a rule has the same. " +
		"`internet` is any public address unless it is given.")
}

// howJudged says for the functions that judge how they do, and what they answer.
func howJudged() string {
	return "\n\nAll rules of a call are one enforcement point: a connection is decided by the first rule that matches it, and held back where none does. Make a call " +
		"for each of several in a row, such as a security group and a network ACL; rules of several groups in one call are refused. Pass every rule of it, " +
		"each that denies above all: one that is left out is not seen. The check is about where traffic may go: which rules apply to the devices is your choice " +
		"of rules, and `sources` says what they are bound to. Rules for IPv6 prove nothing for a " +
		"host name, since the requirements are for IPv4, nor does a rule for some addresses. Where any rule is `inbound`, answers must be let in to the ports " +
		"1024-65535. What is not understood is never covered.\n\n" +
		"The result is a list of objects:\n\n" + describeResult[verdictModel]() + "\nThe reasons:\n\n" +
		"- `no_rule`: no rule lets it through.\n" +
		"- `shadowed_by`: a rule that denies it comes before one that lets it through.\n" +
		"- `no_return`: its answers are held back.\n" +
		"- `rule_unproven`: a rule that cannot be judged may let it through, or hold it back.\n" +
		"- `some_addresses`: it is let through to some addresses and not to others, and which one the host has is not known.\n" +
		"- `return_unproven`: its answers are let in to some of the ports 1024-65535.\n"
}

// normalizedRules says what a reader of rules gives.
func normalizedRules() string {
	return "\n\nA resource that cannot be read as a whole gives a rule whose `unproven` says why, and never an error. Values that are unknown until apply stay " +
		"unknown. " + givenRules()
}

// givenRules says what a list of rules holds and what it is for.
func givenRules() string {
	return "Give the result to `find_missing_requirements`, `explain_coverage` or `find_excess_rules`.\n\nThe result is a list of objects:\n\n" +
		describeResult[ruleModel]()
}
