// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// example gives the files of a folder under examples.
func example(t testing.TB, folder string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "examples", folder, "*.tf"))
	if err != nil || len(names) == 0 {
		t.Fatalf("examples/%s holds no configuration: %v", folder, err)
	}
	files := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(content)
	}
	return files
}

// statedOutput is an output of an example with the value that the comment below it states.
var statedOutput = regexp.MustCompile(`(?m)^output "(\w+)" \{\n  value = ((?:.+\n)+?)((?:  #.*\n)+)\}`)

// Terraform itself compares each output with the value in the comment below it.
func TestAccExamples_AnswerWhatTheirCommentsSay(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob(filepath.Join("..", "..", "examples", "*", "*"))
	folders = slices.DeleteFunc(folders, func(folder string) bool {
		kind := filepath.Base(filepath.Dir(folder))
		return kind != "data-sources" && kind != "functions"
	})
	if err != nil || len(folders) < 18 {
		t.Fatalf("there are %d folders of examples: %v", len(folders), err)
	}
	for _, folder := range folders {
		files := example(t, filepath.Join(filepath.Base(filepath.Dir(folder)), filepath.Base(folder)))
		var comparisons strings.Builder
		for name, content := range files {
			stated := statedOutput.FindAllStringSubmatch(content, -1)
			if len(stated) == 0 {
				t.Errorf("%s/%s states no value", folder, name)
			}
			for _, output := range stated {
				value := strings.ReplaceAll(output[3], "  #", "  ")
				fmt.Fprintf(&comparisons, "output %q {\n  value = jsonencode(%s) == jsonencode(%s)\n}\n", output[1]+"_is_as_stated", strings.TrimSpace(output[2]), strings.TrimSpace(value))
			}
		}
		files["stated.tf"] = comparisons.String()
		if filepath.Base(filepath.Dir(folder)) == "data-sources" {
			files["required.tf"] = requiredProvider
		}
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			tf := newTerraform(t, files)
			tf.run(t, "apply", "-auto-approve")
			tf.run(t, "plan", "-detailed-exitcode")
			for name, value := range tf.outputs(t) {
				if strings.HasSuffix(name, "_is_as_stated") && value != true {
					t.Errorf("%s: %v; the answers are %v", name, value, tf.outputs(t))
				}
			}
		})
	}
}

func TestAccExamples_AreFormatted(t *testing.T) {
	t.Parallel()
	requireTerraform(t)
	tf := &terraform{folder: filepath.Join("..", "..", "examples"), prepare: unprepared}
	tf.run(t, "fmt", "-check", "-recursive")
}
