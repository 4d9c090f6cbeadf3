// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package messagetest compares the messages of a package with its file testdata/messages.golden. The flag -update writes the file.
package messagetest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/golden"
)

const file = "messages.golden"

// Text returns the message of an error, and an empty string if there is none.
func Text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// Add adds the message of a check for each of the values. Its name is the kind and the value.
func Add(messages map[string]string, kind string, check func(string) error, values ...string) {
	for _, value := range values {
		messages[fmt.Sprintf("%s %q", kind, value)] = Text(check(value))
	}
}

// Compare compares the messages with the file, which has one line for each: name, colon, message. A case that gives no message
// is "accepted" in the file.
func Compare(t testing.TB, messages map[string]string) {
	t.Helper()
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(messages)) {
		message := messages[name]
		if strings.Contains(name, ": ") || strings.Contains(message, "\n") {
			t.Errorf("%q: %q is not one line of the file", name, message)
		}
		if message == "" {
			message = "accepted"
		}
		text.WriteString(name + ": " + message + "\n")
	}
	golden.Assert(t, text.String(), file)
}

// Read returns the messages in the file by their names.
func Read(t testing.TB) map[string]string {
	t.Helper()
	messages := map[string]string{}
	for line := range strings.Lines(string(golden.Get(t, file))) {
		name, message, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		messages[name] = message
	}
	return messages
}
