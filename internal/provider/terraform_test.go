// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// terraform is real Terraform (or OpenTofu) in a folder of its own, with the provider as make built it.
type terraform struct {
	folder  string
	prepare func(*exec.Cmd) // may change how the command is run
}

func unprepared(*exec.Cmd) {}

func withEnvironment(variables ...string) func(*exec.Cmd) {
	return func(command *exec.Cmd) { command.Env = append(command.Env, variables...) }
}

// requireTerraform skips a test where no real Terraform is meant to be run, and fails it where it is meant and missing.
func requireTerraform(t testing.TB) {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("runs real Terraform: make test")
	}
	for _, name := range []string{"TF_ACC_TERRAFORM_PATH", "TF_CLI_CONFIG_FILE"} {
		if _, err := os.Stat(os.Getenv(name)); err != nil {
			t.Fatalf("%s names no file; run make test", name)
		}
	}
}

// newTerraform puts the files, by name, into a new folder and initialises it.
func newTerraform(t testing.TB, files map[string]string) *terraform {
	t.Helper()
	requireTerraform(t)
	tf := &terraform{folder: t.TempDir(), prepare: unprepared}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(tf.folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tf.run(t, "init")
	return tf
}

// run runs a command that must succeed, without a warning, and gives what it prints.
func (tf *terraform) run(t testing.TB, arguments ...string) string {
	t.Helper()
	output, errors, status := tf.try(t, arguments...)
	if status != 0 {
		t.Fatalf("terraform %q: exit status %d\n%s%s", arguments, status, output, errors)
	}
	if arguments[0] != "init" && bytes.Contains([]byte(output+errors), []byte("Warning:")) {
		t.Errorf("terraform %q warns:\n%s%s", arguments, output, errors)
	}
	return output
}

// try runs a command and gives what it prints and its exit status.
func (tf *terraform) try(t testing.TB, arguments ...string) (output, problems string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), os.Getenv("TF_ACC_TERRAFORM_PATH"), arguments...)
	command.Dir = tf.folder
	command.Env = append(os.Environ(), "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS=-no-color")
	command.Stdout, command.Stderr = &stdout, &stderr
	tf.prepare(command)
	err := command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("terraform %q: %v", arguments, err)
	}
	return stdout.String(), stderr.String(), command.ProcessState.ExitCode()
}

// outputs gives the values of the outputs after an apply.
func (tf *terraform) outputs(t testing.TB) map[string]any {
	t.Helper()
	var outputs map[string]struct {
		Value any `json:"value"`
	}
	if err := json.Unmarshal([]byte(tf.run(t, "output", "-json")), &outputs); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	for name, output := range outputs {
		values[name] = output.Value
	}
	return values
}

// requiredProvider is the block that each configuration needs to find the provider.
const requiredProvider = `
terraform {
  required_providers {
    nexthink = {
      source = "nexthink/nexthink"
    }
  }
}
`
