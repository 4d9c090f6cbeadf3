// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"fmt"
	"slices"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

func TestAccVendorExamples_PlanTheNames(t *testing.T) {
	t.Parallel()
	terraformtest.Require(t)
	environment := attachVendors(t)
	for folder, want := range map[string][]string{
		"fortigate": {
			`fortios_firewall_address.nexthink["acme.data.eu.nexthink.cloud"][fqdn:acme.data.eu.nexthink.cloud name:nexthink_acme.data.eu.nexthink.cloud type:fqdn]`,
			`fortios_firewall_address.nexthink["acme.eu.nexthink.cloud"][fqdn:acme.eu.nexthink.cloud name:nexthink_acme.eu.nexthink.cloud type:fqdn]`,
			`fortios_firewall_addrgrp.nexthink[member:[map[name:nexthink_acme.data.eu.nexthink.cloud] map[name:nexthink_acme.eu.nexthink.cloud]] name:nexthink]`,
		},
		"panos-url-category": {
			`panos_custom_url_category.nexthink[list:[acme.data.eu.nexthink.cloud/ acme.eu.nexthink.cloud/] location:map[shared:map[]] name:nexthink type:URL List]`,
		},
		"check-point": {
			`checkpoint_management_dns_domain.nexthink[".acme.data.eu.nexthink.cloud"][is_sub_domain:false name:.acme.data.eu.nexthink.cloud]`,
			`checkpoint_management_dns_domain.nexthink[".acme.eu.nexthink.cloud"][is_sub_domain:false name:.acme.eu.nexthink.cloud]`,
		},
		"cisco-fmc": {
			`fmc_fqdns.nexthink[items:map[nexthink_acme_data_eu_nexthink_cloud:map[fqdn:acme.data.eu.nexthink.cloud] nexthink_acme_eu_nexthink_cloud:map[fqdn:acme.eu.nexthink.cloud]]]`,
			`fmc_urls.nexthink[items:map[nexthink_acme_data_eu_nexthink_cloud:map[url:acme.data.eu.nexthink.cloud] nexthink_acme_eu_nexthink_cloud:map[url:acme.eu.nexthink.cloud]]]`,
		},
		"zscaler": {
			`zia_url_categories.nexthink[configured_name:Nexthink custom_category:true super_category:USER_DEFINED type:URL_CATEGORY ` +
				`urls:[acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud]]`,
		},
		"oci-network-firewall": {
			`oci_network_firewall_network_firewall_policy_url_list.nexthink[name:nexthink network_firewall_policy_id:ocid1.networkfirewallpolicy.oc1..example ` +
				`urls:[map[pattern:acme.data.eu.nexthink.cloud type:SIMPLE] map[pattern:acme.eu.nexthink.cloud type:SIMPLE]]]`,
		},
		"cloudflare-gateway": {
			`cloudflare_zero_trust_list.nexthink[account_id:00000000000000000000000000000000 ` +
				`items:[map[value:acme.data.eu.nexthink.cloud] map[value:acme.eu.nexthink.cloud]] name:Nexthink type:DOMAIN]`,
		},
		"cilium": {
			`kubernetes_manifest.nexthink[manifest:map[apiVersion:cilium.io/v2 kind:CiliumNetworkPolicy metadata:map[name:nexthink namespace:default] spec:map[egress:[` +
				`map[toEndpoints:[map[matchLabels:map[k8s-app:kube-dns k8s:io.kubernetes.pod.namespace:kube-system]]] ` +
				`toPorts:[map[ports:[map[port:53 protocol:ANY]] rules:map[dns:[map[matchPattern:*]]]]]] ` +
				`map[toFQDNs:[map[matchPattern:acme.data.eu.nexthink.cloud] map[matchPattern:acme.eu.nexthink.cloud]] toPorts:[map[ports:[map[port:443 protocol:TCP]]]]]] ` +
				`endpointSelector:map[matchLabels:map[app:nexthink]]]]]`,
		},
	} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			got := []string{}
			for address, values := range planned(t, terraformtest.New(t, example(t, "firewalls/"+folder), environment)) {
				got = append(got, address+fmt.Sprint(withoutEmpty(values))[len("map"):])
			}
			slices.Sort(got)
			assert.Check(t, is.DeepEqual(got, want))
		})
	}
}
