// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// checkedDestinationsArgument is the destinations of a check.
func checkedDestinationsArgument() argument[traffic.Addresses] {
	return destinationsArgument(networksOnly + " A prefix list, a security group or a service tag is covered only by a rule with the same one. " +
		"If you leave `internet` out, it is any public address.")
}

// rulesOfOneFirewall says which rules a call takes.
const rulesOfOneFirewall = `

Pass the rules of **one firewall**: one group, policy or list whose rules decide together. A connection may have to pass two
firewalls, such as a security group and a network ACL. Then call the function for each. Rules of several groups in one call are an error.
Pass every rule of the firewall, including deny rules. The check cannot see rules that you leave out.`

// howJudged describes the check, and its result.
func howJudged(result string) string {
	return `

- The first rule that matches a connection decides. If no rule matches, the connection is blocked.
- The check is about destinations. ` + "`sources`" + ` says what the rules are scoped to, and the check does not judge it.
- A rule for IPv6 or for some addresses does not cover a host name: the requirements are for IPv4, and Nexthink publishes no IP ranges.
- If a rule is ` + "`inbound`" + `, the firewall is stateless. Answers then need a rule for the ports 1024-65535.
- If the provider cannot decide, the verdict is ` + "`unproven`, never `covered`" + `.

` + result + `

` + describeResult[verdictModel]() + `
The reasons:

- ` + "`no_rule`" + `: no rule allows it.
- ` + "`shadowed_by`" + `: a rule denies it before another rule allows it.
- ` + "`no_return`" + `: its answers are blocked.
- ` + "`rule_unproven`" + `: it depends on a rule that the provider cannot decide about.
- ` + "`some_addresses`" + `: it is allowed to some addresses, and the address of the host is not known.
- ` + "`return_unproven`" + `: its answers are allowed to some of the ports 1024-65535.
`
}

// normalizedRules describes what a function returns that reads rules.
func normalizedRules() string {
	return "\n\nIf the function cannot read a part of a resource, it returns no error. It returns a rule whose `unproven` says why. Values that are not known until " +
		"apply stay unknown. If the number of rules depends on such a value, the whole list is unknown. " + givenRules()
}

// givenRules describes a list of rules, and what it is for.
func givenRules() string {
	return "Pass the result to `find_missing_requirements`, `explain_coverage` or `find_excess_rules`.\n\nThe result is a list of objects:\n\n" +
		describeResult[ruleModel]()
}
