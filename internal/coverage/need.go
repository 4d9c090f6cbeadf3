// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage

import (
	"net/netip"
	"sync"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// speech is a set of kinds of conversation.
type speech uint8

const (
	speaksTLS speech = 1 << iota
	speaksHTTP
	speaksRaw // only transport and ports are known
)

// transports is a set of transport protocols.
type transports uint8

const (
	overTCP transports = 1 << iota
	overUDP
	overAny = overTCP | overUDP
)

func transportsOf(name string) transports {
	switch name {
	case "tcp":
		return overTCP
	case "udp":
		return overUDP
	}
	return overAny
}

// place is where a need goes.
type place struct {
	text    string         // as it was given; empty for the public addresses
	ranges  []addressRange // sorted; none where the address is a name or not known
	named   bool           // the text names addresses that are kept elsewhere
	unknown bool
	some    bool // the far end has one of the addresses, and it is not known which
}

// need is what must be let through for a part of a flow: one host, or one address of a server.
type need struct {
	over     transports
	ports    traffic.PortRange
	speaks   speech
	internet bool
	host     string // the name or pattern; empty where there is none
	to       place
}

// needsOf takes a flow apart.
func needsOf(flow traffic.Flow, addresses traffic.Addresses) ([]need, error) {
	places, err := placesOf(flow, addresses)
	if err != nil {
		return nil, err
	}
	hosts := flow.Hosts
	if flow.Destination != traffic.Internet || len(hosts) == 0 {
		hosts = []string{""}
	}
	needs := make([]need, 0, len(hosts)*len(places))
	for _, host := range hosts {
		for _, speaks := range speechesOf(flow) {
			for _, to := range places {
				needs = append(needs, need{
					over: transportsOf(flow.Transport), ports: flow.Ports, speaks: speaks,
					internet: flow.Destination == traffic.Internet, host: host, to: to,
				})
			}
		}
	}
	return needs, nil
}

func speechesOf(flow traffic.Flow) []speech {
	switch tls, http := flow.Web(); {
	case tls && http:
		return []speech{speaksTLS, speaksHTTP}
	case tls:
		return []speech{speaksTLS}
	case http:
		return []speech{speaksHTTP}
	}
	return []speech{speaksRaw}
}

// placesOf gives the places of a flow's destination. The internet is any of the public addresses, unless some are given.
func placesOf(flow traffic.Flow, addresses traffic.Addresses) ([]place, error) {
	if _, given := addresses[flow.Destination]; !given && flow.Destination == traffic.Internet {
		return []place{{ranges: publicIPv4(), some: true}}, nil
	}
	given, err := addresses.Of(flow)
	if err != nil {
		return nil, err
	}
	places := make([]place, 0, len(given))
	for _, address := range given {
		to, err := placeOf(address)
		if err != nil {
			return nil, traffic.InDestinations(err)
		}
		to.some = flow.Destination == traffic.Internet
		if to.some {
			to.ranges = publicPart(to.ranges)
		}
		places = append(places, to)
	}
	return places, nil
}

func placeOf(address traffic.Address) (place, error) {
	switch {
	case address.Unknown:
		return place{text: address.Label, unknown: true}, nil
	case address.Text == traffic.InternetTag:
		return place{text: address.Text, ranges: publicIPv4()}, nil
	}
	prefix, err := traffic.ParsePrefix(address.Text)
	switch {
	case err == nil:
	case traffic.IsNamedAddress(address.Text):
		return place{text: address.Text, named: true}, nil
	default:
		return place{}, err
	}
	return place{text: address.Text, ranges: []addressRange{rangeOf(prefix)}}, nil
}

// privateIPv4 are networks in which no host of the internet has its address.
var privateIPv4 = []string{
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
}

// publicIPv4 gives the addresses that a host of the internet may have.
var publicIPv4 = sync.OnceValue(func() []addressRange { return publicPart([]addressRange{everyIPv4()}) })

// publicPart leaves out the private networks, unless nothing is left: then the addresses were meant.
func publicPart(ranges []addressRange) []addressRange {
	set := union(ranges)
	for _, private := range privateIPv4 {
		set.RemovePrefix(netip.MustParsePrefix(private))
	}
	left := rangesOf(set)
	if len(left) == 0 {
		return ranges
	}
	return left
}
