// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// excessModel is by how much a rule is wider than the requirements that it lets through.
type excessModel struct {
	RuleID          string       `tfsdk:"rule_id" doc:"The id of the rule."`
	RequirementKeys []string     `tfsdk:"requirement_keys" doc:"The requirements that it lets through, in whole or in part, sorted."`
	Transports      []string     `tfsdk:"excess_transport_protocols" doc:"Transport protocols that none of them has."`
	PortRanges      []string     `tfsdk:"excess_port_ranges" doc:"Ports that none of them has, such as 444-65535."`
	Hosts           []string     `tfsdk:"excess_hosts" doc:"Names and patterns of the rule that match names which none of them has, sorted."`
	Addresses       []string     `tfsdk:"excess_addresses" doc:"Networks, and ids or service tags, that no destination has."`
	Unproven        types.String `tfsdk:"unproven" doc:"Why the rule cannot be judged; null where it can."`
	Message         string       `tfsdk:"message" doc:"The finding as a line to print."`
}

// NewFindExcessRulesFunction gives the function that finds rules which are wider than needed.
func NewFindExcessRulesFunction() function.Function {
	return &pureFunction{
		name:    "find_excess_rules",
		summary: "Find firewall rules that let more through than the requirements need",
		description: "Gives the rules that let one of the requirements through and more besides: other ports, transport protocols, names or addresses. A rule " +
			"that touches none of the requirements is left alone: it is there for something else. So is one that another denies before it comes, and a rule that " +
			"denies is never in excess.\n\n" +
			"Names are what an internet row is known by: a rule of addresses that lets one through is in excess unless `destinations.internet` gives those addresses, " +
			"as it must for a firewall that knows no names. While a value that this hangs on is unknown until apply, the answer is unknown.\n\n" +
			"The result is a list of objects:\n\n" + describeResult[excessModel](),
		call: threeArguments(checkedRequirementsArgument(), checkedDestinationsArgument(), rulesArgument(), findExcessRules),
	}
}

func findExcessRules(requirements []traffic.Flow, destinations traffic.Addresses, rules []traffic.Rule) ([]excessModel, error) {
	found, unknown, err := coverage.FindExcess(requirements, destinations, rules)
	switch {
	case err != nil:
		return nil, err
	case unknown:
		return nil, traffic.ErrUnknown
	}
	models := make([]excessModel, 0, len(found))
	for _, excess := range found {
		models = append(models, excessModel{
			RuleID: excess.RuleID, RequirementKeys: excess.FlowKeys, Transports: excess.Transports, PortRanges: excess.PortRanges,
			Hosts: excess.Hosts, Addresses: excess.Addresses, Unproven: knownText(excess.Unproven, false), Message: excess.Message,
		})
	}
	return models, nil
}
