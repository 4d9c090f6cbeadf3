// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
)

// inheritRules adds the rules of base policies to the policies of Azure Firewall that inherit them.
func (plan *plan) inheritRules(made *assembly) {
	if made.family != normalize.AzureFirewalls {
		return
	}
	const base = "base_policy_id"
	own, parents := map[*instance]rules{}, map[*instance]meaning{}
	policies := plan.instancesOfType(made.family, "azurerm_firewall_policy")
	resolver := plan.resolverOf([]string{"azurerm_firewall_policy"})
	withoutProxy := []*firewallRules{}
	for _, policy := range policies {
		own[policy] = made.inPlan[policy].Rules
		if value := policy.value.Member(base); !value.IsAbsent() {
			parents[policy] = resolver.meaningOf(policy, value, policy.references(base))
		}
	}
	for _, policy := range policies {
		firewall := made.inPlan[policy]
		visited := map[*instance]bool{policy: true}
		at := policy
		for parent, inherits := parents[at]; inherits; parent, inherits = parents[at] {
			if parent.only == nil || visited[parent.only] {
				firewall.add(rules{unprovenRule(policy.address, "the rules of its base policy, which come first, are not in the plan")})
				break
			}
			at = parent.only
			firewall.add(normalize.AzureInherited(own[at], len(visited)))
			visited[at] = true
			firewall.bases = append(firewall.bases, made.inPlan[at])
		}
		if !hasDNSProxy(visited) {
			withoutProxy = append(withoutProxy, firewall)
		}
	}
	for _, of := range plan.instancesOfType(made.family, "azurerm_firewall") {
		if proxy, _ := of.value.Member("dns_proxy_enabled").AsBool(); !proxy {
			withoutProxy = append(withoutProxy, made.inPlan[of])
		}
	}
	for _, firewall := range withoutProxy {
		firewall.needDNSProxy()
	}
}

// hasDNSProxy reports whether a policy or one that it inherits from certainly has a DNS proxy.
func hasDNSProxy(policies map[*instance]bool) bool {
	for policy := range policies {
		if proxy, _ := firstBlock(policy.value, "dns").Member("proxy_enabled").AsBool(); proxy {
			return true
		}
	}
	return false
}

// needDNSProxy marks network rules with names as unproven. They need a DNS proxy:
// https://learn.microsoft.com/en-us/azure/firewall-manager/fqdn-filtering-network-rules
func (firewall *firewallRules) needDNSProxy() {
	for i := range firewall.Rules {
		if rule := &firewall.Rules[i]; rule.Unproven == "" && len(rule.Hosts) > 0 && len(rule.Applications) == 0 {
			rule.Unproven = "a network rule with a name needs a DNS proxy, and the plan does not show that the firewall has one"
		}
	}
}
