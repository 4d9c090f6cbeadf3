// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package wording holds what the provider's messages have in common: how a value that was given is quoted, how the
// accepted ones are listed, and which of them was probably meant.
//
// Every error text of the packages below provider is one clause without a final period, ready for a Terraform
// function error; the provider makes a sentence of it where a diagnostic needs one.
package wording

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/agext/levenshtein"
)

// LazyRegexp returns a regular expression that is compiled when it is first used: Terraform starts the provider several times
// for each command, and most of them use none.
func LazyRegexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// maxQuoted is the number of runes of a given value that a message repeats. A whole file passed by mistake must not
// fill the screen.
const maxQuoted = 60

// Quote gives the value as a message shows it: in double quotes, escaped, cut where it is long.
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

// Nearest gives the known name that the given one is probably a slip of, or the beginning of, and whether there is one. Case
// does not count, since a name in capitals is the commonest slip.
func Nearest(given string, known []string) (string, bool) {
	if len(given) > 4*maxQuoted {
		return "", false
	}
	given = strings.ToLower(strings.TrimSpace(given))
	nearest, least := "", math.MaxInt
	for _, name := range known {
		distance := levenshtein.Distance(given, strings.ToLower(name), nil)
		if distance <= max(1, len(name)/3) && distance < least {
			nearest, least = name, distance
		}
	}
	for _, name := range known {
		if nearest == "" && len(given) > 2 && strings.HasPrefix(strings.ToLower(name), given) {
			nearest = name
		}
	}
	return nearest, nearest != ""
}

// maxListed is how many accepted names a message lists; of more it says how many there are and where they stand.
const maxListed = 10

// Unknown says that the given name is none of the known ones, which one was probably meant, and which there are. The
// kind is a noun ("product"); where, if given, says what lists the names when they are too many for a message.
func Unknown(given, kind string, known []string, where string) string {
	text := "there is no " + kind + " " + Quote(given)
	if nearest, ok := Nearest(given, known); ok {
		text += " (did you mean " + strconv.Quote(nearest) + "?)"
	}
	if where != "" && len(known) > maxListed {
		return text + "; " + where + " lists the " + strconv.Itoa(len(known)) + " that there are"
	}
	return text + "; use " + List(known, "or")
}
