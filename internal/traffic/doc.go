// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package traffic has the types that requirements and firewalls share. A [Flow] is a connection to allow. A [Rule] is what a
// firewall allows or denies.
package traffic
