// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ofCloud tells a configuration that needs the provider of a cloud.
var ofCloud = regexp.MustCompile(`(?m)^(?:resource|data) "(?:aws|azurerm|google)_`)

// wholeExamples is the text of every file of the examples.
func wholeExamples(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	err := fs.WalkDir(os.DirFS(filepath.Join("..", "..")), "examples", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
		text.Write(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// configurations are the blocks of Terraform in the pages, by the page and the number of the block in it. A block that is
// called hcl is a part of an example.
func configurations(t *testing.T) map[string]string {
	t.Helper()
	examples := wholeExamples(t)
	blocks := map[string]string{}
	for name, text := range pages(t) {
		for i, block := range fence.FindAllStringSubmatch(text, -1) {
			switch block[1] {
			case "terraform":
				blocks[fmt.Sprintf("%s/%d", strings.ReplaceAll(name, "/", "_"), i)] = block[2]
			case "hcl":
				if !strings.Contains(examples, block[2]) {
					t.Errorf("%s: the block %d is no part of an example, which would be tested; a whole configuration is called terraform", name, i)
				}
			case "tf":
				t.Errorf("%s: the block %d is called tf, want terraform, which the tests read", name, i)
			}
		}
	}
	if len(blocks) < 25 {
		t.Errorf("%d blocks were found, want 25 or more", len(blocks))
	}
	return blocks
}

// expectValid has Terraform read each block as a configuration of its own.
func expectValid(t *testing.T, blocks map[string]string) {
	t.Helper()
	for name, block := range blocks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"main.tf": block}
			if !strings.Contains(block, "required_providers") {
				files["required.tf"] = requiredProvider
			}
			newTerraform(t, files).run(t, "validate")
		})
	}
}

func TestAccDocuments_BlocksAreFormatted(t *testing.T) {
	t.Parallel()
	requireTerraform(t)
	tf := &terraform{folder: t.TempDir(), prepare: unprepared}
	for name, block := range configurations(t) {
		file := filepath.Join(tf.folder, strings.ReplaceAll(name, "/", "_")+".tf")
		if err := os.WriteFile(file, []byte(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tf.run(t, "fmt", "-check", "-diff")
}

// Those of a cloud are validated by make examples.
func TestAccDocuments_BlocksAreValid(t *testing.T) {
	t.Parallel()
	blocks := configurations(t)
	for name, block := range blocks {
		if ofCloud.MatchString(block) {
			delete(blocks, name)
		}
	}
	expectValid(t, blocks)
}
