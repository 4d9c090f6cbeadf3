// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// suricataGroup is a rule group in strict order, with variables for addresses.
func suricataGroup(source object, variables ...object) object {
	return object{"type": "STATEFUL", "rule_group": []any{object{
		"rules_source": []any{source}, "stateful_rule_options": []any{object{"rule_order": "STRICT_ORDER"}}, "rule_variables": []any{object{"ip_sets": variables}},
	}}}
}

func suricataText(lines ...string) object { return object{"rules_string": strings.Join(lines, "\n")} }

func variable(name string, networks ...string) object {
	return object{"key": name, "ip_set": []any{object{"definition": stringsOf(networks...)}}}
}

func tuples(given ...object) object {
	blocks := []any{}
	for _, header := range given {
		action := header["action"]
		blocks = append(blocks, object{"action": action, "rule_option": []any{object{"keyword": "sid:1"}}, "header": []any{header}})
	}
	return object{"stateful_rule": blocks}
}

func tuple(action, protocol, destination, port, direction string) object {
	return object{
		"action": action, "protocol": protocol, "source": "ANY", "source_port": "ANY", "destination": destination, "destination_port": port, "direction": direction,
	}
}

// underPolicy returns the rules of groups under a policy with default actions. The home networks are those of its HOME_NET.
func underPolicy(groups []object, home []string, actions ...string) []traffic.Rule {
	variables := []any{}
	if home != nil {
		variables = append(variables, object{"rule_variables": []any{variable("HOME_NET", home...)}})
	}
	policy := normalize.Resource{ID: "policy", Value: value(object{"firewall_policy": []any{object{
		"stateless_default_actions": stringsOf("aws:forward_to_sfe"), "stateful_default_actions": stringsOf(actions...), "policy_variables": variables,
	}}})}
	given := []normalize.AWSRuleGroup{}
	for i, group := range resources(groups) {
		given = append(given, normalize.AWSRuleGroup{Resource: group, Priority: int64(i)})
	}
	return normalize.AWSNetworkFirewallRules("policy", &policy, given)
}

