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

// comparisons are outputs that say of each output with a stated value whether it has it.
func comparisons(content string) string {
	var text strings.Builder
	for _, output := range statedOutput.FindAllStringSubmatch(content, -1) {
		value := strings.ReplaceAll(output[3], "  #", "  ")
		fmt.Fprintf(&text, "output %q {\n  value = jsonencode(%s) == jsonencode(%s)\n}\n", output[1]+"_is_as_stated", strings.TrimSpace(output[2]), strings.TrimSpace(value))
	}
	return text.String()
}

// expectStated expects every comparison to have come out true.
func (tf *terraform) expectStated(t *testing.T) {
	t.Helper()
	outputs := tf.outputs(t)
	for name, value := range outputs {
		if strings.HasSuffix(name, "_is_as_stated") && value != true {
			t.Errorf("%s: %v; the answers are %v", name, value, outputs)
		}
	}
}

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
		var stated strings.Builder
		for name, content := range files {
			if !statedOutput.MatchString(content) {
				t.Errorf("%s/%s states no value", folder, name)
			}
			stated.WriteString(comparisons(content))
		}
		files["stated.tf"] = stated.String()
		if filepath.Base(filepath.Dir(folder)) == "data-sources" {
			files["required.tf"] = requiredProvider
		}
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			tf := newTerraform(t, files)
			tf.run(t, "apply", "-auto-approve")
			tf.run(t, "plan", "-detailed-exitcode")
			tf.expectStated(t)
		})
	}
}

// The blocks of the guides are whole configurations, or values that stand in one.
func TestAccGuides_AnswerWhatTheirCommentsSay(t *testing.T) {
	t.Parallel()
	guides, err := filepath.Glob(filepath.Join("..", "..", "templates", "guides", "*.md.tmpl"))
	if err != nil || len(guides) < 2 {
		t.Fatalf("there are %d guides: %v", len(guides), err)
	}
	for _, guide := range guides {
		content, err := os.ReadFile(guide)
		if err != nil {
			t.Fatal(err)
		}
		for i, block := range regexp.MustCompile("(?s)```terraform\n(.*?)```").FindAllStringSubmatch(string(content), -1) {
			t.Run(fmt.Sprintf("%s/%d", filepath.Base(guide), i), func(t *testing.T) {
				t.Parallel()
				files := map[string]string{"main.tf": block[1]}
				files["stated.tf"] = comparisons(block[1])
				tf := newTerraform(t, files)
				tf.run(t, "fmt", "-check", "main.tf")
				tf.run(t, "apply", "-auto-approve")
				tf.expectStated(t)
			})
		}
	}
}

func TestAccExamples_AreFormatted(t *testing.T) {
	t.Parallel()
	requireTerraform(t)
	tf := &terraform{folder: filepath.Join("..", "..", "examples"), prepare: unprepared}
	tf.run(t, "fmt", "-check", "-recursive")
}
