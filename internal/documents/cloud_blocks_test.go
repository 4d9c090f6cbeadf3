// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import (
	"maps"
	"testing"

	"gotest.tools/v3/assert"
)

func TestCloudDocuments_BlocksAreValid(t *testing.T) {
	t.Parallel()
	blocks := configurations(t)
	maps.DeleteFunc(blocks, func(_, block string) bool { return !ofCloud.MatchString(block) })
	assert.Check(t, len(blocks) > 0, "no block needs a cloud: README.md has one")
	expectValid(t, blocks)
}
