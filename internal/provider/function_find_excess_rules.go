// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// excessModel is what a rule allows in addition to the requirements.
type excessModel struct {
	RuleID          string       `tfsdk:"rule_id" doc:"ID of the rule."`
	RequirementKeys []string     `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule allows, or allows in part."`
	Transports      []string     `tfsdk:"excess_transport_protocols" doc:"Transport protocols that none of these requirements uses."`
	PortRanges      []string     `tfsdk:"excess_port_ranges" doc:"Ports that none of these requirements uses, such as ''444-65535''."`
	Hosts           []string     `tfsdk:"excess_hosts" doc:"Names and patterns of the rule that match other names, sorted."`
	Addresses       []string     `tfsdk:"excess_addresses" doc:"Networks, IDs and service tags that no destination has."`
	Unproven        types.String `tfsdk:"unproven" doc:"Why the provider cannot decide about the rule. Null if it can."`
	Message         string       `tfsdk:"message" doc:"The result as a line for a log."`
}

// NewFindExcessRulesFunction returns the function that finds rules which allow more than needed.
func NewFindExcessRulesFunction() function.Function {
	return &pureFunction{
		name:    "find_excess_rules",
		summary: "Find firewall rules that allow more than the requirements need",
		page: page{
			returns: "Returns the rules of one firewall that allow more than the requirements need.",
			result:  "A rule is in the list if it allows a requirement and other ports, transport protocols, names or addresses.",
			limits: []string{
				"The function ignores a rule that allows none of the requirements.",
				"What an earlier rule denies is not in excess.",
				"A rule for names is compared with the hosts of the requirements. A rule for addresses is compared with `destinations`.",
				"If the firewall matches no names, give `destinations.internet`. Without it, each address that a rule allows for the internet is in " +
					"excess.",
				"`unproven` says if the provider cannot decide what earlier rules deny. More than 1000 networks in excess are unproven too.",
				"If the result depends on a value that is not known until apply, the whole list is known after apply.",
			},
			seeAlso: []string{seeValidateInCI, seeFunction("find_missing_requirements")},
		},
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
