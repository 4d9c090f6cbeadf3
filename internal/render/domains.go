// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/dialect"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Domains returns the names of the requirements to the internet as the dialect writes them, sorted, each once. It returns an
// ArgumentError if the dialect cannot express a requirement.
func Domains(flows []traffic.Flow, dialect dialect.Dialect) ([]string, error) {
	requirements, err := internetFlows(flows)
	if err != nil {
		return nil, err
	}
	for _, flow := range requirements {
		if err := dialect.Check(flow); err != nil {
			return nil, traffic.InRequirements(err)
		}
	}
	hosts := hostsOf(requirements)
	if dialect.Minimal {
		hosts = dialect.Wildcard.Minimal(hosts)
	}
	if dialect.MaxNames > 0 && len(hosts) > dialect.MaxNames {
		return nil, traffic.InRequirements(fmt.Errorf("the requirements have %d names; %s has at most %d", len(hosts), dialect.Product, dialect.MaxNames))
	}
	for i, host := range hosts {
		hosts[i] = dialect.Write(host)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts), nil
}
