// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// fortiOSMaxName is the maximum length of the name of an address: https://docs.fortinet.com/document/container-fortios/7.2.2/cli-reference/306021697
// The page is of Container FortiOS. FortiOS 6.0 accepts 63 characters, which is not checked here:
// https://docs.fortinet.com/document/fortigate/6.0.6/cli-reference/969597/firewall-address-address6
const fortiOSMaxName = 79

// FortiOSAddresses has the address objects of a FortiGate, and the group of them.
type FortiOSAddresses struct {
	Addresses map[string]FortiOSAddress `tfsdk:"addresses" doc:"Address objects by host or pattern."`
	Members   []string                  `tfsdk:"members" doc:"Names of all address objects, sorted."`
}

// FortiOSAddress has the arguments of fortios_firewall_address.
type FortiOSAddress struct {
	Name string `tfsdk:"name" doc:"Name of the object, at most 79 characters."`
	Type string `tfsdk:"type" doc:"Always ''fqdn''."`
	FQDN string `tfsdk:"fqdn" doc:"The host or pattern as FortiOS writes it."`
}

// FortiOSAddressObjects returns an address object for each host of the requirements to the internet. It returns an ArgumentError if
// there is none.
func FortiOSAddressObjects(flows []traffic.Flow) (FortiOSAddresses, error) {
	written, err := dialect.ByName("fortios_fqdn")
	if err != nil {
		return FortiOSAddresses{}, err
	}
	names, err := Domains(flows, written)
	if err != nil {
		return FortiOSAddresses{}, err
	}
	rendered := FortiOSAddresses{map[string]FortiOSAddress{}, []string{}}
	for _, fqdn := range names {
		name := fortiOSName(fqdn)
		rendered.Addresses[fqdn] = FortiOSAddress{Name: name, Type: "fqdn", FQDN: fqdn}
		rendered.Members = append(rendered.Members, name)
	}
	slices.Sort(rendered.Members)
	return rendered, nil
}

// fortiOSName returns the name of an address object. It has no *, and a hash of the host instead of characters that are too many. The words
// before a pattern have an underscore, which no host has.
func fortiOSName(fqdn string) string {
	name := "nexthink_" + strings.Replace(fqdn, "*.", "any_of.", 1)
	if len(name) <= fortiOSMaxName {
		return name
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(fqdn))
	hash := fmt.Sprintf("_%08x", sum.Sum32())
	return name[:fortiOSMaxName-len(hash)] + hash
}
