// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// check runs the comparison in this process.
func check(page string) (output string, status int) {
	var stdout, stderr bytes.Buffer
	status = run(nil, strings.NewReader(page), &stdout, &stderr)
	return stdout.String() + stderr.String(), status
}

// differences gives the lines that are said of a page with drift.
func differences(t *testing.T, page string) []string {
	t.Helper()
	output, status := check(page)
	lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
	if status != drifted {
		t.Fatalf("status %d: %s", status, output)
	}
	return lines[1:]
}

// mutated replaces all that the expression matches, which must be something.
func mutated(t *testing.T, page, expression, instead string) string {
	t.Helper()
	form := regexp.MustCompile(expression)
	if !form.MatchString(page) {
		t.Fatalf("there is no %s", expression)
	}
	return form.ReplaceAllString(page, instead)
}

// until gives what stands before the words.
func until(page, words string) string {
	before, _, _ := strings.Cut(page, words)
	return before
}

// from gives the words and what stands behind them.
func from(page, words string) string { return strings.TrimPrefix(page, until(page, words)) }

func TestDrift_NamesWhatChanged(t *testing.T) {
	t.Parallel()
	const table = "\n\nPort number\n\nProtocol\n\nDirection\n\nReason\n\nDomain\n\n"
	for name, test := range map[string]struct {
		copies              string
		expression, instead string
		want                []string
	}{
		"a host renamed":             {"older.txt older.md", `alib\.nexthink`, "alib2.nexthink", []string{"host: of finder_support_telemetry the page has alib2.nexthink.com, the catalogue alib.nexthink.com"}},
		"a host renamed, newer":      {"newer.txt newer.md", `intake-datadoghq`, "intake-us5-datadoghq", []string{"host: of telemetry_monitoring the page has browser-intake-us5-datadoghq.com, the catalogue browser-intake-datadoghq.com"}},
		"a wildcard renamed":         {"newer.txt newer.md", `\*\.okta\.com`, "*.okta-emea.com", []string{"host: of web_interface_identity the page has *.okta-emea.com, the catalogue *.okta.com"}},
		"a host with placeholders":   {"older.txt", `agora\.<reg>`, "angora.<reg>", []string{"host: of data_enricher_upload the page has angora.{region}.nexthink.cloud, the catalogue agora.{region}.nexthink.cloud", "host: the page has angora.{region}.nexthink.cloud, the catalogue does not"}},
		"a host of the overview":     {"older.txt", `<instance>\.data\.`, "<instance>.stream.", []string{"host: the page has {instance}.stream.{region}.nexthink.cloud, the catalogue does not", "host: the page no longer has {instance}.data.{region}.nexthink.cloud, of collector_channel"}},
		"the API's host":             {"older.txt older.md newer.txt newer.md", `instance\.api\.region`, "instance.rest.region", []string{"host: of api_requests the page has {instance}.rest.{region}.nexthink.cloud, the catalogue {instance}.api.{region}.nexthink.cloud", "host: the page has {instance}.rest.{region}.nexthink.cloud, the catalogue does not"}},
		"a host more":                {"older.txt", `• docs\.nexthink\.com`, "• docs.nexthink.com\n\n• help.nexthink.com", []string{"row: the page has TCP 443 https to help.nexthink.com in the section Finder, the catalogue does not"}},
		"a host less":                {"older.txt", `• docs\.nexthink\.com\n`, "", []string{"row: the page no longer has TCP 443 https to docs.nexthink.com in the section Finder, which is finder_documentation"}},
		"a port changed":             {"older.txt older.md", `\b636\b`, "3269", []string{"port: of data_enricher_ldaps the page has 3269, the catalogue 636"}},
		"a port changed, newer text": {"newer.txt", `443\n\nWebSocket`, "8443\n\nWebSocket", []string{"port: of collector_channel the page has 8443, the catalogue 443"}},
		"a port changed, newer":      {"newer.md", `443</td><td>WebSocket`, "8443</td><td>WebSocket", []string{"port: of collector_channel the page has 8443, the catalogue 443"}},
		"a port of several rows":     {"older.txt older.md", `\b80\b`, "8080", []string{"port: of finder_certificate_status the page has 8080, the catalogue 80", "port: of finder_documentation_plain the page has 8080, the catalogue 80"}},
		"a port in a sentence":       {"older.txt older.md", `port 135`, "port 136", []string{"port: the page speaks of 136, the catalogue does not have it", "row: the page no longer has TCP 135 msrpc in the section Collector, which is collector_rpc_endpoint_mapper"}},
		"a range in a sentence":      {"older.txt older.md", `49152-65535`, "50000-65535", []string{"port: the page speaks of 50000-65535, the catalogue does not have it", "row: the page no longer has TCP 49152-65535 msrpc in the section Collector, which is collector_rpc_dynamic_ports"}},
		"a row removed":              {"older.txt", `636\n\nLDAPS / TCP\n\nOUT\n\n.*\n\n-\n\n`, "", []string{"row: the page no longer has TCP 636 ldaps in the section Data Enricher, which is data_enricher_ldaps"}},
		"a row removed in Markdown":  {"older.md", `<tr><td>636</td>.*?</tr>`, "", []string{"row: the page no longer has TCP 636 ldaps in the section Data Enricher, which is data_enricher_ldaps"}},
		"a row of several removed":   {"older.txt", `HTTPS / TCP\n\nOUT\n\nNew versions.*\n\n<.*\n\n`, "", []string{"row: the page no longer has TCP 443 https to {instance}.{region}.nexthink.cloud in the section Finder, which is finder_updates"}},
		"a row removed, newer text":  {"newer.txt", `443\n\nHTTPS / TCP\n\nOUT\n\nBrowser\n\nHow fast.*\n\n.*\n\n`, "", []string{"row: the page no longer has TCP 443 https to browser-intake-datadoghq.com in the section Telemetry and monitoring, which is telemetry_monitoring"}},
		"a row removed, newer":       {"newer.md", `<tr><td>443</td><td>HTTPS / TCP</td><td>OUT</td><td>Browser</td><td>How.*?</tr>`, "", []string{"row: the page no longer has TCP 443 https to browser-intake-datadoghq.com in the section Telemetry and monitoring, which is telemetry_monitoring"}},
		"a row added":                {"older.txt", `25\n\nSMTP / TCP`, "587\n\nSMTP / TCP\n\nOUT\n\nMails\n\n-\n\n25\n\nSMTP / TCP", []string{"row: the page has TCP 587 smtp in the section Finder, the catalogue does not"}},
		"a row added in Markdown":    {"older.md", `<tr><td>25</td>`, "<tr><td>587</td><td>SMTP / TCP</td><td>OUT</td><td>Mails</td><td>-</td></tr><tr><td>25</td>", []string{"row: the page has TCP 587 smtp in the section Finder, the catalogue does not"}},
		"a region added":             {"older.txt", `    • us:.*\n`, "$0\n    • apac: India.\n", []string{"region: the page has apac, the catalogue does not"}},
		"a region added, newer text": {"newer.txt", `    • us -.*\n`, "$0\n    • apac - India\n", []string{"region: the page has apac, the catalogue does not"}},
		"a region added in Markdown": {"older.md newer.md", "  \\* `us`.*\n", "$0  * `apac` - India.\n", []string{"region: the page has apac, the catalogue does not"}},
		"a region removed":           {"older.txt newer.txt older.md newer.md", ".*\\bpac\\b.*\n", "", []string{"region: the page no longer has pac"}},
		"a section added":            {"older.txt newer.txt", `\nCollector\n`, "\nBrowser extension" + table + "443\n\nHTTPS / TCP\n\nOUT\n\nThe extension\n\nextension.nexthink.com\n\nCollector\n", []string{"row: the page has TCP 443 https to extension.nexthink.com in the section Browser extension, the catalogue does not", `section: the page has "Browser extension", the catalogue has no such product`}},
		"a section added, Markdown":  {"older.md newer.md", `## Collector`, "## Browser extension <a id=\"x\"></a>\n\nNothing yet.\n\n## Collector", []string{`section: the page has "Browser extension", the catalogue has no such product`}},
		"a section renamed":          {"older.txt older.md", `Finder \(classic\)`, "Desktop (classic)", []string{"row: the page has TCP 25 smtp in the section Desktop, the catalogue does not", "row: the page no longer has TCP 25 smtp in the section Finder, which is finder_error_mail", `section: the page has "Desktop", the catalogue has no such product`, `section: the page no longer has "Finder"`}},
		"the last section renamed":   {"older.txt older.md", `Engine \(classic\)`, "Motor (classic)", []string{"row: the page has TCP 443 in the section Motor, the catalogue does not", "row: the page no longer has TCP 443 to {instance}-engine-{engine}.{region}.nexthink.cloud in the section Engine, which is engine_channel", `section: the page has "Motor", the catalogue has no such product`, `section: the page no longer has "Engine"`}},
		"a section removed":          {"older.md", `(?s)## Data Enricher.*(## Finder)`, "$1", []string{"row: the page no longer has TCP 389 ldap in the section Data Enricher, which is data_enricher_ldap", "row: the page no longer has TCP 443 https to agora.{region}.nexthink.cloud in the section Data Enricher, which is data_enricher_upload", "row: the page no longer has TCP 636 ldaps in the section Data Enricher, which is data_enricher_ldaps", "row: the page no longer has UDP 53 dns in the section Data Enricher, which is data_enricher_dns", `section: the page no longer has "Data Enricher"`}},
		"a transport changed":        {"older.txt older.md", `DNS / UDP`, "DNS / TCP", []string{"transport protocol: of data_enricher_dns the page has tcp, the catalogue udp"}},
		"a protocol changed":         {"older.txt older.md newer.txt newer.md", `WebSocket / TCP / HTTPS`, "QUIC / UDP", []string{"application protocols: of collector_channel the page has quic, the catalogue https+websocket", "transport protocol: of collector_channel the page has udp, the catalogue tcp"}},
		"a direction changed":        {"older.txt", `TCP\n\nOUT\n\nWhat Collectors`, "TCP\n\nIN\n\nWhat Collectors", []string{`direction: the section Engine has a row TCP 443 "IN", and the catalogue has outbound connections alone`}},
		"another account":            {"older.txt older.md newer.txt newer.md", `884848470805`, "123456789012", []string{"export: the page has the host aris-export-eu-west-3-123456789012.s3.eu-west-3.amazonaws.com, of another account than 884848470805, which the catalogue has"}},
		"another AWS region":         {"older.txt older.md newer.txt newer.md", `eu-west-3`, "eu-central-1", []string{"export: the page has the host aris-export-eu-central-1-884848470805.s3.eu-central-1.amazonaws.com, the catalogue aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"}},
		"no link of an export":       {"older.txt older.md", `https://aris-export\S+`, "-", []string{"export: the page no longer has the host aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com of account 884848470805, of data_export_download"}},
		"a strange protocol":         {"older.txt older.md", `DNS / UDP`, "DNS\x1b[31m / UDP", []string{"application protocols: of data_enricher_dns the page has dns?[31m, the catalogue dns"}},
		"no assignment":              {"older.txt older.md", `Where rule-based.*`, "", []string{"row: the page no longer has TCP 443 to {instance}.{region}.nexthink.cloud in the section Engine, which is engine_assignment"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for copied := range strings.FieldsSeq(test.copies) {
				got := differences(t, mutated(t, copyOf(t, copied), test.expression, test.instead))
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", copied, diff)
				}
			}
		})
	}
}

