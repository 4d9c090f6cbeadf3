// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

const networksOnly = "Give IP addresses and networks."

// internetNotNeeded is for firewalls that match names.
const internetNotNeeded = " `internet` is only needed for requirements that the firewall cannot match by name."

// destinationsArgument is the addresses by destination; accepts says what the firewall takes as an address.
func destinationsArgument(accepts string) argument[traffic.Addresses] {
	return argument[traffic.Addresses]{
		function.DynamicParameter{
			Name:                "destinations",
			AllowUnknownValues:  true,
			MarkdownDescription: "Addresses by [destination](../guides/shared-types.md#destinations). " + accepts,
		},
		readDestinations,
	}
}

func readDestinations(given attribute.Value) (traffic.Addresses, error) {
	switch given.Kind() {
	case attribute.KindUnknown:
		return nil, traffic.ErrUnknown
	case attribute.KindObject:
	default:
		return nil, fmt.Errorf("this is %s; give a map of destinations to addresses, such as "+
			`{ domain_controller = ["10.20.0.10/32"] }, or {} for none`, mapOrKind(given))
	}
	addresses := traffic.Addresses{}
	for _, name := range given.Names() {
		read, err := readAddresses(name, given.Member(name))
		if err != nil {
			return nil, err
		}
		addresses[name] = read
	}
	return addresses, addresses.Check()
}

// readAddresses reads the addresses of a destination. An address without a label that is not known until apply stands for any
// number of them.
func readAddresses(name string, given attribute.Value) ([]traffic.Address, error) {
	switch given.Kind() {
	case attribute.KindUnknown:
		return []traffic.Address{{Unknown: true}}, nil
	case attribute.KindObject:
		return readLabelledAddresses(name, given)
	case attribute.KindList:
		return readListedAddresses(name, given)
	default:
		return nil, fmt.Errorf("%s: this is %s; give a list of addresses, or a map of labels to addresses", name, given.Kind())
	}
}

func readListedAddresses(name string, given attribute.Value) ([]traffic.Address, error) {
	addresses := make([]traffic.Address, 0, len(given.Elements()))
	for i, element := range given.Elements() {
		address, ok := addressOf("", element)
		if !ok {
			return nil, fmt.Errorf("%s[%d]: this is %s; give an address", name, i, mapOrKind(element))
		}
		addresses = append(addresses, address)
	}
	slices.SortFunc(addresses, traffic.CompareAddresses)
	return slices.Compact(addresses), nil
}

// readLabelledAddresses keeps the order of the labels, which does not change when an address becomes known.
func readLabelledAddresses(name string, given attribute.Value) ([]traffic.Address, error) {
	addresses := make([]traffic.Address, 0, len(given.Names()))
	for _, label := range given.Names() {
		address, ok := addressOf(label, given.Member(label))
		switch {
		case label == "":
			return nil, fmt.Errorf("%s: a label is empty; give it a name", name)
		case !ok:
			return nil, fmt.Errorf("%s[%s]: this is %s; give an address", name, wording.Quote(label), mapOrKind(given.Member(label)))
		}
		addresses = append(addresses, address)
	}
	return addresses, nil
}

func addressOf(label string, given attribute.Value) (traffic.Address, bool) {
	text, _ := given.AsString()
	ok := given.IsUnknown() || given.Kind() == attribute.KindString && text != ""
	return traffic.Address{Label: label, Text: traffic.Canonical(text), Unknown: given.IsUnknown()}, ok
}

// mapOrKind names the kind of a value. An object of the provider is a map in a configuration.
func mapOrKind(given attribute.Value) string {
	if given.Kind() == attribute.KindObject {
		return "a map"
	}
	return given.Kind().String()
}

// sourcesArgument is addresses that rules apply to. They may be not known until apply, because no key of a rule contains them.
func sourcesArgument(description string) argument[[]traffic.Address] {
	return argument[[]traffic.Address]{
		function.StringParameter{Name: "source_addresses", AllowUnknownValues: true, MarkdownDescription: description},
		func(given attribute.Value) ([]traffic.Address, error) {
			addresses := make([]traffic.Address, 0, len(given.Elements()))
			for _, element := range given.Elements() {
				address, _ := addressOf("", element)
				addresses = append(addresses, address)
			}
			return addresses, nil
		},
	}
}
