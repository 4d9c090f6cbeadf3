// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic

import "errors"

// ErrUnknown says that the result depends on a value that is not known until apply.
var ErrUnknown = errors.New("the result depends on a value that is not known until apply")

// ArgumentError is an error in an argument of a function.
type ArgumentError struct {
	Argument string // the name of the function's parameter
	Index    int    // which argument it is, if the parameter takes several
	Err      error
}

func (e *ArgumentError) Error() string { return e.Err.Error() }

// Unwrap returns the error without the argument.
func (e *ArgumentError) Unwrap() error { return e.Err }

// InRequirements wraps an error in the argument requirements.
func InRequirements(err error) error { return &ArgumentError{Argument: "requirements", Err: err} }

// InDestinations wraps an error in the argument destinations.
func InDestinations(err error) error { return &ArgumentError{Argument: "destinations", Err: err} }
