// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

func TestAccGates_OfSeveralTenantsFailWithoutOneTenant(t *testing.T) {
	t.Parallel()
	const list, configuration = "allowed_hosts.txt", "main.tf"
	files := example(t, "ci/several-tenants")
	passes := terraformtest.New(t, files).Run(t, "plan")
	_, shownList, _ := strings.Cut(guide(t, "several-tenants"), "+ proxy_list")
	for line := range strings.Lines(files[list]) {
		if !strings.HasPrefix(line, "#") {
			assert.Check(t, is.Contains(passes, strings.TrimSpace(line)))
			assert.Check(t, is.Contains(shownList, strings.TrimSpace(line)))
		}
	}
	for name, test := range map[string]struct{ file, old, replacement, message string }{
		"one host":      {list, "globex.us.nexthink.cloud\n", "", "globex.us.nexthink.cloud"},
		"an empty list": {list, files[list], "", "acme.eu.nexthink.cloud"},
		"no AWS region": {configuration, `"us-east-1"`, "null", "The tenant globex lacks these requirements: data_export_download."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changed := example(t, "ci/several-tenants")
			changed[test.file] = strings.Replace(changed[test.file], test.old, test.replacement, 1)
			text := printed(t, terraformtest.New(t, changed), "plan")
			assert.Check(t, is.Contains(text, "Module output value precondition failed"))
			assert.Check(t, is.Contains(text, test.message))
		})
	}
}
