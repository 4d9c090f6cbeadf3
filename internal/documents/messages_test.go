// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

var (
	messageTable = regexp.MustCompile(`(?m)^\| message \|.*\n\|.*\n((?:\|.*\n)+)`)
	firstCell    = regexp.MustCompile(`(?m)^\| (.*?) \| `)
	code         = regexp.MustCompile("`([^`]+)`")
)

// quotedMessages are the messages in the tables of the guides, by guide. A table row has one list: it says the same in
// several ways if Terraform and OpenTofu do.
func quotedMessages(t *testing.T) map[string][][]string {
	t.Helper()
	quoted := map[string][][]string{}
	for name, text := range sources(t) {
		if !strings.HasPrefix(name, "templates/") {
			continue
		}
		for _, table := range messageTable.FindAllStringSubmatch(text, -1) {
			for _, cell := range firstCell.FindAllStringSubmatch(table[1], -1) {
				var messages []string
				for _, message := range code.FindAllStringSubmatch(cell[1], -1) {
					messages = append(messages, message[1])
				}
				assert.Check(t, len(messages) > 0, "%s: the cell %q quotes no message", name, cell[1])
				quoted[name] = append(quoted[name], messages)
			}
		}
	}
	return quoted
}

// The reasons why a rule is unproven are in the code that reads rules.
func TestDocuments_ExplainReasonsThatExist(t *testing.T) {
	t.Parallel()
	var lines []string
	for _, folder := range []string{"coverage", "normalize", "planfile"} {
		code := map[string]string{}
		read(t, code, "internal/"+folder, ".go")
		for name, text := range code {
			if !strings.HasSuffix(name, "_test.go") {
				lines = slices.AppendSeq(lines, strings.Lines(text))
			}
		}
	}
	reasons := regexp.MustCompile(`(?m)^\| reason in the message \|.*\n\|.*\n((?:\|.*\n)+)`).FindStringSubmatch(guide(t, "validate-in-ci"))
	assert.Assert(t, is.Len(reasons, 2))
	rows := firstCell.FindAllStringSubmatch(reasons[1], -1)
	assert.Assert(t, len(rows) > 20, "there are %d reasons", len(rows))
	for _, row := range rows {
		reason := strings.Trim(row[1], "`")
		assert.Check(t, slices.ContainsFunc(lines, func(line string) bool { return says(line, reason) }), "no code has %q", reason)
	}
}

// says tells whether a text has the parts of a message in this order. The sign … stands for any text.
func says(text, message string) bool {
	for part := range strings.SplitSeq(message, "…") {
		_, rest, found := strings.Cut(text, strings.TrimSpace(part))
		if !found {
			return false
		}
		text = rest
	}
	return true
}

// ofTerraform are messages of Terraform and OpenTofu, which TestAccMessages_AreWhatTerraformPrints tries.
var ofTerraform = map[string]func(*testing.T) string{
	"Failed to query available provider packages": func(t *testing.T) string {
		t.Helper()
		return initWithoutProviders(t, terraformtest.RequiredProvider)
	},
	"provider hashicorp/nexthink": func(t *testing.T) string {
		t.Helper()
		return initWithoutProviders(t, `data "nexthink_regions" "all" {}`)
	},
	"doesn't match any of the checksums previously recorded in the dependency lock file": func(t *testing.T) string {
		t.Helper()
		tf := terraformtest.New(t, map[string]string{"main.tf": terraformtest.RequiredProvider})
		lock, err := os.ReadFile(filepath.Join(tf.Folder, ".terraform.lock.hcl"))
		assert.NilError(t, err)
		tf.Write(t, ".terraform.lock.hcl", regexp.MustCompile(`h1:[^"]+`).ReplaceAllString(string(lock), "h1:anotherBuild="))
		assert.NilError(t, os.RemoveAll(filepath.Join(tf.Folder, ".terraform")))
		return printed(t, tf, "init")
	},
	`is not available from the provider "nexthink"`: func(t *testing.T) string {
		t.Helper()
		return planOf(t, terraformtest.RequiredProvider+`output "pac" { value = provider::nexthink::render_pack() }`)
	},
	"is declared in this module's required_providers": func(t *testing.T) string {
		t.Helper()
		return planOf(t, `output "pac" { value = provider::nexthink::render_pac() }`)
	},
	"Invalid for_each argument": func(t *testing.T) string {
		t.Helper()
		return planOf(t, terraformtest.RequiredProvider+`
			resource "terraform_data" "first" {}
			data "nexthink_connectivity_requirements" "acme" {
				instance   = "acme"
				region     = "eu"
				depends_on = [terraform_data.first]
			}
			resource "terraform_data" "rule" {
				for_each = data.nexthink_connectivity_requirements.acme.port_rules
			}`)
	},
	"are not valid UTF-8": func(t *testing.T) string {
		t.Helper()
		files := example(t, "ci/verify-plan")
		saved := []byte{0xff, 0xfe} // as > of Windows PowerShell saves a text
		for _, unit := range utf16.Encode([]rune(files["their-plan.json"])) {
			saved = append(saved, byte(unit), byte(unit>>8))
		}
		files["their-plan.json"] = string(saved)
		return printed(t, terraformtest.New(t, files), "plan")
	},
}

