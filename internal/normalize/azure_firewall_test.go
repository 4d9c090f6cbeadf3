// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize_test

import (
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

func TestAzureFirewalls_GiveRulesOfOneNameTheirOwnIDs(t *testing.T) {
	t.Parallel()
	text := attribute.String
	object := attribute.Object
	collection := func(name string) attribute.Value {
		return object(map[string]attribute.Value{"name": text(name), "priority": attribute.Number(100), "action": text("Allow"), "rule": attribute.List(
			object(map[string]attribute.Value{
				"name": text("web"), "protocols": attribute.List(text("TCP")), "destination_ports": attribute.List(text("443")),
				"destination_addresses": attribute.List(text("*")),
			}),
		)})
	}
	group := func(name attribute.Value) normalize.Resource {
		return normalize.Resource{ID: "azurerm_firewall_policy_rule_collection_group.nexthink", Value: object(map[string]attribute.Value{
			"name": name, "firewall_policy_id": text("policy"), "priority": attribute.Number(100),
			"network_rule_collection": attribute.List(collection("agents"), collection("servers")),
		})}
	}
	ids := []string{}
	for _, rule := range normalize.AzureFirewalls.Rules([]normalize.Resource{group(text("nexthink")), group(attribute.Unknown(true))}) {
		ids = append(ids, rule.ID)
	}
	assert.DeepEqual(t, ids, []string{
		"nexthink/agents/web", "nexthink/servers/web",
		"azurerm_firewall_policy_rule_collection_group.nexthink/agents/web", "azurerm_firewall_policy_rule_collection_group.nexthink/servers/web",
	})
}
