// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import "strings"

// RulePattern is a name or pattern of a rule. Its wildcards stand for one or more labels: "*.example.com" matches every name
// below example.com but not example.com itself, "*.*.example.com" every name two or more labels below it, and "*" every name.
type RulePattern struct {
	wildcards int
	suffix    string // the name after the wildcards; empty for every name
}

// CheckRulePattern returns an error if the text is not a valid name or pattern of a rule. The error says what is valid.
func CheckRulePattern(text string) error {
	if text == "*" {
		return nil
	}
	name := text
	for IsWildcard(strings.TrimPrefix(name, wildcard)) {
		name = strings.TrimPrefix(name, wildcard)
	}
	if topLevel, isWildcard := strings.CutPrefix(name, wildcard); isWildcard && CheckPattern("any."+topLevel) == nil {
		return nil // also *.com
	}
	return CheckPattern(name)
}

// ParseRulePattern parses a name or pattern that [CheckRulePattern] accepts.
func ParseRulePattern(text string) RulePattern {
	if text == "*" {
		return RulePattern{wildcards: 1}
	}
	wildcards := 0
	for IsWildcard(text) {
		text = text[len(wildcard):]
		wildcards++
	}
	return RulePattern{wildcards, text}
}

// Match is how much of a host a pattern matches.
type Match uint8

// The values of Match.
const (
	NoMatch   Match = iota
	PartMatch       // some of the names that the host's wildcard stands for
	FullMatch
	WiderMatch // also names that the host does not stand for
)

// Match returns how much of a host the pattern matches. The host is a name, or has a wildcard that stands for one label.
func (pattern RulePattern) Match(host string) Match {
	name, isWildcard := strings.CutPrefix(host, wildcard)
	extra := 0
	if isWildcard {
		extra = 1
	}
	if pattern.wildcards == 0 {
		return pattern.matchName(name, isWildcard)
	}
	depth := strings.Count(name, ".") + 1 + extra
	if pattern.suffix != "" {
		front, under := strings.CutSuffix(name, pattern.suffix)
		if !under || front != "" && !strings.HasSuffix(front, ".") {
			return NoMatch
		}
		depth = strings.Count(front, ".") + extra
	}
	switch {
	case depth < pattern.wildcards:
		return NoMatch
	case isWildcard && depth == pattern.wildcards && pattern.wildcards == 1 && pattern.suffix != "":
		return FullMatch
	}
	return WiderMatch
}

func (pattern RulePattern) matchName(name string, isWildcard bool) Match {
	_, below, _ := strings.Cut(pattern.suffix, ".")
	switch {
	case !isWildcard && pattern.suffix == name:
		return FullMatch
	case isWildcard && below == name:
		return PartMatch
	}
	return NoMatch
}

// Covers tells whether the pattern matches every name that another one matches.
func (pattern RulePattern) Covers(other RulePattern) bool {
	front, below := strings.CutSuffix(other.suffix, pattern.suffix)
	switch {
	case pattern.wildcards == 0:
		return pattern == other
	case !below || front != "" && pattern.suffix != "" && !strings.HasSuffix(front, "."):
		return false
	case front != "" && pattern.suffix == "":
		front += "."
	}
	return strings.Count(front, ".")+other.wildcards >= pattern.wildcards
}

// Common returns the number of labels that the pattern and the host have in common, counted from the end.
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
