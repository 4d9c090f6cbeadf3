// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile

import (
	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

type rules = []traffic.Rule

// plan is a document with the instances that matter.
type plan struct {
	*document

	modules   modules
	instances []*instance
	byFamily  map[*normalize.Family][]*instance
	deleted   []*instance
	resolvers map[string]*resolver // by the first of their types
}

// Firewall is a firewall of a plan with its rules. The group of each rule is the address of the firewall.
type Firewall struct {
	Address string // in the plan; for a firewall that is not in the plan, how its rules refer to it
	Rules   []traffic.Rule

	// Rules that may belong to the firewall. They are unproven and have no group. Several firewalls share a list.
	Uncertain [][]traffic.Rule
}

// Firewalls returns every firewall in the text of a plan, sorted by address. A firewall without a rule is one of them.
func Firewalls(text string) ([]Firewall, error) {
	read, err := parse(text)
	if err != nil {
		return nil, err
	}
	found := &plan{document: read, modules: newModules(&read.Configuration.Root), resolvers: map[string]*resolver{}}
	found.readInstances()
	found.dropReported()
	found.putListEntries()
	all := []*firewallRules{}
	for _, family := range normalize.Families() {
		if family != normalize.AddressLists {
			all = append(all, found.firewallsOf(family).finish()...)
		}
	}
	return sortedFirewalls(all), nil
}

// Rules returns every rule in the text of a plan, sorted by the address of its firewall. A rule that may belong to several firewalls is
// unproven in each.
func Rules(text string) ([]traffic.Rule, error) {
	firewalls, err := Firewalls(text)
	if err != nil {
		return nil, err
	}
	all := rules{}
	for _, firewall := range firewalls {
		all = append(all, firewall.Rules...)
		for _, uncertain := range firewall.Uncertain {
			for _, rule := range uncertain {
				rule.Group = firewall.Address
				all = append(all, rule)
			}
		}
	}
	return all, nil
}

// firewallsOf returns the firewalls of a family with their rules.
func (plan *plan) firewallsOf(family *normalize.Family) *assembly {
	made := newAssembly(plan, family)
	switch family {
	case normalize.AWSNetworkFirewalls:
		plan.addNetworkFirewalls(made)
	case normalize.AWSDNSFirewalls:
		plan.addDNSFirewalls(made)
	default:
		for _, of := range plan.instancesOf(family) {
			made.add(of, func(firewall string) rules { return of.kind.Read(of.resource(firewall)) })
		}
	}
	for _, of := range plan.instancesOf(family) {
		if of.unproven != "" && of.kind.HoldsRules() {
			made.add(of, func(string) rules { return rules{unprovenRule(of.address, of.unproven)} })
		}
	}
	return made
}

// instancesOf returns the instances of a family, sorted by address.
func (plan *plan) instancesOf(family *normalize.Family) []*instance { return plan.byFamily[family] }

// unprovenRule may do anything with all outbound traffic of a firewall.
func unprovenRule(id, why string) traffic.Rule {
	return traffic.Rule{ID: id, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Unproven: why}
}

// firstBlock returns the only block of a name, or null.
func firstBlock(value attribute.Value, name string) attribute.Value {
	if elements := value.Member(name).Elements(); len(elements) == 1 {
		return elements[0]
	}
	return attribute.Value{}
}
