// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import "errors"

// ErrUnknown says that the result depends on a value that is not known until apply.
var ErrUnknown = errors.New("the result depends on a value that is not known until apply")

// ArgumentError is a refusal that names the argument of a function which it is about.
type ArgumentError struct {
	Argument string // the name of the function's parameter
	Index    int    // which argument it is, if the parameter takes several
	Err      error
}

func (refusal *ArgumentError) Error() string { return refusal.Err.Error() }

// Unwrap gives what is wrong.
func (refusal *ArgumentError) Unwrap() error { return refusal.Err }

// InRequirements refuses something about the rows.
func InRequirements(err error) error { return &ArgumentError{Argument: "requirements", Err: err} }

// InDestinations refuses something about the addresses.
func InDestinations(err error) error { return &ArgumentError{Argument: "destinations", Err: err} }
