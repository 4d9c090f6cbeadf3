// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

type portRuleModel struct {
	Destination       string   `tfsdk:"destination" doc:"The destination: ''internet'', or your own server, such as ''domain_controller''."`
	TransportProtocol string   `tfsdk:"transport_protocol" doc:"''tcp'' or ''udp''."`
	FromPort          int64    `tfsdk:"from_port" doc:"First port of the range, 1 to 65535."`
	ToPort            int64    `tfsdk:"to_port" doc:"Last port of the range. For a single port, it equals ''from_port''."`
	PortRange         string   `tfsdk:"port_range" doc:"The range as a string: ''443'', ''49152-65535''."`
	RequirementKeys   []string `tfsdk:"requirement_keys" doc:"Keys of the requirements that the rule allows, sorted."`
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
