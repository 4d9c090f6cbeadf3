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
		page: page{
			returns: "Returns the egress rules of AWS security groups in the format that a check accepts.",
			result:  "Ingress rules of `aws_security_group` and `aws_security_group_rule`, and ICMP rules, are not in the list.",
			limits: []string{
				"A security group denies nothing. It blocks what no rule allows.",
				"A rule without an address is unproven. A rule to the members of its own group is unproven.",
				"Do not pass `aws_vpc_security_group_ingress_rule`. It has the same attributes as the egress rule, so its rules would count as egress.",
				"The data source `aws_vpc_security_group_rule` says which direction a rule has. A rule with `is_egress = false` is not in the list.",
				"Pass a group only if it contains its rules itself. A group also reports in `egress` the rules of other resources.",
			},
			seeAlso: seeChecks(),
		},
		call: normalizeCall("`aws_vpc_security_group_egress_rule`, `aws_security_group_rule`, or `aws_security_group` with its `egress`", normalize.AWSSecurityGroups),
	}
}
