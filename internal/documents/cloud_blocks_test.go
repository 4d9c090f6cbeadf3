// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import "testing"

func TestCloudDocuments_BlocksAreValid(t *testing.T) {
	t.Parallel()
	blocks := configurations(t)
	for name, block := range blocks {
		if !ofCloud.MatchString(block) {
			delete(blocks, name)
		}
	}
	if len(blocks) == 0 {
		t.Error("no block needs a cloud: README.md has one")
	}
	expectValid(t, blocks)
}