// Nobody knows yet whether the newer page still has what only the older one is known to list.
func TestDrift_IsNoneWhereTheNewerPageLacksWhatOnlyTheOlderOneLists(t *testing.T) {
	t.Parallel()
	text, markdown := copyOf(t, "older.txt"), copyOf(t, "older.md")
	text = copyOf(t, "newer.txt") + "\n" + from(text, "Data Enricher (classic)")
	markdown = copyOf(t, "newer.md") + "\n" + from(markdown, "## Data Enricher")
	for name, page := range map[string]string{
		"the classic products too":      text,
		"the same in Markdown":          markdown,
		"no Data Enricher":              mutated(t, markdown, `(?s)## Data Enricher.*(## Finder)`, "$1"),
		"no Finder":                     mutated(t, text, `(?s)Finder \(classic\).*(Engine \(classic\))`, "$1"),
		"telemetry in another table":    mutated(t, copyOf(t, "newer.md"), `## Telemetry.*\n`, ""),
		"no LDAP":                       mutated(t, markdown, `<tr><td>389</td>.*?</tr>`, ""),
		"the bare name of Okta's alone": mutated(t, copyOf(t, "newer.txt"), `• \*\.okta(cdn)?\.com\n`, ""),
		"the wildcards alone":           mutated(t, copyOf(t, "newer.md"), `<br><code>oktacdn\.com</code>`, ""),
	} {
		if output, status := check(page); status != noDrift {
			t.Errorf("%s: status %d: %s", name, status, output)
		}
	}
}

