// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"net/netip"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// describe is the description of a rule, which fits every firewall and never changes. The ports are left out where other
// rows may add to them.
func describe(transport, ports, destination string) string {
	words := []string{"Nexthink:", strings.ToUpper(transport), ports, "to", destination}
	if ports == "" {
		words = append(words[:2], words[3:]...)
	}
	return strings.Join(words, " ")
}

// hyphenated makes a name of a key, for firewalls whose names have no underscore.
func hyphenated(key string) string { return "nexthink-" + strings.ReplaceAll(key, "_", "-") }

func portRanges(ranges []traffic.PortRange) []string {
	texts := make([]string, 0, len(ranges))
	for _, ports := range ranges {
		texts = append(texts, ports.String())
	}
	return texts
}

// Networks are addresses of one family. One that is not known yet counts as IPv4.
type Networks struct {
	IPv6      bool
	Addresses []traffic.Address // texts are networks in their canonical form
}

// suffix tells the rule for IPv6 from that for IPv4, whose key is the plain one.
func (networks Networks) suffix() string {
	if networks.IPv6 {
		return "_ipv6"
	}
	return ""
}

// families splits the addresses of a flow's destination by family, since most firewalls refuse to mix them in a rule.
func families(addresses []traffic.Address) ([]Networks, error) {
	byFamily := []Networks{{IPv6: false}, {IPv6: true}}
	for _, address := range addresses {
		family := 0
		if !address.Unknown {
			prefix, err := traffic.ParsePrefix(address.Text)
			if err != nil {
				return nil, err
			}
			address.Text = prefix.String()
			family = familyOf(prefix)
		}
		byFamily[family].Addresses = append(byFamily[family].Addresses, address)
	}
	present := byFamily[:0]
	for _, networks := range byFamily {
		if len(networks.Addresses) > 0 {
			present = append(present, networks)
		}
	}
	return present, nil
}

func familyOf(prefix netip.Prefix) int {
	if prefix.Addr().Is6() {
		return 1
	}
	return 0
}
