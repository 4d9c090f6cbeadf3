// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// mutated replaces everything that the expression matches. It must match something.
func mutated(t *testing.T, page, expression, instead string) string {
	t.Helper()
	form := regexp.MustCompile(expression)
	assert.Assert(t, form.MatchString(page), "there is no %s", expression)
	return form.ReplaceAllString(page, instead)
}

// until returns the text before the words.
func until(page, words string) string {
	before, _, _ := strings.Cut(page, words)
	return before
}

// from returns the words and the text behind them.
func from(page, words string) string { return strings.TrimPrefix(page, until(page, words)) }

// isCited returns whether the newest version of the catalog cites the newer edition for the requirement.
func isCited(t *testing.T, key string) bool {
	t.Helper()
	c, err := catalog.Load()
	assert.NilError(t, err)
	return slices.ContainsFunc(c.Select(catalog.Filter{IncludeClassic: true}).Requirements, func(requirement catalog.Requirement) bool {
		return requirement.Key == key && slices.ContainsFunc(requirement.ReadIn, func(citation catalog.Citation) bool { return cited(newer, citation.Document) })
	})
}

const (
	cellEnd = `(?:</td>\s*<td>|\n\n)` // between two cells of a table row
	rowTag  = `(?s)<tr>\s*`
)

// mutations change the copies of an edition, in each format. Each difference that the mutation must have is in want, and it has no
// other one unless it is for a requirement that a later catalog cites from the newer edition.
var mutations = map[string]struct {
	edition             string
	expression, instead string
	want                []string
}{
	"a host renamed":                     {older, `alib\.nexthink`, "alib2.nexthink", []string{"Finder: missing host alib.nexthink.com", "Finder: new host alib2.nexthink.com"}},
	"a host renamed, newer":              {newer, `intake-datadoghq`, "intake-us5-datadoghq", []string{"Telemetry and monitoring: missing host browser-intake-datadoghq.com", "Telemetry and monitoring: new host browser-intake-us5-datadoghq.com"}},
	"a wildcard renamed":                 {newer, `\*\.okta\.com`, "*.okta-emea.com", []string{"Web interface: missing host *.okta.com", "Web interface: new host *.okta-emea.com"}},
	"a host with placeholders":           {older, `agora\.`, "angora.", []string{"Data Enricher: missing host agora.{region}.nexthink.cloud", "Data Enricher: new host angora.{region}.nexthink.cloud"}},
	"a region in a host":                 {older, `agora\..{1,6}reg.{1,4}\.nexthink`, "agora.emea.nexthink", []string{"Data Enricher: missing host agora.{region}.nexthink.cloud", "Data Enricher: new host agora.emea.nexthink.cloud"}},
	"a host added":                       {older, `(<br><code>|• )docs(\.nexthink\.com)`, "${1}help$2 $1 docs$2", []string{"Finder: new host help.nexthink.com"}},
	"a host gone":                        {older, `(<br><code>|• )docs\.nexthink\.com(</code>)?`, "", []string{"Finder: missing host docs.nexthink.com"}},
	"a host gone, newer":                 {newer, `<code>\*\.okta\.com</code><br>|• \*\.okta\.com`, "", []string{"Web interface: missing host *.okta.com"}},
	"all hosts of a row gone":            {older, `library\.nexthink\.com`, "-", []string{"Finder: missing host library.nexthink.com"}},
	"all hosts of a row gone, newer":     {newer, `<code>\*\.okta.*?(</td>)|• \*\.okta[^-]*?• oktacdn\.com`, "-$1", []string{"Web interface: missing host *.okta.com", "Web interface: missing host *.oktacdn.com", "Web interface: missing host oktacdn.com"}},
	"the hosts of one row of two gone":   {older, `(Finder` + cellEnd + `)[^\n]*?\.nexthink\.cloud`, "$1-", []string{"Finder: 1 times host {instance}.{region}.nexthink.cloud, the catalog has 2"}},
	"the data host gone":                 {older, `[^\n]*\.data\.[^\n]*\n`, "", []string{"Page: missing host {instance}.data.{region}.nexthink.cloud"}},
	"the data host gone, newer":          {newer, `[^\n]*\.data\.[^\n]*\n`, "", []string{"Page: missing host {instance}.data.{region}.nexthink.cloud"}},
	"the data host renamed":              {newer, `\.data\.`, ".stream.", []string{"Overview: new host {instance}.stream.{region}.nexthink.cloud", "Page: missing host {instance}.data.{region}.nexthink.cloud"}},
	"the API base URL gone":              {older, `https://instance\.api\.region\.nexthink\.cloud`, "-", []string{"Page: missing host {instance}.api.{region}.nexthink.cloud", "Web interface: missing host {instance}.api.{region}.nexthink.cloud"}},
	"the API base URL gone, newer":       {newer, `https://instance\.api\.region\.nexthink\.cloud`, "-", []string{"Page: missing host {instance}.api.{region}.nexthink.cloud"}},
	"the API base URL renamed":           {newer, `instance\.api\.region`, "instance.rest.region", []string{"Page: missing host {instance}.api.{region}.nexthink.cloud", "Web interface: new host {instance}.rest.{region}.nexthink.cloud"}},
	"the login host gone":                {newer, `https://\S{8,20}-login\.\S{6,14}\.nexthink\.cloud`, "-", []string{"Page: missing host {instance}-login.{region}.nexthink.cloud", "Web interface: missing host {instance}-login.{region}.nexthink.cloud"}},
	"a port changed":                     {older, `\b636\b`, "3269", []string{"Data Enricher: missing port 636", "Data Enricher: new port 3269"}},
	"a port changed, newer":              {newer, `443(` + cellEnd + `WebSocket)`, "8443$1", []string{"Collector: new port 8443"}},
	"a port of several rows":             {older, `\b80\b`, "8080", []string{"Finder: missing port 80", "Finder: new port 8080"}},
	"a port in a sentence":               {older, `port 135`, "port 136", []string{"Collector: missing port 135", "Collector: new port 136"}},
	"a port of a host":                   {older, `alib\.nexthink\.com`, "alib.nexthink.com:8444", []string{"Finder: new port 8444"}},
	"a range changed":                    {older, `49152-65535`, "50000-65535", []string{"Collector: missing port 49152-65535", "Collector: new port 50000-65535"}},
	"a range changed, newer":             {newer, `49152-65535`, "50000-65535", []string{"Collector: new port 50000-65535"}},
	"the Windows paragraph gone":         {older, `Besides, Collectors on Windows.*?65535\.`, "", []string{"Collector: missing port 135", "Collector: missing port 49152-65535"}},
	"a row gone":                         {older, rowTag + `<td>636</td>.*?</tr>|636\n\nLDAPS / TCP.*?\n-\n`, "", []string{"Data Enricher: 3 times direction OUT, the catalog has 4", "Data Enricher: missing port 636", "Data Enricher: missing protocol LDAPS / TCP"}},
	"the LDAP row gone":                  {older, rowTag + `<td>389</td>.*?</tr>|389\n\nLDAP / TCP.*?\n-\n`, "", []string{"Data Enricher: 3 times direction OUT, the catalog has 4", "Data Enricher: missing port 389", "Data Enricher: missing protocol LDAP / TCP"}},
	"a row like others gone":             {older, `<tr>\s*<td>HTTPS / TCP</td><td>OUT</td><td>New versions.*?</tr>|HTTPS / TCP\n\nOUT\n\nNew versions.*\n\n<.*\n\n`, "", []string{"Finder: 1 times host {instance}.{region}.nexthink.cloud, the catalog has 2", "Finder: 3 times protocol HTTPS / TCP, the catalog has 4", "Finder: 7 times direction OUT, the catalog has 8"}},
	"a row gone, newer":                  {newer, `<tr>\s*<td>443</td><td>HTTPS / TCP</td><td>OUT</td><td>Browser</td><td>How.*?</tr>|443\n\nHTTPS / TCP\n\nOUT\n\nBrowser\n\nHow.*\n\n.*\n\n`, "", []string{"Telemetry and monitoring: 1 times direction OUT, the catalog has 2", "Telemetry and monitoring: 1 times protocol HTTPS / TCP, the catalog has 2", "Telemetry and monitoring: missing host browser-intake-datadoghq.com"}},
	"a row added":                        {older, `(<tr>\s*<td>)?25(` + cellEnd + `)SMTP`, "${1}587${2}SMTP / TCP${2}OUT${2}Mails${2}-${2}25${2}SMTP", []string{"Finder: 2 times protocol SMTP / TCP, the catalog has 1", "Finder: new port 587"}},
	"a row like others added":            {older, `(HTTPS / TCP` + cellEnd + `OUT` + cellEnd + `)(The Library)`, "${1}x<br>${1}$2", []string{"Finder: 5 times protocol HTTPS / TCP, the catalog has 4"}},
	"a transport protocol changed":       {older, `DNS / UDP`, "DNS / TCP", []string{"Data Enricher: missing protocol DNS / UDP", "Data Enricher: new protocol DNS / TCP"}},
	"a protocol changed":                 {older, `WebSocket / TCP / HTTPS`, "QUIC / UDP", []string{"Collector: missing protocol HTTPS / WEBSOCKET / TCP", "Collector: new protocol QUIC / UDP"}},
	"a protocol changed, newer":          {newer, `WebSocket / TCP / HTTPS`, "QUIC / UDP", []string{"Collector: new protocol QUIC / UDP"}},
	"a protocol that is not printable":   {older, `DNS / UDP`, "D\u202eNS / UDP", []string{"Data Enricher: missing protocol DNS / UDP"}},
	"a direction changed":                {older, `OUT(` + cellEnd + `What Collectors)`, "IN$1", []string{"Engine: missing direction OUT", "Engine: new direction IN"}},
	"a direction gone":                   {older, `OUT(` + cellEnd + `Names of the addresses)`, "-$1", []string{"Data Enricher: 3 times direction OUT, the catalog has 4"}},
	"a source changed":                   {newer, `Device`, "Server", []string{"Collector: new source Server"}},
	"a source of the catalog":            {newer, `Browser of an administrator(` + cellEnd + `Sign-in)`, "Finder of an administrator$1", []string{"Web interface: new source finder"}},
	"a source of another product":        {newer, `Browser(` + cellEnd + `How)`, "Collector$1", []string{"Telemetry and monitoring: new source collector"}},
	"a source gone":                      {newer, `Browser(` + cellEnd + `How)`, "none$1", []string{"Telemetry and monitoring: new source none"}},
	"a region added":                     {older, `(\n[^\n]*\bus\b)([^\n]*United States)`, "\n * sa: South Asia$1$2", []string{"Overview: new region sa (South Asia)"}},
	"a region with a hyphen":             {older, `([•*>] ?[^\n]*)\bus(\b[^\n]*)United States`, "${1}us-gov${2}Government<br>us: United States", []string{"Overview: new region us-gov (Government)"}},
	"a region with a hyphen, newer":      {newer, `([•*>] ?[^\n]*)\bus(\b[^\n]*)United States`, "${1}us-gov${2}Government<br>us: United States", []string{"Overview: new region us-gov (Government)"}},
	"a code changed":                     {newer, `\bpac\b`, "pac-1", []string{"Overview: new region pac-1 (Asia-Pacific)", "Page: missing region pac (Asia-Pacific)"}},
	"a name of a region":                 {newer, `Asia-Pacific`, "Asia and Pacific", []string{"Overview: new region pac (Asia and Pacific)", "Page: missing region pac (Asia-Pacific)"}},
	"a region gone":                      {older, `[^\n]*\bpac\b[^\n]*\n`, "", []string{"Page: missing region pac (Asia-Pacific)"}},
	"another account":                    {older, `884848470805`, "123456789012", []string{"Collector: new account 123456789012", "Collector: new host aris-export-eu-west-3-123456789012.s3.eu-west-3.amazonaws.com", "Page: missing account 884848470805", "Page: missing host aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"}},
	"another account, newer":             {newer, `884848470805`, "123456789012", []string{"Collector: new account 123456789012", "Collector: new host aris-export-eu-west-3-123456789012.s3.eu-west-3.amazonaws.com"}},
	"another AWS region":                 {older, `eu-west-3`, "eu-central-1", []string{"Collector: new AWS region eu-central-1", "Collector: new host aris-export-eu-central-1-884848470805.s3.eu-central-1.amazonaws.com", "Page: missing AWS region eu-west-3", "Page: missing host aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"}},
	"no link of an export":               {older, `https://aris-export[^\s<` + "`" + `]+`, "-", []string{"Page: missing AWS region eu-west-3", "Page: missing account 884848470805", "Page: missing host aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"}},
	"the time of a link":                 {older, `10 minutes`, "15 minutes", []string{"Collector: new limit 15 minutes"}},
	"the exports of a user":              {older, `One export runs`, "Two exports run", []string{"Collector: new limit 2 per user", "Page: missing limit 1 per user"}},
	"the exports of a user, newer":       {newer, `One export runs`, "3 exports run", []string{"Collector: new limit 3 per user"}},
	"the exports in parallel":            {older, `five in an`, "8 in an", []string{"Collector: new limit 8 in parallel", "Page: missing limit 5 in parallel"}},
	"no limits of exports":               {older, `The link works for .*? in an instance\.`, "", []string{"Page: missing limit 1 per user", "Page: missing limit 5 in parallel"}},
	"a CIDR in a sentence":               {older, `People download`, "Allow 198.51.100.0/24 and 2001:db8::/32. People download", []string{"Collector: new address 198.51.100.0/24", "Collector: new address 2001:db8::/32"}},
	"an address in a sentence":           {newer, `People download`, "Allow 198.51.100.7 too. People download", []string{"Collector: new address 198.51.100.7"}},
	"a host in a sentence":               {newer, `(Domains and ports of every product)`, "Installers come from download.nexthink.com. $1", []string{"Overview: new host download.nexthink.com"}},
	"a host of tenants in a sentence":    {older, `People download`, "Also https://updates.eu.nexthink.cloud/x. People download", []string{"Collector: new host updates.eu.nexthink.cloud"}},
	"a section renamed":                  {older, `Finder( \(classic\))`, "Desktop$1", []string{"Desktop (classic): section is new", "Finder: section is gone", "Desktop (classic): new port 25", "Desktop (classic): new host alib.nexthink.com"}},
	"a section gone":                     {older, `(?s)(## |<h2 id="data-enricher-\(classic\)"><span>|\n)Data Enricher \(classic\).*?((## |<h2 id="finder-\(classic\)"><span>|\n)Finder \(classic\))`, "$2", []string{"Data Enricher: section is gone"}},
	"a section gone, newer":              {newer, `(?s)(## |<h2 id="telemetry-and-monitoring"><span>|\n)Telemetry and monitoring.*?((## |<h2 id="collector"><span>|\n)Collector)`, "$2", []string{"Telemetry and monitoring: section is gone"}},
	"no sentence about assignment":       {older, `Where rule-based[^\n]*analytics\.`, "", []string{"Page: missing rule-based assignment"}},
	"a sentence without a token":         {older, `unless set up otherwise`, "if not set up otherwise", nil},
	"a sentence without a token, newer":  {newer, `ephemeral TCP`, "high TCP", nil},
	"a sentence of the overview":         {newer, `may be set up`, "must not be set up", nil},
	"the validity in the link":           {older, `X-Amz-Expires=600`, "X-Amz-Expires=900", nil},
	"the purpose of a row":               {older, `Upload of the names`, "Upload of the names and of addresses", nil},
	"one host of two in another section": {newer, `data\.insights`, "content.insights", []string{"Telemetry and monitoring: missing host data.insights.nexthink.com"}},
}

