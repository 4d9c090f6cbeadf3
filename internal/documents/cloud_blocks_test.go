// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import (
	"maps"
	"testing"

	"gotest.tools/v3/assert"
)

// TestCloudExamples_Validate reads the examples. This is about the other blocks.
func TestCloudDocuments_BlocksAreValid(t *testing.T) {
	t.Parallel()
	folders, blocks := exampleFiles(t), configurations(t)
	maps.DeleteFunc(blocks, func(_, block string) bool { return !ofCloud.MatchString(block) || isPart(block, folders) })
	assert.Check(t, len(blocks) > 0, "no block needs a cloud: README.md has one")
	expectValid(t, blocks)
}