func TestDrift_IsNoneHoweverTheCopyWasSaved(t *testing.T) {
	t.Parallel()
	text := copyOf(t, "older.txt")
	for name, page := range map[string]string{
		"Windows line ends":           strings.ReplaceAll(text, "\n", "\r\n"),
		"a byte order mark":           "\ufeff" + text,
		"no blank lines":              mutated(t, text, `\n\s*\n`, "\n"),
		"more blank lines":            strings.ReplaceAll(text, "\n\n", "\n \n\u00a0\n\n"),
		"cells between tabs":          mutated(t, text, `\n\n(Protocol|Direction|OUT)\n\n`, "\t$1\t"),
		"one line for a header":       strings.ReplaceAll(text, "Port number\n\nProtocol\n\nDirection\n\nReason", "Port numberProtocolDirectionReason"),
		"no notice at the end":        until(text, "JavaScript"),
		"a sentence before a table":   strings.ReplaceAll(text, "Finder (classic)\n", "Finder (classic)\n\nOpen these on the computers that run it:\n"),
		"a cell of two lines":         strings.ReplaceAll(text, "Mails about errors", "Mails about\n\nerrors"),
		"the names of an example":     strings.ReplaceAll(text, "<instance>.data.<region>.nexthink.cloud", "<instance>.data.<region>.nexthink.cloud\n\nsuch as https://acme.data.eu.nexthink.cloud/ or acme-engine-1.eu.nexthink.cloud"),
		"regions in a sentence":       mutated(t, text, `(?s)  • <region> where.*?(\n\nWeb interface)`, "<region> is one of us, eu, pac or meta.$1"),
		"regions in parentheses":      mutated(t, text, `(?s)  • <region> where.*?(\n\nWeb interface)`, "<region> is us (United States), eu (European Union), pac (Asia-Pacific) or meta (Middle East, Turkey and Africa).$1"),
		"ports spoken of otherwise":   strings.ReplaceAll(text, "TCP port 135; what the service answers goes through ephemeral TCP ports in the range 49152-65535", "TCP ports 135 and 49152-65535, that is between 49152 and 65535"),
		"a cell cut in two":           strings.ReplaceAll(strings.ReplaceAll(text, "WebSocket / TCP / HTTPS", "WebSocket / TCP /\n\nHTTPS"), "LDAPS / TCP", "LDAPS\n/ TCP"),
		"a host cut in two":           strings.ReplaceAll(text, "alib.nexthink.com", "alib\n.nexthink.com"),
		"regions in the same line":    mutated(t, text, `(?s)  • <instance>\.<region>.*?(\n\nWeb interface)`, "<instance>.<region>.nexthink.cloud or <instance>.data.<region>.nexthink.cloud, where <region> is us (United States), eu (European Union), pac (Asia-Pacific) or meta (Africa).$1"),
		"a protocol at the end":       strings.ReplaceAll(text, "analytics, coordination, updates", "analytics over TCP"),
		"a header with its values":    strings.ReplaceAll(copyOf(t, "older.md"), "<th>Direction</th>", "<th>Direction<br>(IN/OUT)</th>"),
		"a heading with a blank":      strings.ReplaceAll(copyOf(t, "older.md"), "## Collector ", "## **Collector**&#x20;"),
		"Markdown with its brackets":  strings.ReplaceAll(copyOf(t, "newer.md"), "&#x3C;", "<"),
		"Markdown with named ones":    strings.ReplaceAll(copyOf(t, "newer.md"), "&#x3C;instance>", "&lt;instance&gt;"),
		"Markdown on several lines":   strings.ReplaceAll(copyOf(t, "older.md"), "<tr>", "\n  <tr>\n    "),
		"Markdown without a rowspan":  mutated(t, copyOf(t, "older.md"), ` rowspan="\d"`, ""),
		"Markdown with empty cells":   strings.ReplaceAll(copyOf(t, "older.md"), "<td>-</td>", "<td></td>"),
		"a table without its anchors": mutated(t, copyOf(t, "newer.md"), ` <a href.*?</a>`, ""),
	} {
		if output, status := check(page); status != noDrift {
			t.Errorf("%s: status %d: %s", name, status, output)
		}
	}
}

