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

// Flow is a connection to allow.
type Flow struct {
	Key          string // the key of the requirement
	Number       int    // the fixed number of the requirement, from which rules are numbered
	Purpose      string
	Destination  string   // one of Destinations
	Transport    string   // one of Transports
	Applications []string // the application protocols
	Ports        PortRange
	Hosts        []string // names and patterns, for the internet

	DocumentationURLs []string // the pages that state the requirement
}

// Transports returns the transport protocols of flows, sorted. Rules are numbered in this order.
func Transports() []string { return []string{"tcp", "udp"} }

// Check returns an error that names the first invalid attribute, or nil.
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

// Web tells whether the application protocols use TLS, and whether they use plain HTTP. If one of them uses neither, or none is
// given, it returns false for both.
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

// IsRaw tells whether only the transport protocol and the ports are known: a firewall cannot match the flow in TLS or HTTP.
func (flow Flow) IsRaw() bool {
	tls, http := flow.Web()
	return !tls && !http
}

// HasWildcard tells whether one of the hosts is a pattern.
func (flow Flow) HasWildcard() bool {
	return slices.ContainsFunc(flow.Hosts, hostname.IsWildcard)
}

// SortFlows returns the flows sorted by key.
func SortFlows(flows []Flow) []Flow {
	return slices.SortedFunc(slices.Values(flows), func(a, b Flow) int { return cmp.Compare(a.Key, b.Key) })
}

var applicationProtocol = wording.LazyRegexp("^[a-z][a-z0-9+.-]*$")

// CheckApplicationProtocol returns an error if the text is not the name of an application protocol. The set is open, except that
// typos of http, https and websocket are errors: without an error, rules would not match TLS or HTTP.
func CheckApplicationProtocol(given string) error {
	if !applicationProtocol().MatchString(given) {
		return fmt.Errorf("%s is not a valid name of a protocol; use lower case, such as https, websocket, ldaps or tcp", wording.Quote(given))
	}
	web := []string{"http", "https", "websocket"}
	if meant, near := wording.Nearest(given, web); near && !slices.Contains(web, given) {
		return fmt.Errorf("%s is not a valid protocol (did you mean %q?); use http, https or websocket, or tcp for anything else",
			wording.Quote(given), meant)
	}
	return nil
}

var keyPattern = wording.LazyRegexp("^[a-z0-9][a-z0-9_-]*$")

// CheckKey returns an error if the text is not a valid key of a requirement.
func CheckKey(given string) error {
	if !keyPattern().MatchString(given) {
		return fmt.Errorf("%s is not a valid key; use lower-case letters, digits, hyphens and underscores, with a letter or digit first, such as my-proxy",
			wording.Quote(given))
	}
	return nil
}

// CheckDestination returns an error if the text is not a destination.
func CheckDestination(given string) error {
	return checkWord(given, "destination", Destinations())
}

// CheckTransport returns an error if the text is not a transport protocol.
func CheckTransport(given string) error {
	return checkWord(given, "transport protocol", Transports())
}

func checkWord(given, kind string, known []string) error {
	if slices.Contains(known, given) {
		return nil
	}
	return errors.New(wording.Unknown(given, kind, known, ""))
}

// CheckHosts returns an error if a requirement to this destination needs a host and has none.
func CheckHosts(destination string, count int) error {
	if destination == Internet && count == 0 {
		return errors.New("a requirement with the destination internet needs at least one host; give its host names, such as acme.eu.nexthink.cloud, " +
			"or another destination for a server of your own")
	}
	return nil
}
