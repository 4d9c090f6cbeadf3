// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
	"strings"
)

var (
	regionItem   = regexp.MustCompile("(?m)^[\\s•◦▪·*-]*`?([a-z]{2,6})`?\\s*(?:[:–—=(-]|for\\b)\\s*(?:the\\s+)?[A-Z]")
	regionParens = regexp.MustCompile("`?\\b([a-z]{2,6})\\b`?\\s+\\([A-Z]")
	regionSeries = regexp.MustCompile("`?\\b[a-z]{2,5}\\b`?(?:,\\s+`?[a-z]{2,5}\\b`?)+,?\\s+(?:and|or)\\s+`?[a-z]{2,5}\\b`?")
	regionWord   = regexp.MustCompile(`[a-z]{2,5}`)
)

// regionsIn finds the codes of the regions before the tables: a list of codes with their names, or one in a sentence about
// the region.
func regionsIn(overview string) []string {
	var found []string
	for _, parts := range regionItem.FindAllStringSubmatch(overview, -1) {
		found = append(found, parts[1])
	}
	for line := range strings.Lines(overview) {
		about := line[strings.LastIndex(line, "region")+1:]
		if len(about) == len(line) {
			continue // a line about something else
		}
		for _, parts := range regionParens.FindAllStringSubmatch(about, -1) {
			found = append(found, parts[1])
		}
		for _, word := range regionWord.FindAllString(regionSeries.FindString(about), -1) {
			if word != "and" && word != "or" {
				found = append(found, word)
			}
		}
	}
	slices.Sort(found)
	return slices.DeleteFunc(slices.Compact(found), func(word string) bool { return word == "region" || word == "reg" })
}
