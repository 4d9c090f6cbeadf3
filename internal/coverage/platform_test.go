// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func TestPlatform_IsNotFilteredByACloud(t *testing.T) {
	t.Parallel()
	nsg, acl := reads(normalize.AzureNetworkSecurityGroups.Rules), reads(normalize.AWSNetworkACLs.Rules)
	denyAll, denyTag := nsgRule(4000, "Deny", "*", "*", "*"), nsgRule(100, "Deny", "*", "*", "AzurePlatformDNS")
	for name, test := range map[string]struct {
		rules   []traffic.Rule
		address string
		want    string
	}{
		"no rule of Amazon":               {nil, "169.254.169.253", coverage.Covered},
		"metadata":                        {nil, "169.254.169.254/32", coverage.Covered},
		"a network ACL without answers":   {acl(object{"network_acl_id": "a", "rule_number": 100, "egress": true, "rule_action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0"}), "169.254.169.253", coverage.Covered},
		"another address":                 {nil, "169.254.169.252", coverage.Missing},
		"a network with it":               {nil, "169.254.169.252/31", coverage.Missing},
		"a deny of everything of Azure":   {nsg(denyAll), "168.63.129.16", coverage.Covered},
		"a deny of a tag of Azure":        {nsg(denyTag, denyAll), "168.63.129.16", coverage.Unproven},
		"a deny with unknown addresses":   {nsg(with(denyAll, object{"destination_address_prefix": unknownValue{}})), "168.63.129.16", ""},
		"an allow with unknown addresses": {nsg(with(nsgRule(100, "Allow", "*", "*", "*"), object{"destination_address_prefix": unknownValue{}})), "168.63.129.16", coverage.Covered},
	} {
		lookup := flow("dns_server", traffic.PortRange{From: 53, To: 53}, "dns")
		verdicts, err := coverage.Explain([]traffic.Flow{lookup}, traffic.Addresses{"dns_server": {{Text: test.address}}}, test.rules)
		if err != nil {
			t.Fatal(err)
		}
		if verdicts[0].Verdict != test.want {
			t.Errorf("%s: %q, want %q: %s", name, verdicts[0].Verdict, test.want, verdicts[0].Message)
		}
	}
}
