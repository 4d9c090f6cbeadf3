// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
)

// assignment is how a sentence speaks of Collectors that ask for their Engine.
var assignment = regexp.MustCompile(`assign|belong|which engine`)

// compareRows pairs what the tables state with what the catalogue expects: first what is equal, then what differs in little.
func (c *comparison) compareRows() {
	c.pairEqual(func(e *expectation, s statement) bool { return e.statement == s })
	c.pairEqual(func(e *expectation, s statement) bool {
		return e.mayLack(s) && !c.hasFound(e.key) && withoutHost(e.statement) == s
	})
	c.pairEqual(func(e *expectation, s statement) bool {
		s.section = e.section // a row that moved to another table says the same
		return s.host != "" && e.statement == s
	})
	c.findInProse()
	for c.pairNearest() {
	}
	for _, s := range c.left {
		c.say("row: the page has %s in the section %s, the catalogue does not", s, c.heading(s.section))
	}
	for _, e := range c.expected {
		if e.demanded && !e.found && (!e.any || !c.hasFound(e.key)) {
			c.say("row: the page no longer has %s in the section %s, which is %s", e.statement, c.heading(e.section), e.key)
		}
	}
}

func withoutHost(s statement) statement {
	s.host = ""
	return s
}

func (c *comparison) heading(section string) string {
	if name, known := c.names[section]; known {
		return name
	}
	return section
}

func (c *comparison) hasFound(key string) bool {
	return slices.ContainsFunc(c.expected, func(e *expectation) bool { return e.key == key && e.found })
}

func (c *comparison) pairEqual(equal func(*expectation, statement) bool) {
	c.left = slices.DeleteFunc(c.left, func(s statement) bool {
		for _, e := range c.expected {
			if !e.found && equal(e, s) {
				e.found = true
				return true
			}
		}
		return false
	})
}

// findInProse finds what no table states and a sentence may.
func (c *comparison) findInProse() {
	for _, e := range c.expected {
		if e.found || !slices.Contains(inProse, e.key) {
			continue
		}
		switch e.key {
		case "data_export_download":
			e.found = true // compareBuckets says what is wrong with it
		case "engine_assignment":
			e.found = assignment.MatchString(c.page.prose)
		default:
			e.found = slices.Contains(c.page.ports, e.ports)
		}
	}
}

// The least likeness of two statements that are taken for one that changed, of the four things that a statement has: where a
// requirement was found by another of its hosts, only the host may differ.
const (
	alike    = 2
	veryLike = 3
)

// pairNearest pairs the two statements that are most alike, says what changed, and tells whether there were any.
func (c *comparison) pairNearest() bool {
	best, nearest, place := 0, (*expectation)(nil), 0
	for i, s := range c.left {
		for _, e := range c.expected {
			likeness := e.likeness(s)
			least := alike
			if c.hasFound(e.key) {
				least = veryLike
			}
			if !e.found && e.section == s.section && likeness >= least && likeness > best {
				best, nearest, place = likeness, e, i
			}
		}
	}
	if nearest == nil {
		return false
	}
	nearest.found = true
	c.sayChange(nearest, c.left[place])
	c.left = slices.Delete(c.left, place, place+1)
	return true
}

func (e *expectation) likeness(s statement) int {
	likeness := 0
	for _, same := range []bool{e.ports == s.ports, e.transport == s.transport, e.applications == s.applications, e.host == s.host || e.mayLack(s)} {
		if same {
			likeness++
		}
	}
	return likeness
}

// mayLack says whether the statement has no host and needs none.
func (e *expectation) mayLack(s statement) bool { return e.any && s.host == "" }

func (c *comparison) sayChange(e *expectation, s statement) {
	for _, aspect := range []struct{ name, now, before string }{
		{"port", s.ports, e.ports},
		{"transport protocol", s.transport, e.transport},
		{"application protocols", s.applications, e.applications},
		{"host", s.host, e.host},
	} {
		switch {
		case aspect.now == aspect.before, aspect.name == "host" && e.mayLack(s):
		case aspect.now == "":
			c.say("%s: of %s the page no longer has %s", aspect.name, e.key, aspect.before)
		case aspect.before == "":
			c.say("%s: of %s the page has %s, the catalogue none", aspect.name, e.key, aspect.now)
		default:
			c.say("%s: of %s the page has %s, the catalogue %s", aspect.name, e.key, aspect.now, aspect.before)
		}
	}
}
