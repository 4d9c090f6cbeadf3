// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// guide returns the text of a guide with its examples.
func guide(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "docs", "guides", name+".md"))
	assert.NilError(t, err)
	return string(content)
}

// shown returns the first block of a language in a text.
func shown(t *testing.T, text, language string) string {
	t.Helper()
	_, block, found := strings.Cut(text, "```"+language+"\n")
	assert.Assert(t, found, "there is no block of %s", language)
	block, _, _ = strings.Cut(block, "```")
	return block
}

func TestAccConsole_PrintsWhatTheGuideShows(t *testing.T) {
	t.Parallel()
	text := guide(t, "console-tests-and-modules")
	tf := terraformtest.New(t, map[string]string{"main.tf": shown(t, text, "terraform")})
	tf.Run(t, "apply", "-auto-approve")
	session := shown(t, text, "text")
	expressions := strings.Split(session, "> ")[1:]
	assert.Check(t, len(expressions) >= 3)
	for _, expression := range expressions {
		typed, answer, _ := strings.Cut(expression, "\n")
		if strings.HasPrefix(typed, "provider::") && os.Getenv("TF_ACC_PROVIDER_HOST") != "" {
			continue // OpenTofu, whose console does not run functions of providers
		}
		tf.Prepare = func(command *exec.Cmd) { command.Stdin = strings.NewReader(typed + "\n") }
		assert.Check(t, is.Equal(tf.Run(t, "console"), answer), typed)
	}
}

func TestAccModule_PassesItsTests(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, example(t, "modules/nexthink-egress"))
	output, problems, status := tf.Try(t, "test")
	assert.Check(t, is.Equal(status, 0), output+problems)
	assert.Check(t, is.Contains(guide(t, "console-tests-and-modules"), "Success! 3 passed, 0 failed."))
	assert.Check(t, is.Contains(output, "Success! 3 passed, 0 failed."))
}
