// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package traffic holds the words that requirements and firewalls share: a [Flow] is what is to be let through, with
// who is at its other end, over which transport and ports, and under which names.
package traffic
