// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"errors"
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// named gives the rows to the internet, each with its hosts, in the order of their keys: what a firewall that matches names
// is about. Rows to servers of the customer's own are outside of its scope.
func named(flows []traffic.Flow) ([]traffic.Flow, error) {
	rows := slices.DeleteFunc(traffic.SortFlows(flows), func(flow traffic.Flow) bool { return flow.Destination != traffic.Internet })
	for _, flow := range rows {
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
	}
	if len(rows) == 0 {
		return nil, traffic.InRequirements(errors.New("none of the rows goes to the internet, and this firewall matches names; " +
			"render rows to servers of your own for a firewall that matches addresses"))
	}
	return rows, nil
}

// requireHosts refuses a row to the internet whose host could not be built: left out in silence it would be cut off.
func requireHosts(flow traffic.Flow) error {
	if len(flow.Hosts) > 0 {
		return nil
	}
	if flow.Number == 0 {
		return traffic.InRequirements(fmt.Errorf(
			"the row %s goes to the internet and has no host; give it the names that it reaches, or the destination that it has", flow.Key))
	}
	return traffic.InRequirements(fmt.Errorf("the row %s goes to the internet and has no host; give the data source the argument that its warning names, "+
		"or leave the row out with exclude_requirements", flow.Key))
}

// others are the rows to servers of the customer's own, sorted by key.
func others(flows []traffic.Flow) []traffic.Flow {
	return slices.DeleteFunc(traffic.SortFlows(flows), func(flow traffic.Flow) bool { return flow.Destination == traffic.Internet })
}

// hostsOf gives the hosts of several rows, sorted and each once.
func hostsOf(flows []traffic.Flow) []string {
	hosts := make([]string, 0, len(flows))
	for _, flow := range flows {
		hosts = append(hosts, flow.Hosts...)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// keysOf gives the keys of several rows, sorted.
func keysOf(flows []traffic.Flow) []string {
	keys := make([]string, 0, len(flows))
	for _, flow := range flows {
		keys = append(keys, flow.Key)
	}
	slices.Sort(keys)
	return keys
}
