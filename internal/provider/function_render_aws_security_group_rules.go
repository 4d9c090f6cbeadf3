// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
)

// awsSecurityGroupRuleModel carries the arguments of aws_vpc_security_group_egress_rule.
type awsSecurityGroupRuleModel struct {
	IPProtocol                string       `tfsdk:"ip_protocol" doc:"tcp or udp."`
	FromPort                  int64        `tfsdk:"from_port" doc:"First port of the range."`
	ToPort                    int64        `tfsdk:"to_port" doc:"Last port of the range."`
	CIDRIPv4                  types.String `tfsdk:"cidr_ipv4" doc:"An IPv4 network; null for another kind of address."`
	CIDRIPv6                  types.String `tfsdk:"cidr_ipv6" doc:"An IPv6 network; null for another kind of address."`
	PrefixListID              types.String `tfsdk:"prefix_list_id" doc:"The id of a prefix list; null for another kind of address."`
	ReferencedSecurityGroupID types.String `tfsdk:"referenced_security_group_id" doc:"The id of a security group; null for another kind of address."`
	Description               string       `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys           []string     `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// NewRenderAWSSecurityGroupRulesFunction gives the function that renders for security groups of AWS.
func NewRenderAWSSecurityGroupRulesFunction() function.Function {
	return &pureFunction{
		name: "render_aws_security_group_rules",
		definition: function.Definition{
			Summary: "Render requirements as egress rules of an AWS security group",
			MarkdownDescription: "Gives what `aws_vpc_security_group_egress_rule` takes, one rule for each port range and address. A security group " +
				"knows addresses and no names. Keys are `<destination>_<transport protocol>_<port range>_<address or label>`; they stay when " +
				"addresses or requirements are added.\n\n" +
				"A security group has 60 rules in a direction unless AWS raises its quota, and a prefix list counts as its maximum of entries. " +
				"Every refusal names the row or the address.\n\nThe result is a map of objects:\n\n" + describeResult[awsSecurityGroupRuleModel](),
			Parameters: []function.Parameter{
				requirementsParameter(),
				destinationsParameter(networksOnly + " The id of a prefix list (`pl-…`) or of a security group (`sg-…`) may stand in its place."),
			},
			Return: function.MapReturn{ElementType: resultType[awsSecurityGroupRuleModel]()},
		},
		answers: renderAWSSecurityGroupRules,
	}
}

func renderAWSSecurityGroupRules(call functionCall) (any, error) {
	rules, err := firewall.RenderAWSSecurityGroupRules(call.flows, call.addresses)
	models := make(map[string]awsSecurityGroupRuleModel, len(rules))
	for _, rule := range rules {
		at := func(target firewall.AWSTarget) types.String {
			switch rule.Target {
			case firewall.AWSUnknown:
				return types.StringUnknown()
			case target:
				return types.StringValue(rule.Address)
			default:
				return types.StringNull()
			}
		}
		models[rule.Key] = awsSecurityGroupRuleModel{
			IPProtocol:                rule.Protocol,
			FromPort:                  rule.Ports.From,
			ToPort:                    rule.Ports.To,
			CIDRIPv4:                  at(firewall.AWSIPv4),
			CIDRIPv6:                  at(firewall.AWSIPv6),
			PrefixListID:              at(firewall.AWSPrefixList),
			ReferencedSecurityGroupID: at(firewall.AWSSecurityGroup),
			Description:               rule.Description,
			RequirementKeys:           rule.RequirementKeys,
		}
	}
	return models, err
}
