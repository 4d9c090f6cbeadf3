// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// NewExplainPlanFunction returns the function that gives the verdicts on the firewalls of a plan.
func NewExplainPlanFunction() function.Function {
	return &pureFunction{
		name:    "explain_plan",
		summary: "Say for each firewall in a plan whether it allows the requirements",
		page: page{
			returns: "Returns a verdict on each requirement for each firewall in a plan.",
			result: "The key of the map is the address of the firewall in the plan, such as `aws_security_group.devices`. A firewall that is not in the plan " +
				"has the name by which its rules refer to it. Each list is sorted by the key of the requirement.",
			limits: []string{
				"A connection may have to pass two firewalls, such as a security group and a network ACL. Look at the verdicts of each.",
				"More than 30,000 verdicts are an error.",
				"A state, the log of `terraform plan -json`, a failed plan and an incomplete text are errors.",
				"[Plans](../guides/shared-types.md#plans) lists the firewalls that the function reads, and says how to save a plan.",
			},
			seeAlso: []string{seeValidateInCI, seeFunction("normalize_plan") + " returns the rules themselves."},
		},
		call: threeArguments(checkedRequirementsArgument(), checkedDestinationsArgument(), planArgument(planfile.Firewalls), explainPlan),
	}
}

// maxVerdicts is how many verdicts a call returns: with 30,000, a call takes about 4 s of CPU and 700 MiB.
const maxVerdicts = 30_000

func explainPlan(requirements []traffic.Flow, destinations traffic.Addresses, firewalls []planfile.Firewall) (map[string][]verdictModel, error) {
	if count := len(firewalls) * len(requirements); count > maxVerdicts {
		return nil, &traffic.ArgumentError{Argument: "plan", Err: fmt.Errorf(
			"the plan has %d firewalls, and %d requirements would make %d verdicts; at most %d are returned, so pass fewer requirements or the plan of fewer firewalls",
			len(firewalls), len(requirements), count, maxVerdicts)}
	}
	question, err := coverage.Ask(requirements, destinations)
	if err != nil {
		return nil, err
	}
	explained := make(map[string][]verdictModel, len(firewalls))
	for _, firewall := range firewalls {
		rules := slices.Concat(append([][]traffic.Rule{firewall.Rules}, firewall.Uncertain...)...)
		verdicts, err := question.Explain(firewall.Address, rules)
		if err != nil {
			return nil, err
		}
		explained[firewall.Address] = verdictModels(verdicts)
	}
	return explained, nil
}