func TestDrift_NamesWhatChanged(t *testing.T) {
	t.Parallel()
	hashes := recorded(t)
	for name, test := range mutations {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, format := range []string{".html", ".md", ".txt"} {
				page := mutated(t, copyOf(t, test.edition+format), test.expression, test.instead)
				lines, status := check(page)
				for _, want := range test.want {
					assert.Check(t, is.Contains(lines, want), format)
				}
				assert.Check(t, (status == drifted) == (len(test.want) > 0) && status != unreadable, "%s: status %d: %q", format, status, lines)
				if len(test.want) > 0 && test.edition == older && !strings.Contains(name, "section") {
					assert.Check(t, is.Len(lines, len(test.want)+2), format)
				}
				lines, status = check(page, "-hashes", hashes)
				assert.Check(t, status == drifted && slices.ContainsFunc(lines, func(line string) bool {
					return since.MatchString(line) || strings.HasSuffix(line, "section is gone")
				}), "%s: the hash is equal: %q", format, lines)
			}
		})
	}
}

func TestDrift_NamesASectionThatIsNew(t *testing.T) {
	t.Parallel()
	const columns = "Port number\n\nProtocol\n\nDirection\n\nReason\n\nDomain\n\n"
	const cells = "443\n\nHTTPS / TCP\n\nOUT\n\nThe extension\n\nextension.nexthink.com\n\n"
	for format, test := range map[string][2]string{
		".txt":  {"\nCollector\n", "\nBrowser extension\n\n" + columns + cells + "Collector\n"},
		".md":   {`## Collector`, "## Browser extension <a id=\"x\"></a>\n\n" + columns + cells + "## Collector"},
		".html": {`<h2 id="collector">`, "<h2><a>Browser extension</a></h2><p>" + strings.ReplaceAll(columns+cells, "\n\n", "<p>") + `<h2 id="collector">`},
	} {
		for _, edition := range []string{older, newer} {
			lines, status := check(mutated(t, copyOf(t, edition+format), test[0], test[1]), "-hashes", recorded(t))
			want := []string{
				"Browser extension: new direction OUT", "Browser extension: new host extension.nexthink.com", "Browser extension: new protocol HTTPS / TCP",
				"Browser extension: section is new",
			}
			got := slices.DeleteFunc(lines[1:], func(line string) bool { return strings.HasSuffix(line, "port 443") })
			assert.Check(t, is.DeepEqual(got, want), edition+format)
			assert.Check(t, is.Equal(status, drifted), edition+format)
		}
	}
}

