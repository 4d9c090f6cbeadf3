// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "github.com/nexthink/terraform-provider-nexthink/internal/hostname"

// Region is a part of the world that Nexthink serves from hosts of its own.
type Region struct {
	Code   string   `json:"code"`
	Name   string   `json:"name"`
	ReadIn []string `json:"read_in"` // ids of documents

	hosts hostname.Templates
}

// HostPattern covers the web host of every tenant in the region.
func (region Region) HostPattern() string {
	return region.hosts.Host(hostname.Web, hostname.AnyInstance, region.Code)
}
