// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

func TestAccFreshness_WarnsIfTheDataIsOlderThanAllowed(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, example(t, "ci/freshness"))
	tf.Run(t, "plan", "-var", "max_age_days=36500") // fails on a warning
	output, problems, status := tf.Try(t, "plan", "-var", "max_age_days=0")
	if printed := output + problems; status != 0 || !strings.Contains(printed, "Warning: Check block assertion failed") ||
		!strings.Contains(printed, "recorded on 2026-11-22") {
		t.Errorf("exit status %d:\n%s", status, printed)
	}
}