func TestSemantics_OfNetworkFirewallOfAWS(t *testing.T) {
	t.Parallel()
	const (
		established, strict, toServer = "aws:drop_established", "aws:drop_strict", "aws:drop_established_app_layer_to_server"

		byName   = `pass tls $HOME_NET any -> $EXTERNAL_NET 443 (msg:"Nexthink: web"; flow:to_server,established; tls.sni; content:"acme.eu.nexthink.cloud"; startswith; endswith; nocase; sid:1; rev:1;)`
		requests = `pass tcp $HOME_NET any -> [10.20.0.10/32,10.20.0.11/32] 135 (msg:"Nexthink: rpc"; flow:to_server; sid:2; rev:1;)`
		answers  = `pass tcp [10.20.0.10/32,10.20.0.11/32] 135 -> $HOME_NET any (msg:"Nexthink: rpc"; flow:to_client; sid:3; rev:1;)`
	)
	under := func(source object, actions ...string) []traffic.Rule {
		return underPolicy([]object{suricataGroup(source)}, nil, actions...)
	}
	both := func(first, second object, actions ...string) []traffic.Rule {
		return underPolicy([]object{suricataGroup(first), suricataGroup(second)}, nil, actions...)
	}
	withVariables := func(home []string, variables ...object) []traffic.Rule {
		return underPolicy([]object{suricataGroup(suricataText(byName), variables...)}, home, established)
	}
	group := normalize.AWSRuleGroup{Resource: normalize.Resource{ID: "group", Value: value(suricataGroup(suricataText(byName, requests, answers)))}}
	alone := normalize.AWSNetworkFirewallRules("group", nil, []normalize.AWSRuleGroup{group})
	ofText := func(lines ...string) []traffic.Rule {
		return underPolicy([]object{{"type": "STATEFUL", "rules": strings.Join(lines, "\n")}}, nil)
	}
	checkSemantics(t, []semantics{
		{"requests and answers", under(suricataText(requests, answers), strict), mapper, isCovered},
		{"answers before requests", under(suricataText(answers, requests), established), mapper, isCovered},
		{"requests without answers", under(suricataText(requests), strict), mapper, unproven},
		{"requests without answers, established", under(suricataText(requests), established), mapper, unproven},
		{"requests without answers, to the server only", under(suricataText(requests), toServer), mapper, isCovered},
		{"requests without answers that nothing drops", under(suricataText(requests)), mapper, isCovered},
		{"a drop of answers before", both(tuples(tuple("DROP", "TCP", "192.168.0.0/16", "ANY", "FORWARD")), suricataText(requests, answers)), mapper, unproven},
		{"a drop of answers after", both(suricataText(requests, answers), tuples(tuple("DROP", "TCP", "192.168.0.0/16", "ANY", "FORWARD"))), mapper, isCovered},
		{"a drop of public addresses before", both(tuples(tuple("DROP", "TCP", "198.51.100.0/24", "ANY", "FORWARD")), suricataText(requests)), mapper, isCovered},
		{"a drop of low ports before", both(tuples(tuple("DROP", "TCP", "192.168.0.0/16", "80", "FORWARD")), suricataText(requests)), mapper, isCovered},

		{"a name, established", under(suricataText(byName), established), web, isCovered},
		{"a name, to the server only", under(suricataText(byName), toServer, "aws:alert_established_app_layer_to_server"), web, isCovered},
		{"another name, to the server only", under(suricataText(byName), toServer), login, noRule},
		{"a name after a drop of the handshake", under(suricataText(byName), strict), web, shadowed},
		{"a name under a policy that is not known", alone, web, unproven},
		{"a server under a policy that is not known", alone, mapper, isCovered},
		{"a line that begins with a space", under(suricataText(" "+byName), established), web, unproven},
		{"a comment that begins with a space", under(suricataText(" # first", byName), established), web, isCovered},
		{"an action that is not known", under(suricataText(byName), "aws:drop_some"), web, unproven},
		{"text in action order", ofText(byName), plain, isBroad},
		{"text of another in action order", ofText(byName, "drop tcp any any -> any 80 (sid:9;)"), web, unproven},

		{"TCP passes before a name is seen", both(object{"rules_source_list": []any{object{
			"generated_rules_type": "DENYLIST", "target_types": stringsOf("TLS_SNI"), "targets": stringsOf(".nexthink.cloud"),
		}}}, tuples(tuple("PASS", "TCP", "ANY", "443", "FORWARD")), established), web, isBroad},
		{"a name that is denied", under(object{"rules_source_list": []any{object{
			"generated_rules_type": "DENYLIST", "target_types": stringsOf("TLS_SNI"), "targets": stringsOf(".nexthink.cloud"),
		}}}), web, shadowed},
		{"a top-level domain that is denied", under(object{"rules_source_list": []any{object{
			"generated_rules_type": "DENYLIST", "target_types": stringsOf("TLS_SNI"), "targets": stringsOf(".ru"),
		}}}), web, isBroad},
		{"TCP is dropped after a name", both(suricataText(byName), tuples(tuple("DROP", "TCP", "ANY", "443", "FORWARD"))), web, shadowed},
		{"TCP is dropped for another port", both(suricataText(byName), tuples(tuple("DROP", "TCP", "ANY", "80", "FORWARD"))), web, isCovered},
		{"answers to devices are dropped", both(suricataText(byName), tuples(tuple("DROP", "IP", "10.0.0.0/8", "ANY", "FORWARD"))), web, unproven},
		{"a connection that passes before its answers are dropped", under(tuples(tuple("PASS", "TCP", "ANY", "443", "FORWARD"), tuple("DROP", "IP", "10.0.0.0/8", "ANY", "FORWARD"))), web, isBroad},
		{"both directions are dropped", under(tuples(tuple("DROP", "IP", "10.0.0.0/8", "ANY", "ANY"), tuple("PASS", "TCP", "ANY", "443", "FORWARD"))), web, unproven},
		{"a direction that is not known", under(tuples(tuple("PASS", "TCP", "ANY", "443", "BACK")), established), web, unproven},
		{"a network that may pass answers", under(tuples(tuple("PASS", "TCP", "10.0.0.0/8", "ANY", "FORWARD")), established), web, unproven},
		{"a server", under(tuples(tuple("PASS", "TCP", aController, "ANY", "FORWARD")), established), web, noRule},

		{"the home network of a policy", withVariables([]string{"10.0.0.0/8"}), web, isCovered},
		{"a home network of every address", withVariables([]string{"0.0.0.0/0"}), web, noRule},
		{"a public home network", withVariables([]string{"10.0.0.0/8", "52.0.0.0/8"}), web, someAddress},
		{"a home network of the group", withVariables(nil, variable("HOME_NET", "52.0.0.0/8")), web, isCovered},
		{"an external network of every address", withVariables([]string{"0.0.0.0/0"}, variable("EXTERNAL_NET", "0.0.0.0/0")), web, isCovered},
		{"an external network of some addresses", withVariables(nil, variable("EXTERNAL_NET", "52.0.0.0/8")), web, someAddress},
		{"an external network that is not understood", withVariables(nil, variable("EXTERNAL_NET", "!10.0.0.0/8")), web, unproven},
		{"a variable for servers", underPolicy([]object{suricataGroup(tuples(tuple("PASS", "TCP", "$SERVERS", "135", "FORWARD")), variable("SERVERS", aController, theOther))}, nil, strict), mapper, isCovered},
		{"a variable for other servers", underPolicy([]object{suricataGroup(tuples(tuple("PASS", "TCP", "$SERVERS", "135", "FORWARD")), variable("SERVERS", "10.30.0.0/24"))}, nil, strict), mapper, noRule},
		{"a variable without a definition", under(tuples(tuple("PASS", "TCP", "$SERVERS", "135", "FORWARD")), strict), mapper, unproven},
	})
}
