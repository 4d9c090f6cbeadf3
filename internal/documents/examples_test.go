// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// example returns the files of a folder of examples, by their path in it.
func example(t testing.TB, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	root := os.DirFS(filepath.Join(examples, folder))
	err := fs.WalkDir(root, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, path)
		files[path] = string(content)
		return err
	})
	assert.NilError(t, err)
	return files
}

func TestExamples_TheIndexNamesEachOne(t *testing.T) {
	t.Parallel()
	index := example(t, ".")["README.md"]
	for _, folder := range []string{"firewalls", "ci", "modules"} {
		for path := range example(t, folder) {
			if name, found := strings.CutSuffix(path, "/main.tf"); found {
				assert.Check(t, is.Contains(index, "| [`"+name+"`]("+folder+"/"+name+") |"))
			}
		}
	}
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
func expectStated(t *testing.T, tf *terraformtest.Terraform) {
	t.Helper()
	outputs := tf.Outputs(t)
	for name, value := range outputs {
		assert.Check(t, !strings.HasSuffix(name, "_is_as_stated") || value == true, "%s: %v; the answers are %v", name, value, outputs)
	}
}

// Terraform itself compares each output with the value in the comment below it.
func TestAccExamples_AnswerWhatTheirCommentsSay(t *testing.T) {
	t.Parallel()
	folders, err := filepath.Glob(filepath.Join(examples, "*", "*"))
	folders = slices.DeleteFunc(folders, func(folder string) bool {
		kind := filepath.Base(filepath.Dir(folder))
		return kind != "data-sources" && kind != "functions"
	})
	assert.Assert(t, err == nil && len(folders) >= 18, "there are %d folders of examples: %v", len(folders), err)
	for _, folder := range folders {
		files := example(t, filepath.Join(filepath.Base(filepath.Dir(folder)), filepath.Base(folder)))
		var stated strings.Builder
		for name, content := range files {
			assert.Check(t, statedOutput.MatchString(content), "%s/%s states no value", folder, name)
			stated.WriteString(comparisons(content))
		}
		files["stated.tf"] = stated.String()
		if filepath.Base(filepath.Dir(folder)) == "data-sources" {
			files["required.tf"] = terraformtest.RequiredProvider
		}
		t.Run(filepath.Base(folder), func(t *testing.T) {
			t.Parallel()
			tf := terraformtest.New(t, files)
			tf.Run(t, "apply", "-auto-approve")
			tf.Run(t, "plan", "-detailed-exitcode")
			expectStated(t, tf)
		})
	}
}

// The blocks of the guides are whole configurations, or values that stand in one.
func TestAccGuides_AnswerWhatTheirCommentsSay(t *testing.T) {
	t.Parallel()
	templates, err := filepath.Glob(filepath.Join(guides, "*.md.tmpl"))
	assert.Assert(t, err == nil && len(templates) >= 2, "there are %d guides: %v", len(templates), err)
	for _, guide := range templates {
		content, err := os.ReadFile(guide)
		assert.NilError(t, err)
		for i, block := range regexp.MustCompile("(?s)```terraform\n(.*?)```").FindAllStringSubmatch(string(content), -1) {
			t.Run(fmt.Sprintf("%s/%d", filepath.Base(guide), i), func(t *testing.T) {
				t.Parallel()
				files := map[string]string{"main.tf": block[1]}
				files["stated.tf"] = comparisons(block[1])
				tf := terraformtest.New(t, files)
				tf.Run(t, "fmt", "-check", "main.tf")
				tf.Run(t, "apply", "-auto-approve")
				expectStated(t, tf)
			})
		}
	}
}

func TestAccExamples_AreFormatted(t *testing.T) {
	t.Parallel()
	terraformtest.Require(t)
	tf := &terraformtest.Terraform{Folder: examples}
	tf.Run(t, "fmt", "-check", "-recursive")
}

func TestAccGettingStarted_PrintsRequirementsHostsAndPortRules(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	tf := terraformtest.New(t, example(t, "provider"))
	tf.Run(t, "apply", "-auto-approve")
	outputs := tf.Outputs(t)
	hosts, _ := outputs["hosts"].([]any)
	rules, _ := outputs["port_rules"].(map[string]any)
	assert.Check(t, len(hosts) != 0 && len(rules) != 0, "%d hosts and %d port rules", len(hosts), len(rules))
	requirements, _ := outputs["requirements"].(map[string]any)
	assert.Check(t, is.Len(requirements, len(c.Select(catalog.Filter{}).Requirements)))
	const want = "collector to internet, TCP 443: Collectors hold their channel to the instance."
	assert.Check(t, is.Equal(requirements["collector_channel"], want))
}
