// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname_test

import (
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

func TestExpand_FillsEveryPlaceholder(t *testing.T) {
	t.Parallel()
	acme := hostname.Values{Instance: "acme", Region: "eu", AWSRegion: "eu-west-3", AWSDomain: "amazonaws.com", AccountID: "884848470805", Engines: 3}
	every := acme
	every.Instance = hostname.AnyInstance
	for _, test := range []struct {
		name      string
		templates []string
		values    hostname.Values
		want      []string
	}{
		{"none", nil, acme, []string{}},
		{"a fixed host", []string{"doc.nexthink.com"}, acme, []string{"doc.nexthink.com"}},
		{"sorted and each once", []string{"z.example.com", "{instance}.{region}.nexthink.cloud", "z.example.com"}, acme, []string{"acme.eu.nexthink.cloud", "z.example.com"}},
		{
			"engines in order of their bytes",
			[]string{"{instance}-engine-{engine}.{region}.nexthink.cloud"},
			acme,
			[]string{"acme-engine-1.eu.nexthink.cloud", "acme-engine-2.eu.nexthink.cloud", "acme-engine-3.eu.nexthink.cloud"},
		},
		{"no engine without their number", []string{"{instance}-engine-{engine}.{region}.nexthink.cloud"}, hostname.Values{Instance: "acme", Region: "eu"}, []string{}},
		{"no bucket without its region", []string{"b-{aws_region}-{account_id}.s3.{aws_region}.{aws_domain}"}, hostname.Values{AccountID: "884848470805"}, []string{}},
		{
			"the bucket's region twice",
			[]string{"b-{aws_region}-{account_id}.s3.{aws_region}.{aws_domain}"},
			acme,
			[]string{"b-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"},
		},
		{
			"the narrowest wildcards for every instance",
			[]string{"{instance}.{region}.nexthink.cloud", "{instance}.data.{region}.nexthink.cloud"},
			every,
			[]string{"*.data.eu.nexthink.cloud", "*.eu.nexthink.cloud"},
		},
		{
			"a star for the whole first label",
			[]string{"{instance}-login.{region}.nexthink.cloud", "{instance}-engine-{engine}.{region}.nexthink.cloud"},
			hostname.Values{Instance: hostname.AnyInstance, Region: "eu"},
			[]string{"*.eu.nexthink.cloud"},
		},
		{"no star where there is no instance", []string{"agora.{region}.nexthink.cloud"}, every, []string{"agora.eu.nexthink.cloud"}},
	} {
		assert.Check(t, is.DeepEqual(hostname.Expand(test.templates, test.values), test.want), test.name)
	}
}
