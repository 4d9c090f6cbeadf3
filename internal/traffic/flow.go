// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Flow is one row of traffic to be let through.
type Flow struct {
	Key         string // what the row is called wherever it is mentioned
	Destination string // one of Destinations
	Transport   string // one of Transports
	Ports       PortRange
	Hosts       []string // names and patterns, for the internet
}

// Transports are the transport protocols that a flow may have, sorted.
func Transports() []string { return []string{"tcp", "udp"} }

var applicationProtocol = regexp.MustCompile("^[a-z][a-z0-9+.-]*$")

// CheckApplicationProtocol says what is wrong with the name of an application protocol, or nil. The set is open.
func CheckApplicationProtocol(given string) error {
	if !applicationProtocol.MatchString(given) {
		return fmt.Errorf("%s is no name of a protocol; give it in lower case, such as https, websocket, ldaps or tcp", wording.Quote(given))
	}
	return nil
}

var key = regexp.MustCompile("^[a-z][a-z0-9_]*$")

// CheckKey says what is wrong with the key of a row, or nil.
func CheckKey(given string) error {
	if !key.MatchString(given) {
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
		return errors.New("a row to the internet needs at least one host; give the names that it reaches, such as " +
			"acme.eu.nexthink.cloud, or another destination for a server of your own")
	}
	return nil
}
