// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
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
		description: "Returns a map from each firewall in the plan to its verdicts, sorted by the key of the requirement. The key of the map is the address of the " +
			"firewall in the plan, such as `aws_security_group.devices`. For a firewall that is not in the plan, it is how the rules refer to it.\n\n" +
			plansInWords + howJudged(),
		call: threeArguments(checkedRequirementsArgument(), checkedDestinationsArgument(), planArgument(planfile.Firewalls), explainPlan),
	}
}

func explainPlan(requirements []traffic.Flow, destinations traffic.Addresses, firewalls []planfile.Firewall) (map[string][]verdictModel, error) {
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
