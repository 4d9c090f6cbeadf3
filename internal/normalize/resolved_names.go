// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// resolveNames returns what a rule with names does in a firewall that resolves them to addresses. If the rule denies a name, it may deny
// each other name that has the same address: https://docs.cloud.google.com/firewall/docs/fqdn-objects-overview
func resolveNames(rule traffic.Rule) []traffic.Rule {
	if rule.Unknown.Has(traffic.FieldHosts) {
		rule.Unknown |= traffic.FieldCount
	}
	rules := splitS3Hosts(rule)
	named := len(rule.Hosts) > 0 || rule.Unknown.Has(traffic.FieldHosts)
	if !named || rule.Action == traffic.Allow && !rule.Unknown.Has(traffic.FieldAction) {
		return rules
	}
	others := rule
	others.Hosts, others.Unknown = nil, rule.Unknown&^traffic.FieldHosts
	others.Unproven = "the firewall looks the name up, and another host may have the same address"
	if rule.Unknown.Has(traffic.FieldHosts | traffic.FieldAction | traffic.FieldUnproven) {
		others.Unknown |= traffic.FieldTransport | traffic.FieldCount // the rule may have no names, or allow
	}
	return append(rules, others)
}

func resolveAllNames(rules []traffic.Rule) []traffic.Rule {
	resolved := make([]traffic.Rule, 0, len(rules))
	for _, rule := range rules {
		resolved = append(resolved, resolveNames(rule)...)
	}
	return resolved
}

// splitS3Hosts splits a rule of a firewall that resolves names to addresses. The names of Amazon S3 are unproven, because S3 changes
// their addresses: https://github.com/awsdocs/amazon-s3-developer-guide/blob/master/doc_source/DNSConsiderations.md
// Google keeps 32 IPv4 and 32 IPv6 addresses of a name: https://docs.cloud.google.com/firewall/docs/fqdn-objects-overview
// That S3 has more addresses than a firewall keeps: no source found.
func splitS3Hosts(rule traffic.Rule) []traffic.Rule {
	others := slices.DeleteFunc(slices.Clone(rule.Hosts), isS3Host)
	if len(others) == len(rule.Hosts) {
		return []traffic.Rule{rule}
	}
	unproven := rule
	unproven.Hosts = slices.DeleteFunc(slices.Clone(rule.Hosts), func(host string) bool { return !isS3Host(host) })
	unproven.Unknown &^= traffic.FieldHosts
	unproven.Unproven = "the firewall looks the name up, and a host of Amazon S3 has more addresses than it keeps"
	if len(others) == 0 && !rule.Unknown.Has(traffic.FieldHosts) {
		return []traffic.Rule{unproven}
	}
	rule.Hosts = others
	return []traffic.Rule{rule, unproven}
}

// isS3Host reports whether the name is a host of Amazon S3.
func isS3Host(host string) bool {
	for _, domain := range []string{".amazonaws.com", ".amazonaws.com.cn"} {
		if before, found := strings.CutSuffix(host, domain); found {
			return slices.ContainsFunc(strings.Split(before, "."), func(label string) bool { return label == "s3" || strings.HasPrefix(label, "s3-") })
		}
	}
	return false
}
