// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"runtime/debug"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

//nolint:paralleltest // it changes what the whole process does
func TestCollectLess_LeavesTheUsersGOGC(t *testing.T) {
	before := debug.SetGCPercent(100)
	t.Cleanup(func() { debug.SetGCPercent(before) })
	for given, want := range map[string]int{"": 400, "50": 100, "off": 100} {
		t.Setenv("GOGC", given)
		collectLess()
		assert.Check(t, is.Equal(debug.SetGCPercent(100), want), "GOGC=%s", given)
	}
}
