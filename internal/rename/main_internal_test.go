// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

// root is the folder of the project.
var root = filepath.Join("..", "..")

// project returns a copy of the project.
func project(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	assert.NilError(t, walk(os.DirFS(root), func(path string) error {
		content, err := os.ReadFile(filepath.Join(root, path))
		assert.NilError(t, err)
		assert.NilError(t, os.MkdirAll(filepath.Join(folder, filepath.Dir(path)), 0o700))
		return os.WriteFile(filepath.Join(folder, path), content, 0o600)
	}))
	return folder
}

func text(t *testing.T, folder, file string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, file))
	assert.NilError(t, err)
	return string(content)
}

func TestRename_LeavesNoOldName(t *testing.T) {
	t.Parallel()
	folder := project(t)
	module := strings.Fields(text(t, folder, "go.mod"))[1]
	binary := "\x00 " + provider.Source
	assert.NilError(t, os.WriteFile(filepath.Join(folder, "file.bin"), []byte(binary), 0o600))
	assert.NilError(t, rename(folder, "example/renamed-egress", "code.example.com/egress"))
	assert.Equal(t, text(t, folder, "file.bin"), binary)
	assert.NilError(t, os.Remove(filepath.Join(folder, "file.bin")))

	_, name, _ := strings.Cut(provider.Source, "/")
	assert.NilError(t, walk(os.DirFS(folder), func(path string) error {
		content, err := os.ReadFile(filepath.Join(folder, path))
		for _, old := range []string{provider.Source, "terraform-provider-" + name, module} {
			assert.Check(t, !bytes.Contains(content, []byte(old)), "%s contains %q", path, old)
		}
		return err
	}))
	for file, want := range map[string]string{
		"go.mod":                            "module code.example.com/egress\n",
		"GNUmakefile":                       "ADDRESS    := example/renamed-egress\n",
		"internal/provider/provider.go":     `const Source = "example/renamed-egress"`,
		"examples/provider/provider.tf":     "    nexthink = {\n      source = \"example/renamed-egress\"\n",
		"docs/index.md":                     "      source = \"example/renamed-egress\"\n",
		"docs/data-sources/catalog.md":      "nexthink_catalog",
		".goreleaser.yml":                   "    owner: example\n    name: terraform-provider-renamed-egress\n",
		"SECURITY.md":                       " example/terraform-provider-renamed-egress",
		".golangci.yml":                     "local-prefixes: [code.example.com/egress]",
		".github/CODEOWNERS":                " @example/",
		".github/ISSUE_TEMPLATE/config.yml": "https://github.com/example/terraform-provider-renamed-egress/",
	} {
		assert.Check(t, is.Contains(text(t, folder, file), want), file)
	}

	if testing.Short() {
		return // go vet compiles the copy
	}
	// The flags let Go take what it compiled for another copy.
	command := exec.CommandContext(t.Context(), "go", "vet", "-trimpath", "./...")
	command.Dir = folder
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	output, err := command.CombinedOutput()
	assert.NilError(t, err, string(output))
}

func TestRename_TakesTheRepositoryForTheModule(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	assert.NilError(t, os.WriteFile(filepath.Join(folder, "go.mod"), []byte("module "+"github.com/old/module\n"), 0o600))
	assert.NilError(t, rename(folder, "acme/egress", ""))
	assert.Equal(t, text(t, folder, "go.mod"), "module github.com/acme/terraform-provider-egress\n")
}

func TestRename_RefusesWhatTheRegistryRefuses(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "acme", "acme/", "/nexthink", "acme/Nexthink", "acme/nexthink/x", "acme/terraform-provider-nexthink", "a--b/nexthink", "acme/next_hink"} {
		assert.ErrorContains(t, rename(t.TempDir(), address, ""), "is not a valid address; a namespace and a name are accepted", address)
	}
	for _, module := range []string{"acme", "github.com", "https://github.com/acme/x", "github.com/acme/x y"} {
		assert.ErrorContains(t, rename(t.TempDir(), "acme/nexthink", module), "is not a valid path of a Go module", module)
	}
	assert.ErrorContains(t, rename(t.TempDir(), "acme/nexthink", ""), "go.mod")
	empty := t.TempDir()
	assert.NilError(t, os.WriteFile(filepath.Join(empty, "go.mod"), nil, 0o600))
	assert.Error(t, rename(empty, "acme/nexthink", ""), "go.mod: there is no line with the module")
}
