// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// addressFamily is addresses of one family. An address that is not known until apply counts as IPv4.
type addressFamily struct {
	IPv6      bool
	Addresses []traffic.Address // texts are networks in their canonical form
}

// suffix returns the suffix of the keys of IPv6 rules. The keys of IPv4 rules have none.
func (family addressFamily) suffix() string {
	if family.IPv6 {
		return "_ipv6"
	}
	return ""
}

// splitByFamily splits addresses by family. Most firewalls do not accept both families in a rule. The limits of each are in its file.
// The error for another address names the kinds that the caller adds, as [traffic.ParsePrefix] does.
func splitByFamily(addresses []traffic.Address, alsoAccepted ...string) ([]addressFamily, error) {
	byFamily := []addressFamily{{IPv6: false}, {IPv6: true}}
	for _, address := range addresses {
		index := 0
		if !address.Unknown {
			prefix, err := traffic.ParsePrefix(address.Text, alsoAccepted...)
			if err != nil {
				return nil, err
			}
			address.Text = prefix.String()
			if prefix.Addr().Is6() {
				index = 1
			}
		}
		byFamily[index].Addresses = append(byFamily[index].Addresses, address)
	}
	return slices.DeleteFunc(byFamily, func(family addressFamily) bool { return len(family.Addresses) == 0 }), nil
}
