// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Flow is one row of traffic to be let through.
type Flow struct {
	Key          string // what the row is called wherever it is mentioned
	Number       int    // a fixed number of the row, from which the ids of rendered rules are counted
	Purpose      string
	Destination  string   // one of Destinations
	Transport    string   // one of Transports
	Applications []string // what is spoken over it
	Ports        PortRange
	Hosts        []string // names and patterns, for the internet
}

// Transports are the transport protocols that a flow may have, sorted. Rendered rules are numbered in this order.
func Transports() []string { return []string{"tcp", "udp"} }

// Check says what is wrong with the flow, with the attribute that it is wrong in, or nil.
func (flow Flow) Check() error {
	if err := CheckKey(flow.Key); err != nil {
		return err
	}
	attribute, err := "", error(nil)
	check := func(name string, problem error) {
		if err == nil && problem != nil {
			attribute, err = name, problem
		}
	}
	check("destination", CheckDestination(flow.Destination))
	check("transport_protocol", CheckTransport(flow.Transport))
	for i, application := range flow.Applications {
		check(fmt.Sprintf("application_protocols[%d]", i), CheckApplicationProtocol(application))
	}
	check("from_port", CheckPort(flow.Ports.From))
	check("to_port", CheckPort(flow.Ports.To))
	check("to_port", flow.Ports.Check())
	for i, host := range flow.Hosts {
		check(fmt.Sprintf("hosts[%d]", i), hostname.CheckPattern(host))
	}
	if err != nil {
		return fmt.Errorf("%s.%s: %w", flow.Key, attribute, err)
	}
	return nil
}

// Web says whether the flow speaks TLS and whether it speaks plain HTTP, as far as its application protocols tell. A
// flow that speaks anything else besides, or nothing that is known, does neither: it is raw.
func (flow Flow) Web() (tls, http bool) {
	if flow.Transport != "tcp" {
		return false, false
	}
	for _, application := range flow.Applications {
		switch application {
		case "https", "websocket":
			tls = true
		case "http":
			http = true
		default:
			return false, false
		}
	}
	return tls, http
}

// IsRaw says whether the flow is one of which only transport and ports are known.
func (flow Flow) IsRaw() bool {
	tls, http := flow.Web()
	return !tls && !http
}

// HasWildcard says whether one of the hosts is a pattern.
func (flow Flow) HasWildcard() bool {
	return slices.ContainsFunc(flow.Hosts, hostname.IsWildcard)
}

// SortFlows gives the flows in the order of their keys.
func SortFlows(flows []Flow) []Flow {
	return slices.SortedFunc(slices.Values(flows), func(a, b Flow) int { return cmp.Compare(a.Key, b.Key) })
}

var applicationProtocol = wording.LazyRegexp("^[a-z][a-z0-9+.-]*$")

// CheckApplicationProtocol says what is wrong with the name of an application protocol, or nil. The set is open, but for slips
// of the names by which a row is matched in TLS and HTTP: the row would be raw without a word.
func CheckApplicationProtocol(given string) error {
	if !applicationProtocol().MatchString(given) {
		return fmt.Errorf("%s is no name of a protocol; give it in lower case, such as https, websocket, ldaps or tcp", wording.Quote(given))
	}
	web := []string{"http", "https", "websocket"}
	if meant, near := wording.Nearest(given, web); near && !slices.Contains(web, given) {
		return fmt.Errorf("%s is no protocol that rules are made for (did you mean %q?); use http, https or websocket, or tcp for anything else",
			wording.Quote(given), meant)
	}
	return nil
}

var key = wording.LazyRegexp("^[a-z][a-z0-9_]*$")

// CheckKey says what is wrong with the key of a row, or nil.
func CheckKey(given string) error {
	if !key().MatchString(given) {
		return fmt.Errorf("%s is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy", wording.Quote(given))
	}
	return nil
}

// CheckDestination says what is wrong with a destination, or nil.
func CheckDestination(given string) error {
	return checkWord(given, "destination", Destinations())
}

// CheckTransport says what is wrong with a transport protocol, or nil.
func CheckTransport(given string) error {
	return checkWord(given, "transport protocol", Transports())
}

func checkWord(given, kind string, known []string) error {
	if slices.Contains(known, given) {
		return nil
	}
	return errors.New(wording.Unknown(given, kind, known, ""))
}

// CheckHosts says what is wrong with the number of hosts that a row to this destination has, or nil.
func CheckHosts(destination string, count int) error {
	if destination == Internet && count == 0 {
		return errors.New("a row to the internet needs at least one host; give the names that it reaches, such as acme.eu.nexthink.cloud, " +
			"or another destination for a server of your own")
	}
	return nil
}
