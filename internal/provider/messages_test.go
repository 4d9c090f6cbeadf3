// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// messageOf names a case of a function in the golden file.
func messageOf(function, name string) string { return function + ", " + name }

func TestMessages_NameTheArgumentAndWhatToGive(t *testing.T) {
	t.Parallel()
	server, messages := testServer(t), map[string]string{}
	for dataSource, configs := range badConfigs() {
		for name, given := range configs {
			messages[name] = strings.Join(server.validate(t, dataSource, given), " | ")
		}
	}
	for name, given := range readsWithProblems() {
		state, problems := server.read(t, connectivity, given)
		messages[messageOf("read", name)] = strings.Join(problems, " | ")
		for key, omitted := range members(state["omitted_requirements"]) {
			messages[messageOf("omitted_requirements", key)] = fmt.Sprint(members(omitted)["message"])
		}
	}
	for function, cases := range badCalls(t) {
		for name, given := range cases {
			_, messages[messageOf(function, name)] = server.call(t, function, given...)
		}
	}
	for name, given := range verdictCases() {
		messages[messageOf("explain_coverage", name)] = fmt.Sprint(verdict(t, given...)["message"])
	}
	for name, test := range excessCases() {
		result, _ := server.call(t, "find_excess_rules", test.given...)
		for _, excess := range elements(result) {
			messages[messageOf("find_excess_rules", name)] = fmt.Sprint(members(excess)["message"])
		}
	}
	for name, message := range messages {
		messages[name] = strings.ReplaceAll(message, longText, "aaa…") // in a path, which Terraform does not print
	}
	messagetest.Compare(t, messages)
}

// Every bad input of every data source and function is in one configuration. Terraform refuses it in one run, each input with its
// message and with no other.
func TestAccBadInput_IsRefusedByTerraform(t *testing.T) {
	t.Parallel()
	files, want := badConfiguration(t)
	tf := terraformtest.New(t, files)
	output, problems, status := tf.Try(t, "validate", "-json")
	assert.Check(t, is.Equal(status, 1), problems)
	got := refusalsByBlock(t, output)
	for _, name := range []string{"instance_missing", "instance_null"} {
		assert.Check(t, is.Regexp(`(?i)\binstance\b.*required|Missing.*\binstance\b`, got[name]), name)
		delete(got, name)
	}
	assert.Check(t, is.DeepEqual(got, want))
	for name, message := range got {
		assert.Check(t, len(message) <= longestMessage, "%s: the message has %d characters: %s", name, len(message), message)
	}
	assert.Check(t, is.DeepEqual(sortedNames(badCalls(t)), sortedNames(arguments())))
	assert.Check(t, len(got) >= 100, "%d bad inputs were tried, want 100 or more", len(got))
}

// unexpectedArguments do not reach the provider.
func unexpectedArguments() map[string]config {
	return map[string]config{
		"nexthink_products": {"only": "api"},
		"nexthink_regions":  {"code": "eu"},
		"nexthink_catalog":  {"version_of": "2024-03"},
		exportBucket:        {"bucket_name": "x"},
	}
}

// badConfiguration gives a configuration with all bad input, and what Terraform says of each block in it. Each block has a file of its
// own, because Terraform reads the whole file again for each message.
func badConfiguration(t *testing.T) (files map[string]string, want map[string]string) {
	t.Helper()
	messages, want := messagetest.Read(t), map[string]string{}
	blocks := badConfigs()
	for _, configs := range blocks {
		for name := range configs {
			_, want[name], _ = strings.Cut(messages[name], ": ") // without the path
		}
	}
	for dataSource, given := range unexpectedArguments() {
		if blocks[dataSource] == nil {
			blocks[dataSource] = map[string]config{}
		}
		for argument := range given {
			name := "unexpected_" + argument
			blocks[dataSource][name] = given
			want[name] = `Extraneous JSON object property: No argument or block type is named "` + argument + `".`
		}
	}
	blocks[connectivity]["instance_missing"], blocks[connectivity]["instance_null"] = config{"region": "eu"}, acme(config{"instance": nil})
	files = map[string]string{"main.tf": terraformtest.RequiredProvider}
	for dataSource, configs := range blocks {
		for name, given := range configs {
			files[name+".tf.json"] = literal(t, map[string]any{"data": map[string]any{dataSource: map[string]any{name: given}}})
		}
	}
	all := badCalls(t)
	for _, function := range sortedNames(all) {
		for _, name := range sortedNames(all[function]) {
			given := all[function][name]
			// Terraform itself refuses null, and words the error of a call without arguments in another way than OpenTofu.
			if slices.Contains(given, nil) || len(given) == 0 {
				continue
			}
			values := make([]string, len(given))
			for i, argument := range given {
				values[i] = literal(t, argument)
			}
			output := fmt.Sprintf("call_%d", len(want))
			files[output+".tf"] = fmt.Sprintf("# %s\noutput %q {\n  value = provider::nexthink::%s(%s)\n}\n", name, output, function, strings.Join(values, ", "))
			parameter, text, _ := strings.Cut(messages[messageOf(function, name)], ": ")
			want[output] = fmt.Sprintf("Invalid function argument: Invalid value for %q parameter: %s.", parameter, text)
		}
	}
	return files, want
}

// literal gives a value as Terraform reads it: JSON, in which a template is none.
func literal(t *testing.T, value any) string {
	t.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	assert.NilError(t, encoder.Encode(value))
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strings.TrimSpace(text.String()))
}

// refusalsByBlock gives what `terraform validate -json` says of each data block and output, by its name.
func refusalsByBlock(t *testing.T, output string) map[string]string {
	t.Helper()
	var result struct {
		Diagnostics []struct {
			Severity, Summary, Detail string
			Snippet                   struct{ Context string }
		}
	}
	assert.NilError(t, json.Unmarshal([]byte(output), &result), output)
	block := regexp.MustCompile(`^(?:data\.[a-z_]+\.|output ")([a-z_0-9]+)`)
	refusals := map[string]string{}
	for _, diagnostic := range result.Diagnostics {
		name := block.FindStringSubmatch(diagnostic.Snippet.Context)
		assert.Assert(t, name != nil && diagnostic.Severity == "error", "of no block: %.2000v", diagnostic)
		refusals[name[1]] += diagnostic.Summary + ": " + diagnostic.Detail
	}
	return refusals
}
