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
		description: "Returns the arguments of `aws_vpc_security_group_egress_rule`, one rule for each port range and address.\n\n" +
			"You add `security_group_id`.\n\n" +
			"A key is `<destination>_<transport protocol>_<port range>_<address or label>`. If you add addresses or requirements, the " +
			"other keys stay the same.\n\n" +
			"Limits and errors:\n\n" +
			"- A security group matches addresses, not names.\n" +
			"- If two destinations have the same port and address, there is one rule with the key of the first destination. AWS does not " +
			"accept a second one.\n" +
			"- A security group has at most 60 rules in each direction, unless AWS raises the quota. A prefix list counts as its maximum " +
			"number of entries.\n" +
			"- Every error names the requirement or the address.\n\n" +
			"The result is a map of objects:\n\n" +
			describeResult[render.AWSSecurityGroupRule](),
		call: twoArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" The ID of a prefix list (`pl-…`) or of a security group (`sg-…`) is valid too."),
			render.AWSSecurityGroupRules,
		),
	}
}