// initWithoutProviders returns what an init of one file prints if Terraform finds no provider at all.
func initWithoutProviders(t *testing.T, content string) string {
	t.Helper()
	empty := filepath.Join(t.TempDir(), "empty.tfrc")
	mirror := filepath.ToSlash(t.TempDir())
	assert.NilError(t, os.WriteFile(empty, []byte(`provider_installation { filesystem_mirror { path = "`+mirror+`" } }`), 0o600))
	terraformtest.Require(t)
	tf := &terraformtest.Terraform{Folder: t.TempDir(), Prepare: terraformtest.Environment("TF_CLI_CONFIG_FILE=" + empty)}
	tf.Write(t, "main.tf", content)
	return printed(t, tf, "init")
}

// planOf returns what a plan of one file prints. The plan must fail.
func planOf(t *testing.T, content string) string {
	t.Helper()
	return printed(t, terraformtest.New(t, map[string]string{"main.tf": content}), "plan")
}

// printed returns what a command that must fail prints, without line breaks.
func printed(t *testing.T, tf *terraformtest.Terraform, command string) string {
	t.Helper()
	output, problems, status := tf.Try(t, command)
	assert.Check(t, status != 0, "terraform %s passes", command)
	return strings.Join(strings.Fields(output+problems), " ")
}

func TestDocuments_QuoteMessagesThatExist(t *testing.T) {
	t.Parallel()
	golden, err := filepath.Glob(filepath.Join(root, "internal", "*", "testdata", "messages.golden"))
	assert.Assert(t, err == nil && len(golden) > 5, "there are %d files: %v", len(golden), err)
	lines := slices.Collect(maps.Keys(ofTerraform))
	for _, file := range golden {
		content, err := os.ReadFile(file)
		assert.NilError(t, err)
		lines = slices.AppendSeq(lines, strings.Lines(string(content)))
	}
	for _, files := range exampleFiles(t) { // an example may have a message of its own
		for name, content := range files {
			if strings.HasSuffix(name, ".tf") {
				lines = slices.AppendSeq(lines, strings.Lines(content))
			}
		}
	}
	quoted := quotedMessages(t)
	assert.Check(t, len(quoted["templates/guides/troubleshooting.md.tmpl"]) >= 15, "Troubleshooting has %d messages", len(quoted["templates/guides/troubleshooting.md.tmpl"]))
	for page, rows := range quoted {
		for _, messages := range rows {
			exists := slices.ContainsFunc(lines, func(line string) bool { return says(line, messages[0]) })
			assert.Check(t, exists, "%s: nothing prints %q", page, messages[0])
		}
	}
}

func TestAccMessages_AreWhatTerraformPrints(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, messages := range quotedMessages(t)["templates/guides/troubleshooting.md.tmpl"] {
		try := ofTerraform[messages[0]]
		if try == nil {
			continue
		}
		tried++
		t.Run(messages[0], func(t *testing.T) {
			t.Parallel()
			text := try(t)
			assert.Check(t, slices.ContainsFunc(messages, func(message string) bool { return says(text, message) }), "%q is not in: %s", messages, text)
		})
	}
	assert.Check(t, tried == len(ofTerraform), "%d of %d messages of Terraform are quoted", tried, len(ofTerraform))
}
