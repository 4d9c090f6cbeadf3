// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
)

// namesOf reads a list of names, and says whether it is not known at all yet.
func namesOf(given attribute.Value) (names []attribute.Value, unknown bool, err error) {
	switch given.Kind() {
	case attribute.Unknown:
		return nil, true, nil
	case attribute.List:
	default:
		return nil, false, fmt.Errorf("this is %s; give a list or set of names", given.Kind())
	}
	for i, name := range given.Elements() {
		if name.Kind() != attribute.Text && !name.IsUnknown() {
			return nil, false, fmt.Errorf("names[%d]: this is %s; give a name", i, name.Kind())
		}
	}
	return given.Elements(), false, nil
}
