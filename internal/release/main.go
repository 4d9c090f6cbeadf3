// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command release reads CHANGELOG.md for the notes of a release, and checks its files before they are published:
//
//	release notes v1.0.0       prints the section of CHANGELOG.md for the version
//	release check FOLDER       checks the archives, their checksums and the manifest
//	release check-all FOLDER   checks the signature and the SBOMs too, and that there is no other file
package main

import (
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: release notes TAG | check FOLDER | check-all FOLDER")
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func run(command, argument string) error {
	switch command {
	case "notes":
		changelog, err := os.ReadFile("CHANGELOG.md")
		if err != nil {
			return err
		}
		text, err := notes(string(changelog), argument)
		if err != nil {
			return err
		}
		fmt.Print(text)
		return nil
	case "check":
		return check(os.DirFS(argument), false)
	case "check-all":
		return check(os.DirFS(argument), true)
	default:
		return fmt.Errorf("%q is not a valid command; notes, check and check-all are accepted", command)
	}
}
