// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "github.com/nexthink/terraform-provider-nexthink/internal/hostname"

// Region is a Nexthink region, which has its own hosts.
type Region struct {
	Code   string   `json:"code"`
	Name   string   `json:"name"`
	ReadIn []string `json:"read_in"` // IDs of documents

	hosts hostname.Templates
}

// HostPattern returns the pattern of the web hosts of all tenants in the region.
func (region Region) HostPattern() string {
	return region.hosts.Host(hostname.Web, hostname.AnyInstance, region.Code)
}
