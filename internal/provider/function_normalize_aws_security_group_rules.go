// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAWSSecurityGroupRulesFunction returns the function that reads rules of security groups of AWS.
func NewNormalizeAWSSecurityGroupRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_aws_security_group_rules",
		summary: "Read egress rules of an AWS security group for a check",
		description: "Converts the egress rules of AWS security groups into the format that `find_missing_requirements` accepts. The " +
			"function reads all three ways to write a rule.\n\n" +
			"- A security group denies nothing. It blocks what no rule allows.\n" +
			"- Ingress rules and ICMP rules are left out.\n" +
			"- A rule without an address is unproven.\n" +
			"- A rule that goes to the members of its own group is unproven.\n" +
			"- Do not pass `aws_vpc_security_group_ingress_rule`. It has the same attributes as `aws_vpc_security_group_egress_rule`, so " +
			"its rules would count as egress.\n" +
			"- The data source `aws_vpc_security_group_rule` says which direction a rule has. A rule with `is_egress = false` " +
			"is left out.\n" +
			"- Pass a group only if it holds its rules itself. A group also reports in `egress` the rules of other resources." +
			normalizedRules(),
		call: normalizeCall("`aws_vpc_security_group_egress_rule`, `aws_security_group_rule`, or `aws_security_group` with its `egress`", normalize.AWSSecurityGroups),
	}
}
