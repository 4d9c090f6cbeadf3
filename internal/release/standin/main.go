// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command standin, installed as gpg and as syft, takes their place where a release is only tried: where there is neither a
// key nor a catalogue of what the provider is made of, the files that they write are there all the same, so that it can be
// seen which of them get into SHA256SUMS. It signs nothing.
package main

import (
	"errors"
	"log"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// run writes the file that the arguments ask for. Of a signature, the arguments decide the form as they do with gpg.
func run(arguments []string) error {
	place := slices.Index(arguments, "--output")
	if place < 0 || place+1 == len(arguments) {
		return errors.New("--output names no file")
	}
	name, inventory := strings.CutPrefix(arguments[place+1], "spdx-json=")
	content := "stand-in"
	switch {
	case inventory:
		content = "{}\n"
	case !slices.Contains(arguments, "--detach-sign"):
		content = "-----BEGIN PGP SIGNED MESSAGE-----\n"
	case slices.ContainsFunc(arguments, asksForText):
		content = "-----BEGIN PGP SIGNATURE-----\n"
	}
	folder, err := os.OpenRoot(".")
	if err != nil {
		return err
	}
	return errors.Join(folder.WriteFile(name, []byte(content), 0o600), folder.Close())
}

// asksForText knows the option in its short form, and in the long one by its beginning, which is enough for gpg as well.
func asksForText(argument string) bool {
	return argument == "-a" || strings.HasPrefix(argument, "--arm")
}
