// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// setup-go installs the toolchain that go.mod names and keeps Go from fetching another one. So it must build the tools too.
func TestModules_NameOneToolchain(t *testing.T) {
	t.Parallel()
	modules := map[string]string{}
	read(t, modules, ".", "go.mod")
	versions := regexp.MustCompile(`(?m)^go \S+$\n\n^toolchain \S+$`)
	want := versions.FindString(modules["go.mod"])
	assert.Assert(t, want != "", "go.mod names no toolchain")
	assert.Check(t, len(modules) > 1, "there are no modules of tools")
	for name, module := range modules {
		assert.Check(t, is.Equal(versions.FindString(module), want), name)
	}

	workflows := map[string]string{}
	read(t, workflows, path.Join(".github", "workflows"), ".yml")
	installs := 0
	for name, workflow := range workflows {
		uses := strings.Count(workflow, "uses: actions/setup-go@")
		assert.Check(t, is.Equal(strings.Count(workflow, "go-version-file: go.mod\n"), uses), name)
		installs += uses
	}
	assert.Check(t, installs > 0, "no workflow installs Go")
}
