// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

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

// runProgram runs the program and gives what it prints and its exit status.
func runProgram(t *testing.T, stdin string, arguments ...string) (output, problems string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), os.Args[0], arguments...)
	command.Env = append(os.Environ(), asProgram+"=1")
	command.Stdin, command.Stdout, command.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return stdout.String(), stderr.String(), command.ProcessState.ExitCode()
}

// copies are the copies of the page under testdata: both editions in both formats.
func copies() []string { return []string{"newer.md", "newer.txt", "older.md", "older.txt"} }

func copyOf(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func newest(t *testing.T) string {
	t.Helper()
	c, err := catalog.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Newest()
}

func TestDrift_FindsNoneInTheCopiesOfThePage(t *testing.T) {
	t.Parallel()
	for name, about := range map[string]string{
		"newer.md": "newer page, as Markdown", "newer.txt": "newer page, as text", "older.md": "older page, as Markdown", "older.txt": "older page, as text",
	} {
		want := "no drift between the " + about + ", and catalogue version " + newest(t) + "\n"
		for from, arguments := range map[string][]string{"file": {filepath.Join("testdata", name)}, "standard input": nil, "a dash": {"-"}} {
			if output, problems, status := runProgram(t, copyOf(t, name), arguments...); output != want || problems != "" || status != noDrift {
				t.Errorf("%s from %s: status %d, %s%s", name, from, status, output, problems)
			}
		}
	}
}

func TestDrift_ExitsWith1WhereThereIsSome(t *testing.T) {
	t.Parallel()
	page := strings.ReplaceAll(copyOf(t, "older.txt"), "alib.nexthink.com", "alib2.nexthink.com")
	output, problems, status := runProgram(t, page)
	want := "drift between the older page, as text, and catalogue version " + newest(t) + ", 1 in all:\n" +
		"host: of finder_support_telemetry the page has alib2.nexthink.com, the catalogue alib.nexthink.com\n"
	if output != want || problems != "" || status != drifted {
		t.Errorf("status %d\n%s%s", status, output, problems)
	}
}

func TestDrift_ExitsWith2WhereThePageCannotBeRead(t *testing.T) {
	t.Parallel()
	older := copyOf(t, "older.txt")
	const another = "the page cannot be read: it names no region: this is another page, or not the whole of it"
	for name, test := range map[string]struct {
		page      string
		arguments []string
		want      string
	}{
		"empty":                                  {"", nil, "the page cannot be read: it is empty"},
		"blank":                                  {" \n\t\n\u00a0\n", nil, "the page cannot be read: it is empty"},
		"an error":                               {"404\n\nPage not found\n", nil, another},
		"an error in JSON":                       {`{"error":{"code":429,"message":"Too many requests, use TCP port 443"}}`, nil, another},
		"an error in HTML":                       {"<!DOCTYPE html><html><body>Just a moment...</body></html>", nil, "the page cannot be read: it is HTML; save the text that a browser shows, or the Markdown copy"},
		"another page":                           {"# Single sign-on\n\n## Overview\n\nSign in with SAML.\n", nil, another},
		"its first half":                         {older[:len(older)/2], nil, "the page cannot be read: it ends before the section Data Enricher: the copy is not whole"},
		"its second half":                        {older[len(older)/2:], nil, another},
		"only its notice":                        {"JavaScript errors detected\n", nil, another},
		"only its words":                         {until(older, "Port number"), nil, another},
		"a row without its end, before a notice": {strings.Replace(older, "What Collectors send and receive: analytics, coordination, updates\n", "", 1), nil, "the page cannot be read: it ends within the section Engine: the copy is not whole"},
		"another layout":                         {strings.ReplaceAll(older, "Direction\n", "Way\n"), nil, "the page cannot be read: the layout is unknown: Web interface: there is no column direction"},
		"another language":                       {strings.ReplaceAll(copyOf(t, "newer.md"), "Protocol", "プロトコル"), nil, "the page cannot be read: the layout is unknown: Web interface: there is no column protocol"},
		"a short row":                            {strings.Replace(copyOf(t, "newer.md"), "<td>OUT</td>", "", 1), nil, "the page cannot be read: the layout is unknown: Web interface: a row has not the cells that its header says"},
		"too long":                               {strings.Repeat(older, maxPage/len(older)+1), nil, "the page is longer than 4194304 bytes; give the copy of the one page"},
		"no such file":                           {"", []string{"nonesuch.txt"}, "open nonesuch.txt: no such file or directory"},
		"a folder":                               {"", []string{"testdata"}, "read ./testdata: is a directory"},
		"two files":                              {"", []string{"a", "b"}, "give one file, or none to read standard input"},
	} {
		output, problems, status := runProgram(t, test.page, test.arguments...)
		if output != "" || problems != "drift: "+test.want+"\n" || status != unreadable {
			t.Errorf("%s: status %d, %s%s\nwant %s", name, status, output, problems, test.want)
		}
	}
}

// broken is a place that nothing can be written to.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestRun_NeverPassesWhereItCannotSaySo(t *testing.T) {
	t.Parallel()
	var problems bytes.Buffer
	if status := run(nil, strings.NewReader(copyOf(t, "older.txt")), broken{}, &problems); status != unreadable || problems.String() != "drift: no space left\n" {
		t.Errorf("status %d, %s", status, problems.String())
	}
}
