// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAWSNetworkACLRulesFunction returns the function that reads rules of network ACLs of AWS.
func NewNormalizeAWSNetworkACLRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_aws_network_acl_rules",
		summary: "Read rules of an AWS network ACL for a check",
		description: "Converts the rules of an AWS network ACL into the format that `find_missing_requirements` accepts.\n\n" +
			"- The result has the rules of both directions. A network ACL keeps no state, so inbound rules must allow the answers to the " +
			"ports 1024-65535.\n" +
			"- In both directions, the function adds the rule `*`, which denies everything else." +
			normalizedRules(),
		call: normalizeCall("`aws_network_acl_rule`, or `aws_network_acl` with its `egress` and `ingress`", normalize.AWSNetworkACLs),
	}
}
