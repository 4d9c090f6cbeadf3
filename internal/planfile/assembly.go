// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// uncertainOwner is why a rule is unproven that may belong to several firewalls.
const uncertainOwner = "the plan does not show which firewall it belongs to"

// assembly gathers the rules of the firewalls of a family.
type assembly struct {
	plan     *plan
	family   *normalize.Family
	inPlan   map[*instance]*firewallRules
	outside  map[string][]*firewallRules // firewalls that are not in the plan, by how rules refer to them
	all      []*firewallRules
	shared   map[any]*sharedRules // by the node, the list of instances or the firewall that the rules may belong to
	inOrder  []*sharedRules
	defaults bool
}

// firewallRules are the rules of a firewall.
type firewallRules struct {
	Firewall

	kind   *normalize.Kind
	scope  []scopePart // of a firewall that is not in the plan
	isPart bool        // of another firewall, or not a firewall that the plan says anything about

	bases []*firewallRules // the policies whose rules it inherits
}

// listKey identifies a list of instances. All and open of identities are lists that many rules share.
type listKey struct {
	first  **instance
	length int
}

// sharedRules are rules that may belong to each of some firewalls.
type sharedRules struct {
	firewalls []*firewallRules
	rules     rules
}

func newAssembly(plan *plan, family *normalize.Family) *assembly {
	made := &assembly{
		plan: plan, family: family, inPlan: map[*instance]*firewallRules{}, outside: map[string][]*firewallRules{}, shared: map[any]*sharedRules{},
		defaults: true,
	}
	for _, of := range plan.instancesOf(family) {
		if of.kind.IsFirewall() {
			made.inPlan[of] = made.newFirewall(of.address, of.kind)
			made.inPlan[of].isPart = of.hasPolicy()
		}
	}
	return made
}

// hasPolicy reports whether a firewall of Azure has a policy. It has no rules of its own then: the policy has them.
func (of *instance) hasPolicy() bool {
	return of.resourceType == "azurerm_firewall" && !of.value.Member("firewall_policy_id").IsAbsent()
}

func (made *assembly) newFirewall(address string, kind *normalize.Kind) *firewallRules {
	firewall := &firewallRules{Firewall: Firewall{Address: address}, kind: kind}
	made.all = append(made.all, firewall)
	return firewall
}

// add adds the rules of an instance to its firewall, or to each that they may belong to. The argument of read is not empty.
func (made *assembly) add(of *instance, read func(firewall string) rules) {
	if of.kind.IsFirewall() {
		made.inPlan[of].add(read(of.address))
		return
	}
	owner := made.plan.resolverOf(of.kind.FirewallTypes)
	references := of.references(of.kind.Firewall)
	means := owner.meaningOf(of, of.value.Member(of.kind.Firewall), references)
	switch {
	case means.only != nil:
		made.inPlan[means.only].add(read(means.only.address))
		return
	case means.text != "":
		outside := made.outsideFirewall(of, means.text)
		outside.add(read(outside.Address))
	case means.isNothing():
		outside := made.outsideFirewall(of, of.base()+"."+of.kind.Firewall)
		if !dependsOnInstance(references) {
			outside.add(read(outside.Address))
			return
		}
		made.share(&outside.Rules, func() []*firewallRules { return []*firewallRules{outside} }, read)
		return
	}
	if means.among != nil {
		made.share(means.among, func() []*firewallRules { return made.of(means.among.all()) }, read)
	}
	if len(means.or) > 0 {
		made.share(listKey{&means.or[0], len(means.or)}, func() []*firewallRules { return made.of(means.or) }, read)
	}
}

func (made *assembly) of(instances []*instance) []*firewallRules {
	found := make([]*firewallRules, 0, len(instances))
	for _, one := range instances {
		found = append(found, made.inPlan[one])
	}
	return found
}

func (firewall *firewallRules) add(more rules) { firewall.Rules = append(firewall.Rules, more...) }

// dependsOnInstance reports whether an expression may have another value for each instance of a resource.
func dependsOnInstance(references []reference) bool {
	return slices.ContainsFunc(references, func(to reference) bool { return to.kind == "each" || to.kind == "count" })
}

// share adds rules to a list that several firewalls share. The key is the same for the same firewalls.
func (made *assembly) share(key any, firewalls func() []*firewallRules, read func(firewall string) rules) {
	list, known := made.shared[key]
	if !known {
		list = &sharedRules{firewalls: firewalls()}
		made.shared[key] = list
		made.inOrder = append(made.inOrder, list)
	}
	for _, rule := range read(uncertainOwner) {
		rule.Group, rule.Unproven = "", uncertainOwner
		list.rules = append(list.rules, rule)
	}
}

// outsideFirewall returns the firewall that is not in the plan and that a text refers to. The same name in another scope is another
// firewall.
func (made *assembly) outsideFirewall(of *instance, text string) *firewallRules {
	kind, _ := normalize.KindOf(of.kind.FirewallTypes[0])
	key, scope := kind.CanonicalID(text), []scopePart(nil)
	if name, given, isName := kind.ParseName(text); isName && kind.Name != "" {
		key, scope = kind.CanonicalID(name), made.plan.scopeOf(of, kind, given)
	}
	for _, known := range made.outside[key] {
		if compareScopes(known.scope, scope) == scopeSame {
			return known
		}
	}
	firewall := made.newFirewall(text, kind)
	firewall.scope = scope
	made.outside[key] = append(made.outside[key], firewall)
	return firewall
}

