// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

func TestAccFreshness_WarnsIfTheDataIsOlderThanAllowed(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, example(t, "ci/freshness"))
	tf.Run(t, "plan", "-var", "max_age_days=36500") // fails on a warning
	output, problems, status := tf.Try(t, "plan", "-var", "max_age_days=0")
	assert.Check(t, is.Equal(status, 0))
	assert.Check(t, is.Contains(output+problems, "Warning: Check block assertion failed"))
	c, err := catalog.Load()
	assert.NilError(t, err)
	versions := c.Versions()
	assert.Check(t, is.Contains(output+problems, "recorded on "+versions[len(versions)-1].RecordedOn))
}
