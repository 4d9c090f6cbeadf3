// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package coverage checks whether rules allow flows. It splits each flow into connections: one host or address and one
// application protocol each. A connection still has many ports and addresses, so the rules are applied in their order to each
// part of it. A rule may depend on a value that is not known until apply, or be one that the provider cannot decide. Then a
// connection has several possible outcomes. A verdict is certain only if all of them agree.
package coverage
