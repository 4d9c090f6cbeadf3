// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package render writes requirements for a firewall, or for another program that filters traffic: one file for each.
//
// Few providers of firewalls check their arguments in a plan. This package does: a function returns rules that the firewall accepts, or
// an error that names the requirement and the limit.
//
// The order of the flows does not matter. A new requirement does not change the key, name, priority or id of a rule of another one:
// they depend on the destination, the transport protocol and the port, or on the fixed number of the requirement.
package render
