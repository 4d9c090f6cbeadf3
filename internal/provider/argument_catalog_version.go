// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

var (
	// aNumber is what Terraform makes of a version without quotes: 2026-11 is a subtraction.
	aNumber = wording.LazyRegexp(`^-?[0-9]+(\.[0-9]+)?$`)
	// yearAndNumber is the form of versions such as 2026.1, which drafts of this provider had.
	yearAndNumber = wording.LazyRegexp(`^[0-9]{4}\.[0-9]+$`)
)

func catalogVersionCheck() stringCheck {
	return stringCheck{"a version of the catalog", "Invalid Catalog Version", checkCatalogVersion}
}

func checkCatalogVersion(given string) error {
	c, err := catalog.Load()
	if err != nil {
		return err
	}
	known := c.VersionNumbers()
	if slices.Contains(known, given) {
		return nil
	}
	return errors.New(wording.Quote(given) + " is not a valid catalog version; " + versionsToUse(given, known))
}

// versionsToUse says which of the known versions to use instead of the given one.
func versionsToUse(given string, known []string) string {
	quoted := make([]string, 0, len(known))
	for _, version := range known {
		if yearAndNumber().MatchString(given) && strings.HasPrefix(version, given[:len("2026")]+"-") {
			return "use " + strconv.Quote(version)
		}
		quoted = append(quoted, strconv.Quote(version))
	}
	if aNumber().MatchString(given) {
		return "write one of " + strings.Join(quoted, ", ") + " in quotes"
	}
	return "use " + wording.List(quoted, "or")
}
