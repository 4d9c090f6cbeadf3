// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// candidate is a rule, prepared to be compared with many connections.
type candidate struct {
	rule         *traffic.Rule
	index        int // among the rules given
	order        int // among those of its direction
	transports   transports
	ports        traffic.PortRange
	applications applications
	patterns     []hostname.RulePattern
	anyHost      bool           // does not match hosts
	anyName      bool           // one of the patterns matches every name
	ranges       []addressRange // sorted, with gaps between them
	named        []string
	anyAddress   bool
	matching     matching
	actions      []actions // one; two if the action is not known until apply
}

// irrelevantFields are the fields that no verdict depends on.
const irrelevantFields = traffic.FieldGroup | traffic.FieldSources

func prepare(into *candidate, rule *traffic.Rule, index int) error {
	*into = candidate{
		rule: rule, index: index, transports: transportsOf(rule.Transport), ports: rule.Ports, applications: ruleApplications(rule.Applications),
		anyHost: len(rule.Hosts) == 0, anyAddress: len(rule.Addresses) == 0, matching: matchingOf(rule), actions: actionsOf(rule),
	}
	if rule.EveryPort() || rule.Unknown.Has(traffic.FieldPorts) {
		into.ports = traffic.PortRange{From: traffic.FirstPort, To: traffic.LastPort}
	}
	for _, host := range rule.Hosts {
		into.patterns = append(into.patterns, hostname.ParseRulePattern(host))
		into.anyName = into.anyName || host == "*"
	}
	for _, address := range rule.Addresses {
		to, err := targetOf(traffic.Address{Text: address})
		if err != nil {
			return err
		}
		into.ranges = append(into.ranges, to.ranges...)
		if to.named {
			into.named = append(into.named, to.text)
		}
	}
	if len(into.ranges) > 1 {
		into.ranges = rangesOf(union(into.ranges)) // no address is in two
	}
	return nil
}

// withMatching returns a copy of the candidate with another matching.
func (rule *candidate) withMatching(how matching) *candidate {
	other := *rule
	other.matching = how
	return &other
}

func ruleApplications(names []string) applications {
	set := applications(0)
	for _, name := range names {
		switch name {
		case "https":
			set |= appTLS
		case "http":
			set |= appHTTP
		}
	}
	return set
}

func matchingOf(rule *traffic.Rule) matching {
	how := matchCertain
	switch {
	case rule.Unproven != "":
		how = matchUnproven
	case rule.Unknown.Has(traffic.FieldUnproven):
		how = matchCertain | matchUnproven
	}
	if rule.Unknown.Has(traffic.FieldTransport | traffic.FieldPorts | traffic.FieldDirection) {
		how |= matchUnknown
	}
	return how
}

// All rules share these slices, since a firewall may have very many.
var (
	onlyAllows  = []actions{allows}
	onlyDenies  = []actions{denies}
	onlyEither  = []actions{either}
	allowOrDeny = []actions{allows, denies}
)

func actionsOf(rule *traffic.Rule) []actions {
	switch {
	case rule.Unknown.Has(traffic.FieldAction):
		return allowOrDeny
	case rule.Action == traffic.Allow:
		return onlyAllows
	case rule.Action == traffic.Deny:
		return onlyDenies
	}
	return onlyEither
}

// mayDeny tells whether the rule may have another action than allow.
func (rule *candidate) mayDeny() bool { return len(rule.actions) > 1 || rule.actions[0] != allows }

// mayAllow tells whether the rule may have another action than deny.
func (rule *candidate) mayAllow() bool { return len(rule.actions) > 1 || rule.actions[0] != denies }

// isUnknown tells whether a verdict may depend on a value of the rule that is not known until apply.
func (rule *candidate) isUnknown() bool { return rule.rule.Unknown&^irrelevantFields != 0 }

// isCatchAll tells whether the rule is for everything else: any port, protocol, name and address.
func (rule *candidate) isCatchAll() bool {
	return !rule.isUnknown() && rule.transports == anyTransport && rule.rule.EveryPort() && rule.anyHost && rule.applications == 0 &&
		(rule.hasEveryAddress() || slices.ContainsFunc(rule.rule.Addresses, isWholeTag))
}

// isWholeTag tells whether an address is one of the two service tags of Azure that together are every address:
// https://learn.microsoft.com/en-us/azure/virtual-network/service-tags-overview
func isWholeTag(address string) bool {
	return address == traffic.InternetTag || address == traffic.VirtualNetworkTag
}

// hasEveryAddress tells whether the rule has no addresses, or every IPv4 address.
func (rule *candidate) hasEveryAddress() bool { return rule.anyAddress || rule.coversIPv4() }

func (rule *candidate) coversIPv4() bool {
	return len(rule.ranges) > 0 && rule.ranges[0].covers(everyIPv4())
}
