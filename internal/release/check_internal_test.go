// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"gotest.tools/v3/assert"
)

const (
	prefix = "terraform-provider-nexthink_1.0.0"
	linux  = prefix + "_linux_amd64.zip"
)

// files are those of a release that breaks no rule.
func files(t *testing.T) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{prefix + "_manifest.json": file(`{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`)}
	for platform, suffix := range map[string]string{"linux_amd64": "", "windows_386": ".exe"} {
		folder[prefix+"_"+platform+".zip"] = archive(t, map[string]fs.FileMode{"LICENSE": 0o644, "terraform-provider-nexthink_v1.0.0" + suffix: 0o755})
		folder[prefix+"_"+platform+".zip.spdx.json"] = file(
			`{"spdxVersion": "SPDX-2.3", "packages": [{"name": "stdlib"}, {"name": "github.com/hashicorp/terraform-plugin-framework"}]}`)
	}
	sum(folder)
	folder[prefix+"_SHA256SUMS.sig"] = file("\x89\x02")
	return folder
}

func file(content string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(content)} }

// sum writes the checksums of what is in the folder.
func sum(folder fstest.MapFS) {
	var sums strings.Builder
	for _, name := range []string{linux, prefix + "_manifest.json", prefix + "_windows_386.zip"} {
		if folder[name] != nil {
			fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(folder[name].Data), name)
		}
	}
	folder[prefix+"_SHA256SUMS"] = file(sums.String())
}

func archive(t *testing.T, modes map[string]fs.FileMode) *fstest.MapFile {
	t.Helper()
	var content bytes.Buffer
	writer := zip.NewWriter(&content)
	for name, mode := range modes {
		header := &zip.FileHeader{Name: name}
		header.SetMode(mode)
		_, err := writer.CreateHeader(header)
		assert.NilError(t, err)
	}
	assert.NilError(t, writer.Close())
	return &fstest.MapFile{Data: content.Bytes()}
}

func TestCheck_AcceptsAReleaseThatBreaksNoRule(t *testing.T) {
	t.Parallel()
	assert.NilError(t, check(files(t), true))

	// Before the upload there is neither a signature nor an SBOM, and GoReleaser's own files are beside the others.
	folder := files(t)
	for name := range folder {
		if name != prefix+"_SHA256SUMS" && name != prefix+"_manifest.json" && name[len(name)-4:] != ".zip" {
			delete(folder, name)
		}
	}
	folder["artifacts.json"] = file("[]")
	folder["provider_linux_amd64_v1/terraform-provider-nexthink_v1.0.0"] = file("")
	assert.NilError(t, check(folder, false))
}

func TestCheck_NamesEachRuleThatIsBroken(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"no checksums": {
			func(folder fstest.MapFS) { delete(folder, prefix+"_SHA256SUMS") },
			"there is no file such as terraform-provider-nexthink_1.0.0_SHA256SUMS",
		},
		"another archive than the one that was hashed": {
			func(folder fstest.MapFS) {
				folder[linux] = archive(t, map[string]fs.FileMode{"LICENSE": 0o644, "terraform-provider-nexthink_v1.0.0": 0o755, "other": 0o644})
			},
			"SHA256SUMS: the checksum of " + linux,
		},
		"an SBOM among the checksums": {
			func(folder fstest.MapFS) {
				sums := folder[prefix+"_SHA256SUMS"]
				sums.Data = append(sums.Data, "00  "+linux+".spdx.json\n"...)
			},
			"SHA256SUMS: " + linux + ".spdx.json is neither an archive nor the manifest",
		},
		"a line without two spaces": {
			func(folder fstest.MapFS) { folder[prefix+"_SHA256SUMS"].Data = []byte("00 x\n") },
			`SHA256SUMS: "00 x\n" is not a valid line`,
		},
		"no manifest": {
			func(folder fstest.MapFS) { delete(folder, prefix+"_manifest.json") },
			"open " + prefix + "_manifest.json",
		},
		"an older protocol": {
			func(folder fstest.MapFS) {
				folder[prefix+"_manifest.json"] = file(`{"version": 1, "metadata": {"protocol_versions": ["5.0"]}}`)
				sum(folder)
			},
			"its version must be 1 and its protocol 6.0",
		},
		"an archive of another version": {
			func(folder fstest.MapFS) { folder["terraform-provider-nexthink_0.9.0_linux_arm64.zip"] = folder[linux] },
			"terraform-provider-nexthink_0.9.0_linux_arm64.zip: the name must be " + prefix + "_OS_ARCH.zip",
		},
		"a variant of a processor in the name": {
			func(folder fstest.MapFS) { folder[prefix+"_linux_amd64_v1.zip"] = folder[linux] },
			"the name must be",
		},
		"a mode from a umask": {
			func(folder fstest.MapFS) {
				folder[linux] = archive(t, map[string]fs.FileMode{"LICENSE": 0o600, "terraform-provider-nexthink_v1.0.0": 0o755})
				sum(folder)
			},
			"LICENSE:-rw-------",
		},
		"a program of another version": {
			func(folder fstest.MapFS) {
				folder[linux] = archive(t, map[string]fs.FileMode{"LICENSE": 0o644, "terraform-provider-nexthink_v0.9.0": 0o755})
				sum(folder)
			},
			"must contain map[LICENSE:-rw-r--r-- terraform-provider-nexthink_v1.0.0:-rwxr-xr-x]",
		},
		"no archive": {
			func(folder fstest.MapFS) { folder[linux] = file("no archive") },
			"not a valid zip file",
		},
		"no archive for HCP Terraform": {
			func(folder fstest.MapFS) {
				delete(folder, linux)
				delete(folder, linux+".spdx.json")
				sum(folder)
			},
			"there is no archive for linux_amd64",
		},
		"an armored signature": {
			func(folder fstest.MapFS) { folder[prefix+"_SHA256SUMS.sig"] = file("-----BEGIN PGP SIGNATURE-----") },
			"is not in OpenPGP's binary form",
		},
		"no signature": {
			func(folder fstest.MapFS) { delete(folder, prefix+"_SHA256SUMS.sig") },
			"open " + prefix + "_SHA256SUMS.sig",
		},
		"no SBOM of an archive": {
			func(folder fstest.MapFS) { delete(folder, linux+".spdx.json") },
			"open " + linux + ".spdx.json",
		},
		"an SBOM without packages": {
			func(folder fstest.MapFS) { folder[linux+".spdx.json"] = file(`{"spdxVersion": "SPDX-2.3"}`) },
			"this is not an SPDX document with the package stdlib",
		},
		"an SBOM in another form": {
			func(folder fstest.MapFS) { folder[linux+".spdx.json"] = file(`{"packages": [{"name": "stdlib"}]}`) },
			"this is not an SPDX document",
		},
		"an SBOM that was cut": {
			func(folder fstest.MapFS) { folder[linux+".spdx.json"] = file(`{`) },
			linux + ".spdx.json: unexpected end",
		},
		"a file that does not belong to it": {
			func(folder fstest.MapFS) { folder["config.yaml"] = file("") },
			"config.yaml does not belong to a release",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := files(t)
			test.change(folder)
			assert.ErrorContains(t, check(folder, true), test.want)
		})
	}
}
