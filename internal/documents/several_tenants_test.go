// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import (
	"strings"
	"testing"
)

func TestCloudGates_OfSeveralTenantsFailWithoutOneTenant(t *testing.T) {
	t.Parallel()
	const folder, list = "ci/several-tenants", "allowed_hosts.txt"
	expect(t, gate(t, folder, nil), 0, nil, "plan")
	onlyAcme := strings.ReplaceAll(example(t, folder)[list], "globex.us.nexthink.cloud\n", "")
	tf := gate(t, folder, map[string]string{list: onlyAcme})
	expect(t, tf, 1, []string{"Module output value precondition failed", "globex.us.nexthink.cloud"}, "plan")
}
