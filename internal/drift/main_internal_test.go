// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// asProgram makes this test binary the program itself.
const asProgram = "NEXTHINK_TEST_DRIFT"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// runProgram returns what the program prints, and its exit status.
func runProgram(t *testing.T, stdin string, arguments ...string) (output, problems string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), os.Args[0], arguments...)
	command.Env = append(os.Environ(), asProgram+"=1")
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := command.Run()
	var exit *exec.ExitError
	assert.Assert(t, err == nil || errors.As(err, &exit), err)
	return stdout.String(), stderr.String(), command.ProcessState.ExitCode()
}

// copies returns the copies of both editions of the page: text, Markdown and HTML. They are in our own words.
func copies() []string {
	return []string{"newer.html", "newer.md", "newer.txt", "older.html", "older.md", "older.txt"}
}

func copyOf(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	assert.NilError(t, err)
	return string(content)
}

// check runs the program in this process.
func check(page string, arguments ...string) (lines []string, status int) {
	var stdout, stderr bytes.Buffer
	status = run(arguments, strings.NewReader(page), &stdout, &stderr)
	return strings.Split(strings.TrimSuffix(stdout.String()+stderr.String(), "\n"), "\n"), status
}

// recorded returns the name of a file with the hashes of the copies.
func recorded(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "hashes.json")
	assert.NilError(t, os.WriteFile(file, []byte("{}\n"), 0o600))
	for _, name := range []string{"newer.md", "older.txt"} {
		lines, status := check(copyOf(t, name), "-record", "-hashes", file)
		assert.Assert(t, status == noDrift, lines)
	}
	return file
}

// since is the day on which a text was recorded.
var since = regexp.MustCompile(`since 20\d\d-\d\d-\d\d$`)

func newest(t *testing.T) string {
	t.Helper()
	c, err := catalog.Load()
	assert.NilError(t, err)
	return c.Newest()
}

func TestDrift_FindsNoneInTheCopiesOfThePage(t *testing.T) {
	t.Parallel()
	hashes := recorded(t)
	for _, name := range copies() {
		want := "no drift between the " + strings.TrimSuffix(name, filepath.Ext(name)) + " page and catalog version " + newest(t) + "\n"
		for from, arguments := range map[string][]string{"file": {filepath.Join("testdata", name)}, "standard input": nil, "a dash": {"-"}} {
			arguments = append([]string{"-hashes", hashes}, arguments...)
			output, problems, status := runProgram(t, copyOf(t, name), arguments...)
			assert.Check(t, output == want && problems == "" && status == noDrift,
				"%s from %s: status %d, %s%s", name, from, status, output, problems)
		}
	}
}

func TestDrift_SaysThatNoTextIsRecorded(t *testing.T) {
	t.Parallel()
	sections := []string{}
	for _, heading := range regexp.MustCompile(`(?m)^## (.*) <a`).FindAllStringSubmatch(copyOf(t, "newer.md"), -1) {
		sections = append(sections, heading[1])
	}
	slices.Sort(sections)
	output, problems, status := runProgram(t, copyOf(t, "newer.txt"))
	want := "no drift between the newer page and catalog version " + newest(t) + "\n" +
		"note: no text is recorded for " + strings.Join(sections, ", ") + "; run make drift-record\n"
	assert.Check(t, output == want && problems == "" && status == noDrift, "status %d\n%s%s", status, output, problems)
}

func TestDrift_ExitsWith1IfThereIsSome(t *testing.T) {
	t.Parallel()
	page := strings.ReplaceAll(copyOf(t, "older.txt"), "alib.nexthink.com", "alib2.nexthink.com")
	output, problems, status := runProgram(t, page, "-hashes", recorded(t))
	want := "drift between the older page and catalog version " + newest(t) + ", 3 in all:\n" +
		"Finder: missing host alib.nexthink.com\n" +
		"Finder: new host alib2.nexthink.com\n" +
		"Finder: text changed since "
	assert.Check(t, strings.HasPrefix(output, want) && since.MatchString(strings.TrimSpace(output)) && problems == "" && status == drifted,
		"status %d\n%s%s", status, output, problems)
}

func TestDrift_RecordsTheTextOfEachEdition(t *testing.T) {
	t.Parallel()
	file := recorded(t)
	page := strings.ReplaceAll(copyOf(t, "older.md"), "unless set up otherwise", "if not set up otherwise")
	lines, status := check(page, "-hashes", file)
	assert.Check(t, status == drifted && len(lines) == 2 && strings.HasPrefix(lines[1], "Collector: text changed since"),
		"%d: %q", status, lines)
	lines, status = check(page, "-record", "-hashes", file)
	assert.Check(t, status == noDrift && lines[0] == "recorded the text of 6 sections of the older page", "%d: %q", status, lines)
	for _, kept := range []string{page, copyOf(t, "newer.html")} {
		lines, status := check(kept, "-hashes", file)
		assert.Check(t, status == noDrift && len(lines) == 1, "%d: %q", status, lines)
	}
}

