// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize_test

import (
	"encoding/json"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// resourceOf converts JSON to a value. The text "(unknown)" means a value that is not known until apply, and "(sensitive)" one that
// must not be read.
func resourceOf(given any) attribute.Value {
	switch given := given.(type) {
	case string:
		switch given {
		case "(unknown)":
			return attribute.Unknown(false)
		case "(sensitive)":
			return attribute.Sensitive()
		}
		return attribute.String(given)
	case float64:
		return attribute.Number(given)
	case bool:
		return attribute.Bool(given)
	case []any:
		elements := []attribute.Value{}
		for _, element := range given {
			elements = append(elements, resourceOf(element))
		}
		return attribute.List(elements...)
	case map[string]any:
		members := map[string]attribute.Value{}
		for name, member := range given {
			members[name] = resourceOf(member)
		}
		return attribute.Object(members)
	}
	return attribute.Value{}
}

// readAll reads the value with every reader.
func readAll(value attribute.Value) []traffic.Rule {
	resource := normalize.Resource{ID: "r", Value: value}
	rules := []traffic.Rule{}
	for _, family := range normalize.Families() {
		if family.Function != "" {
			rules = append(rules, family.Rules([]normalize.Resource{resource})...)
		}
		for _, kind := range family.Kinds {
			rules = append(rules, kind.Read(resource)...)
		}
	}
	rules = append(rules, normalize.AWSNetworkFirewallRules("g", &resource, []normalize.AWSRuleGroup{{Resource: resource, Priority: 1}})...)
	return append(rules, normalize.AWSDNSFirewallRules([]normalize.AWSDNSRule{{Resource: resource, Domains: value.Member("domains")}})...)
}

// No resource makes a reader panic or return an invalid rule. A rule without an action says why.
func FuzzReaders(f *testing.F) {
	for _, seed := range []string{
		`{"ip_protocol":"tcp","from_port":443,"to_port":443,"cidr_ipv4":"0.0.0.0/0"}`,
		`{"type":"egress","protocol":"-1","from_port":0,"to_port":0,"cidr_blocks":["10.0.0.0/8"],"self":true}`,
		`{"egress":[{"protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["0.0.0.0/0"],"rule_no":1,"action":"allow","cidr_block":"0.0.0.0/0"}],"ingress":"(unknown)"}`,
		`{"rule_number":100,"egress":true,"rule_action":"deny","protocol":"6","from_port":1,"to_port":2,"cidr_block":"(unknown)"}`,
		`{"access":"Allow","direction":"Outbound","priority":100,"protocol":"Tcp","destination_port_ranges":["443","1-5"],"destination_address_prefix":"Internet"}`,
		`{"security_rule":[{"name":"a","access":"Deny","direction":"Outbound","priority":1,"protocol":"*","destination_port_range":"*","destination_address_prefix":"*"}]}`,
		`{"firewall_policy_id":"p","priority":1,"application_rule_collection":[{"priority":1,"action":"Allow","rule":[{"name":"a","destination_fqdns":["*.x.y"],"protocols":[{"type":"Https","port":443}]}]}]}`,
		`{"azure_firewall_name":"f","priority":1,"action":"Deny","rule":[{"name":"n","protocols":["TCP"],"destination_addresses":["*"],"destination_ports":["1-65535"]}]}`,
		`{"network":"n","direction":"EGRESS","allow":[{"protocol":"tcp","ports":["443"]}],"deny":[],"destination_ranges":["10.0.0.0/8","(unknown)"]}`,
		`{"firewall_policy":"p","direction":"EGRESS","action":"goto_next","priority":1,"match":[{"dest_fqdns":["a.s3.amazonaws.com"],"layer4_configs":[{"ip_protocol":"all"}]}]}`,
		`{"type":"STATEFUL","rule_group":[{"rules_source":[{"rules_string":"pass tls $HOME_NET any -> $EXTERNAL_NET 443 (msg:\"x\"; flow:to_server,established; tls.sni; content:\"a.b\"; startswith; endswith; nocase; sid:1; rev:1;)"}]}]}`,
		`{"type":"STATEFUL","rule_group":[{"rules_source":[{"stateful_rule":[{"action":"PASS","header":[{"protocol":"TCP","source":"ANY","source_port":"ANY","destination":"ANY","destination_port":"443"}]}]}]}]}`,
		`{"action":"ALLOW","priority":1,"domains":["*.eu.nexthink.cloud","(unknown)"],"firewall_rule_group_id":"g"}`,
		`{"firewall_policy":[{"stateless_default_actions":["aws:pass"],"stateful_default_actions":["aws:drop_strict"]}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var given any
		if json.Unmarshal([]byte(text), &given) != nil {
			return
		}
		for _, rule := range readAll(resourceOf(given)) {
			assert.Check(t, rule.Check(), "%+v", rule)
			assert.Check(t, rule.Action != "" || rule.Unproven != "" || rule.Unknown.Has(traffic.FieldAction), "%+v does nothing and does not say why", rule)
		}
	})
}
