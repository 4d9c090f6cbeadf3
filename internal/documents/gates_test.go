// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
	"gotest.tools/v3/golden"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// withoutRule returns the gate on rules that are written by hand, without the rule that the guide tells the reader to delete.
func withoutRule(t *testing.T) map[string]string {
	t.Helper()
	files := example(t, "ci/gate-own-rules")
	line := regexp.MustCompile(`(?m)^ +data = \{.*\n`)
	assert.Assert(t, line.MatchString(files["main.tf"]))
	files["main.tf"] = line.ReplaceAllString(files["main.tf"], "")
	return files
}

func TestAccGates_TheGuideShowsWhatAPlanPrints(t *testing.T) {
	t.Parallel()
	passes := terraformtest.New(t, example(t, "ci/gate-own-rules")).Run(t, "plan")
	assert.Check(t, is.Contains(passes, "nexthink_missing = []"))
	fails := terraformtest.New(t, withoutRule(t))
	_, problems, status := fails.Try(t, "plan", "-out=plan")
	assert.Check(t, is.Equal(status, 1))
	assert.Check(t, is.Contains(fails.Run(t, "show", "-json", "plan"), `"planned_values":{"root_module":{}}`), "the plan has outputs")
	file, err := filepath.Abs(filepath.Join(examples, "ci", "gate-own-rules", "failing-plan.txt"))
	assert.NilError(t, err)
	golden.Assert(t, strings.TrimLeft(openTofuDiff.ReplaceAllString(problems, ""), "\n"), file)
}

// pipelineCommand is a command in the file of a pipeline.
var pipelineCommand = regexp.MustCompile(`(?m)^ +- (?:run: |script: )?((?:terraform|sh|apk) .+)$`)

// tools returns a folder of programs. The program terraform runs what the tests use, and apk does nothing.
func tools(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for name, script := range map[string]string{"terraform": `exec "$TF_ACC_TERRAFORM_PATH" "$@"`, "apk": ":"} {
		assert.NilError(t, os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700))
	}
	return folder
}

// runPipeline runs the commands of a pipeline in a folder until one fails, and returns what they print.
func runPipeline(t *testing.T, pipeline, folder string) (text string, status int) {
	t.Helper()
	commands := pipelineCommand.FindAllStringSubmatch(pipeline, -1)
	assert.Assert(t, len(commands) >= 3, "the pipeline has %d commands", len(commands))
	var script strings.Builder
	for _, command := range commands {
		script.WriteString(command[1] + "\n")
	}
	return runScript(t, script.String(), folder)
}

// runScript runs a script of sh in a folder until a command fails, and returns what it prints.
func runScript(t *testing.T, script, folder string) (text string, status int) {
	t.Helper()
	shell := exec.CommandContext(t.Context(), "sh", "-e", "-c", script)
	shell.Dir = folder
	shell.Env = append(os.Environ(), "PATH="+tools(t)+":"+os.Getenv("PATH"), "TF_IN_AUTOMATION=1", "TF_CLI_ARGS=-no-color")
	printed, _ := shell.CombinedOutput()
	return string(printed), shell.ProcessState.ExitCode()
}

// savedPlan is how a guide saves a plan as text.
func savedPlan(t *testing.T, language string) string {
	t.Helper()
	_, section, _ := strings.Cut(guide(t, "ci-pipelines"), "## 3. Save a plan as text")
	return shown(t, section, language)
}

func TestAccPipelines_SaveAPlanAsText(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, example(t, "ci/gate-own-rules"))
	text, status := runScript(t, savedPlan(t, "sh"), tf.Folder)
	assert.Check(t, is.Equal(status, 0), text)
	content, err := os.ReadFile(filepath.Join(tf.Folder, "plan.json"))
	assert.NilError(t, err)
	assert.Check(t, json.Valid(content) && strings.Contains(string(content), `"planned_values"`))
}

func TestPipelines_ThePowerShellIsValid(t *testing.T) {
	t.Parallel()
	folder, err := filepath.Abs(filepath.Join(root, "internal", "tools", "powershell"))
	assert.NilError(t, err)
	if _, err := os.Stat(filepath.Join(folder, "node_modules")); err != nil && os.Getenv("PROGRAMS_REQUIRED") == "" {
		t.Skip("the grammar of PowerShell is not installed: npm ci in internal/tools/powershell")
	}
	parser := exec.CommandContext(t.Context(), "node", "parse.js")
	parser.Dir, parser.Stdin = folder, strings.NewReader(savedPlan(t, "powershell"))
	printed, err := parser.CombinedOutput()
	assert.NilError(t, err, string(printed))
}

func TestAccPipelines_FailWithTheMessage(t *testing.T) {
	t.Parallel()
	terraformtest.Require(t)
	if _, err := exec.LookPath("jq"); err != nil && os.Getenv("PROGRAMS_REQUIRED") == "" {
		t.Skip("jq is not installed")
	}
	const message = "TCP 443 to acme.data.eu.nexthink.cloud "
	softGate := withoutRule(t) // a check that warns, which only gate.sh turns into a failure
	output, _, _ := strings.Cut(softGate["main.tf"], "output ")
	softGate["main.tf"] = output + `
check "nexthink_reachable" {
  assert {
    condition     = length(local.missing) == 0
    error_message = join("\n", local.missing[*].message)
  }
}
`
	for name, pipeline := range example(t, "ci/pipelines") {
		for gate, test := range map[string]struct {
			files  map[string]string
			status int
			prints string
		}{
			"with every rule":                {example(t, "ci/gate-own-rules"), 0, "nexthink_missing = []"},
			"without a rule":                 {withoutRule(t), 1, message},
			"without a rule, with a warning": {softGate, 1, message},
		} {
			t.Run(name+", "+gate, func(t *testing.T) {
				t.Parallel()
				files := maps.Clone(test.files)
				files["gate.sh"] = example(t, "ci/gate-plan-checks")["gate.sh"]
				folder := &terraformtest.Terraform{Folder: t.TempDir()}
				for path, content := range files {
					folder.Write(t, path, content)
				}
				text, status := runPipeline(t, pipeline, folder.Folder)
				assert.Check(t, is.Equal(status, test.status), text)
				assert.Check(t, is.Contains(strings.Join(strings.Fields(text), " "), test.prints))
			})
		}
	}
}

// Dependabot updates the workflows of the project alone, so the pipeline that users copy follows them.
func TestPipelines_UseTheActionsOfTheProject(t *testing.T) {
	t.Parallel()
	workflow := sources(t)[".github/workflows/checks.yml"]
	actions := regexp.MustCompile(`uses: (\S+ # \S+)`).FindAllStringSubmatch(example(t, "ci/pipelines")["github-actions.yml"], -1)
	assert.Assert(t, is.Len(actions, 2))
	for _, action := range actions {
		assert.Check(t, is.Contains(workflow, action[1]))
	}
}
