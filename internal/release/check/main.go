// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command check holds each folder that GoReleaser filled, as its arguments name them, to what a release consists of, and
// all of them to one another. It is run in the root of the project: make release-check.
package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"

	"github.com/nexthink/terraform-provider-nexthink/internal/release"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(folders []string) error {
	if len(folders) == 0 {
		return errors.New("give the folders that hold a release each")
	}
	manifest, err := os.ReadFile("terraform-registry-manifest.json")
	if err != nil {
		return err
	}
	var first fs.FS
	for _, name := range folders {
		folder := os.DirFS(name)
		if err := release.Check(folder, manifest); err != nil {
			return fmt.Errorf("%s:\n%w", name, err)
		}
		if first == nil {
			first = folder
		} else if err := release.Compare(first, folder); err != nil {
			return err
		}
	}
	fmt.Printf("Releases as the Registry wants them, the same to the byte: %d.\n", len(folders))
	return nil
}
