// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command rename publishes the provider under another name. It changes the address of the provider, its repository and its Go module in
// every file of the folder in which it runs:
//
//	rename acme/nexthink github.com/acme/terraform-provider-nexthink
//
// The names of data sources and functions, and the local name in required_providers, stay: configurations change only their source.
package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

var (
	// The Registry takes the name from the name of the repository, which must be in lower case.
	validAddress = regexp.MustCompile(`^([0-9A-Za-z]+(?:-[0-9A-Za-z]+)*)/([0-9a-z]+(?:-[0-9a-z]+)*)$`)
	validModule  = regexp.MustCompile(`^[0-9a-z-]+(\.[0-9a-z-]+)+(/[0-9A-Za-z._-]+)+$`)
	moduleLine   = regexp.MustCompile(`(?m)^module (\S+)$`)
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: rename ADDRESS MODULE")
	}
	if err := rename(".", os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// rename changes the files of the folder. Without a module, the module is the repository that belongs to the address.
func rename(path, address, module string) error {
	parts := validAddress.FindStringSubmatch(address)
	if parts == nil || strings.HasPrefix(parts[2], "terraform-") {
		return fmt.Errorf("ADDRESS: %q is not a valid address; a namespace and a name are accepted, for example acme/nexthink", address)
	}
	repository := parts[1] + "/terraform-provider-" + parts[2]
	module = cmp.Or(module, "github.com/"+repository)
	if !validModule.MatchString(module) {
		return fmt.Errorf("MODULE: %q is not a valid path of a Go module; accepted is, for example, github.com/%s", module, repository)
	}
	folder, err := os.OpenRoot(path)
	if err != nil {
		return err
	}
	names, err := replacements(folder, address, repository, module)
	if err != nil {
		return err
	}
	return walk(folder.FS(), func(path string) error { return change(folder, path, names) })
}

// walk calls a function with the path of each file of the project, and leaves out what Git leaves out.
func walk(folder fs.FS, visit func(path string) error) error {
	return fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case slices.Contains([]string{".git", ".terraform", "build", "dist", "node_modules"}, entry.Name()):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !entry.Type().IsRegular():
			return nil
		}
		return visit(path)
	})
}

// replacements returns the new name of each old one. A longer old name comes before those that it contains.
func replacements(folder *os.Root, address, repository, module string) (*strings.Replacer, error) {
	goMod, err := folder.ReadFile("go.mod")
	if err != nil {
		return nil, err
	}
	line := moduleLine.FindSubmatch(goMod)
	if line == nil {
		return nil, errors.New("go.mod: there is no line with the module")
	}
	oldNamespace, oldName, _ := strings.Cut(provider.Source, "/")
	oldProgram, oldRepository := "terraform-provider-"+oldName, oldNamespace+"/terraform-provider-"+oldName
	namespace, program, _ := strings.Cut(repository, "/")
	return strings.NewReplacer(
		"https://github.com/"+oldRepository, "https://github.com/"+repository,
		string(line[1]), module,
		oldRepository, repository,
		provider.Source, address,
		oldProgram, program,
		"    owner: "+oldNamespace+"\n", "    owner: "+namespace+"\n", // of the repository, in .goreleaser.yml
		"@"+oldNamespace+"/", "@"+namespace+"/", // of a team, in CODEOWNERS
	), nil
}

// change rewrites a file if its text changes. A file with a zero byte is not a text.
func change(folder *os.Root, path string, names *strings.Replacer) error {
	info, err := folder.Stat(path)
	if err != nil {
		return err
	}
	content, err := folder.ReadFile(path)
	if err != nil || bytes.IndexByte(content, 0) >= 0 {
		return err
	}
	text := names.Replace(string(content))
	if text == string(content) {
		return nil
	}
	return folder.WriteFile(path, []byte(text), info.Mode())
}
