// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

type instanceURLModel struct {
	Instance string `tfsdk:"instance" doc:"The tenant's name."`
	Region   string `tfsdk:"region" doc:"The code of its Nexthink region."`
	Kind     string `tfsdk:"kind" doc:"Purpose of the host: ''web'', ''data'', ''api'', ''login'' or ''engine''."`
}

// NewParseInstanceURLFunction returns the function that takes a tenant's URL apart.
func NewParseInstanceURLFunction() function.Function {
	return &pureFunction{
		name:    "parse_instance_url",
		summary: "Take a tenant's URL or host apart",
		page: page{
			returns: "Returns the name of a tenant, its region and the purpose of the host, from a URL or host.",
			limits: []string{
				"A host that does not belong to a tenant is an error.",
				"A user or password in the URL is an error. The message does not repeat it.",
			},
			seeAlso: []string{seeFunction("build_instance_hosts") + " is the reverse."},
		},
		call: oneArgument(
			checkedArgument("url", "A URL or host of the tenant, such as `https://acme.eu.nexthink.cloud/` or `acme.api.eu.nexthink.cloud`.", readInstanceURL),
			parseInstanceURL,
		),
	}
}

func readInstanceURL(given string) (hostname.InstanceHost, error) {
	regions, err := catalog.RegionCodes()
	hosts, hostsErr := catalog.LoadInstanceHosts()
	if err := errors.Join(err, hostsErr); err != nil {
		return hostname.InstanceHost{}, err
	}
	return hosts.Templates().Parse(given, regions)
}

func parseInstanceURL(host hostname.InstanceHost) (instanceURLModel, error) {
	return instanceURLModel{host.Instance, host.Region, string(host.Kind)}, nil
}
