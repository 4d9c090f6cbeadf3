// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package normalize reads a vendor's resources as rules: one file for each firewall. If it does not understand something in a
// resource, the rule is unproven. It never returns an error.
package normalize
