// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// groups are the firewalls that the resources of one call name.
type groups map[string][]*group

// group is a firewall. Parts of its scope that the resource does not have are empty.
type group struct {
	text  string
	scope []string
}

// rename gives the rules of a resource the same group as those of other resources that name the firewall in another way, such as by its
// name and by its link. It gives firewalls with the same name in two scopes two groups.
func (known groups) rename(kind *Kind, value attribute.Value, rules []traffic.Rule) {
	if len(rules) == 0 || rules[0].Group == "" {
		return
	}
	name := known.nameOf(kind, value, rules[0].Group)
	for i := range rules {
		rules[i].Group = name
	}
}

func (known groups) nameOf(kind *Kind, value attribute.Value, text string) string {
	firewall := kind
	if !kind.IsFirewall() {
		firewall, _ = KindOf(kind.FirewallTypes[0])
	}
	key, made := firewall.CanonicalID(text), &group{text: text}
	if name, given, isName := firewall.ParseName(text); isName && firewall.Name != "" {
		key = firewall.CanonicalID(name)
		for _, part := range firewall.Scope {
			own, _ := value.Member(part.Attribute).AsString()
			if given[part.Segment] != "" {
				own = given[part.Segment]
			}
			made.scope = append(made.scope, firewall.CanonicalID(own))
		}
	}
	for _, other := range known[key] {
		if sameScope(made.scope, other.scope) {
			return other.text
		}
		if made.text == other.text {
			made.text += " (" + strings.Join(made.scope, "/") + ")"
		}
	}
	known[key] = append(known[key], made)
	return made.text
}

func sameScope(a, b []string) bool {
	for i := range a {
		if a[i] != "" && b[i] != "" && a[i] != b[i] {
			return false
		}
	}
	return true
}
