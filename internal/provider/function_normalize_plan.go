// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// NewNormalizePlanFunction gives the function that reads the text of a plan.
func NewNormalizePlanFunction() function.Function {
	return &pureFunction{
		name:    "normalize_plan",
		summary: "Read every firewall rule in the JSON of a plan for a check",
		description: "Gives the rules that will be there after a plan, of every module, in the words that a check reads: what the plan creates, changes and " +
			"leaves alone, without what it deletes. Each rule says in `group` the address of the security group, network ACL, policy, network or list that it belongs " +
			"to, so that one enforcement point is picked with `[for r in rules : r if r.group == \"aws_security_group.devices\"]`. A firewall that is not in the plan " +
			"has the name by which its rules refer to it.\n\n" +
			"A rule belongs to a firewall if its reference equals the firewall's ID, or if the firewall is all that the reference can reach. Otherwise the rule is in " +
			"each firewall that it may belong to, and it is unproven. For example, `var.x ? aws_security_group.a.id : aws_security_group.b.id` reaches two. A plan " +
			"does not contain local values: `local.id` reaches everything in its module. An index by `each.key` or `count.index` alone is read as that key or index.\n\n" +
			"Read are security groups, network ACLs, Network Firewall (domain lists, 5-tuple rules and the text that `render_suricata_rules` gives) and DNS Firewall of " +
			"AWS; network security groups and Azure Firewall, with policies and classic; and Google Cloud firewalls and firewall policies, global, regional and " +
			"hierarchical. What cannot be read of these is an unproven rule, as is what hangs on a value that is not known before the apply.\n\n" +
			"Pass the text as `file(\"plan.json\")` inside the call: Terraform prints the whole value of a variable beside an error, and a plan may hold secrets. " +
			"The rules repeat addresses and names of rules and nothing else of the plan; what is marked as sensitive is not read, and the rule is unproven." +
			"\n\n" + givenRules(),
		call: oneArgument(checkedArgument("json",
			"What `terraform show -json` or `tofu show -json` prints of a saved plan. A state, the log of `terraform plan -json`, a plan that failed, "+
				"a text that was cut off and a format version other than 0.1, 0.2 and those that begin with 1 are refused.",
			planfile.Rules), normalizedRulesOf),
	}
}