// finish adds the vendor's default rules and the rules that may belong to several firewalls, and returns all firewalls.
func (made *assembly) finish() []*firewallRules {
	made.plan.inheritRules(made)
	made.dropUnknownFirewalls()
	for _, same := range made.outside {
		made.shareBetween(same)
	}
	made.shareHidden()
	for _, firewall := range made.all {
		if made.defaults && !firewall.isPart {
			firewall.Rules = made.family.WithDefaults(firewall.Rules, rules{{Group: firewall.Address}})
		}
		firewall.Rules = withoutUnknown(firewall.Rules)
	}
	for _, list := range made.inOrder {
		list.rules = withoutUnknown(list.rules)
		list.bound()
		for _, firewall := range list.firewalls {
			firewall.Uncertain = append(firewall.Uncertain, list.rules)
		}
	}
	made.inheritUncertain()
	return made.all
}

// maxShared is how many rules the firewalls that share a list may have of it together.
const maxShared = 100_000

// bound replaces a list that is too long by one unproven rule for each direction, so that the work does not grow with the product of
// rules and firewalls.
func (list *sharedRules) bound() {
	count := len(list.rules)
	if count*len(list.firewalls) <= maxShared {
		return
	}
	bounded := rules{}
	for _, direction := range []string{traffic.Outbound, traffic.Inbound} {
		if slices.ContainsFunc(list.rules, func(rule traffic.Rule) bool { return rule.Direction == direction }) {
			bounded = append(bounded, unprovenRule(fmt.Sprintf("%d rules", count), uncertainOwner))
			bounded[len(bounded)-1].Direction = direction
		}
	}
	list.rules = bounded
}

// dropUnknownFirewalls leaves out firewalls outside of the plan without a rule. A network of Google stays:
// without a rule it allows all egress.
func (made *assembly) dropUnknownFirewalls() {
	if made.family == normalize.GoogleFirewalls {
		return
	}
	hasRules := map[*firewallRules]bool{}
	for _, list := range made.inOrder {
		for _, firewall := range list.firewalls {
			hasRules[firewall] = true
		}
	}
	for _, same := range made.outside {
		for _, firewall := range same {
			firewall.isPart = len(firewall.Rules) == 0 && !hasRules[firewall]
		}
	}
}

// inheritUncertain adds the rules that may belong to base policies.
func (made *assembly) inheritUncertain() {
	own := map[*firewallRules][][]traffic.Rule{}
	for _, firewall := range made.all {
		own[firewall] = firewall.Uncertain
	}
	for _, firewall := range made.all {
		for _, base := range firewall.bases {
			firewall.Uncertain = slices.Concat(firewall.Uncertain, own[base])
		}
	}
}

// shareBetween makes the rules of firewalls uncertain that have the same name and may be the same firewall.
func (made *assembly) shareBetween(firewalls []*firewallRules) {
	for _, firewall := range firewalls {
		others := []*firewallRules{}
		for _, other := range firewalls {
			if compareScopes(firewall.scope, other.scope) == scopeUnknown && other != firewall {
				others = append(others, other)
			}
		}
		if len(others) > 0 {
			own := firewall.Rules
			made.share(firewall, func() []*firewallRules { return others }, func(string) rules { return own })
		}
	}
}

// shareHidden shares the rules of a firewall whose name or ID is sensitive with the firewalls outside of the plan. It may be one of them.
func (made *assembly) shareHidden() {
	outside := slices.Concat(slices.Collect(maps.Values(made.outside))...)
	for _, of := range made.plan.instancesOf(made.family) {
		if hidden := made.inPlan[of]; hidden != nil && isHidden(of) && len(outside) > 0 {
			made.share(hidden, func() []*firewallRules { return outside }, func(string) rules { return hidden.Rules })
		}
	}
}

// sortedFirewalls sorts firewalls by address. Two that would have the same address also say what they are.
func sortedFirewalls(all []*firewallRules) []Firewall {
	count := map[string]int{}
	for _, firewall := range all {
		count[firewall.Address]++
	}
	sorted := make([]Firewall, 0, len(all))
	for _, firewall := range all {
		if firewall.isPart {
			continue
		}
		if count[firewall.Address] > 1 && firewall.scope != nil {
			firewall.rename(fmt.Sprintf("%s (%s)", firewall.Address, firewall.describe()))
		}
		for i := range firewall.Rules {
			firewall.Rules[i].Group = firewall.Address
		}
		sorted = append(sorted, firewall.Firewall)
	}
	slices.SortStableFunc(sorted, func(a, b Firewall) int { return cmp.Compare(a.Address, b.Address) })
	return sorted
}

func (firewall *firewallRules) rename(address string) { firewall.Address = address }

// describe names the type and the scope of a firewall that is not in the plan.
func (firewall *firewallRules) describe() string {
	words := []string{firewall.kind.Types[0]}
	for i, part := range firewall.scope {
		switch {
		case part.text != "":
			words = append(words, firewall.kind.Scope[i].Segment+"/"+part.text)
		case part.provider != "":
			words = append(words, "provider "+part.provider)
		}
	}
	return strings.Join(words, " ")
}
