// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"errors"
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// AWSSecurityGroupRule has the arguments of aws_vpc_security_group_egress_rule. A security group knows addresses and no names,
// and a rule has one port range and one address.
type AWSSecurityGroupRule struct {
	IPProtocol                string           `tfsdk:"ip_protocol" doc:"tcp or udp."`
	FromPort                  int64            `tfsdk:"from_port" doc:"First port of the range."`
	ToPort                    int64            `tfsdk:"to_port" doc:"Last port of the range."`
	CIDRIPv4                  *traffic.Address `tfsdk:"cidr_ipv4" doc:"An IPv4 network; null for another kind of address."`
	CIDRIPv6                  *traffic.Address `tfsdk:"cidr_ipv6" doc:"An IPv6 network; null for another kind of address."`
	PrefixListID              *traffic.Address `tfsdk:"prefix_list_id" doc:"The id of a prefix list; null for another kind of address."`
	ReferencedSecurityGroupID *traffic.Address `tfsdk:"referenced_security_group_id" doc:"The id of a security group; null for another kind of address."`
	Description               string           `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys           []string         `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

// AWSSecurityGroupRules returns one rule for each port range and address, by key.
func AWSSecurityGroupRules(flows []traffic.Flow, addresses traffic.Addresses) (map[string]AWSSecurityGroupRule, error) {
	rules := map[string]AWSSecurityGroupRule{}
	for _, rule := range traffic.PortRules(flows) {
		given, err := addresses.Each(firstOf(rule))
		if err != nil {
			return nil, err
		}
		for _, address := range given {
			made := AWSSecurityGroupRule{
				IPProtocol:      rule.Transport,
				FromPort:        rule.Ports.From,
				ToPort:          rule.Ports.To,
				Description:     describe(rule.Transport, rule.Ports.String(), rule.Destination),
				RequirementKeys: rule.FlowKeys,
			}
			if err := made.setAddress(address); err != nil {
				return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
			}
			rules[rule.Key()+"_"+address.Name()] = made
		}
	}
	return rules, nil
}

// firstOf is a row of the rule, for messages.
func firstOf(rule traffic.PortRule) traffic.Flow {
	return traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination}
}

// setAddress sets the argument that takes the address. An address that is unknown may belong to any of them.
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
	prefix, err := traffic.ParsePrefix(address.Text)
	switch {
	case err != nil && looksLikeID(address.Text):
		return errors.New(wording.Quote(address.Text) + " is no id of a prefix list or security group; give one such as pl-0123456789abcdef0 or sg-0123456789abcdef0")
	case err != nil:
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

func looksLikeID(text string) bool {
	return len(text) > 2 && (text[:3] == "pl-" || text[:3] == "sg-")
}
