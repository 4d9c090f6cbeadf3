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
		summary: "Read every firewall rule in the JSON of a plan",
		description: "Returns the rules of every firewall in a plan, in the format that `find_missing_requirements` accepts. `group` is the address of the firewall, " +
			"such as `aws_security_group.devices`. To check a plan, use [`explain_plan`](explain_plan.md), which needs no list of rules. Use this function to look at " +
			"the rules themselves.\n\n" + plansInWords + "\n\n" + givenRules(),
		call: oneArgument(planArgument(planfile.Rules), normalizedRulesOf),
	}
}

// plansInWords says what is read of a plan.
const plansInWords = `The plan is what Terraform will leave: what it creates, changes and leaves alone, in every module, without what it deletes. The function reads these
resources:

| vendor | firewalls |
|---|---|
| AWS | security groups, network ACLs, Network Firewall (domain lists, 5-tuple rules and the rules that ` + "`render_suricata_rules`" + ` returns), DNS Firewall |
| Azure | network security groups, Azure Firewall with a policy or classic rules |
| Google Cloud | VPC firewalls, firewall policies: global, regional and hierarchical |

- If the function cannot read a rule, the rule is unproven.
- A rule belongs to a firewall if its reference equals the ID of the firewall, or if the firewall is all that the reference can reach. Otherwise the rule
  is unproven in each firewall that it may belong to. For example, ` + "`var.x ? aws_security_group.a.id : aws_security_group.b.id`" + ` reaches two firewalls.
- A plan does not contain local values: ` + "`local.id`" + ` reaches everything in its module. An index by ` + "`each.key` or `count.index`" + ` alone is read as that
  key or index.
- A firewall that is not in the plan has the name by which its rules refer to it.
- Values that Terraform marks as sensitive are not read. The result has addresses and names of rules, and nothing else of the plan.
- Terraform 0.12 and later write plans that the function reads. Save the text as UTF-8: ` + "`file()`" + ` refuses UTF-16, which ` + "`>`" + ` of Windows PowerShell
  5.1 writes. Use ` + "`terraform show -json plan | Out-File -Encoding utf8 plan.json`" + ` there.
- Pass the text as ` + "`file(\"plan.json\")`" + ` inside the call. Terraform prints the value of a variable beside an error, and a plan may contain secrets.`

// planArgument is the text of a plan, read further.
func planArgument[Value any](read func(string) (Value, error)) argument[Value] {
	return checkedArgument("plan", "The text that `terraform show -json` or `tofu show -json` prints for a saved plan. A state, the log of `terraform plan -json`, "+
		"a plan that failed and a text that was cut off are errors.", read)
}