// Each of these tests runs when the catalog cites the newer edition for the requirement.
func TestDrift_DemandsEachRowThatIsCited(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ key, expression, instead, want string }{
		"the Windows paragraph":  {"collector_rpc_endpoint_mapper", `Besides, Collectors on Windows.*?65535\.`, "", "Collector: missing port 135"},
		"the row of Collectors":  {"collector_channel", `WebSocket / TCP / HTTPS`, "-", "Collector: missing protocol HTTPS / WEBSOCKET / TCP"},
		"the source of browsers": {"web_interface", `Browser of an administrator`, "Server", "Web interface: missing source browser"},
		"the web host":           {"web_interface", `(Full name of the instance:[^.]*?)(&#x3C;|&lt;|<)instance\S{1,5}\.[^.]*\.nexthink\.cloud`, "$1-", "Web interface: missing host {instance}.{region}.nexthink.cloud"},
		"the API base URL":       {"api_requests", `https://instance\.api\.region\.nexthink\.cloud`, "-", "Web interface: missing host {instance}.api.{region}.nexthink.cloud"},
		"the login host":         {"web_interface_login", `-login\.`, "-signin.", "Web interface: missing host {instance}-login.{region}.nexthink.cloud"},
		"the identity hosts":     {"web_interface_identity", `\*\.oktacdn\.com`, "-", "Web interface: missing host *.oktacdn.com"},
		"the row of telemetry":   {"telemetry_monitoring", `browser-intake-datadoghq\.com`, "-", "Telemetry and monitoring: missing host browser-intake-datadoghq.com"},
	} {
		for _, format := range []string{".html", ".md", ".txt"} {
			page := mutated(t, copyOf(t, newer+format), test.expression, test.instead)
			lines, status := check(page)
			assert.Check(t, !isCited(t, test.key) || status == drifted && slices.Contains(lines, test.want), "%s in %s: %q", name, format, lines)
		}
	}
}

