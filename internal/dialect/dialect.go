// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package dialect writes names as the lists of names of each firewall have them, and reads such names.
package dialect

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Dialect is how a firewall writes the names in a list of names.
type Dialect struct {
	Name        string
	Product     string            // what the list is for
	Prefix      string            // what precedes the name in a wildcard, or every name if it accepts exact names only
	Deep        string            // what precedes the name in another wildcard, which matches any number of labels and is only read
	Suffix      string            // what follows every name
	Exact       bool              // accepts exact names only
	Minimal     bool              // refuses a name that another name of the list covers
	Wildcard    hostname.Wildcard // what a wildcard matches
	Widens      bool              // an exact name also matches every name below it
	Web         bool              // matches names in TLS and HTTP only
	TCP         bool              // the product carries TCP only
	MaxNames    int               // the maximum number of names in a rule; 0 if no limit is known
	Alternative string            // what to use for a requirement that the dialect cannot express
	Evidence    Evidence
}

// Evidence is the source for what a dialect matches.
type Evidence struct {
	URL     string // the vendor's page; empty if the list is of no product
	ReadOn  string // the day on which the page, a copy of it or an excerpt from it was read, such as 2026-11-24
	Assumed bool   // the page does not say what a wildcard matches, and no other source was found
}

// All returns all dialects, sorted by name.
func All() []Dialect { return slices.Clone(dialects) }

// ByName returns the dialect with the name. The error, an ArgumentError, lists all names.
func ByName(name string) (Dialect, error) {
	index, found := slices.BinarySearchFunc(dialects, name, func(dialect Dialect, name string) int { return cmp.Compare(dialect.Name, name) })
	if found {
		return dialects[index], nil
	}
	names := []string{}
	for _, dialect := range dialects {
		names = append(names, dialect.Name)
	}
	return Dialect{}, &traffic.ArgumentError{Argument: "dialect", Err: errors.New(wording.Unknown(name, "dialect", names, ""))}
}

// Check returns an error that says why the dialect cannot express a requirement, or nil.
func (dialect Dialect) Check(flow traffic.Flow) error {
	if dialect.Exact && flow.HasWildcard() {
		return fmt.Errorf("the requirement %s has a wildcard, and %s accepts exact names only; if * stands for the tenant, set instance, "+
			"otherwise leave the requirement out or use %s",
			flow.Key, dialect.Product, dialect.Alternative)
	}
	if dialect.Web && flow.IsRaw() {
		return fmt.Errorf("the requirement %s uses %s, which is not known to be TLS or HTTP, and %s matches names only in these; "+
			"leave the requirement out here and use %s for it",
			flow.Key, applications(flow), dialect.Product, dialect.Alternative)
	}
	if dialect.TCP && flow.Transport != "tcp" {
		return fmt.Errorf("the requirement %s uses %s, and %s forwards TCP only; leave the requirement out here and use %s for it",
			flow.Key, flow.Transport, dialect.Product, dialect.Alternative)
	}
	return nil
}

// applications returns the application protocols of a connection for messages.
func applications(flow traffic.Flow) string {
	if len(flow.Applications) == 0 || slices.Equal(flow.Applications, []string{flow.Transport}) {
		return "plain " + flow.Transport
	}
	return wording.List(flow.Applications, "and") + " over " + flow.Transport
}

// Write returns a host or pattern as the dialect writes it.
func (dialect Dialect) Write(host string) string {
	if name, isWildcard := strings.CutPrefix(host, "*."); isWildcard || dialect.Exact {
		return dialect.Prefix + name + dialect.Suffix
	}
	return host + dialect.Suffix
}

// Read returns the names and patterns of a rule that match what a name in the dialect matches. It is the inverse of Write, and
// returns an error if the text is not a name in the dialect.
func (dialect Dialect) Read(text string) ([]string, error) {
	name := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(text), dialect.Suffix), ".")
	if name == EveryName && (dialect.Prefix == "*." || dialect.Deep == "*.") {
		return []string{EveryName}, nil
	}
	name, isWildcard := dialect.cutPrefix(name)
	valid := hostname.CheckPattern(name) == nil || isWildcard && hostname.CheckRulePattern("*."+name) == nil
	switch {
	case !valid || hostname.IsWildcard(name):
		return nil, fmt.Errorf("%s is not a valid name in %s", wording.Quote(text), dialect.Product)
	case isWildcard && (!dialect.Wildcard.Apex || !strings.Contains(name, ".")):
		return []string{"*." + name}, nil
	case isWildcard || dialect.Widens:
		return []string{name, "*." + name}, nil
	}
	return []string{name}, nil
}

// cutPrefix removes the prefix of a name, and reports whether the name is a wildcard.
func (dialect Dialect) cutPrefix(text string) (name string, isWildcard bool) {
	switch {
	case dialect.Exact:
		return strings.TrimPrefix(text, dialect.Prefix), false
	case dialect.IsDeep(text):
		return strings.TrimPrefix(text, dialect.Deep), true
	case dialect.Prefix == "":
		return text, false
	}
	return strings.CutPrefix(text, dialect.Prefix)
}

// IsDeep reports whether a name of the list is a wildcard that matches any number of labels, in a dialect whose own wildcard has a maximum.
func (dialect Dialect) IsDeep(text string) bool {
	return dialect.Deep != "" && strings.HasPrefix(text, dialect.Deep)
}

// EveryName matches all names in the dialects whose wildcard is "*.".
const EveryName = "*"