// significant gives the length of the copy without what may be missing at its end.
func significant(page string) int {
	page, _, _ = strings.Cut(page, "JavaScript errors")
	return len(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(page), "{% endhint %}")))
}

func TestDrift_NeverPassesACopyThatIsCut(t *testing.T) {
	t.Parallel()
	text := copyOf(t, "older.txt")
	pages := map[string]string{"newer with classic products": copyOf(t, "newer.txt") + "\n" + from(text, "Data Enricher (classic)")}
	ends := map[string]int{"newer with classic products": len(copyOf(t, "newer.txt"))}
	for _, name := range copies() {
		pages[name] = copyOf(t, name)
	}
	for name, page := range pages {
		whole := significant(page)
		at := 0
		for line := range strings.Lines(page) {
			at += len(line)
			rest := page[ends[name]:max(at, ends[name])]
			if ends[name] > 0 && !strings.Contains(rest, "Data Enricher") {
				continue // the newer page may end before its classic products
			}
			if output, status := check(page[:at]); at < whole && status == noDrift {
				t.Errorf("%s, cut after %q: status %d: %s", name, line, status, output)
			}
		}
	}
}

// A copy that is cut after any line never passes, nor does what is too short to be one; and nothing makes the reader panic.
func FuzzDrift_PassesNoPartOfAPage(f *testing.F) {
	for kind, name := range copies() {
		for part := range 8 {
			f.Add(uint8(kind), len(copyOf(f, name))*part/8, "")
		}
		f.Add(uint8(kind), len(copyOf(f, name)), "<table><tr><th rowspan=9>Port number</th></tr><tr></table>\n## X")
	}
	f.Fuzz(func(t *testing.T, kind uint8, at int, more string) {
		page := copyOf(t, copies()[int(kind)%len(copies())])
		at = max(0, min(at, len(page)))
		cut := page[:strings.LastIndex(page[:at], "\n")+1]
		for _, part := range []string{cut, more} {
			if output, status := check(part); status == noDrift && len(part) < significant(page) {
				t.Errorf("%q: %s", part, output)
			}
		}
		for _, damaged := range []string{page[:at], page[:at] + more, page[:at] + more + page[at:], more + page} {
			if output, status := check(damaged); status < noDrift || status > unreadable || output == "" {
				t.Errorf("status %d: %q", status, output)
			}
		}
	})
}
