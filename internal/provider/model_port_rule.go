// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

type portRuleModel struct {
	Destination       string   `tfsdk:"destination"`
	TransportProtocol string   `tfsdk:"transport_protocol"`
	FromPort          int64    `tfsdk:"from_port"`
	ToPort            int64    `tfsdk:"to_port"`
	PortRange         string   `tfsdk:"port_range"`
	RequirementKeys   []string `tfsdk:"requirement_keys"`
}

func portRules(flows []traffic.Flow) map[string]portRuleModel {
	rules := traffic.PortRules(flows)
	models := make(map[string]portRuleModel, len(rules))
	for _, rule := range rules {
		models[rule.Key()] = portRuleModel{
			Destination:       rule.Destination,
			TransportProtocol: rule.Transport,
			FromPort:          rule.Ports.From,
			ToPort:            rule.Ports.To,
			PortRange:         rule.Ports.String(),
			RequirementKeys:   rule.FlowKeys,
		}
	}
	return models
}

func portRuleAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"destination":        computedString("Who is at the other end: `internet`, or a server of the customer's own such as `domain_controller`."),
		"transport_protocol": computedString("`tcp` or `udp`."),
		"from_port":          computedNumber("First port of the range, 1 to 65535."),
		"to_port":            computedNumber("Last port of the range; the first one again for a single port."),
		"port_range":         computedString("The range in one string: `443`, `49152-65535`."),
		"requirement_keys":   computedStrings("Keys of the requirements that the rule lets through, sorted."),
	}
}
