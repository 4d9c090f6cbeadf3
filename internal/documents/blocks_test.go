// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// ofCloud tells a configuration that needs the provider of a cloud.
var ofCloud = regexp.MustCompile(`(?m)^(?:(?:resource|data) "(?:aws|azurerm|google)_|module ")`)

// exampleFiles are the files of the examples, by folder and name.
func exampleFiles(t *testing.T) map[string]map[string]string {
	t.Helper()
	folders := map[string]map[string]string{}
	err := filepath.WalkDir(examples, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		if folders[filepath.Dir(name)] == nil {
			folders[filepath.Dir(name)] = map[string]string{}
		}
		folders[filepath.Dir(name)][entry.Name()] = string(content)
		return err
	})
	assert.NilError(t, err)
	return folders
}

// around gives the files among which a block is valid: where it is a whole file of an example, the rest of its folder.
func around(block string, folders map[string]map[string]string) map[string]string {
	for _, files := range folders {
		for _, content := range files {
			if strings.TrimSpace(content) == strings.TrimSpace(block) {
				return maps.Clone(files)
			}
		}
	}
	return map[string]string{"main.tf": block}
}

// isPart says whether a block stands in a file of an example.
func isPart(block string, folders map[string]map[string]string) bool {
	for _, files := range folders {
		for _, content := range files {
			if strings.Contains(content, block) {
				return true
			}
		}
	}
	return false
}

// configurations are the blocks of Terraform in the pages, by the page and the number of the block in it. A block that is
// called hcl, rego, sentinel or yaml is a part of an example.
func configurations(t *testing.T) map[string]string {
	t.Helper()
	folders := exampleFiles(t)
	blocks := map[string]string{}
	for name, text := range pages(t) {
		for i, block := range fence.FindAllStringSubmatch(text, -1) {
			switch block[1] {
			case "terraform":
				blocks[fmt.Sprintf("%s/%d", strings.ReplaceAll(name, "/", "_"), i)] = block[2]
			case "hcl", "rego", "sentinel", "yaml":
				assert.Check(t, isPart(block[2], folders),
					"%s: the block %d is no part of an example, which would be tested; a whole configuration is called terraform", name, i)
			case "tf":
				t.Errorf("%s: the block %d is called tf, want terraform, which the tests read", name, i)
			}
		}
	}
	assert.Check(t, len(blocks) >= 25, "%d blocks were found, want 25 or more", len(blocks))
	return blocks
}

// expectValid has Terraform read each block as a configuration of its own.
func expectValid(t *testing.T, blocks map[string]string) {
	t.Helper()
	folders := exampleFiles(t)
	for name, block := range blocks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := around(block, folders)
			if !strings.Contains(strings.Join(slices.Collect(maps.Values(files)), ""), "required_providers") {
				files["required.tf"] = terraformtest.RequiredProvider
			}
			terraformtest.New(t, withStandIns(t, files)).Run(t, "validate")
		})
	}
}

func TestAccDocuments_BlocksAreFormatted(t *testing.T) {
	t.Parallel()
	terraformtest.Require(t)
	tf := &terraformtest.Terraform{Folder: t.TempDir()}
	for name, block := range configurations(t) {
		tf.Write(t, strings.ReplaceAll(name, "/", "_")+".tf", block)
	}
	tf.Run(t, "fmt", "-check", "-diff")
}

// Other tests apply the guides and the examples of data sources and functions. make examples validates the blocks of a cloud.
func TestAccDocuments_BlocksAreValid(t *testing.T) {
	t.Parallel()
	applied := exampleFiles(t)
	maps.DeleteFunc(applied, func(folder string, _ map[string]string) bool {
		return !slices.Contains([]string{"data-sources", "functions"}, filepath.Base(filepath.Dir(folder)))
	})
	blocks := configurations(t)
	maps.DeleteFunc(blocks, func(name, block string) bool {
		return ofCloud.MatchString(block) || strings.HasPrefix(name, "docs_guides_") || isPart(block, applied)
	})
	assert.Check(t, len(blocks) > 0, "no block is left: docs/index.md has one")
	expectValid(t, blocks)
}
