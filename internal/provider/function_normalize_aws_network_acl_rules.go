// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// NewNormalizeAWSNetworkACLRulesFunction gives the function that reads rules of network ACLs of AWS.
func NewNormalizeAWSNetworkACLRulesFunction() function.Function {
	return &pureFunction{
		name:    "normalize_aws_network_acl_rules",
		summary: "Read rules of an AWS network ACL for a check",
		description: "Gives the rules of a network ACL in the words that a check reads, of both directions: a network ACL keeps no state, so " +
			"that the answers must be let in " +
			"too, to the ports 1024-65535. The rule `*` that denies all else is added both ways." +
			normalizedRules(),
		call: normalizeCall("`aws_network_acl_rule`, or `aws_network_acl` with its `egress` and `ingress`", normalize.AWSNetworkACLs),
	}
}