// broken is a file that nothing can be written to.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestRun_NeverPassesIfItCannotPrint(t *testing.T) {
	t.Parallel()
	var problems bytes.Buffer
	status := run(nil, strings.NewReader(copyOf(t, "older.txt")), broken{}, &problems)
	assert.Check(t, status == unreadable && problems.String() == "drift: no space left\n", "status %d, %s", status, problems.String())
}

func TestDrift_ExitsWith2IfThePageCannotBeRead(t *testing.T) {
	t.Parallel()
	older := copyOf(t, "older.txt")
	const another = "the page cannot be read: 0 of its 5 sections have hosts, ports and protocols: this is another page, or not the whole of it"
	for name, test := range map[string]struct {
		page      string
		arguments []string
		want      string
	}{
		"empty":                     {"", nil, "the page cannot be read: it is empty"},
		"blank":                     {" \n\t\n\u00a0\n", nil, "the page cannot be read: it is empty"},
		"an error":                  {"404\n\nPage not found\n", nil, another},
		"an error in JSON":          {`{"error":{"code":429,"message":"Too many requests, use TCP port 443"}}`, nil, another},
		"an error in HTML":          {"<!DOCTYPE html><html><body>Just a moment...</body></html>", nil, another},
		"another page":              {"# Single sign-on\n\n## Overview\n\nSign in with SAML.\n", nil, another},
		"its last section":          {from(older, "Engine (classic)"), nil, strings.Replace(another, "0 of", "1 of", 1)},
		"its first two sections":    {until(older, "Data Enricher (classic)"), nil, strings.Replace(another, "0 of", "2 of", 1)},
		"only its notice":           {"JavaScript errors detected\n", nil, "the page cannot be read: it is empty"},
		"only its words":            {until(older, "Port number"), nil, another},
		"its headings":              {"Web interface\n\nx\n\nCollector\n\nx\n\nData Enricher\n\nx\n\nFinder\n\nx\n\nEngine\n\nx\n", nil, another},
		"no header of one table":    {mutated(t, older, `(Finder \(classic\)\n)[^-]*?(\n25\n)`, "$1$2"), nil, `the page cannot be read: the rows of the section Finder have no table header`},
		"no headers":                {mutated(t, copyOf(t, "newer.md"), `<thead>.*?</thead>`, ""), nil, `the page cannot be read: the rows of the section Collector have no table header`},
		"no headers in HTML":        {mutated(t, copyOf(t, "older.html"), `(?s)<thead>.*?</thead>`, ""), nil, `the page cannot be read: the rows of the section Collector have no table header`},
		"another name of a column":  {strings.ReplaceAll(older, "Direction\n", "Way\n"), nil, `the page cannot be read: the rows of the section Collector have no table header`},
		"another language":          {strings.ReplaceAll(copyOf(t, "newer.md"), "Protocol", "プロトコル"), nil, `the page cannot be read: the rows of the section Collector have no table header`},
		"cut within a row":          {until(older, "What Collectors"), nil, "the page cannot be read: it ends within a row or a sentence of the section Engine: the copy is not whole"},
		"cut within a sentence":     {until(copyOf(t, "newer.txt"), "the device to a domain"), nil, "the page cannot be read: it ends within a row or a sentence of the section Collector: the copy is not whole"},
		"cut before the link":       {until(copyOf(t, "newer.txt"), "https://aris"), nil, "the page cannot be read: it ends within a row or a sentence of the section Collector: the copy is not whole"},
		"cut in HTML":               {until(copyOf(t, "newer.html"), "for each user at a time"), nil, "the page cannot be read: it ends within a row or a sentence of the section Collector: the copy is not whole"},
		"cut within a Markdown row": {until(copyOf(t, "older.md"), "library.nexthink"), nil, "the page cannot be read: it ends within a table: the copy is not whole"},
		"cut before the notice":     {strings.Replace(older, "coordination, updates", "coordination,", 1), nil, "the page cannot be read: it ends within a row or a sentence of the section Engine: the copy is not whole"},
		"no such file":              {"", []string{"nonesuch.txt"}, "open nonesuch.txt: no such file or directory"},
		"a folder":                  {"", []string{"testdata"}, "read testdata: is a directory"},
		"two files":                 {"", []string{"a", "b"}, "open a b: no such file or directory"},
		"no hashes":                 {older, []string{"-hashes", "nonesuch.json"}, "open nonesuch.json: no such file or directory"},
	} {
		output, problems, status := runProgram(t, test.page, test.arguments...)
		assert.Check(t, output == "" && problems == "drift: "+test.want+"\n" && status == unreadable,
			"%s: status %d, %s%s\nwant %s", name, status, output, problems, test.want)
	}
}
