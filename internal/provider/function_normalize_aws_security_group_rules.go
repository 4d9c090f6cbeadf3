// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAWSSecurityGroupRulesFunction gives the function that reads rules of security groups of AWS.
func NewNormalizeAWSSecurityGroupRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_aws_security_group_rules",
		summary: "Read egress rules of an AWS security group for a check",
		description: "Gives the egress rules of security groups in the words that a check reads. All three spellings are read. A security " +
			"group holds back what no rule " +
			"lets through and denies nothing. Rules of ingress and of ICMP are left out. A rule without an address is unproven, as is one that goes to the " +
			"members of its own group. Do not pass `aws_vpc_security_group_ingress_rule`: it has the same attributes as " +
			"`aws_vpc_security_group_egress_rule`, so its rules would count as egress. Only the data source `aws_vpc_security_group_rule` says which it is: a " +
			"rule with `is_egress = false` is left out.\n\nA group reports in `egress` the rules of other resources too: pass it only where it holds its rules itself." +
			normalizedRules(),
		call: normalizeCall("`aws_vpc_security_group_egress_rule`, `aws_security_group_rule`, or `aws_security_group` with its `egress`", normalize.AWSSecurityGroups),
	}
}
