// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// Dependabot updates an indirect dependency only if its configuration names it, and go.mod calls the modules of the tools indirect.
func TestDependabot_SeesEveryTool(t *testing.T) {
	t.Parallel()
	configuration, err := os.ReadFile(filepath.Join(root, ".github", "dependabot.yml"))
	assert.NilError(t, err)
	modules := map[string]string{}
	read(t, modules, filepath.Join("internal", "tools"), "go.mod")
	tools := 0
	for file, text := range modules {
		assert.Check(t, is.Contains(string(configuration), "- /"+path.Dir(file)+"\n"))
		for _, tool := range regexp.MustCompile(`(?m)^(?:tool |\t)([^ ()]+)$`).FindAllStringSubmatch(text, -1) {
			tools++
			for _, required := range regexp.MustCompile(`(?m)^\t?(?:require )?(\S+) v\S+`).FindAllStringSubmatch(text, -1) {
				if strings.HasPrefix(tool[1]+"/", required[1]+"/") {
					assert.Check(t, is.Contains(string(configuration), "- dependency-name: "+required[1]+"\n"), "%s: %s", file, tool[1])
				}
			}
		}
	}
	assert.Check(t, tools >= len(modules) && len(modules) >= 7, "%d modules have %d tools", len(modules), tools)
}
