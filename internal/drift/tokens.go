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
	portRange   = regexp.MustCompile(`\b(?:(\d{1,5}) ?(?:[-–—]|to|through) ?(\d{1,5})|(\d{4,5}) and (\d{5})|(\d{1,5}))\b`)
	duration    = regexp.MustCompile(`(?i)\b(\d+)[ -](second|minute|hour|day)s?\b`)
	numberWord  = regexp.MustCompile(`(?i)\b(one|two|three|four|five|six|seven|eight|nine|ten|single)\b`)
	numberWords = strings.Fields("one two three four five six seven eight nine ten")
	placeholder = regexp.MustCompile(`<([a-z0-9_-]+)>`)
	tenantHost  = regexp.MustCompile(`^\{?instance\}?([.-].*\.|\.)\{?reg(?:ion)?\}?(\.nexthink\.cloud)$`)
)

// forms are how the page writes tokens, other than ports, sources and durations.
var forms = []struct {
	form      *regexp.Regexp
	kind      string
	value     string
	normalize func(string) string
}{
	{protocolCell, "protocol ", "$1", protocolsOf},
	{directionCell, "direction ", "$1$2", strings.ToUpper},
	{regexp.MustCompile(`(?:^|//|[^@/\w.*<>{}-])((?:\*\.)?(?:[\w<>{}*-]+\.)+[a-z]{2,})\b`), "host ", "$1", hostOf},
	{regexp.MustCompile(`(?m)^([a-z]{2,6}(?:-[a-z0-9]+)*\d?) ?(?:\(|[:–—=-]|for ) ?(?:the )?([A-Z][^()\n]*?)[).;]*$`), "region ", "$1 ($2)", strings.TrimSpace},
	{regexp.MustCompile(`\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-(?:north|south|east|west|central)+-\d\b`), "AWS region ", "$0", strings.TrimSpace},
	{regexp.MustCompile(`(?i)\b\d{1,3}(?:\.\d{1,3}){3}\b(?:/\d{1,2}\b)?|\b[0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f:]*/\d{1,3}\b`), "address ", "$0", strings.ToLower},
	{regexp.MustCompile(`\b\d{12}\b`), "account ", "$0", strings.TrimSpace},
	{regexp.MustCompile(`(?i)\b(\d{1,2})\b[^.,;\d\n]{0,60}?\busers?\b|\busers?\b[^.,;\d\n]{0,40}?\b(\d{1,2})\b`), "limit ", "$1$2 per user", strings.TrimSpace},
	{regexp.MustCompile(`(?i)\b(\d{1,2})\b[^.,;\d\n]{0,60}?\b(?:parallel|concurrent|simultaneous|instance\b)`), "limit ", "$1 in parallel", strings.TrimSpace},
	{regexp.MustCompile(`(?i)\b(?:re)?assign(?:ed|ment)`), "rule-based assignment", "", strings.TrimSpace},
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
	for _, parts := range duration.FindAllStringSubmatch(text, -1) {
		found["limit "+parts[1]+" "+strings.ToLower(parts[2])+"s"]++
	}
	text = duration.ReplaceAllString(text, "")
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
	return strings.Replace(tenantHost.ReplaceAllString(name, "{instance}$1{region}$2"), "{reg}", "{region}", 1)
}
