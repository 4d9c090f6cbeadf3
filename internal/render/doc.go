// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package render writes requirements for a firewall or another program that filters traffic: one file for each, with what it
// refuses.
//
// Few of these programs' providers check what they are given before it is applied, so that everything is checked here: a
// renderer gives rules that its firewall accepts, or refuses with an error that names the row and the limit.
//
// Whatever is rendered is the same for the same flows in any order. Rules that come later change no other rule's key, name,
// priority or id, since those are counted from the destination, the transport protocol and the port, or from the fixed
// number of a row, and never from a place in a list.
package render
