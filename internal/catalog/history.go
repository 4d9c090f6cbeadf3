// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"cmp"
	"slices"
)

// The kinds of changes.
const (
	Added   = "added"
	Changed = "changed"
	Removed = "removed"
)

// Change is what a version changed in a requirement.
type Change struct {
	Version        string
	RequirementKey string
	Kind           string // Added, Changed or Removed
	Summary        string
}

// record is a requirement with its history, oldest first.
type record struct {
	Key     string  `json:"key"`
	Number  int     `json:"number"`
	History []entry `json:"history"`
	product *Product
}

type entry struct {
	Version   string     `json:"version"`
	Kind      string     `json:"change"`
	Summary   string     `json:"summary"`
	Statement *Statement `json:"statement"` // nil if the version removed the requirement
}

// at returns the requirement of a version, and whether the version has it. It shares the statement with the catalog.
func (r record) at(version string) (Requirement, bool) {
	requirement := Requirement{Key: r.Key, Number: r.Number, Product: r.product.ID, Classic: r.product.Classic}
	found := false
	for _, entry := range r.History {
		if compareVersions(entry.Version, version) > 0 {
			break
		}
		found = entry.Statement != nil
		if found {
			requirement.Statement = *entry.Statement
		}
		if entry.Kind == Added {
			requirement.AddedIn = entry.Version
		}
	}
	return requirement, found
}

// Numbers returns the fixed numbers of the requirements of all versions, by key.
func (c *Catalog) Numbers() map[string]int {
	numbers := make(map[string]int, len(c.requirements))
	for _, record := range c.requirements {
		numbers[record.Key] = record.Number
	}
	return numbers
}

// Changes returns the changes of all versions, sorted by version and key.
func (c *Catalog) Changes() []Change {
	changes := make([]Change, 0, len(c.requirements))
	for _, record := range c.requirements {
		for _, entry := range record.History {
			changes = append(changes, Change{entry.Version, record.Key, entry.Kind, entry.Summary})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return cmp.Or(compareVersions(a.Version, b.Version), cmp.Compare(a.RequirementKey, b.RequirementKey))
	})
	return changes
}

// ChangesSince returns the changes of the versions after the given one.
func (c *Catalog) ChangesSince(version string) []Change {
	return slices.DeleteFunc(c.Changes(), func(change Change) bool { return compareVersions(change.Version, version) <= 0 })
}
