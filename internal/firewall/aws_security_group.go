// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package firewall

import (
	"errors"
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// AWSTarget says which argument of a security group rule takes an address.
type AWSTarget int

// The arguments that take an address, and the one that is not known until the address is.
const (
	AWSUnknown AWSTarget = iota
	AWSIPv4
	AWSIPv6
	AWSPrefixList
	AWSSecurityGroup
)

// AWSSecurityGroupRule is an egress rule of a security group. A security group knows addresses and no names, and has one
// port range and one address in a rule.
type AWSSecurityGroupRule struct {
	Key             string
	Protocol        string
	Ports           traffic.PortRange
	Target          AWSTarget
	Address         string
	Description     string
	RequirementKeys []string
}

// RenderAWSSecurityGroupRules gives one rule for each port range and address, sorted by key.
func RenderAWSSecurityGroupRules(flows []traffic.Flow, addresses traffic.Addresses) ([]AWSSecurityGroupRule, error) {
	rules := []AWSSecurityGroupRule{}
	for _, rule := range traffic.PortRules(flows) {
		targets, err := addresses.Of(firstOf(rule))
		if err != nil {
			return nil, err
		}
		for _, address := range targets {
			target, text, err := awsTarget(address)
			if err != nil {
				return nil, traffic.InDestinations(fmt.Errorf("%s: %w", rule.Destination, err))
			}
			rules = append(rules, AWSSecurityGroupRule{
				Key:             rule.Key() + "_" + address.Name(),
				Protocol:        rule.Transport,
				Ports:           rule.Ports,
				Target:          target,
				Address:         text,
				Description:     describe(rule.Transport, rule.Ports.String(), rule.Destination),
				RequirementKeys: rule.FlowKeys,
			})
		}
	}
	return rules, nil
}

// firstOf is a row of the rule, for messages.
func firstOf(rule traffic.PortRule) traffic.Flow {
	return traffic.Flow{Key: rule.FlowKeys[0], Destination: rule.Destination}
}

func awsTarget(address traffic.Address) (AWSTarget, string, error) {
	switch {
	case address.Unknown:
		return AWSUnknown, "", nil
	case traffic.IsPrefixListID(address.Text):
		return AWSPrefixList, address.Text, nil
	case traffic.IsSecurityGroupID(address.Text):
		return AWSSecurityGroup, address.Text, nil
	}
	prefix, err := traffic.ParsePrefix(address.Text)
	switch {
	case err != nil && looksLikeID(address.Text):
		return 0, "", errors.New(wording.Quote(address.Text) + " is no id of a prefix list or security group; give one such as pl-0123456789abcdef0 or sg-0123456789abcdef0")
	case err != nil:
		return 0, "", err
	case prefix.Addr().Is6():
		return AWSIPv6, prefix.String(), nil
	}
	return AWSIPv4, prefix.String(), nil
}

func looksLikeID(text string) bool {
	return len(text) > 2 && (text[:3] == "pl-" || text[:3] == "sg-")
}
