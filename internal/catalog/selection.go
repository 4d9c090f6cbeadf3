// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"cmp"
	"slices"
)

// Filter says which requirements are wanted. Its zero value stands for those of the products that are not classic, in
// the newest version.
type Filter struct {
	Version        string   // pins the catalogue; the newest where it is empty
	Products       []string // only these, classic or not; all where there are none
	IncludeClassic bool     // also the classic products
	PreferSecure   bool     // not a requirement whose secure alternative is selected too
	Exclude        []string // keys to leave out
	Sources        []string // only connections that one of these opens; of all if there are none
	Platforms      []string // only what concerns one of these; a requirement without platforms concerns all
}

// Selection is what a filter gives.
type Selection struct {
	Version      string
	Requirements []Requirement // sorted by key
	LeftOut      []LeftOut     // sorted by key
}

// LeftOut is a requirement of the version that the filter left out, and why.
type LeftOut struct {
	Key    string
	Reason string
}

// Select gives the requirements that the filter asks for. Names that the catalogue lacks select nothing: whoever takes
// them from a user checks them first.
func (c *Catalog) Select(filter Filter) Selection {
	selection := Selection{Version: filter.Version}
	if selection.Version == "" {
		selection.Version = c.Newest()
	}
	for _, record := range c.requirements {
		requirement, found := record.at(selection.Version)
		if !found {
			continue
		}
		if reason := filter.refuses(requirement); reason != "" {
			selection.leaveOut(requirement.Key, reason)
			continue
		}
		requirement.Row = requirement.clone()
		selection.Requirements = append(selection.Requirements, requirement)
	}
	if filter.PreferSecure {
		selection.preferSecure()
	}
	return selection
}

func (filter Filter) refuses(requirement Requirement) string {
	named := slices.Contains(filter.Products, requirement.Product)
	switch {
	case slices.Contains(filter.Exclude, requirement.Key):
		return "excluded by key"
	case len(filter.Products) > 0 && !named:
		return "of another product"
	case requirement.Classic && !filter.IncludeClassic && !named:
		return "of a classic product"
	case len(filter.Sources) > 0 && !slices.Contains(filter.Sources, requirement.Source):
		return "opened by " + requirement.Source
	case len(filter.Platforms) > 0 && len(requirement.Platforms) > 0 && !haveCommon(filter.Platforms, requirement.Platforms):
		return "for other platforms"
	}
	return ""
}

// preferSecure leaves out a requirement only where its alternative stays: to drop both would cut the product off.
func (selection *Selection) preferSecure() {
	selected := make(map[string]bool, len(selection.Requirements))
	for _, requirement := range selection.Requirements {
		selected[requirement.Key] = true
	}
	selection.Requirements = slices.DeleteFunc(selection.Requirements, func(requirement Requirement) bool {
		if requirement.SecureAlternative == nil || !selected[*requirement.SecureAlternative] {
			return false
		}
		selection.leaveOut(requirement.Key, "has the secure alternative "+*requirement.SecureAlternative)
		return true
	})
}

func (selection *Selection) leaveOut(key, reason string) {
	place, _ := slices.BinarySearchFunc(selection.LeftOut, key, func(left LeftOut, key string) int {
		return cmp.Compare(left.Key, key)
	})
	selection.LeftOut = slices.Insert(selection.LeftOut, place, LeftOut{key, reason})
}

func haveCommon(a, b []string) bool {
	return slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
}
