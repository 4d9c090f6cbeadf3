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
		description: "Returns the rules that allow a requirement and something in addition: other ports, transport protocols, names or addresses. The " +
			"function ignores a rule that allows none of the requirements. What an earlier rule denies is not in excess.\n\n" +
			"A rule for names is compared with the hosts of the requirements. A rule for addresses is compared with `destinations`. If the firewall knows no " +
			"names, give `destinations.internet`: without it, each address that a rule allows for the internet is in excess.\n\n" +
			"A rule is `unproven` if the provider cannot decide what earlier rules deny, or if more than 1000 networks are in excess. If the result depends on a " +
			"value that is not known until apply, the whole list is unknown.\n\n" +
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
