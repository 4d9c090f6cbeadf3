// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// AWSSecurityGroupRule has the arguments of aws_vpc_security_group_egress_rule. A security group matches addresses only. A rule has
// one port range and one address. By default, a security group has at most 60 rules for each direction and address family. This is
// not checked here. The quota was read in a copy of the page: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
type AWSSecurityGroupRule struct {
	IPProtocol                string           `tfsdk:"ip_protocol" doc:"''tcp'' or ''udp''."`
	FromPort                  int64            `tfsdk:"from_port" doc:"First port of the range."`
	ToPort                    int64            `tfsdk:"to_port" doc:"Last port of the range."`
	CIDRIPv4                  *traffic.Address `tfsdk:"cidr_ipv4" doc:"An IPv4 network. Null for another kind of address."`
	CIDRIPv6                  *traffic.Address `tfsdk:"cidr_ipv6" doc:"An IPv6 network. Null for another kind of address."`
	PrefixListID              *traffic.Address `tfsdk:"prefix_list_id" doc:"The ID of a prefix list. Null for another kind of address."`
	ReferencedSecurityGroupID *traffic.Address `tfsdk:"referenced_security_group_id" doc:"The ID of a security group. Null for another kind of address."`
	Description               string           `tfsdk:"description" doc:"What the rule is for. It never changes."`
	RequirementKeys           []string         `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule allows, sorted."`
}

// AWSSecurityGroupRules returns one rule for each port range and address, by key. If several destinations have the address, the rule has the
// key of the first one, because AWS refuses a second rule with InvalidPermission.Duplicate:
// https://github.com/terraform-aws-modules/terraform-aws-security-group/issues/351
// It returns an ArgumentError if a destination has no address, or one that is not valid for AWS.
func AWSSecurityGroupRules(flows []traffic.Flow, addresses traffic.Addresses) (map[string]AWSSecurityGroupRule, error) {
	rules, keys := map[string]AWSSecurityGroupRule{}, map[string]string{}
	for _, rule := range traffic.PortRules(flows) {
		given, err := addresses.Each(firstFlow(rule))
		if err != nil {
			return nil, err
		}
		for _, address := range given {
			rendered := AWSSecurityGroupRule{
				IPProtocol:      rule.Transport,
				FromPort:        rule.Ports.From,
				ToPort:          rule.Ports.To,
				Description:     describe(rule.Transport, rule.Ports.String(), rule.Destination),
				RequirementKeys: rule.FlowKeys,
			}
			if err := rendered.setAddress(address); err != nil {
				return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
			}
			key := rule.Key() + "_" + address.Name()
			if same := fmt.Sprintf("%s %s %s", rule.Transport, rule.Ports, traffic.Canonical(address.Text)); !address.Unknown {
				if first, isKnown := keys[same]; isKnown {
					key, rendered = first, rules[first].serving(rule.FlowKeys)
				}
				keys[same] = key
			}
			rules[key] = rendered
		}
	}
	return rules, nil
}

// serving returns the rule for more requirements.
func (rule AWSSecurityGroupRule) serving(keys []string) AWSSecurityGroupRule {
	rule.RequirementKeys = slices.Compact(slices.Sorted(slices.Values(slices.Concat(rule.RequirementKeys, keys))))
	return rule
}

// firstFlow returns the first requirement of the rule, for messages.
func firstFlow(rule traffic.PortRule) traffic.Flow {
	return traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination}
}

// setAddress sets the argument for the address. If the address is unknown, it sets all four arguments. AWS changes a network to its
// canonical form, and refuses the same network in another form: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
func (rule *AWSSecurityGroupRule) setAddress(address traffic.Address) error {
	switch {
	case address.Unknown:
		rule.CIDRIPv4, rule.CIDRIPv6, rule.PrefixListID, rule.ReferencedSecurityGroupID = &address, &address, &address, &address
		return nil
	case traffic.IsPrefixListID(address.Text):
		rule.PrefixListID = &address
		return nil
	case traffic.IsSecurityGroupID(address.Text):
		rule.ReferencedSecurityGroupID = &address
		return nil
	}
	prefix, err := traffic.ParsePrefix(address.Text, traffic.PrefixListExample, traffic.SecurityGroupExample)
	if err != nil {
		return err
	}
	network := traffic.Address{Text: prefix.String()}
	if prefix.Addr().Is6() {
		rule.CIDRIPv6 = &network
	} else {
		rule.CIDRIPv4 = &network
	}
	return nil
}
