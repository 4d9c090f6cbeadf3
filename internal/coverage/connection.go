// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"sync"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// applications is a set of application protocols.
type applications uint8

const (
	appTLS applications = 1 << iota
	appHTTP
	appOther // neither, or not known: only the transport protocol and the ports are given
)

// transports is a set of transport protocols.
type transports uint8

const (
	tcp transports = 1 << iota
	udp
	anyTransport = tcp | udp
)

func transportsOf(name string) transports {
	switch name {
	case "tcp":
		return tcp
	case "udp":
		return udp
	}
	return anyTransport
}

// target is where a connection goes.
type target struct {
	text    string         // as it was given; empty for the public addresses
	ranges  []addressRange // sorted; none if the address is named or unknown
	named   bool           // the text names a prefix list, a security group or a service tag
	unknown bool           // not known until apply
	oneOf   bool           // the host has one of the addresses, and it is not known which one
}

// connection is the part of a flow to one host or one address, with one application protocol.
type connection struct {
	transports   transports
	ports        traffic.PortRange
	applications applications
	internet     bool
	host         string // the name or pattern; empty if there is none
	target       target
}

func connectionsOf(flow traffic.Flow, addresses traffic.Addresses) ([]connection, error) {
	targets, err := targetsOf(flow, addresses)
	if err != nil {
		return nil, err
	}
	hosts := flow.Hosts
	if flow.Destination != traffic.Internet || len(hosts) == 0 {
		hosts = []string{""}
	}
	connections := make([]connection, 0, len(hosts)*len(targets))
	for _, host := range hosts {
		for _, application := range applicationsOf(flow) {
			for _, target := range targets {
				connections = append(connections, connection{
					transports: transportsOf(flow.Transport), ports: flow.Ports, applications: application,
					internet: flow.Destination == traffic.Internet, host: host, target: target,
				})
			}
		}
	}
	return connections, nil
}

func applicationsOf(flow traffic.Flow) []applications {
	switch tls, http := flow.Web(); {
	case tls && http:
		return []applications{appTLS, appHTTP}
	case tls:
		return []applications{appTLS}
	case http:
		return []applications{appHTTP}
	}
	return []applications{appOther}
}

// targetsOf returns the targets of a flow's destination. If no addresses of the internet are given, any public address is one.
func targetsOf(flow traffic.Flow, addresses traffic.Addresses) ([]target, error) {
	if _, given := addresses[flow.Destination]; !given && flow.Destination == traffic.Internet {
		return []target{{ranges: publicIPv4(), oneOf: true}}, nil
	}
	given, err := addresses.Of(flow)
	if err != nil {
		return nil, err
	}
	targets := make([]target, 0, len(given))
	for _, address := range given {
		to, err := targetOf(address)
		if err != nil {
			return nil, traffic.InDestinations(err)
		}
		to.oneOf = flow.Destination == traffic.Internet
		if to.oneOf {
			to.ranges = publicPart(to.ranges)
		}
		targets = append(targets, to)
	}
	return targets, nil
}

func targetOf(address traffic.Address) (target, error) {
	switch {
	case address.Unknown:
		return target{text: address.Label, unknown: true}, nil
	case address.Text == traffic.InternetTag:
		return target{text: address.Text, ranges: publicIPv4()}, nil
	}
	prefix, err := traffic.ParsePrefix(address.Text, traffic.PrefixListExample, traffic.SecurityGroupExample, traffic.ServiceTagExample)
	switch {
	case err == nil:
	case traffic.IsNamedAddress(address.Text):
		return target{text: address.Text, named: true}, nil
	default:
		return target{}, err
	}
	return target{text: address.Text, ranges: []addressRange{rangeOf(prefix)}}, nil
}

// nonPublicIPv4 are the networks that no host of the internet has an address in. That firewalls count the same networks as not public:
// no source found.
var nonPublicIPv4 = []string{
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
}

// publicIPv4 returns the addresses that a host of the internet may have.
var publicIPv4 = sync.OnceValue(func() []addressRange { return publicPart([]addressRange{everyIPv4()}) })

// publicPart removes the networks that are not public. If nothing is left, the user means these addresses: it returns all.
func publicPart(ranges []addressRange) []addressRange {
	set := union(ranges)
	for _, network := range nonPublicIPv4 {
		set.RemovePrefix(netip.MustParsePrefix(network))
	}
	left := rangesOf(set)
	if len(left) == 0 {
		return ranges
	}
	return left
}
