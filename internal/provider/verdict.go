// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// verdictModel is what is known of a requirement among rules.
type verdictModel struct {
	Key               string       `tfsdk:"key" doc:"The key of the requirement."`
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

// verdictModelOf leaves unknown what hangs on a value that is not known yet: the verdict, and with it all that follows; or, where
// the verdict stands, the rules that give it.
func verdictModelOf(verdict coverage.Verdict) verdictModel {
	open := verdict.Verdict == ""
	covered := verdict.Verdict == coverage.Covered
	broad := types.BoolValue(verdict.Broad)
	if open || covered && verdict.Hangs {
		broad = types.BoolUnknown()
	}
	return verdictModel{
		Key:               verdict.Flow.Key,
		Destination:       verdict.Flow.Destination,
		Transport:         verdict.Flow.Transport,
		PortRange:         verdict.Flow.Ports.String(),
		Verdict:           knownText(verdict.Verdict, open),
		Reason:            knownText(verdict.Reason, open),
		MissingHosts:      knownList(verdict.Hosts, open),
		MissingAddresses:  knownList(verdict.Addresses, open),
		MissingPortRanges: knownList(verdict.PortRanges, open),
		RuleIDs:           knownList(verdict.RuleIDs, open || covered && verdict.Hangs),
		NearestRuleID:     knownText(verdict.NearestRuleID, open),
		Sources:           knownList(verdict.Sources, open || covered && verdict.Hangs),
		Broad:             broad,
		Message:           knownText(verdict.Message, open || covered && verdict.Hangs),
	}
}

// verdictsOf judges the requirements of a call.
func verdictsOf(call functionCall) ([]coverage.Verdict, error) {
	return coverage.Explain(call.flows, call.openAddresses(), call.rules)
}

// openAddresses are the addresses of the call, with one that is not known yet for each destination that may have more.
func (call *functionCall) openAddresses() traffic.Addresses {
	open := traffic.Addresses{}
	for _, name := range traffic.Destinations() {
		addresses, given := call.addresses[name]
		if call.deferred[name] {
			addresses = append(slices.Clone(addresses), traffic.Address{Unknown: true})
		}
		if given || call.deferred[name] {
			open[name] = addresses
		}
	}
	return open
}
