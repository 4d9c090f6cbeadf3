// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"cmp"
	"slices"
)

// Filter selects requirements. Its zero value selects those of the newest version whose products are not classic.
type Filter struct {
	Version        string   // of the catalog; empty for the newest
	Products       []string // only these, classic or not; none for all
	IncludeClassic bool     // also the classic products
	PreferSecure   bool     // leave out a requirement if its secure alternative is selected
	Exclude        []string // keys to leave out
	Sources        []string // only connections that one of these opens; of all if there are none
	Platforms      []string // only what concerns one of these; a requirement without platforms concerns all
}

// Selection is the result of a filter.
type Selection struct {
	Version      string
	RecordedOn   string        // the day on which the version was recorded, YYYY-MM-DD
	Requirements []Requirement // sorted by key
	LeftOut      []LeftOut     // sorted by key
}

// LeftOut is a requirement of the version that the filter does not select.
type LeftOut struct {
	Key    string
	Reason string
}

// Select returns the requirements that the filter selects. A product or version that does not exist selects nothing: validate
// the user's input before.
func (c *Catalog) Select(filter Filter) Selection {
	selection := Selection{Version: filter.Version}
	if selection.Version == "" {
		selection.Version = c.Newest()
	}
	for _, version := range c.versions {
		if version.Number == selection.Version {
			selection.RecordedOn = version.RecordedOn
		}
	}
	for _, record := range c.requirements {
		requirement, found := record.at(selection.Version)
		if !found {
			continue
		}
		if reason := filter.whyLeftOut(requirement); reason != "" {
			selection.leaveOut(requirement.Key, reason)
			continue
		}
		requirement.Statement = requirement.clone()
		selection.Requirements = append(selection.Requirements, requirement)
	}
	if filter.PreferSecure {
		selection.preferSecure()
	}
	return selection
}

func (filter Filter) whyLeftOut(requirement Requirement) string {
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

// preferSecure leaves out a requirement only if its alternative is selected. Without both, the product would be blocked.
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
	i, _ := slices.BinarySearchFunc(selection.LeftOut, key, func(left LeftOut, key string) int {
		return cmp.Compare(left.Key, key)
	})
	selection.LeftOut = slices.Insert(selection.LeftOut, i, LeftOut{key, reason})
}

func haveCommon(a, b []string) bool {
	return slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
}
