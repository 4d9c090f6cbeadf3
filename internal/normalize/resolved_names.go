// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// pinned says whether a name is one of S3's, whose addresses change too often for a firewall that looks them up.
func pinned(host string) bool {
	for _, domain := range []string{".amazonaws.com", ".amazonaws.com.cn"} {
		if front, found := strings.CutSuffix(host, domain); found {
			labels := strings.Split(front, ".")
			return slices.ContainsFunc(labels, func(label string) bool { return label == "s3" || strings.HasPrefix(label, "s3-") })
		}
	}
	return false
}

// whyPinned is why a name of S3's is not proven by a firewall that looks names up.
const whyPinned = "the firewall looks the name up, and a host of Amazon S3 has more addresses than it keeps"

// byName splits a rule that looks names up: those of S3 are not proven.
func byName(rule traffic.Rule) []traffic.Rule {
	known, doubtful := []string{}, []string{}
	for _, host := range rule.Hosts {
		if pinned(host) {
			doubtful = append(doubtful, host)
			continue
		}
		known = append(known, host)
	}
	if len(doubtful) == 0 {
		return []traffic.Rule{rule}
	}
	other := rule
	other.Hosts, other.Unproven, other.Unknown = doubtful, whyPinned, rule.Unknown&^traffic.FieldHosts
	if len(known) == 0 && !rule.Unknown.Has(traffic.FieldHosts) {
		return []traffic.Rule{other}
	}
	rule.Hosts = known
	return []traffic.Rule{rule, other}
}
