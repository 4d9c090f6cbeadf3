// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"errors"
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// internetFlows returns the requirements to the internet, sorted by key. It returns an error if there is none, or if one has no host. A
// firewall that matches names has no rules for other destinations.
func internetFlows(flows []traffic.Flow) ([]traffic.Flow, error) {
	requirements := slices.DeleteFunc(traffic.SortFlows(flows), func(flow traffic.Flow) bool { return flow.Destination != traffic.Internet })
	for _, flow := range requirements {
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
	}
	if len(requirements) == 0 {
		return nil, traffic.InRequirements(errors.New("no requirement has the destination internet, and this firewall matches names; " +
			"render requirements to your own servers for a firewall that matches addresses"))
	}
	return requirements, nil
}

// requireHosts returns an error if a requirement to the internet has no host. Without the error, no rule would allow it.
func requireHosts(flow traffic.Flow) error {
	if len(flow.Hosts) > 0 {
		return nil
	}
	if flow.Number == 0 {
		return traffic.InRequirements(fmt.Errorf(
			"the requirement %s has the destination internet and no host; give its hosts, or another destination", flow.Key))
	}
	return traffic.InRequirements(fmt.Errorf("the requirement %s has the destination internet and no host; give the data source the argument that its warning names, "+
		"or leave the requirement out with exclude_requirements", flow.Key))
}

// otherFlows returns the requirements to the customer's own servers, sorted by key.
func otherFlows(flows []traffic.Flow) []traffic.Flow {
	return slices.DeleteFunc(traffic.SortFlows(flows), func(flow traffic.Flow) bool { return flow.Destination == traffic.Internet })
}

// hostsOf returns the hosts of requirements, sorted, each once.
func hostsOf(flows []traffic.Flow) []string {
	hosts := make([]string, 0, len(flows))
	for _, flow := range flows {
		hosts = append(hosts, flow.Hosts...)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}
