// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderAWSSecurityGroupRulesFunction returns the function that renders for security groups of AWS.
func NewRenderAWSSecurityGroupRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_aws_security_group_rules",
		summary: "Render requirements as egress rules of an AWS security group",
		page: page{
			returns: "Returns the arguments of `aws_vpc_security_group_egress_rule`, one rule for each port range and address.",
			add:     "Add `security_group_id`.",
			result:  "If you add addresses or requirements, the [keys](../guides/shared-types.md#keys-and-priorities) of the other rules stay the same.",
			limits: []string{
				"A security group matches addresses, not names.",
				"If two destinations have the same port and address, there is one rule, with the key of the first destination. AWS does not accept a " +
					"second one.",
				"By default, a security group has at most 60 rules in each direction. A prefix list counts as its maximum number of entries. The " +
					"function does not check this.",
			},
			seeAlso: []string{seeWhichFunction, seeFunction("normalize_aws_security_group_rules")},
		},
		call: twoArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" The ID of a prefix list (`pl-…`) or of a security group (`sg-…`) is valid too."),
			render.AWSSecurityGroupRules,
		),
	}
}
