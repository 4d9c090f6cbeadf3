// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// destinationsParameter describes the argument; accepts says what the firewall takes as an address.
func destinationsParameter(accepts string) function.DynamicParameter {
	return function.DynamicParameter{
		Name:               "destinations",
		AllowUnknownValues: true,
		MarkdownDescription: "Addresses by destination: `internet`, `domain_controller`, `active_directory`, `dns_server`, `mail_server` or " +
			"`proxy_server`, as far as the rows need them. Each is a list or set of addresses, or a map from labels of yours to addresses, " +
			"which alone may be unknown until apply. " + accepts,
	}
}

const networksOnly = "An address is one such as `10.20.0.10` or a network such as `10.20.0.0/24`."

// internetNotNeeded is for firewalls that match names.
const internetNotNeeded = " `internet` is needed for rows alone that the firewall cannot match by name."

// destinations are the addresses that were given, and the destinations whose addresses cannot be told apart yet.
type destinations struct {
	addresses traffic.Addresses
	deferred  map[string]bool
	unknown   bool // all of them
}

// defers says whether an answer about the flows must wait for a value that is not known yet.
func (given destinations) defers(flows []traffic.Flow) bool {
	return given.unknown || slices.ContainsFunc(flows, func(flow traffic.Flow) bool { return given.deferred[flow.Destination] })
}

// hasUnknown says whether an address of the flows' destinations is not known yet, for an answer that is one text.
func (given destinations) hasUnknown(flows []traffic.Flow) bool {
	return slices.ContainsFunc(flows, func(flow traffic.Flow) bool {
		return slices.ContainsFunc(given.addresses[flow.Destination], func(address traffic.Address) bool { return address.Unknown })
	})
}

func destinationsOf(value types.Dynamic) (destinations, error) {
	given := destinations{addresses: traffic.Addresses{}, deferred: map[string]bool{}}
	if value.IsUnknown() || value.IsUnderlyingValueUnknown() {
		given.unknown = true
		return given, nil
	}
	members, ok := membersOf(value.UnderlyingValue())
	if !ok {
		return given, traffic.InDestinations(fmt.Errorf("this is %s; give a map from destinations to their addresses, such as "+
			`{ domain_controller = ["10.20.0.10/32"] }, or {} for none`, kindOf(value.UnderlyingValue())))
	}
	for _, name := range sortedKeys(members) {
		if err := given.add(name, members[name]); err != nil {
			return given, traffic.InDestinations(err)
		}
	}
	return given, given.addresses.Check()
}

func (given destinations) add(name string, value attr.Value) error {
	if value.IsUnknown() {
		given.deferred[name] = true
		return traffic.CheckDestination(name)
	}
	if labels, ok := membersOf(value); ok {
		return given.addLabelled(name, labels)
	}
	elements, ok := elementsOf(value)
	if !ok {
		return fmt.Errorf("%s: this is %s; give a list of addresses, or a map from labels to them", name, kindOf(value))
	}
	addresses := make([]traffic.Address, 0, len(elements))
	for i, element := range elements {
		if element.IsUnknown() {
			given.deferred[name] = true
			continue
		}
		text, ok := textOf(element)
		if !ok || text == "" {
			return fmt.Errorf("%s[%d]: this is %s; give an address", name, i, kindOf(element))
		}
		addresses = append(addresses, traffic.Address{Text: text})
	}
	slices.SortFunc(addresses, func(a, b traffic.Address) int { return cmp.Compare(a.Text, b.Text) })
	given.addresses[name] = slices.Compact(addresses)
	return nil
}

// addLabelled keeps the order of the labels, which does not change when an address becomes known.
func (given destinations) addLabelled(name string, labels map[string]attr.Value) error {
	addresses := make([]traffic.Address, 0, len(labels))
	for _, label := range sortedKeys(labels) {
		text, ok := textOf(labels[label])
		switch {
		case label == "":
			return fmt.Errorf("%s: a label is empty; give it a name", name)
		case labels[label].IsUnknown():
			addresses = append(addresses, traffic.Address{Label: label, Unknown: true})
		case !ok || text == "":
			return fmt.Errorf("%s[%s]: this is %s; give an address", name, wording.Quote(label), kindOf(labels[label]))
		default:
			addresses = append(addresses, traffic.Address{Label: label, Text: text})
		}
	}
	given.addresses[name] = addresses
	return nil
}

// membersOf gives the members of an object or map.
func membersOf(value attr.Value) (map[string]attr.Value, bool) {
	switch value := value.(type) {
	case types.Object:
		return value.Attributes(), !value.IsNull()
	case types.Map:
		return value.Elements(), !value.IsNull()
	}
	return nil, false
}

// elementsOf gives the elements of a list, set or tuple.
func elementsOf(value attr.Value) ([]attr.Value, bool) {
	switch value := value.(type) {
	case types.List:
		return value.Elements(), !value.IsNull()
	case types.Set:
		return value.Elements(), !value.IsNull()
	case types.Tuple:
		return value.Elements(), !value.IsNull()
	}
	return nil, false
}

func textOf(value attr.Value) (string, bool) {
	text, ok := value.(types.String)
	return text.ValueString(), ok && !text.IsNull()
}

// kindOf says in a word what a value is, for messages.
func kindOf(value attr.Value) string {
	if value == nil || value.IsNull() {
		return "null"
	}
	switch value.(type) {
	case types.String:
		return "a string"
	case types.Number:
		return "a number"
	case types.Bool:
		return "a boolean"
	case types.Object, types.Map:
		return "a map"
	}
	return "a list"
}
