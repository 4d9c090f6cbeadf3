// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package release

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// sumLine is how sha256sum writes a line, which Terraform's own reader expects.
var sumLine = regexp.MustCompile(`^([0-9a-f]{64})  (\S+)$`)

func nameIn(line string) string {
	if match := sumLine.FindStringSubmatch(line); match != nil {
		return match[2]
	}
	return fmt.Sprintf("%q", line)
}

func checkSums(folder fs.FS, version string, manifest []byte) error {
	content, err := fs.ReadFile(folder, sumsOf(version))
	if err != nil {
		return err
	}
	var problems []error
	names := []string{}
	for line := range strings.Lines(string(content)) {
		match := sumLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if match == nil || !strings.HasSuffix(line, "\n") {
			problems = append(problems, fmt.Errorf("SHA256SUMS has the line %q, which is no checksum", line))
			continue
		}
		sum, name := match[1], match[2]
		names = append(names, name)
		file, err := manifest, error(nil)
		if name != manifestOf(version) {
			file, err = fs.ReadFile(folder, name)
		}
		if err != nil {
			problems = append(problems, err)
		} else if got := fmt.Sprintf("%x", sha256.Sum256(file)); got != sum {
			problems = append(problems, fmt.Errorf("SHA256SUMS says %s of %s, whose checksum is %s", sum, name, got))
		}
	}
	problems = append(problems, difference("SHA256SUMS", append(archivesOf(version), manifestOf(version)), names))
	return errors.Join(problems...)
}

// checkSignature tells the two forms of a signature apart: the Registry reads the binary one alone. Of a signature that is
// missing, checkNames has told.
func checkSignature(folder fs.FS, version string) error {
	name := sumsOf(version) + ".sig"
	content, err := fs.ReadFile(folder, name)
	if err == nil && (len(content) == 0 || bytes.HasPrefix(content, []byte("-----BEGIN"))) {
		return fmt.Errorf("%s is no binary signature", name)
	}
	return nil
}

func checkArchives(folder fs.FS, version string) error {
	var problems []error
	for _, name := range archivesOf(version) {
		content, err := fs.ReadFile(folder, name)
		if err != nil {
			continue // checkNames has said so.
		}
		if err := checkArchive(content, name, version); err != nil {
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

// checkArchive expects the program, with its version in its name and in itself, and the licence.
func checkArchive(content []byte, name, version string) error {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	windows := strings.Contains(name, "_windows_")
	program := project + "_v" + version
	if windows {
		program += ".exe"
	}
	var problems []error
	names := []string{}
	for _, file := range archive.File {
		names = append(names, file.Name)
		if file.Name != program {
			continue
		}
		if !windows && file.Mode().Perm() != 0o755 {
			problems = append(problems, fmt.Errorf("%s: %s has the mode %s, want 0755", name, program, file.Mode()))
		}
		if body, err := fs.ReadFile(archive, program); err != nil || !bytes.Contains(body, []byte(version)) {
			problems = append(problems, fmt.Errorf("%s: %s does not know that its version is %s", name, program, version))
		}
	}
	problems = append(problems, difference(name, []string{"LICENSE", program}, names))
	return errors.Join(problems...)
}
