// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package wording formats the parts that messages have in common: a quoted value, a list of valid values, and a suggestion.
//
// An error of a package below provider is one clause without a final period, as Terraform's function errors need it. The
// provider makes a sentence of it for a diagnostic.
package wording

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/agext/levenshtein"
)

// LazyRegexp returns a function that compiles a regular expression when it is first called. Terraform starts the provider several
// times for each command, and most of these processes need no regular expression.
func LazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// maxQuoted is the number of runes of a value that a message repeats. The value may be a whole file by mistake.
const maxQuoted = 60

// Quote returns the value in double quotes, escaped, and cut after 60 characters.
func Quote(value string) string {
	count := 0
	for i := range value {
		if count == maxQuoted {
			return strconv.Quote(value[:i]) + " (cut)"
		}
		count++
	}
	return strconv.Quote(value)
}

// List joins names for a sentence: "a", "a or b", "a, b or c".
func List(names []string, conjunction string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + conjunction + " " + names[last]
}

// Nearest returns the known name that was probably meant, and whether there is one: the given name is similar to it or is its
// beginning. Case does not count, since a name in capitals is the most frequent mistake.
func Nearest(given string, known []string) (string, bool) {
	if len(given) > 4*maxQuoted {
		return "", false
	}
	given = strings.ToLower(strings.TrimSpace(given))
	nearest, smallest := "", math.MaxInt
	for _, name := range known {
		distance := levenshtein.Distance(given, strings.ToLower(name), nil)
		if distance <= max(1, len(name)/3) && distance < smallest {
			nearest, smallest = name, distance
		}
	}
	for _, name := range known {
		if nearest == "" && len(given) > 2 && strings.HasPrefix(strings.ToLower(name), given) {
			nearest = name
		}
	}
	return nearest, nearest != ""
}

// OneLetterAway returns the known name that differs from the given one by one letter, and whether there is one.
func OneLetterAway(given string, known []string) (string, bool) {
	for _, name := range known {
		if len(given) <= len(name)+1 && levenshtein.Distance(given, name, nil) == 1 {
			return name, true
		}
	}
	return "", false
}

// maxListed is how many valid names a message lists. If there are more, it says how many, and what lists them.
const maxListed = 10

// Unknown returns a message that the given name is not a known one. It suggests a name and lists the known ones. The kind is a
// noun such as "product". If where is not empty, it is what lists the names if they are too many for a message.
func Unknown(given, kind string, known []string, where string) string {
	text := NotFound(given, kind, known)
	if where != "" && len(known) > maxListed {
		return text + "; " + where + " lists all " + strconv.Itoa(len(known))
	}
	return text + "; use " + List(known, "or")
}

// NotFound returns a message that the given name is not a known one. It suggests a name and lists none.
func NotFound(given, kind string, known []string) string {
	text := "there is no " + kind + " " + Quote(given)
	if nearest, ok := Nearest(given, known); ok {
		text += " (did you mean " + strconv.Quote(nearest) + "?)"
	}
	return text
}
