// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"strings"
)

// RulePattern is a name or pattern of a rule. There a star stands for one label or more, so that "*.example.com" is every
// name below example.com and not example.com itself, "*.*.example.com" every name two labels or more below it, and "*" alone
// every name.
type RulePattern struct {
	stars  int
	suffix string // what stands behind the stars; empty for every name
}

// CheckRulePattern says what is wrong with a name or pattern of a rule and what to give instead, or nil.
func CheckRulePattern(text string) error {
	if text == "*" {
		return nil
	}
	name := text
	for IsWildcard(strings.TrimPrefix(name, wildcard)) {
		name = strings.TrimPrefix(name, wildcard)
	}
	return CheckPattern(name)
}

// ParseRulePattern reads a name or pattern that was checked.
func ParseRulePattern(text string) RulePattern {
	if text == "*" {
		return RulePattern{stars: 1}
	}
	stars := 0
	for IsWildcard(text) {
		text = text[len(wildcard):]
		stars++
	}
	return RulePattern{stars, text}
}

// Match says how much of what a requirement's host stands for a pattern takes.
type Match uint8

// How much of a host a pattern takes.
const (
	NoMatch   Match = iota
	PartMatch       // some of the names of a wildcard, never all
	FullMatch
	WiderMatch // all, and other names besides
)

// Match says how much of the host the pattern takes. The host is a name or has a leading star, which stands for one label.
func (pattern RulePattern) Match(host string) Match {
	name, every := strings.CutPrefix(host, wildcard)
	extra := 0
	if every {
		extra = 1
	}
	if pattern.stars == 0 {
		return pattern.matchName(name, every)
	}
	depth := strings.Count(name, ".") + 1 + extra
	if pattern.suffix != "" {
		front := strings.TrimSuffix(name, pattern.suffix)
		if len(front) == len(name) || front != "" && !strings.HasSuffix(front, ".") {
			return NoMatch
		}
		depth = strings.Count(front, ".") + extra
	}
	switch {
	case depth < pattern.stars:
		return NoMatch
	case every && depth == pattern.stars && pattern.stars == 1 && pattern.suffix != "":
		return FullMatch
	}
	return WiderMatch
}

func (pattern RulePattern) matchName(name string, every bool) Match {
	if !every {
		if pattern.suffix == name {
			return FullMatch
		}
		return NoMatch
	}
	if _, below, found := strings.Cut(pattern.suffix, "."); found && below == name {
		return PartMatch
	}
	return NoMatch
}

// Common gives how many labels the pattern and the host have in common at their end, which says how near they are.
func (pattern RulePattern) Common(host string) int {
	a, b := pattern.suffix, strings.TrimPrefix(host, wildcard)
	common := 0
	for i, j := len(a)-1, len(b)-1; i >= 0 && j >= 0 && a[i] == b[j]; i, j = i-1, j-1 {
		if (i == 0 || a[i-1] == '.') && (j == 0 || b[j-1] == '.') && a[i] != '.' {
			common++
		}
	}
	return common
}
