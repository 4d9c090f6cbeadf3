// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// NewNormalizePlanFunction returns the function that reads the text of a plan.
func NewNormalizePlanFunction() function.Function {
	return &pureFunction{
		name:    "normalize_plan",
		summary: "Read every firewall rule in the JSON of a plan",
		page: page{
			returns: "Returns the rules of every firewall in a plan.",
			result:  "`group` is the address of the firewall, such as `aws_security_group.devices`. Use the list to look at the rules.",
			limits: []string{
				"A text that is not a plan in JSON is an error.",
				"[Plans](../guides/shared-types.md#plans) lists the firewalls that the function reads.",
			},
			seeAlso: []string{seeFunction("explain_plan") + " checks the same plan.", seeValidateInCI},
		},
		call: oneArgument(planArgument(planfile.Rules), normalizedRulesOf),
	}
}

// planArgument is the text of a plan, read further.
func planArgument[Value any](read func(string) (Value, error)) argument[Value] {
	return checkedArgument("plan", "The text that `terraform show -json` prints for a saved [plan](../guides/shared-types.md#plans).", read)
}
