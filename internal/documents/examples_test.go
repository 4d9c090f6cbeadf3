// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
	"gotest.tools/v3/golden"

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
	for _, folder := range []string{"firewalls", "modules", "ci"} {
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

// wideList is a list of texts that does not fit into a line.
var wideList = regexp.MustCompile(`(?m)^(.* = )\[(".{100,}")\]$`)

// restate replaces the stated values in a part of a file with the values of the outputs. It does so only with the flag -update.
func restate(t *testing.T, path, part string, answer any) {
	t.Helper()
	if !golden.FlagUpdate() {
		return
	}
	outputs, _ := answer.(map[string]any)
	restated := statedOutput.ReplaceAllStringFunc(part, func(output string) string {
		name, comment := statedOutput.FindStringSubmatch(output)[1], statedOutput.FindStringSubmatch(output)[3]
		if outputs[name] == nil || outputs[name+"_is_as_stated"] == true {
			return output
		}
		value, err := json.Marshal(outputs[name])
		assert.NilError(t, err)
		of, err := ctyjson.ImpliedType(value)
		assert.NilError(t, err)
		typed, err := ctyjson.Unmarshal(value, of)
		assert.NilError(t, err)
		written := wideList.ReplaceAllStringFunc(string(hclwrite.Format(hclwrite.TokensForValue(typed).Bytes())), func(list string) string {
			parts := wideList.FindStringSubmatch(list)
			return parts[1] + "[\n    " + strings.ReplaceAll(parts[2], `", "`, "\",\n    \"") + ",\n  ]"
		})
		return strings.Replace(output, comment, "  # "+strings.ReplaceAll(written, "\n", "\n  # ")+"\n", 1)
	})
	content, err := os.ReadFile(path)
	assert.NilError(t, err)
	assert.NilError(t, os.WriteFile(path, []byte(strings.Replace(string(content), part, restated, 1)), 0o600))
}

// asModules returns a configuration that calls each one as a module.
func asModules(configurations map[string]map[string]string) map[string]string {
	var calls strings.Builder
	files := map[string]string{}
	for name, configuration := range configurations {
		fmt.Fprintf(&calls, "module %q {\n  source = \"./%s\"\n}\n", name, name)
		for path, content := range configuration {
			files[name+"/"+path] = content
		}
	}
	files["main.tf"] = calls.String()
	return files
}

// applyAll applies every configuration as a module of one configuration. It returns the outputs of each one by its name, and the whole.
func applyAll(t *testing.T, configurations map[string]map[string]string) (map[string]any, *terraformtest.Terraform) {
	t.Helper()
	files := asModules(configurations)
	for name := range configurations {
		files["main.tf"] += fmt.Sprintf("output %q {\n  value = module.%s\n}\n", name, name)
	}
	tf := terraformtest.New(t, files)
	tf.Run(t, "apply", "-auto-approve")
	return tf.Outputs(t), tf
}

// expectStated expects every comparison of every configuration to have come out true. With the flag -update, the next run compares what
// restate wrote.
func expectStated(t *testing.T, answers map[string]any) {
	t.Helper()
	if golden.FlagUpdate() {
		return
	}
	for name, answer := range answers {
		outputs, _ := answer.(map[string]any)
		for output, value := range outputs {
			assert.Check(t, !strings.HasSuffix(output, "_is_as_stated") || value == true, "%s: %s: %v; the answers are %v", name, output, value, outputs)
		}
	}
}

// Terraform itself compares each output with the value in the comment below it.
func TestAccExamples_AnswerWhatTheirCommentsSay(t *testing.T) {
	t.Parallel()
	for kind, least := range map[string]int{"data-sources": 5, "functions": 13} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			folders, err := filepath.Glob(filepath.Join(examples, kind, "*"))
			assert.Assert(t, err == nil && len(folders) >= least, "there are %d folders of examples: %v", len(folders), err)
			configurations, paths := map[string]map[string]string{}, map[string]string{}
			for _, folder := range folders {
				files := example(t, filepath.Join(kind, filepath.Base(folder)))
				if files["plan.txt"] != "" {
					continue // TestCloudExamples_PlanWhatTheirPagesShow plans it
				}
				for file, content := range files {
					assert.Check(t, statedOutput.MatchString(content), "%s/%s states no value", folder, file)
					name := filepath.Base(folder) + "_" + strings.TrimSuffix(file, ".tf")
					configurations[name] = map[string]string{"main.tf": content, "stated.tf": comparisons(content)}
					paths[name] = filepath.Join(folder, file)
				}
			}
			answers, tf := applyAll(t, configurations)
			tf.Run(t, "plan", "-detailed-exitcode")
			for name, path := range paths {
				restate(t, path, configurations[name]["main.tf"], answers[name])
			}
			expectStated(t, answers)
		})
	}
}

// The blocks of the guides are whole configurations, or values that stand in one.
func TestAccGuides_AnswerWhatTheirCommentsSay(t *testing.T) {
	t.Parallel()
	templates, err := filepath.Glob(filepath.Join(guides, "*.md.tmpl"))
	assert.Assert(t, err == nil && len(templates) >= 2, "there are %d guides: %v", len(templates), err)
	configurations := map[string]map[string]string{}
	for _, guide := range templates {
		content, err := os.ReadFile(guide)
		assert.NilError(t, err)
		for i, block := range regexp.MustCompile("(?s)```terraform\n(.*?)```").FindAllStringSubmatch(string(content), -1) {
			name := fmt.Sprintf("%s_%d", strings.TrimSuffix(filepath.Base(guide), ".md.tmpl"), i)
			configurations[name] = map[string]string{"main.tf": block[1], "stated.tf": comparisons(block[1])}
		}
	}
	answers, _ := applyAll(t, configurations)
	for name, answer := range answers {
		guide, _, _ := strings.Cut(name, "_")
		restate(t, filepath.Join(guides, guide+".md.tmpl"), configurations[name]["main.tf"], answer)
	}
	expectStated(t, answers)
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
