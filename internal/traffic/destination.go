// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import "slices"

// Internet is the destination that is reached by the hosts of a flow; the address of every other one is the customer's
// own to give.
const Internet = "internet"

// destinations are in the order in which rendered rules are numbered; a new one may only be added at the end.
var destinations = []string{Internet, "domain_controller", "active_directory", "dns_server", "mail_server", "proxy_server"}

// Destinations are the words for who is at the other end, sorted. The set is closed.
func Destinations() []string {
	return slices.Sorted(slices.Values(destinations))
}

// DestinationIndex is the place of a destination from which rendered rules are numbered. It never changes.
func DestinationIndex(destination string) int { return slices.Index(destinations, destination) }

// TransportIndex is the place of a transport protocol from which rendered rules are numbered. It never changes.
func TransportIndex(transport string) int { return slices.Index(Transports(), transport) }
