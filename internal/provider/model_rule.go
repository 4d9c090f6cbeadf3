// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// ruleModel is a rule in one format for every firewall: what normalize_* returns and what a check reads.
type ruleModel struct {
	ID           string       `tfsdk:"id" doc:"Key or index of the resource with the rule. In a plan, the address of the resource."`
	Group        types.String `tfsdk:"group" doc:"The firewall of the rule: a group, list or policy. Null if it is not known."`
	Action       types.String `tfsdk:"action" doc:"''allow'' or ''deny''. Null if the provider cannot read it."`
	Priority     types.Number `tfsdk:"priority" doc:"The lowest number decides first. If two are equal, a deny decides first. Null if rules have no order."`
	Direction    types.String `tfsdk:"direction" doc:"''outbound''. A stateless firewall also has ''inbound''."`
	Transport    types.String `tfsdk:"transport_protocol" doc:"''tcp'', ''udp'' or ''any''."`
	FromPort     types.Number `tfsdk:"from_port" doc:"First port of the range. Null for every port."`
	ToPort       types.Number `tfsdk:"to_port" doc:"Last port of the range. Null for every port."`
	Applications types.List   `tfsdk:"application_protocols" doc:"Protocols that the rule matches: ''https'' or ''http''. Empty for any."`
	Hosts        types.List   `tfsdk:"hosts" doc:"Names and patterns. A wildcard matches one label or more. Empty for any."`
	Addresses    types.List   `tfsdk:"addresses" doc:"Networks, and IDs or service tags that stand for networks. Empty for any."`
	Sources      types.List   `tfsdk:"sources" doc:"What the rule is scoped to, such as source addresses or tags. Empty if it is not scoped."`
	Unproven     types.String `tfsdk:"unproven" doc:"Why the provider cannot decide about the rule. Null if it can."`
}

func ruleModelOf(rule traffic.Rule) ruleModel {
	return ruleModel{
		ID:           rule.ID,
		Group:        knownText(rule.Group, rule.Unknown.Has(traffic.FieldGroup)),
		Action:       knownText(rule.Action, rule.Unknown.Has(traffic.FieldAction)),
		Priority:     knownNumber(rule.Priority, rule.Ordered, rule.Unknown.Has(traffic.FieldPriority)),
		Direction:    knownText(rule.Direction, rule.Unknown.Has(traffic.FieldDirection)),
		Transport:    knownText(rule.Transport, rule.Unknown.Has(traffic.FieldTransport)),
		FromPort:     knownNumber(rule.Ports.From, rule.Ports.From > 0, rule.Unknown.Has(traffic.FieldFromPort)),
		ToPort:       knownNumber(rule.Ports.To, rule.Ports.To > 0, rule.Unknown.Has(traffic.FieldToPort)),
		Applications: knownList(rule.Applications, rule.Unknown.Has(traffic.FieldApplications)),
		Hosts:        knownList(rule.Hosts, rule.Unknown.Has(traffic.FieldHosts)),
		Addresses:    knownList(rule.Addresses, rule.Unknown.Has(traffic.FieldAddresses)),
		Sources:      knownList(rule.Sources, rule.Unknown.Has(traffic.FieldSources)),
		Unproven:     knownText(rule.Unproven, rule.Unknown.Has(traffic.FieldUnproven)),
	}
}

// normalizedRulesOf returns the rules as the result of a function.
func normalizedRulesOf(rules []traffic.Rule) ([]ruleModel, error) {
	models := make([]ruleModel, 0, len(rules))
	for _, rule := range rules {
		models = append(models, ruleModelOf(rule))
	}
	return models, nil
}

// knownText returns a text, and null for an empty one.
func knownText(text string, unknown bool) types.String {
	switch {
	case unknown:
		return types.StringUnknown()
	case text == "":
		return types.StringNull()
	}
	return types.StringValue(text)
}

func knownNumber(number int64, has, unknown bool) types.Number {
	switch {
	case unknown:
		return types.NumberUnknown()
	case !has:
		return types.NumberNull()
	}
	return types.NumberValue(new(big.Float).SetInt64(number))
}

// knownList returns a list of texts. If an element is not known, the whole list is unknown, because its order may change.
func knownList(texts []string, unknown bool) types.List {
	if unknown {
		return types.ListUnknown(types.StringType)
	}
	elements := make([]attr.Value, 0, len(texts))
	for _, text := range texts {
		elements = append(elements, types.StringValue(text))
	}
	return types.ListValueMust(types.StringType, elements)
}
