// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import "slices"

// Internet is the destination of a flow with hosts. The other destinations are the customer's own servers, and the customer gives
// their addresses.
const Internet = "internet"

// destinations are in the order in which rendered rules are numbered. Add new ones at the end only.
var destinations = []string{Internet, "domain_controller", "active_directory", "dns_server", "mail_server", "proxy_server"}

// Destinations returns all destinations, sorted. The set is closed.
func Destinations() []string {
	return slices.Sorted(slices.Values(destinations))
}

// DestinationIndex returns the number of a destination, from which rules are numbered. It never changes.
func DestinationIndex(destination string) int { return slices.Index(destinations, destination) }

// TransportIndex returns the number of a transport protocol, from which rules are numbered. It never changes.
func TransportIndex(transport string) int { return slices.Index(Transports(), transport) }
