// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command drift compares a saved copy of Nexthink's page of connectivity requirements with the catalogue, for whoever
// maintains it. It reads a file or standard input, the page as plain text or as Markdown, in its older or its newer form.
//
// Its exit status is 0 where the page states what the catalogue does, 1 where it does not, and 2 where the page cannot be read
// or is not whole: half a page must never pass for one without drift.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// The exit statuses.
const (
	noDrift    = 0
	drifted    = 1
	unreadable = 2
)

// maxPage is far more than the page has; a copy beyond it is something else.
const maxPage = 4 << 20

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(arguments []string, stdin io.Reader, stdout, stderr io.Writer) int {
	text, err := textOf(arguments, stdin)
	if err != nil {
		return fail(stderr, err)
	}
	c, err := catalog.Load()
	if err != nil {
		return fail(stderr, err)
	}
	read, err := readPage(text, c)
	if err != nil {
		return fail(stderr, fmt.Errorf("the page cannot be read: %w", err))
	}
	differences := compare(read, c)
	about := fmt.Sprintf("the %s page, as %s, and catalogue version %s", read.edition, read.format, c.Newest())
	if len(differences) == 0 {
		return report(stdout, stderr, noDrift, "no drift between "+about)
	}
	return report(stdout, stderr, drifted, append([]string{fmt.Sprintf("drift between %s, %d in all:", about, len(differences))}, differences...)...)
}

func fail(stderr io.Writer, err error) int {
	return report(stderr, stderr, unreadable, "drift: "+err.Error())
}

// report prints the lines. Whoever could not be told has not been told that there is no drift.
func report(to, stderr io.Writer, status int, lines ...string) int {
	for _, line := range lines {
		line = strings.Map(printable, line) // what the page says is anybody's text
		if _, err := fmt.Fprintln(to, line); err != nil {
			_, _ = fmt.Fprintln(stderr, "drift:", err)
			return unreadable
		}
	}
	return status
}

func printable(r rune) rune {
	if !unicode.IsPrint(r) {
		return '?'
	}
	return r
}

// textOf reads the file that is named, or standard input where none is or it is called -.
func textOf(arguments []string, stdin io.Reader) (text string, err error) {
	from := stdin
	switch {
	case len(arguments) > 1:
		return "", errors.New("give one file, or none to read standard input")
	case len(arguments) == 1 && arguments[0] != "-":
		file, err := os.DirFS(filepath.Dir(arguments[0])).Open(filepath.Base(arguments[0]))
		if err != nil {
			return "", err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		from = file
	}
	content, err := io.ReadAll(io.LimitReader(from, maxPage+1))
	if err == nil && len(content) > maxPage {
		err = fmt.Errorf("the page is longer than %d bytes; give the copy of the one page", maxPage)
	}
	return string(content), err
}
