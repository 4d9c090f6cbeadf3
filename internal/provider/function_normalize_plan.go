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
			"to, so that one enforcement point is picked with `[for r in rules : r if r.group == \"aws_security_group.devices\"]`.\n\n" +
			"Read are security groups, network ACLs, Network Firewall (domain lists, 5-tuple rules and the text that `render_suricata_rules` gives) and DNS Firewall of " +
			"AWS; network security groups and Azure Firewall, with policies and classic; and Google Cloud firewalls and firewall policies, global, regional and " +
			"hierarchical. What cannot be read of these is an unproven rule, as is what hangs on a value that is not known before the apply.\n\n" +
			"Pass the text as `file(\"plan.json\")` inside the call: Terraform prints the whole value of a variable beside an error, and a plan may hold secrets. " +
			"The rules repeat addresses and names of rules and nothing else of the plan; what is marked as sensitive is not read, and the rule is unproven." +
			"\n\n" + givenRules(),
		call: oneArgument(checkedArgument("json",
			"What `terraform show -json` or `tofu show -json` prints of a saved plan. A state, the log of `terraform plan -json`, a plan that failed, "+
				"a text that was cut off and a format version that does not begin with 1 are refused.",
			planfile.Rules), normalizedRulesOf),
	}
}
