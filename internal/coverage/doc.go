// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package coverage judges whether rules let flows through. Each flow is taken apart into needs: one host or address, one kind
// of conversation. A need is a small space of connections, ports by addresses; the rules are walked in their order over
// each part of it. What is not known until apply, and what is not understood, leaves several outcomes open: a verdict stands
// only where all of them agree.
package coverage
