// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"crypto/sha256"
	_ "embed" // hashes.json
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// hashes are of the sections of an edition of the page. The text itself is Nexthink's and is not in this repository.
type hashes struct {
	RecordedOn string            `json:"recorded_on"`
	Sections   map[string]string `json:"sections"`
}

//go:embed hashes.json
var recordedHashes []byte

// loadHashes returns the hashes by edition. They are those of this build if no file is named.
func loadHashes(file string) (editions map[string]hashes, err error) {
	content := recordedHashes
	if file != "" {
		content, err = os.ReadFile(filepath.Clean(file))
	}
	if err == nil {
		err = json.Unmarshal(content, &editions)
	}
	return editions, err
}

// record replaces the hashes of the page's edition in the file.
func record(p page, file, day string, editions map[string]hashes) error {
	editions[p.edition] = hashes{day, make(map[string]string)}
	for name, text := range p.sections {
		editions[p.edition].Sections[name] = hashOf(text)
	}
	content, err := json.MarshalIndent(editions, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(content, '\n'), 0o600)
}

// hashOf returns the hash of the words, which are the same in each format of a copy.
func hashOf(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isWord(r) })
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(words, " "))))
}

func sorted[Value any](values map[string]Value) []string { return slices.Sorted(maps.Keys(values)) }

// compare returns one line for each difference, and a note if there are sections without a recorded text.
func compare(p page, known facts, recorded hashes) (lines, notes []string) {
	all := make(tokens)
	var unrecorded []string
	names := slices.Sorted(slices.Values(slices.Concat(sorted(p.sections), sorted(known.sections), sorted(recorded.Sections))))
	for _, name := range slices.Compact(names) {
		text, isPresent := p.sections[name]
		hash, isRecorded := recorded.Sections[name]
		expected, isKnown := known.sections[name]
		switch {
		case !isPresent && (isRecorded || len(expected.demanded) > 0):
			lines = append(lines, name+": section is gone")
			continue
		case !isPresent:
			continue
		case !isRecorded && !isKnown:
			lines = append(lines, name+": section is new")
		case !isRecorded:
			unrecorded = append(unrecorded, name)
		case hash != hashOf(text):
			lines = append(lines, name+": text changed since "+recorded.RecordedOn)
		}
		found := tokensOf(text)
		lines = append(lines, expected.missing(name, found)...)
		for token, count := range found {
			all[token] += count
			if expected.known[token] == 0 && known.anywhere.known[token] == 0 {
				lines = append(lines, name+": new "+token)
			} else if strings.HasPrefix(token, "protocol ") && count > expected.known[token] {
				lines = append(lines, fmt.Sprintf("%s: %d times %s, the catalog has %d", name, count, token, expected.known[token]))
			}
		}
	}
	lines = append(lines, known.anywhere.missing("Page", all)...)
	slices.Sort(lines)
	if len(unrecorded) > 0 {
		notes = []string{"note: no text is recorded for " + strings.Join(unrecorded, ", ") + "; run make drift-record"}
	}
	return lines, notes
}

// missing counts the tokens of a section, except ports, which may be in one cell for several table rows.
func (s set) missing(name string, found tokens) (lines []string) {
	for token, demanded := range s.demanded {
		if count := found[token]; count == 0 {
			lines = append(lines, name+": missing "+token)
		} else if count < demanded && !strings.HasPrefix(token, "port ") && name != "Page" {
			lines = append(lines, fmt.Sprintf("%s: %d times %s, the catalog has %d", name, count, token, demanded))
		}
	}
	return lines
}
