// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"
	"sync"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Families returns all families, in the order in which normalize_plan reads them.
func Families() []*Family {
	return []*Family{
		AWSSecurityGroups, AWSNetworkACLs, AzureNetworkSecurityGroups, AzureFirewalls, GoogleFirewalls, GoogleFirewallPolicies,
		AWSNetworkFirewalls, AWSDNSFirewalls, unreadFamily, AddressLists,
	}
}

// KindOf returns the kind of a resource type, and whether the type holds rules or is a firewall.
func KindOf(resourceType string) (*Kind, bool) {
	kind, known := kindsByType()[resourceType]
	return kind, known
}

var kindsByType = sync.OnceValue(func() map[string]*Kind {
	kinds := map[string]*Kind{}
	for _, family := range Families() {
		for _, kind := range family.Kinds {
			kind.Family = family
			for _, name := range kind.Types {
				kinds[name] = &kind
			}
		}
	}
	return kinds
})

// FunctionsFor returns an attribute that shows that a value is a resource, and the functions of the provider that read such
// resources. It returns no function if the value is not a resource.
func FunctionsFor(value attribute.Value) (attributeName string, functions []string) {
	for _, family := range Families() {
		for _, kind := range family.Kinds {
			index := slices.IndexFunc(kind.ownAttributes, func(name string) bool {
				return (attributeName == "" || name == attributeName) && value.Has(name) && value.Member(name).Kind() != attribute.KindObject
			})
			if index < 0 {
				continue
			}
			attributeName = kind.ownAttributes[index]
			if !slices.Contains(functions, family.Function) {
				functions = append(functions, family.Function)
			}
		}
	}
	return attributeName, functions
}

// unreadFamily has the resource types whose rules no reader reads.
var unreadFamily = &Family{Kinds: []Kind{
	unreadKind("google_compute_network_firewall_policy_with_rules"),
	unreadKind("google_compute_region_network_firewall_policy_with_rules"),
	unreadKind("google_compute_firewall_policy_with_rules"),
	unreadKind("google_compute_organization_security_policy_rule"),
}}

func unreadKind(resourceType string) Kind {
	return Kind{Types: []string{resourceType}, read: func(r *reader) []traffic.Rule {
		return r.unprovenRules("resources of the type " + resourceType + " are not read")
	}}
}