// Nobody knows whether the newer page still has what only the older page is known to list.
func TestDrift_IsNoneIfTheNewerPageLacksWhatOnlyTheOlderOneLists(t *testing.T) {
	t.Parallel()
	text, markdown := copyOf(t, "older.txt"), copyOf(t, "older.md")
	text = copyOf(t, "newer.txt") + "\n" + from(text, "Data Enricher (classic)")
	markdown = until(copyOf(t, "newer.md"), "\n---\n") + "\n" + from(markdown, "## Data Enricher")
	for name, page := range map[string]string{
		"the classic products too": text,
		"the same in Markdown":     markdown,
		"no Data Enricher":         mutated(t, markdown, `(?s)## Data Enricher.*(## Finder)`, "$1"),
		"no Finder":                mutated(t, text, `(?s)Finder \(classic\).*(Engine \(classic\))`, "$1"),
		"no LDAP":                  mutated(t, markdown, `<tr><td>389</td>.*?</tr>`, ""),
		"no export":                mutated(t, copyOf(t, "newer.md"), `(?s)\{%.*%\}`, ""),
	} {
		lines, status := check(page)
		assert.Check(t, is.Equal(status, noDrift), "%s: %q", name, lines)
	}
}

func TestDrift_IsNoneHoweverTheCopyWasSaved(t *testing.T) {
	t.Parallel()
	text, markdown := copyOf(t, "older.txt"), copyOf(t, "older.md")
	for name, page := range map[string]string{
		"Windows line ends":             strings.ReplaceAll(text, "\n", "\r\n"),
		"a byte order mark":             "\ufeff" + text,
		"no blank lines":                mutated(t, text, `\n\s*\n`, "\n"),
		"more blank lines":              strings.ReplaceAll(text, "\n\n", "\n \n\u00a0\n\n"),
		"cells between tabs":            mutated(t, text, `\n\n(Protocol|Direction|OUT)\n\n`, "\t$1\t"),
		"one line for a header":         strings.ReplaceAll(text, "Port number\n\nProtocol\n\nDirection\n\nReason", "Port numberProtocolDirectionReason"),
		"no notice at the end":          strings.TrimSpace(until(text, "JavaScript")),
		"a list of the sections":        strings.Replace(text, "Skip table of contents", "Web interface\n\nCollector\n\nFinder (classic)\n\nEngine (classic)", 1),
		"a list below the title":        strings.Replace(text, "Connectivity requirements\n", "Connectivity requirements\n\nOverview\n\nWeb interface\n\nCollector\n\nFinder (classic)\n", 1),
		"a sentence before a table":     strings.ReplaceAll(text, "Finder (classic)\n", "Finder (classic)\n\nOpen these on the computers that run it:\n"),
		"a cell of two lines":           strings.ReplaceAll(text, "Mails about errors", "Mails about\n\nerrors"),
		"ports in other words":          strings.ReplaceAll(text, "TCP port 135; what the service answers goes through ephemeral TCP ports in the range 49152-65535", "TCP ports 135 and 49152-65535, that is between 49152 and 65535"),
		"limits in other words":         strings.ReplaceAll(text, "One export runs for each user at a time, and five in an instance.", "Each user runs a single export at a time, up to 5 exports in parallel per instance."),
		"limits in digits":              strings.ReplaceAll(text, "One export runs for each user at a time, and five in an instance.", "1 export per user at a time and at most five concurrent exports."),
		"a cell cut in two":             strings.ReplaceAll(strings.ReplaceAll(text, "WebSocket / TCP / HTTPS", "WebSocket / TCP /\n\nHTTPS"), "LDAPS / TCP", "LDAPS\n/ TCP"),
		"a host cut in two":             strings.ReplaceAll(text, "alib.nexthink.com", "alib\n.nexthink.com"),
		"regions in parentheses":        mutated(t, text, `\b([a-z]+): (.*)\.\n`, "$1 ($2)\n"),
		"a Source cell like a heading":  strings.ReplaceAll(copyOf(t, "newer.txt"), "Device\n", "Collector\n"),
		"a header with its values":      strings.ReplaceAll(markdown, "<th>Direction</th>", "<th>Direction<br>(IN/OUT)</th>"),
		"a Source column after them":    strings.ReplaceAll(copyOf(t, "newer.md"), "<th>Direction</th>", "<th>Direction<br>(IN/OUT)</th>"),
		"a heading with a blank":        strings.ReplaceAll(markdown, "## Collector ", "## **Collector**&#x20;"),
		"a heading of the third level":  strings.ReplaceAll(markdown, "Besides, ", "### Windows\n\nBesides, "),
		"Markdown with its brackets":    strings.ReplaceAll(copyOf(t, "newer.md"), "&#x3C;", "<"),
		"Markdown with named ones":      strings.ReplaceAll(copyOf(t, "newer.md"), "&#x3C;instance>", "&lt;instance&gt;"),
		"Markdown with escapes":         strings.ReplaceAll(copyOf(t, "newer.md"), "`<instance>", "`\\<instance>"),
		"Markdown on several lines":     strings.ReplaceAll(markdown, "<tr>", "\n  <tr>\n    "),
		"Markdown without a rowspan":    mutated(t, markdown, ` rowspan="\d"`, ""),
		"Markdown with empty cells":     strings.ReplaceAll(markdown, "<td>-</td>", "<td></td>"),
		"Markdown with a link":          strings.ReplaceAll(markdown, "Telemetry for Support", "[Telemetry](https://docs.nexthink.com/telemetry) for Support"),
		"a table without its anchors":   mutated(t, copyOf(t, "newer.md"), ` <a href.*?</a>`, ""),
		"no line about an index":        strings.TrimPrefix(copyOf(t, "newer.md"), until(copyOf(t, "newer.md"), "# Conn")),
		"no instructions for an agent":  until(copyOf(t, "newer.md"), "\n---\n"),
		"HTML on one line":              strings.ReplaceAll(copyOf(t, "older.html"), "\n", " "),
		"HTML without a main element":   mutated(t, copyOf(t, "newer.html"), `</?main>`, ""),
		"HTML with headings of a level": mutated(t, copyOf(t, "newer.html"), `(</?)h2`, "${1}h3"),
		"HTML with bold headings":       mutated(t, copyOf(t, "older.html"), `<h[12][^>]*>(.*?)</h[12]>`, "<p><b>$1</b></p>"),
	} {
		lines, status := check(page)
		assert.Check(t, is.Equal(status, noDrift), "%s: %q", name, lines)
	}
}

