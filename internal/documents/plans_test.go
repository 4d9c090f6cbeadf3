// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// planned gives the configured values of each resource that a plan would create, by address. A value that is not known
// yet is left out.
func planned(t *testing.T, tf *terraformtest.Terraform, products ...string) map[string]map[string]any {
	t.Helper()
	arguments := []string{"plan", "-out=plan"}
	if len(products) > 0 {
		list, err := json.Marshal(products)
		assert.NilError(t, err)
		arguments = append(arguments, "-var=products="+string(list))
	}
	tf.Run(t, arguments...)
	var plan struct {
		ResourceChanges []struct {
			Address string
			Mode    string
			Change  struct {
				Actions []string
				After   map[string]any
			}
		} `json:"resource_changes"`
	}
	decoder := json.NewDecoder(strings.NewReader(tf.Run(t, "show", "-json", "plan")))
	decoder.UseNumber()
	assert.NilError(t, decoder.Decode(&plan))
	values := map[string]map[string]any{}
	for _, change := range plan.ResourceChanges {
		if change.Mode == "managed" && slices.Equal(change.Change.Actions, []string{"create"}) {
			values[change.Address] = change.Change.After
		}
	}
	return values
}

// withoutEmpty returns a value without the members that are null or empty. It is nil if nothing is left.
func withoutEmpty(value any) any {
	switch value := value.(type) {
	case map[string]any:
		members := map[string]any{}
		for name, member := range value {
			if member = withoutEmpty(member); member != nil {
				members[name] = member
			}
		}
		return members
	case []any:
		elements := make([]any, len(value))
		for i, element := range value {
			elements[i] = withoutEmpty(element)
		}
		if len(elements) == 0 {
			return nil
		}
		return elements
	default:
		return value
	}
}
