// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// sumsName is the name of the file with the checksums: the provider and the version.
var sumsName = regexp.MustCompile(`^(terraform-provider-([a-z0-9-]+)_([0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.-]+)?))_SHA256SUMS$`)

// release is a folder with the files of one release.
type release struct {
	folder                fs.FS
	prefix, name, version string   // terraform-provider-nexthink_1.0.0, nexthink, 1.0.0
	files, archives       []string // all files, and those for users
}

// check returns every rule of https://developer.hashicorp.com/terraform/registry/providers/publishing that the files of a release
// break. With all, the signature and an SBOM of each archive must be there, and nothing else.
func check(folder fs.FS, all bool) error {
	r, err := open(folder)
	if err != nil {
		return err
	}
	problems := []error{r.checkSums(), r.checkManifest()}
	for _, archive := range r.archives {
		problems = append(problems, r.checkArchive(archive))
	}
	if !slices.Contains(r.archives, r.prefix+"_linux_amd64.zip") {
		problems = append(problems, errors.New("there is no archive for linux_amd64, which HCP Terraform needs"))
	}
	if all {
		problems = append(problems, r.checkSignature(), r.checkOtherFiles())
		for _, archive := range r.archives {
			problems = append(problems, r.checkSBOM(archive))
		}
	}
	return errors.Join(problems...)
}

func open(folder fs.FS) (*release, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, err
	}
	r := &release{folder: folder}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		r.files = append(r.files, entry.Name())
		if strings.HasSuffix(entry.Name(), ".zip") {
			r.archives = append(r.archives, entry.Name())
		}
		if parts := sumsName.FindStringSubmatch(entry.Name()); parts != nil {
			r.prefix, r.name, r.version = parts[1], parts[2], parts[3]
		}
	}
	if r.prefix == "" {
		return nil, fmt.Errorf("there is no file such as terraform-provider-nexthink_1.0.0_SHA256SUMS among %q", r.files)
	}
	return r, nil
}

// checkSums compares the lines of SHA256SUMS with the archives and the manifest. The Registry accepts no other line.
func (r *release) checkSums() error {
	text, err := fs.ReadFile(r.folder, r.prefix+"_SHA256SUMS")
	if err != nil {
		return err
	}
	var problems []error
	recorded := map[string]string{}
	for line := range strings.Lines(string(text)) {
		sum, file, found := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if !found {
			problems = append(problems, fmt.Errorf("SHA256SUMS: %q is not a valid line", line))
		}
		recorded[file] = sum
	}
	for _, file := range append(slices.Clone(r.archives), r.prefix+"_manifest.json") {
		content, err := fs.ReadFile(r.folder, file)
		if sum := fmt.Sprintf("%x", sha256.Sum256(content)); err == nil && recorded[file] != sum {
			err = fmt.Errorf("SHA256SUMS: the checksum of %s is %q and must be %q", file, recorded[file], sum)
		}
		problems = append(problems, err)
		delete(recorded, file)
	}
	for _, file := range slices.Sorted(maps.Keys(recorded)) {
		problems = append(problems, fmt.Errorf("SHA256SUMS: %s is neither an archive nor the manifest", file))
	}
	return errors.Join(problems...)
}

// checkManifest requires protocol 6, which the data sources need.
func (r *release) checkManifest() error {
	var manifest struct {
		Version  int
		Metadata struct {
			ProtocolVersions []string `json:"protocol_versions"`
		}
	}
	if err := r.decode(r.prefix+"_manifest.json", &manifest); err != nil {
		return err
	}
	if manifest.Version != 1 || !slices.Equal(manifest.Metadata.ProtocolVersions, []string{"6.0"}) {
		return fmt.Errorf("the manifest is %+v; its version must be 1 and its protocol 6.0", manifest)
	}
	return nil
}

// checkArchive requires the name of the platform, and a program and the license with modes that no umask changed.
func (r *release) checkArchive(file string) error {
	platform, found := strings.CutPrefix(strings.TrimSuffix(file, ".zip"), r.prefix+"_")
	system, processor, ok := strings.Cut(platform, "_")
	if !found || !ok || strings.Contains(processor, "_") {
		return fmt.Errorf("%s: the name must be %s_OS_ARCH.zip", file, r.prefix)
	}
	program := fmt.Sprintf("terraform-provider-%s_v%s", r.name, r.version)
	if system == "windows" {
		program += ".exe"
	}
	content, err := fs.ReadFile(r.folder, file)
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	modes := map[string]string{}
	for _, entry := range archive.File {
		modes[entry.Name] = entry.Mode().String()
	}
	if want := map[string]string{"LICENSE": "-rw-r--r--", program: "-rwxr-xr-x"}; !maps.Equal(modes, want) {
		return fmt.Errorf("%s contains %v and must contain %v", file, modes, want)
	}
	return nil
}

// checkSignature requires the binary form, which begins with a packet of OpenPGP: its highest bit is set. gpg verifies the rest.
func (r *release) checkSignature() error {
	signature, err := fs.ReadFile(r.folder, r.prefix+"_SHA256SUMS.sig")
	if err != nil {
		return err
	}
	if len(signature) == 0 || signature[0]&0x80 == 0 {
		return errors.New("SHA256SUMS.sig is not in OpenPGP's binary form, which the Registry requires")
	}
	return nil
}

// checkSBOM requires an SPDX document that names the standard library and a module of the provider.
func (r *release) checkSBOM(archive string) error {
	var document struct {
		SPDXVersion string
		Packages    []struct{ Name string }
	}
	if err := r.decode(archive+".spdx.json", &document); err != nil {
		return err
	}
	var names []string
	for _, entry := range document.Packages {
		names = append(names, entry.Name)
	}
	for _, name := range []string{"stdlib", "github.com/hashicorp/terraform-plugin-framework"} {
		if !strings.HasPrefix(document.SPDXVersion, "SPDX-") || !slices.Contains(names, name) {
			return fmt.Errorf("%s.spdx.json: this is not an SPDX document with the package %s", archive, name)
		}
	}
	return nil
}

func (r *release) checkOtherFiles() error {
	want := []string{r.prefix + "_SHA256SUMS", r.prefix + "_SHA256SUMS.sig", r.prefix + "_manifest.json"}
	for _, archive := range r.archives {
		want = append(want, archive, archive+".spdx.json")
	}
	for _, file := range r.files {
		if !slices.Contains(want, file) {
			return fmt.Errorf("%s does not belong to a release", file)
		}
	}
	return nil
}

func (r *release) decode(file string, into any) error {
	content, err := fs.ReadFile(r.folder, file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(content, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
