// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// fields are those that a rule may have unknown, by the name that a reason gives them.
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

// settled gives rules without a value that is not known yet: a plan is a text that does not change, so that nobody would ask
// again. What hangs on such a value is unproven; the addresses and names beside it stand.
func settled(given rules) rules {
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
		if sure, has := surePart(rule, unknown); has {
			made = append(made, sure)
		}
		made = append(made, doubtfulPart(rule, unknown, why))
	}
	return made
}

// surePart is the rule for the addresses or names that are known beside others that are not.
func surePart(rule traffic.Rule, unknown traffic.Fields) (traffic.Rule, bool) {
	const lists = traffic.FieldHosts | traffic.FieldAddresses
	if unknown&^(lists|traffic.FieldSources|traffic.FieldGroup) != 0 {
		return rule, false
	}
	noHost := unknown.Has(traffic.FieldHosts) && len(rule.Hosts) == 0
	noAddress := unknown.Has(traffic.FieldAddresses) && len(rule.Addresses) == 0
	return rule, !noHost && !noAddress
}

// doubtfulPart is the rule as wide as the values that are not known may make it.
func doubtfulPart(rule traffic.Rule, unknown traffic.Fields, why string) traffic.Rule {
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
