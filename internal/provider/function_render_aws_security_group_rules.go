// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
)

// NewRenderAWSSecurityGroupRulesFunction gives the function that renders for security groups of AWS.
func NewRenderAWSSecurityGroupRulesFunction() function.Function {
	return &pureFunction{
		name:    "render_aws_security_group_rules",
		summary: "Render requirements as egress rules of an AWS security group",
		description: "Gives what `aws_vpc_security_group_egress_rule` takes, one rule for each port range and address. A security group " +
			"knows addresses and no names. Keys are `<destination>_<transport protocol>_<port range>_<address or label>`; they stay when " +
			"addresses or requirements are added. If two destinations have the same port and address, there is one rule with the key of the first " +
			"destination, because AWS refuses a second one.\n\n" +
			"A security group has 60 rules in a direction unless AWS raises its quota, and a prefix list counts as its maximum of entries. " +
			"Every refusal names the row or the address.\n\nThe result is a map of objects:\n\n" + describeResult[render.AWSSecurityGroupRule](),
		call: twoArguments(
			requirementsArgument(portAttributes),
			destinationsArgument(networksOnly+" The id of a prefix list (`pl-…`) or of a security group (`sg-…`) may stand in its place."),
			render.AWSSecurityGroupRules,
		),
	}
}
