// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
)

// verdictModel is what is known of a requirement among rules.
type verdictModel struct {
	Key               string       `tfsdk:"key" doc:"The key of the requirement."`
	Purpose           string       `tfsdk:"purpose" doc:"What the requirement is for; empty if you pass a requirement without it."`
	DocumentationURLs []string     `tfsdk:"documentation_urls" doc:"Nexthink's pages that state the requirement."`
	Destination       string       `tfsdk:"destination" doc:"Who is at the other end."`
	Transport         string       `tfsdk:"transport_protocol" doc:"tcp or udp."`
	PortRange         string       `tfsdk:"port_range" doc:"The requirement's ports, such as 443 or 49152-65535."`
	Verdict           types.String `tfsdk:"verdict" doc:"covered, missing, or unproven: known, and not understood well enough to say."`
	Reason            types.String `tfsdk:"reason" doc:"Why it is not covered, one of the reasons below; null where it is."`
	MissingHosts      types.List   `tfsdk:"missing_hosts" doc:"The hosts that are not certainly let through, sorted."`
	MissingAddresses  types.List   `tfsdk:"missing_addresses" doc:"The addresses of the destination that are not certainly let through, sorted."`
	MissingPortRanges types.List   `tfsdk:"missing_port_ranges" doc:"The ports that are not certainly let through, such as 60001-65535."`
	RuleIDs           types.List   `tfsdk:"rule_ids" doc:"The rules that let it through, in whole or in part, sorted."`
	NearestRuleID     types.String `tfsdk:"nearest_rule_id" doc:"The rule to look at first: what denies, cannot be judged or comes nearest; null where there is none."`
	Sources           types.List   `tfsdk:"sources" doc:"What the rules that let it through are bound to at the near end, sorted; not judged."`
	Broad             types.Bool   `tfsdk:"broad" doc:"Whether it is covered by any address or by a wider name than its own."`
	Message           types.String `tfsdk:"message" doc:"The verdict as a line to print."`
}

// verdictModelOf leaves unknown, where details are open, what a value that is not known yet may change: where the verdict stands,
// all that follows from it.
func verdictModelOf(verdict coverage.Verdict, open bool) verdictModel {
	why := open && verdict.Verdict != coverage.Covered // of a covered one there is nothing to say
	broad := types.BoolValue(verdict.Broad)
	if open {
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
		RuleIDs:           knownList(verdict.RuleIDs, open),
		NearestRuleID:     knownText(verdict.NearestRuleID, why),
		Sources:           knownList(verdict.Sources, open),
		Broad:             broad,
		Message:           knownText(verdict.Message, open),
	}
}
