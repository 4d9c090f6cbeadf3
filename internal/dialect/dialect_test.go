// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package dialect_test

import (
	"cmp"
	"slices"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
)

func TestMessages_NameTheDialectsAndTheNearest(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	messagetest.Add(messages, "dialect", func(name string) error {
		_, err := dialect.ByName(name)
		return err
	}, "squid_domain", "squid_dstdomain", "")
	messagetest.Compare(t, messages)
}

func TestByName_FindsEveryDialect(t *testing.T) {
	t.Parallel()
	all := dialect.All()
	assert.Check(t, slices.IsSortedFunc(all, func(a, b dialect.Dialect) int { return cmp.Compare(a.Name, b.Name) }), "the dialects are not sorted by name")
	for _, want := range all {
		found, err := dialect.ByName(want.Name)
		assert.NilError(t, err)
		assert.Check(t, is.Equal(found, want))
	}
}

func TestRead_IsTheInverseOfWrite(t *testing.T) {
	t.Parallel()
	for _, written := range dialect.All() {
		hosts := []string{"acme.eu.nexthink.cloud"}
		if !written.Exact {
			hosts = append(hosts, "*.eu.nexthink.cloud")
		}
		for _, host := range hosts {
			read, err := written.Read(written.Write(host))
			assert.Check(t, err, "%s: %s", written.Name, host)
			assert.Check(t, is.Contains(read, host), "%s: %s", written.Name, written.Write(host))
		}
	}
}
