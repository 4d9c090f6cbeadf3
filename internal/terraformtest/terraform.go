// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package terraformtest runs real Terraform or OpenTofu in tests, with the provider that make mirror built.
package terraformtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

// RequiredProvider is the block that a configuration needs to find the provider.
const RequiredProvider = `
terraform {
  required_providers {
    nexthink = {
      source = "` + provider.Source + `"
    }
  }
}
`

// Terraform runs commands in one folder.
type Terraform struct {
	Folder  string
	Prepare func(*exec.Cmd) // changes each command before it runs; may be nil
}

// Environment returns a function for Prepare that adds variables, each as name=value.
func Environment(variables ...string) func(*exec.Cmd) {
	return func(command *exec.Cmd) { command.Env = append(command.Env, variables...) }
}

// Require skips the test if TF_ACC is not set, and fails it if TF_ACC is set and Terraform is missing.
func Require(t testing.TB) {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("runs real Terraform: make test")
	}
	for _, name := range []string{"TF_ACC_TERRAFORM_PATH", "TF_CLI_CONFIG_FILE"} {
		_, err := os.Stat(os.Getenv(name))
		assert.NilError(t, err, "%s names no file; run make test", name)
	}
}

// New writes the files, by their path, into a new folder and runs init there. Commands have the variables, each as name=value.
func New(t testing.TB, files map[string]string, variables ...string) *Terraform {
	t.Helper()
	Require(t)
	tf := &Terraform{Folder: t.TempDir(), Prepare: Environment(variables...)}
	for path, content := range files {
		tf.Write(t, path, content)
	}
	tf.Run(t, "init")
	return tf
}

// Write writes a file of the folder.
func (tf *Terraform) Write(t testing.TB, path, content string) {
	t.Helper()
	path = filepath.Join(tf.Folder, path)
	assert.NilError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	assert.NilError(t, os.WriteFile(path, []byte(content), 0o600))
}

// Run returns what a command prints. The test fails if the command fails, or if a command other than init warns.
func (tf *Terraform) Run(t testing.TB, arguments ...string) string {
	t.Helper()
	output, problems, status := tf.Try(t, arguments...)
	assert.Assert(t, status == 0, "terraform %q: exit status %d\n%s%s", arguments, status, output, problems)
	assert.Check(t, arguments[0] == "init" || !strings.Contains(output+problems, "Warning:"), "terraform %q warns:\n%s%s", arguments, output, problems)
	return output
}

// Try returns what a command prints to standard output and to standard error, and its exit status.
func (tf *Terraform) Try(t testing.TB, arguments ...string) (output, problems string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), os.Getenv("TF_ACC_TERRAFORM_PATH"), arguments...)
	command.Dir = tf.Folder
	// Each command lives for a second. With the usual GOGC, a tenth of it would be garbage collection.
	command.Env = append(os.Environ(), "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS=-no-color", "GOGC=800")
	command.Stdout, command.Stderr = &stdout, &stderr
	if tf.Prepare != nil {
		tf.Prepare(command)
	}
	err := command.Run()
	var exit *exec.ExitError
	assert.Assert(t, err == nil || errors.As(err, &exit), "terraform %q: %v", arguments, err)
	return stdout.String(), stderr.String(), command.ProcessState.ExitCode()
}

// Outputs returns the values of the outputs after an apply.
func (tf *Terraform) Outputs(t testing.TB) map[string]any {
	t.Helper()
	var outputs map[string]struct{ Value any }
	assert.NilError(t, json.Unmarshal([]byte(tf.Run(t, "output", "-json")), &outputs))
	values := map[string]any{}
	for name, output := range outputs {
		values[name] = output.Value
	}
	return values
}
