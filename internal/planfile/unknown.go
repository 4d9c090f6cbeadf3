// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// fields are the fields of a rule that may be unknown, with their names in a reason.
var fields = []struct {
	field traffic.Fields
	name  string
}{
	{traffic.FieldAction, "its action"},
	{traffic.FieldPriority, "its priority"},
	{traffic.FieldDirection, "its direction"},
	{traffic.FieldTransport, "its protocol"},
	{traffic.FieldPorts, "a port"},
	{traffic.FieldApplications, "a protocol"},
	{traffic.FieldHosts, "a name"},
	{traffic.FieldAddresses, "an address"},
	{traffic.FieldUnproven, "an attribute"},
}

// withoutUnknown replaces values that are not known until apply: a plan is a text that does not change. What depends on such a value is
// unproven. The known addresses and names of the same rule stay.
func withoutUnknown(given rules) rules {
	made := make(rules, 0, len(given))
	for _, rule := range given {
		why := ""
		for _, known := range fields {
			if why == "" && rule.Unknown.Has(known.field) {
				why = known.name + " is not known before the apply"
			}
		}
		unknown := rule.Unknown
		rule.Unknown = 0
		if why == "" {
			made = append(made, rule)
			continue
		}
		if part, has := knownPart(rule, unknown); has {
			made = append(made, part)
		}
		made = append(made, unprovenPart(rule, unknown, why))
	}
	return made
}

// knownPart returns the rule for its known addresses or names, and whether there are any beside unknown ones.
func knownPart(rule traffic.Rule, unknown traffic.Fields) (traffic.Rule, bool) {
	const lists = traffic.FieldHosts | traffic.FieldAddresses
	if unknown&^(lists|traffic.FieldSources|traffic.FieldGroup) != 0 {
		return rule, false
	}
	noHost := unknown.Has(traffic.FieldHosts) && len(rule.Hosts) == 0
	noAddress := unknown.Has(traffic.FieldAddresses) && len(rule.Addresses) == 0
	return rule, !noHost && !noAddress
}

// unprovenPart returns the widest rule that the unknown values may make of it.
func unprovenPart(rule traffic.Rule, unknown traffic.Fields, why string) traffic.Rule {
	if rule.Unproven == "" {
		rule.Unproven = why
	}
	if unknown.Has(traffic.FieldAction) {
		rule.Action = ""
	}
	if unknown.Has(traffic.FieldPriority) {
		rule.Ordered, rule.Priority = false, 0
	}
	if unknown.Has(traffic.FieldDirection) || rule.Direction == "" {
		rule.Direction = traffic.Outbound
	}
	if unknown.Has(traffic.FieldTransport) || rule.Transport == "" {
		rule.Transport = traffic.AnyTransport
	}
	if unknown.Has(traffic.FieldPorts) {
		rule.Ports = traffic.PortRange{}
	}
	if unknown.Has(traffic.FieldApplications) {
		rule.Applications = nil
	}
	if unknown.Has(traffic.FieldHosts) {
		rule.Hosts = nil
	}
	if unknown.Has(traffic.FieldAddresses) {
		rule.Addresses = nil
	}
	return rule
}
