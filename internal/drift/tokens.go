// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// tokens counts what a text states, each as words such as "host doc.nexthink.com" or "port 443".
type tokens map[string]int

var (
	protocolCell  = regexp.MustCompile(`(?im)^((?:\w+ ?[/,+&] ?)*(?:tcp|udp)(?: ?[/,+&] ?\w+)*)$`)
	directionCell = regexp.MustCompile(`(?im)^(?:(out)(?:bound|going)?|(in|in ?/ ?out|out ?/ ?in|inbound|incoming|both|bidirectional))$`)
	sourceCell    = regexp.MustCompile(directionCell.String() + `\n(.+)$`)
	source        = regexp.MustCompile(`.*(api client|browser|data enricher|finder|collector)|.*(device)|`)
	portList      = regexp.MustCompile(`(?im)^\d{1,5}(?: ?(?:[-–—,/&]|to|and|or) ?\d{1,5})*$|\b\d{4,5} ?(?:[-–—]|to|and|through) ?\d{5}\b` +
		`|\b(?:tcp|udp|ports?)(?: (?:tcp|udp|ports?|numbers?|in|the|ranges?|of|on|from|dynamic|ephemeral|high|between))*[ (:/]+` +
		`\d{1,5}\b(?: ?(?:[-–—,/&]|to|and|or|through) ?\d{1,5}\b)*|\b\d{1,5} ?[/(] ?(?:tcp|udp)\b|\.[a-z]{2,}:\d{1,5}\b`)
	regionItem  = regexp.MustCompile(`(?m)^([a-z]{2,6}(?:-[a-z0-9]+)*\d?) ?(?:\(|[:–—=-]|for ) ?(?:the )?([A-Z][^()\n]*?)[).,;]*$`)
	portRange   = regexp.MustCompile(`\b(?:(\d{1,5}) ?(?:[-–—]|to|through) ?(\d{1,5})|(\d{4,5}) and (\d{5})|(\d{1,5}))\b`)
	numberWord  = regexp.MustCompile(`(?i)\b(one|two|three|four|five|six|seven|eight|nine|ten|single)\b`)
	numberWords = strings.Fields("one two three four five six seven eight nine ten")
	placeholder = regexp.MustCompile(`<([a-z0-9_-]+)>`)
	tenantHost  = regexp.MustCompile(`^\{?instance\}?([.-].*\.|\.)\{?reg(?:ion)?\}?(\.nexthink\.cloud)$`)
)

// form is how the page writes a token.
type form struct {
	kind, value string // value has the groups of the form
	normalize   func(string) string
	form        *regexp.Regexp
}

// few is a small number, and near are the words between it and what it limits.
const few, near = `\b(\d{1,2})\b`, `[^.,;<{\d\n]{0,60}?\b`

// limits are replaced by one word each, in this order, so that no number has two meanings.
var limits = []form{
	{value: "limit_${1}_${2}s", form: regexp.MustCompile(`(?i)\b(\d+)[ -](second|minute|hour|day)s?\b`)},
	{value: "limit_${1}${2}_per_user", form: regexp.MustCompile(`(?i)` + few + near + `users?\b|\busers?\b` + near + few)},
	{value: "limit_${1}${2}_in_parallel ", form: regexp.MustCompile(`(?i)` + few + near + `(?:parallel|concurrent|simultaneous|instance\b)|\bparallel\b` + near + few)},
}

// forms are how the page writes tokens, other than ports and sources.
var forms = []form{
	{"protocol ", "$1", protocolsOf, protocolCell},
	{"direction ", "$1$2", strings.ToUpper, directionCell},
	{"host ", "$1", hostOf, regexp.MustCompile(`(?:^|//|[^@/\w.*<>{}-])((?:\*\.)?(?:[\w<>{}*-]+\.)+[a-z]{2,})\b`)},
	{"region ", "$1 ($2)", strings.NewReplacer(", and", " and").Replace, regionItem},
	{"AWS region ", "$0", strings.TrimSpace, regexp.MustCompile(`\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-(?:north|south|east|west|central)+-\d\b`)},
	{"address ", "$0", strings.TrimSpace, regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}\b(?:/\d{1,2}\b)?|\b[0-9a-fA-F]{1,4}:[0-9a-fA-F:]*:[0-9a-fA-F:]*/\d{1,3}\b`)},
	{"account ", "$0", strings.TrimSpace, regexp.MustCompile(`\b\d{12}\b`)},
	{"limit ", "$1 $2", strings.NewReplacer("_", " ").Replace, regexp.MustCompile(`limit_(\d+)_(\w+)`)},
	{"rule-based assignment", "", strings.TrimSpace, regexp.MustCompile(`(?i)\b(?:re)?assign(?:ed|ment)`)},
}

// tokensOf returns what a text states.
func tokensOf(text string) tokens {
	found := make(tokens)
	for _, list := range portList.FindAllString(text, -1) {
		for _, parts := range portRange.FindAllStringSubmatch(list, -1) {
			from, to := parts[1]+parts[3]+parts[5], "-"+parts[2]+parts[4]
			found["port "+strings.TrimSuffix(strings.TrimSuffix(from+to, "-"+from), "-")]++
		}
	}
	if row := cell.FindStringIndex(text); row != nil && sourceColumn.MatchString(text[:row[0]]) {
		for _, parts := range sourceCell.FindAllStringSubmatch(text, -1) {
			found["source "+sourceOf(parts[3])]++
		}
	}
	text = strings.ReplaceAll(text, "X-Amz-Expires=600&", " 10 minutes ")
	text = numberWord.ReplaceAllStringFunc(text, func(word string) string {
		return strconv.Itoa(max(1, slices.Index(numberWords, strings.ToLower(word))+1))
	})
	for _, l := range limits {
		text = l.form.ReplaceAllString(text, l.value)
	}
	for _, f := range forms {
		for _, at := range f.form.FindAllStringSubmatchIndex(text, -1) {
			found[f.kind+f.normalize(string(f.form.ExpandString(nil, f.value, text, at)))]++
		}
	}
	return found
}

// protocolsOf sorts the names in a cell such as "WebSocket / TCP / HTTPS". The transport protocol is the last.
func protocolsOf(text string) string {
	names := strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return !isWord(r) })
	isTransport := func(name string) int { return strings.Count("TCP UDP", name) }
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(isTransport(a)-isTransport(b), cmp.Compare(a, b)) })
	return strings.Join(slices.Compact(names), " / ")
}

// sourceOf returns a source of the catalog, or the cell if it names none. The Collector runs on a device.
func sourceOf(text string) string {
	name := strings.Join(source.FindStringSubmatch(strings.ToLower(text))[1:], "")
	return cmp.Or(strings.NewReplacer("device", "collector", " ", "_").Replace(name), text)
}

// hostOf returns a host with the placeholders of the catalog. The API base URL of the page has no angle brackets.
func hostOf(name string) string {
	name = placeholder.ReplaceAllString(strings.ToLower(name), "{$1}")
	name = tenantHost.ReplaceAllString(name, "{instance}$1{region}$2")
	return strings.NewReplacer("{reg}", "{region}", "-engine-{x}", "-engine-{engine}", "-engine-{n}", "-engine-{engine}").Replace(name)
}