// A copy with recorded hashes that is cut after any line does not pass.
func TestDrift_NeverPassesACopyThatIsCut(t *testing.T) {
	t.Parallel()
	hashes, lines, every := recorded(t), 0, 1
	if testing.Short() {
		every = 10
	}
	for _, name := range copies() {
		page := copyOf(t, name)
		last := map[string]string{newer: "Signature=0000", older: "coordination, updates"}[name[:len(newer)]]
		for at := range strings.Index(page, last) {
			if page[at] != '\n' {
				continue
			}
			if lines++; lines%every > 0 {
				continue
			}
			reported, status := check(page[:at], "-hashes", hashes)
			assert.Check(t, status != noDrift, "%s, cut at %d: %q", name, at, reported)
		}
	}
}

// BenchmarkDrift reads a text that repeats one part, and one of twice the size. The time is linear if the whole takes twice as long
// as the half.
func BenchmarkDrift(b *testing.B) {
	for _, part := range []string{
		"a", ".", "/", "\n/", "\n.a", "a.", "<", "<a", "<instance>", "[", "[a](", "{%", "`", "#", "# a\n", "Finder\n", "TCP\n", "TCP / ", "443\n", "1 ", "one ", "user ", "us: A\n",
		"<table>", "<td>", "<nav>", "<!--", "<script>", "&lt;", "ports 1, ", "1.1.1.1/", "a:", "export 5 ", "Browser extension\nPort number\n",
	} {
		for size, length := range map[string]int{"half": 25_000, "whole": 50_000} {
			text := strings.Repeat(part, length/len(part))
			b.Run(fmt.Sprintf("part=%q/size=%s", part, size), func(b *testing.B) {
				for b.Loop() {
					check(text)
				}
			})
		}
	}
}

func FuzzDrift(f *testing.F) {
	for kind, name := range copies() {
		for part := range 8 {
			f.Add(uint8(kind), len(copyOf(f, name))*part/8, "")
		}
		f.Add(uint8(kind), len(copyOf(f, name)), "<table><tr><th rowspan=9>Port number</th></tr><tr></table>\n## X")
	}
	f.Fuzz(func(t *testing.T, kind uint8, at int, more string) {
		page := copyOf(t, copies()[int(kind)%len(copies())])
		at = max(0, min(at, len(page)))
		lines, status := check(more)
		assert.Check(t, status != noDrift || len(more) >= len(page)/2, "%q: %q", more, lines)
		for _, damaged := range []string{page[:at], page[:at] + more, page[:at] + more + page[at:], more + page} {
			lines, status := check(damaged)
			assert.Check(t, noDrift <= status && status <= unreadable && len(lines) > 0, "status %d: %q", status, lines)
		}
	})
}
