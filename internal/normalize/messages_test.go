// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// unprovenResources are attributes, by resource type and by the resource whose attributes they replace.
func unprovenResources() map[string]map[string][]string {
	return map[string]map[string][]string{
		"aws_vpc_security_group_egress_rule": {`{"ip_protocol":"tcp","from_port":443,"to_port":443,"cidr_ipv4":"0.0.0.0/0"}`: {
			`{}`, `{"from_port":null}`, `{"from_port":444}`, `{"from_port":443.5}`, `{"from_port":"https"}`, `{"ip_protocol":"tls"}`, `{"ip_protocol":7}`,
			`{"cidr_ipv4":null}`, `{"cidr_ipv4":"0.0.0.0/33"}`, `{"cidr_ipv4":"(sensitive)"}`, `{"cidr_ipv4":"(unknown)"}`,
		}},
		"aws_security_group_rule": {`{"type":"egress","protocol":"tcp","from_port":443,"to_port":443,"cidr_blocks":["0.0.0.0/0"]}`: {
			`{}`, `{"type":"both"}`, `{"cidr_blocks":[null]}`, `{"cidr_blocks":[7]}`, `{"cidr_blocks":"10.0.0.0/8"}`, `{"self":true}`, `{"self":"perhaps"}`,
		}},
		"aws_network_acl_rule": {`{"rule_number":100,"egress":true,"rule_action":"allow","protocol":"tcp","from_port":443,"to_port":443,"cidr_block":"0.0.0.0/0"}`: {
			`{}`, `{"rule_number":null}`, `{"rule_action":"drop"}`,
		}},
		"azurerm_network_security_rule": {
			`{"access":"Allow","direction":"Outbound","priority":100,"protocol":"Tcp","destination_port_range":"443","destination_address_prefix":"Internet"}`: {
				`{}`, `{"direction":"Both"}`, `{"destination_port_range":"https"}`, `{"destination_application_security_group_ids":["/asg"]}`, `{"source_port_range":"1024"}`,
			},
		},
		"azurerm_firewall_application_rule_collection": {
			`{"azure_firewall_name":"f","priority":100,"action":"Allow","rule":[{"name":"w","target_fqdns":["*.x.y"],"protocol":[{"type":"Https","port":443}]}]}`: {
				`{}`, `{"rule":[{"name":"w","target_fqdns":["*.x.y"]}]}`, `{"rule":[{"name":"w","protocol":[{"type":"Https","port":443}]}]}`,
				`{"rule":[{"name":"w","target_fqdns":["*.x.y"],"protocol":[{"type":"Smtp"}]}]}`, `{"rule":[{"name":"w","fqdn_tags":["WindowsUpdate"]}]}`,
			},
		},
		"google_compute_firewall": {`{"network":"n","direction":"EGRESS","allow":[{"protocol":"tcp","ports":["443"]}],"destination_ranges":["10.0.0.0/8"]}`: {
			`{}`, `{"direction":"BOTH"}`, `{"allow":["tcp"]}`,
		}},
		"google_compute_network_firewall_policy_rule": {
			`{"direction":"EGRESS","action":"allow","priority":1,"match":[{"dest_fqdns":["a.x.y"],"layer4_configs":[{"ip_protocol":"tcp","ports":["443"]}]}]}`: {
				`{}`, `{"action":"goto_next"}`, `{"action":"apply_security_profile_group"}`, `{"match":[]}`, `{"match":[{"dest_fqdns":["a.x.y"]}]}`,
				`{"match":[{"dest_threat_intelligences":["iplist"],"layer4_configs":[{"ip_protocol":"tcp"}]}]}`,
				`{"match":[{"dest_fqdns":["a.x.y"],"dest_ip_ranges":["10.0.0.0/8"],"layer4_configs":[{"ip_protocol":"tcp"}]}]}`,
			},
		},
		"google_compute_firewall_policy_with_rules": {`{"short_name":"p"}`: {`{}`}},
	}
}

func TestMessages_SayWhyARuleIsUnproven(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	for resourceType, cases := range unprovenResources() {
		kind, known := normalize.KindOf(resourceType)
		assert.Assert(t, known, "%s is not known", resourceType)
		for resource, replacements := range cases {
			for _, replacement := range replacements {
				var given map[string]any
				for _, text := range []string{resource, replacement} {
					assert.NilError(t, json.Unmarshal([]byte(text), &given), "%s", text)
				}
				reasons := []string{}
				for _, rule := range kind.Read(normalize.Resource{ID: "r", Value: resourceOf(given)}) {
					if rule.Unproven != "" {
						reasons = append(reasons, rule.Unproven)
					}
				}
				messages[resourceType+" "+replacement] = strings.Join(reasons, " | ")
			}
		}
	}
	messagetest.Compare(t, messages)
}
