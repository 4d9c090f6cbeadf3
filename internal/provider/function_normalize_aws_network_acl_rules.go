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
		page: page{
			returns: "Returns the rules of an AWS network ACL in the format that a check accepts.",
			result:  "The list has the rules of both directions. In both, the function adds the rule `*`, which denies everything else.",
			limits: []string{
				"A network ACL is stateless. Inbound rules must allow the answers to the ports 1024-65535.",
			},
			seeAlso: seeChecks(),
		},
		call: normalizeCall("`aws_network_acl_rule`, or `aws_network_acl` with its `egress` and `ingress`", normalize.AWSNetworkACLs),
	}
}
