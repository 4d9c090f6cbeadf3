// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "github.com/nexthink/terraform-provider-nexthink/internal/hostname"

// InstanceHosts are the hosts that every tenant has.
type InstanceHosts struct {
	Hosts []InstanceHost `json:"hosts"` // sorted by kind
	Token TokenEndpoint  `json:"token"`
}

// InstanceHost is a kind of host of a tenant.
type InstanceHost struct {
	Kind     hostname.Kind `json:"kind"`
	Template string        `json:"template"` // expanded by package hostname
	ReadIn   []string      `json:"read_in"`  // IDs of documents
}

// TokenEndpoint is the URL at which an API client gets its OAuth token.
type TokenEndpoint struct {
	Kind   hostname.Kind `json:"kind"` // the kind of host that serves it
	Path   string        `json:"path"`
	ReadIn []string      `json:"read_in"` // IDs of documents
}

// Templates returns the template of each kind of host.
func (hosts InstanceHosts) Templates() hostname.Templates {
	templates := make(hostname.Templates, len(hosts.Hosts))
	for _, host := range hosts.Hosts {
		templates[host.Kind] = host.Template
	}
	return templates
}
