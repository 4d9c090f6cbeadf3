// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Address is an address of a destination: a network, or the ID or tag of addresses that a firewall knows.
type Address struct {
	Label   string // the user's label; empty if the address was given in a list
	Text    string // as it was given; empty if it is unknown
	Unknown bool   // not known until apply; without a label, the number of addresses is not known either
}

// Name returns the label, or else the text. It identifies the address in the key of a rule.
func (address Address) Name() string {
	if address.Label != "" {
		return address.Label
	}
	return address.Text
}

// Addresses are the addresses of each destination.
type Addresses map[string][]Address

// Of returns the addresses of a flow's destination, in an order that does not depend on unknown addresses. If there is none, it
// returns an error.
func (addresses Addresses) Of(flow Flow) ([]Address, error) {
	known := addresses[flow.Destination]
	if len(known) == 0 {
		return nil, InDestinations(fmt.Errorf("the requirement %s needs the addresses of %s, and none are given; give %s as a list of networks such as %s, "+
			"or as a map of labels to networks", flow.Key, flow.Destination, flow.Destination, exampleOf(flow.Destination)))
	}
	return known, nil
}

// Each returns the addresses of a flow's destination like Of, or ErrUnknown if their number is unknown.
func (addresses Addresses) Each(flow Flow) ([]Address, error) {
	return addresses.knownOf(flow, func(address Address) bool { return address.Unknown && address.Label == "" })
}

// Known returns the addresses of a flow's destination like Of, or ErrUnknown if one of them is unknown.
func (addresses Addresses) Known(flow Flow) ([]Address, error) {
	return addresses.knownOf(flow, func(address Address) bool { return address.Unknown })
}

func (addresses Addresses) knownOf(flow Flow, unknown func(Address) bool) ([]Address, error) {
	given, err := addresses.Of(flow)
	if err == nil && slices.ContainsFunc(given, unknown) {
		return nil, ErrUnknown
	}
	return given, err
}

func exampleOf(destination string) string {
	if destination == Internet {
		return `["0.0.0.0/0"]`
	}
	return `["10.20.0.10/32"]`
}

// Check returns an error if a key is not a destination, or if a destination has the same address twice.
func (addresses Addresses) Check() error {
	names := make([]string, 0, len(addresses))
	for name := range addresses {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := CheckDestination(name); err != nil {
			return InDestinations(err)
		}
		if err := checkDuplicates(name, addresses[name]); err != nil {
			return InDestinations(err)
		}
	}
	return nil
}

func checkDuplicates(destination string, given []Address) error {
	seen := make(map[string]Address, len(given))
	for _, address := range given {
		if address.Unknown {
			continue
		}
		text := address.Text
		if prefix, err := ParsePrefix(text); err == nil {
			text = prefix.String()
		}
		if first, twice := seen[text]; twice {
			return fmt.Errorf("%s: %s and %s are the same address; leave one out", destination, wording.Quote(first.Name()), wording.Quote(address.Name()))
		}
		seen[text] = address
	}
	return nil
}

// Canonical returns the canonical form of a network, such as 10.1.0.10/32 for 10.1.0.10. It returns any other text as it is.
func Canonical(text string) string {
	if prefix, err := ParsePrefix(text); err == nil {
		return prefix.String()
	}
	return text
}

// CompareAddresses orders networks by their value, and other addresses before them by their text.
func CompareAddresses(a, b Address) int {
	first, err := ParsePrefix(a.Text)
	second, errSecond := ParsePrefix(b.Text)
	switch {
	case err == nil && errSecond == nil:
		return first.Compare(second)
	case err != nil && errSecond != nil:
		return cmp.Compare(a.Text, b.Text)
	case err != nil:
		return -1
	}
	return 1
}

// ParsePrefix reads a network, or a single address, which is the network of that address alone. The error lists what is accepted: these
// two, and the kinds of addresses that the caller adds.
func ParsePrefix(text string, alsoAccepted ...string) (netip.Prefix, error) {
	prefix, err := netip.ParsePrefix(text)
	if address, notSingle := netip.ParseAddr(text); notSingle == nil && address.Zone() == "" {
		prefix, err = netip.PrefixFrom(address, address.BitLen()), nil
	}
	accepted := append([]string{"an address such as 10.20.0.10", "a network such as 10.20.0.0/24"}, alsoAccepted...)
	problem := "is not a valid address"
	switch {
	case err == nil && !prefix.Addr().Is4In6() && prefix == prefix.Masked():
		return prefix, nil
	case err == nil && !prefix.Addr().Is4In6():
		return netip.Prefix{}, fmt.Errorf("%s has bits set after its prefix; give the network %s or the address %s",
			wording.Quote(text), prefix.Masked(), prefix.Addr())
	case hostname.CheckPattern(text) == nil:
		problem = "is a name, and names are not accepted here"
	}
	return netip.Prefix{}, fmt.Errorf("%s %s; give %s", wording.Quote(text), problem, wording.List(accepted, "or"))
}
