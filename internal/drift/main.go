// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command drift compares a saved copy of Nexthink's page of connectivity requirements with the catalog. The copy is text, Markdown or
// HTML, in a file or on standard input. The tokens of each section (hosts, ports and so on) are compared with the catalog, and its text
// with the recorded hash. The exit status is 0 without drift, 1 with drift, and 2 if the page cannot be read.
package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The exit statuses.
const noDrift, drifted, unreadable = 0, 1, 2

// notPrintable is what a line must not have: the page may contain control characters.
var notPrintable = regexp.MustCompile(`[^\pL\pN\pP\pS \n]`)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("drift", flag.ContinueOnError)
	flags.SetOutput(stderr)
	hashFile := flags.String("hashes", "", "use the hashes in this `file`, not those of this build")
	recording := flags.Bool("record", false, "record the hashes of the page in the file")
	if flags.Parse(arguments) != nil {
		return unreadable
	}
	lines, status, err := report(cmp.Or(strings.Join(flags.Args(), " "), "-"), stdin, *hashFile, *recording)
	if err != nil {
		lines, status, stdout = []string{"drift: " + err.Error()}, unreadable, stderr
	}
	text := notPrintable.ReplaceAllString(strings.Join(lines, "\n"), "?")
	if _, err := fmt.Fprintln(stdout, text); err != nil {
		_, _ = fmt.Fprintln(stderr, "drift:", err)
		return unreadable
	}
	return status
}

func report(file string, stdin io.Reader, hashFile string, recording bool) (lines []string, status int, err error) {
	var text []byte
	if file == "-" {
		text, err = io.ReadAll(stdin)
	} else {
		text, err = fs.ReadFile(os.DirFS(filepath.Dir(file)), filepath.Base(file))
	}
	editions, hashesErr := loadHashes(hashFile)
	if err = errors.Join(err, hashesErr); err != nil {
		return nil, unreadable, err
	}
	read, known, err := readPage(string(text))
	if err != nil {
		return nil, unreadable, fmt.Errorf("the page cannot be read: %w", err)
	}
	if recording {
		lines = []string{fmt.Sprintf("recorded the text of %d sections of the %s page", len(read.sections), read.edition)}
		return lines, noDrift, record(read, hashFile, time.Now().UTC().Format(time.DateOnly), editions)
	}
	differences, notes := compare(read, known, editions[read.edition])
	about := fmt.Sprintf("drift between the %s page and catalog version %s", read.edition, known.version)
	if len(differences) == 0 {
		return append([]string{"no " + about}, notes...), noDrift, nil
	}
	return slices.Concat([]string{fmt.Sprintf("%s, %d in all:", about, len(differences))}, differences, notes), drifted, nil
}
