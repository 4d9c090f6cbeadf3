// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
)

// googleFirewallRuleModel carries the arguments of google_compute_firewall.
type googleFirewallRuleModel struct {
	Name              string             `tfsdk:"name" doc:"Name of the rule in its project: letters, digits and hyphens."`
	Direction         string             `tfsdk:"direction" doc:"EGRESS."`
	DestinationRanges []types.String     `tfsdk:"destination_ranges" doc:"Networks of one family."`
	Allow             []googleAllowModel `tfsdk:"allow" doc:"What the rule lets through, for a dynamic block."`
	Description       string             `tfsdk:"description" doc:"What the rule is for; never changes."`
	RequirementKeys   []string           `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule serves, sorted. No argument of the resource."`
}

type googleAllowModel struct {
	Protocol string   `tfsdk:"protocol" doc:"tcp or udp."`
	Ports    []string `tfsdk:"ports" doc:"Ports and ranges, none overlapping."`
}

// NewRenderGoogleFirewallRulesFunction gives the function that renders for the firewall of a Google VPC.
func NewRenderGoogleFirewallRulesFunction() function.Function {
	return &pureFunction{
		name: "render_google_firewall_rules",
		definition: function.Definition{
			Summary: "Render requirements as rules of a Google VPC firewall",
			MarkdownDescription: "Gives what `google_compute_firewall` takes, one rule for each destination, transport protocol and address family. " +
				"Such a rule knows addresses and no names. Keys are `<destination>_<transport protocol>`, with `_ipv6` behind for IPv6.\n\n" +
				"A Google VPC lets all egress through by itself: the rules matter beside one that denies the rest with a higher number of priority.\n\n" +
				"The result is a map of objects:\n\n" + describeResult[googleFirewallRuleModel](),
			Parameters: []function.Parameter{
				requirementsParameter(), destinationsParameter(networksOnly + " An address that is unknown until apply must be IPv4."),
			},
			Return: function.MapReturn{ElementType: resultType[googleFirewallRuleModel]()},
		},
		answers: renderGoogleFirewallRules,
	}
}

func renderGoogleFirewallRules(call functionCall) (any, error) {
	rules, err := firewall.RenderGoogleFirewallRules(call.flows, call.addresses)
	models := make(map[string]googleFirewallRuleModel, len(rules))
	for _, rule := range rules {
		models[rule.Key] = googleFirewallRuleModel{
			Name:              rule.Name,
			Direction:         "EGRESS",
			DestinationRanges: knownAddresses(rule.Ranges),
			Allow:             []googleAllowModel{{rule.Protocol, rule.Ports}},
			Description:       rule.Description,
			RequirementKeys:   rule.RequirementKeys,
		}
	}
	return models, err
}
