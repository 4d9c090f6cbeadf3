// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
)

// verdictModel is the verdict on a requirement.
type verdictModel struct {
	Key               string       `tfsdk:"key" doc:"Key of the requirement."`
	Purpose           string       `tfsdk:"purpose" doc:"What the requirement is for. Empty if you pass a requirement without it."`
	DocumentationURLs []string     `tfsdk:"documentation_urls" doc:"Nexthink's pages that state the requirement."`
	Destination       string       `tfsdk:"destination" doc:"Destination of the requirement."`
	Transport         string       `tfsdk:"transport_protocol" doc:"''tcp'' or ''udp''."`
	PortRange         string       `tfsdk:"port_range" doc:"Ports of the requirement, such as ''443'' or ''49152-65535''."`
	Verdict           types.String `tfsdk:"verdict" doc:"''covered'', ''missing'' or ''unproven''."`
	Reason            types.String `tfsdk:"reason" doc:"Why the requirement is not covered. Null if it is."`
	MissingHosts      types.List   `tfsdk:"missing_hosts" doc:"The hosts that are missing or unproven, sorted."`
	MissingAddresses  types.List   `tfsdk:"missing_addresses" doc:"The addresses of the destination that are missing or unproven, sorted."`
	MissingPortRanges types.List   `tfsdk:"missing_port_ranges" doc:"The ports that are missing or unproven, such as ''60001-65535''."`
	RuleIDs           types.List   `tfsdk:"rule_ids" doc:"The rules that allow the requirement or a part of it, sorted."`
	NearestRuleID     types.String `tfsdk:"nearest_rule_id" doc:"The rule to look at first. Null if there is none."`
	Sources           types.List   `tfsdk:"sources" doc:"What these rules are scoped to, sorted. The check does not judge them."`
	Broad             types.Bool   `tfsdk:"broad" doc:"Whether a rule for any address or for a wider name covers the requirement."`
	Message           types.String `tfsdk:"message" doc:"The verdict as a line for a log."`
}

// verdictModelOf returns the model of a verdict. If markUnknown, the attributes that depend on unknown values are unknown.
func verdictModelOf(verdict coverage.Verdict, markUnknown bool) verdictModel {
	dependsOnUnknown, nearestUnknown := markUnknown && verdict.Unknown, markUnknown && verdict.NearestUnknown
	why := dependsOnUnknown && verdict.Verdict != coverage.Covered // a covered requirement has no reason
	broad := types.BoolValue(verdict.Broad)
	if dependsOnUnknown || markUnknown && verdict.BroadUnknown {
		broad = types.BoolUnknown()
	}
	return verdictModel{
		Key:               verdict.Flow.Key,
		Purpose:           verdict.Flow.Purpose,
		DocumentationURLs: append([]string{}, verdict.Flow.DocumentationURLs...),
		Destination:       verdict.Flow.Destination,
		Transport:         verdict.Flow.Transport,
		PortRange:         verdict.Flow.Ports.String(),
		Verdict:           knownText(verdict.Verdict, verdict.Verdict == ""),
		Reason:            knownText(verdict.Reason, why),
		MissingHosts:      knownList(verdict.Hosts, why),
		MissingAddresses:  knownList(verdict.Addresses, why),
		MissingPortRanges: knownList(verdict.PortRanges, why),
		RuleIDs:           knownList(verdict.RuleIDs, dependsOnUnknown),
		NearestRuleID:     knownText(verdict.NearestRuleID, why || nearestUnknown),
		Sources:           knownList(verdict.Sources, dependsOnUnknown),
		Broad:             broad,
		Message:           knownText(verdict.Message, dependsOnUnknown || nearestUnknown),
	}
}
