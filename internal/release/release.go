// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package release knows what a release of the provider consists of, to the file and to the line, so that one which the
// Registry would refuse, or which others could not build again, is found before it is published.
//
// The Registry wants a zip for each platform, a manifest, and SHA256SUMS with a line for each of these and for nothing else.
package release

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

const project = "terraform-provider-nexthink"

// platforms are those that a release is built for: the same list as in .goreleaser.yml.
var platforms = []string{
	"darwin_amd64", "darwin_arm64",
	"freebsd_amd64", "freebsd_arm64",
	"linux_386", "linux_amd64", "linux_arm", "linux_arm64",
	"windows_386", "windows_amd64", "windows_arm64",
}

// notes are what GoReleaser writes for itself into the folder, and does not upload.
var notes = []string{"artifacts.json", "config.yaml", "metadata.json"}

var sumsName = regexp.MustCompile(`^` + project + `_(.+)_SHA256SUMS$`)

// versionForm is that of semantic versioning, which the Registry holds tags to.
var versionForm = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$`)

// Check gives everything that is wrong with a built release: the folder that GoReleaser filled, and the manifest that it
// will upload beside it.
func Check(folder fs.FS, manifest []byte) error {
	files, err := fileNames(folder)
	if err != nil {
		return err
	}
	version, err := versionOf(files)
	if err != nil {
		return err
	}
	return errors.Join(
		checkNames(files, version),
		checkManifest(manifest),
		checkSums(folder, version, manifest),
		checkSignature(folder, version),
		checkArchives(folder, version),
	)
}

// Compare gives the files that two builds of one commit do not have in common to the byte. Both must have passed Check,
// which finds every line of SHA256SUMS true.
func Compare(one, other fs.FS) error {
	lines := make([][]string, 2)
	for i, folder := range []fs.FS{one, other} {
		names, err := fileNames(folder)
		if err != nil {
			return err
		}
		version, err := versionOf(names)
		if err != nil {
			return err
		}
		content, err := fs.ReadFile(folder, sumsOf(version))
		if err != nil {
			return err
		}
		lines[i] = strings.Split(strings.TrimSuffix(string(content), "\n"), "\n")
	}
	var problems []error
	for _, line := range lines[0] {
		if !slices.Contains(lines[1], line) {
			problems = append(problems, fmt.Errorf("two builds differ in %s", nameIn(line)))
		}
	}
	if len(problems) == 0 && len(lines[0]) != len(lines[1]) {
		problems = append(problems, fmt.Errorf("two builds have %d and %d files", len(lines[0]), len(lines[1])))
	}
	return errors.Join(problems...)
}

func fileNames(folder fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	names := []string{}
	for _, entry := range entries {
		if !entry.IsDir() {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

func versionOf(names []string) (string, error) {
	versions := []string{}
	for _, name := range names {
		if match := sumsName.FindStringSubmatch(name); match != nil {
			versions = append(versions, match[1])
		}
	}
	if len(versions) != 1 {
		return "", fmt.Errorf("there are %d files called %s_<version>_SHA256SUMS, want 1", len(versions), project)
	}
	if !versionForm.MatchString(versions[0]) {
		return "", fmt.Errorf("version %q is no semantic version", versions[0])
	}
	return versions[0], nil
}

func sumsOf(version string) string { return project + "_" + version + "_SHA256SUMS" }

func manifestOf(version string) string { return project + "_" + version + "_manifest.json" }

func archivesOf(version string) []string {
	names := []string{}
	for _, platform := range platforms {
		names = append(names, project+"_"+version+"_"+platform+".zip")
	}
	return names
}

func checkNames(files []string, version string) error {
	want := []string{sumsOf(version), sumsOf(version) + ".sig"}
	for _, archive := range archivesOf(version) {
		want = append(want, archive, archive+".spdx.json")
	}
	got := slices.DeleteFunc(slices.Clone(files), func(name string) bool { return slices.Contains(notes, name) })
	return difference("the release", want, got)
}

// difference tells what one set of names lacks and what it has too much.
func difference(where string, want, got []string) error {
	var problems []error
	for _, name := range want {
		if !slices.Contains(got, name) {
			problems = append(problems, fmt.Errorf("%s lacks %s", where, name))
		}
	}
	for i, name := range got {
		if !slices.Contains(want, name) || slices.Contains(got[:i], name) {
			problems = append(problems, fmt.Errorf("%s must not have %s", where, name))
		}
	}
	return errors.Join(problems...)
}

// checkManifest expects the one protocol that the provider speaks. Without the file the Registry would assume protocol 5.
func checkManifest(content []byte) error {
	var manifest struct {
		Version  int `json:"version"`
		Metadata struct {
			ProtocolVersions []string `json:"protocol_versions"`
		} `json:"metadata"`
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&manifest); err != nil {
		return fmt.Errorf("the manifest: %w", err)
	}
	if protocols := manifest.Metadata.ProtocolVersions; manifest.Version != 1 || !slices.Equal(protocols, []string{"6.0"}) {
		return fmt.Errorf("the manifest says version %d and protocols %q, want 1 and [\"6.0\"]", manifest.Version, protocols)
	}
	return nil
}
