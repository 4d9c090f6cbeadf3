// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// describe returns the description of a rule, which never changes. It has no ports if other requirements may add ports to the rule.
// AWS accepts 255 characters of a set: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
// Azure accepts 140 characters, as the SDK of Azure Migrate says of the same field:
// https://learn.microsoft.com/en-nz/dotnet/api/azure.resourcemanager.migrate.models.nsgsecurityrule
// The limit of Google: no source found.
func describe(transport, ports, destination string) string {
	words := []string{"Nexthink:", strings.ToUpper(transport), ports, "to", destination}
	if ports == "" {
		words = append(words[:2], words[3:]...)
	}
	return strings.Join(words, " ")
}

// portRanges returns port ranges as texts.
func portRanges(ranges []traffic.PortRange) []string {
	texts := make([]string, 0, len(ranges))
	for _, ports := range ranges {
		texts = append(texts, ports.String())
	}
	return texts
}
