// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// Two versions of the catalog that the guide compares. Later ones do not matter.
const (
	older = "2024-03"
	newer = "2026-11"
)

// The plan of the recipe is the one that its guide shows.
func TestAccUpgrade_ThePlanShowsWhatAVersionWouldChange(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join(guides, "upgrading-the-catalog.md.tmpl"))
	assert.NilError(t, err)
	_, shown, _ := strings.Cut(string(guide), "```text\n")
	shown, _, _ = strings.Cut(shown, "```")
	tf := terraformtest.New(t, example(t, "ci/upgrade-the-catalog"))
	plan := tf.Run(t, "plan", "-var", "pinned="+older, "-var", "candidate="+newer)
	_, planned, _ := strings.Cut(plan, "\n\n")
	planned, _, _ = strings.Cut(planned, "\nYou can apply this plan")
	assert.Check(t, is.Equal(planned, shown))
	assert.Check(t, is.Contains(shown, "web_interface_login"))
}

func TestAccUpgrade_TellsWhatComesGoesAndChanges(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	for name, test := range map[string]struct {
		pinned, candidate, override string
		want                        map[string]any
	}{
		"the same version": {
			newer, newer, "",
			map[string]any{"added": map[string]any{}, "removed": map[string]any{}, "changed": map[string]any{}, "new_hosts": []any{}, "new_port_rules": []any{}, "history": []any{}},
		},
		// No version is later than the newest, which is the default.
		"the newest and no candidate": {
			c.Newest(), "", "",
			map[string]any{"added": map[string]any{}, "removed": map[string]any{}, "changed": map[string]any{}, "new_hosts": []any{}, "new_port_rules": []any{}, "history": []any{}},
		},
		"back": {
			newer, older, "",
			map[string]any{
				"added": map[string]any{}, "new_hosts": []any{}, "new_port_rules": []any{}, "history": []any{},
				"changed": map[string]any{"web_interface": map[string]any{"inferred": `from [] to ["source"]`}},
				"removed": map[string]any{
					"api_token":               "TCP 443 to acme-login.eu.nexthink.cloud",
					"telemetry_monitoring":    "TCP 443 to browser-intake-datadoghq.com",
					"telemetry_product_usage": "TCP 443 to content.insights.nexthink.com, data.insights.nexthink.com",
					"web_interface_identity":  "TCP 443 to *.okta.com, *.oktacdn.com, oktacdn.com",
					"web_interface_login":     "TCP 443 to acme-login.eu.nexthink.cloud",
				},
			},
		},
		// No published version changes a port or a host yet.
		"a requirement that changed": {
			newer, newer, `
locals {
  before = {
    kept  = { transport_protocol = "tcp", port_range = "443", hosts = ["a.example"] }
    moved = { transport_protocol = "tcp", port_range = "443", hosts = ["b.example"] }
  }
  after = {
    kept  = { transport_protocol = "tcp", port_range = "443", hosts = ["a.example"] }
    moved = { transport_protocol = "tcp", port_range = "8443", hosts = ["b.example", "c.example"] }
  }
}
`,
			map[string]any{
				"added": map[string]any{}, "removed": map[string]any{}, "new_hosts": []any{}, "new_port_rules": []any{}, "history": []any{},
				"changed": map[string]any{"moved": map[string]any{"port_range": `from "443" to "8443"`, "hosts": `from ["b.example"] to ["b.example","c.example"]`}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := example(t, "ci/upgrade-the-catalog")
			files["override.tf"] = test.override
			tf := terraformtest.New(t, files)
			arguments := []string{"apply", "-auto-approve", "-var", "pinned=" + test.pinned}
			if test.candidate != "" {
				arguments = append(arguments, "-var", "candidate="+test.candidate)
			}
			tf.Run(t, arguments...)
			assert.Check(t, is.DeepEqual(tf.Outputs(t), test.want))
		})
	}
}
