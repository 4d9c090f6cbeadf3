// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

var _ function.Function = (*parseInstanceURLFunction)(nil)

type parseInstanceURLFunction struct{}

type instanceURLModel struct {
	Instance string `tfsdk:"instance" doc:"The tenant's name."`
	Region   string `tfsdk:"region" doc:"The code of its Nexthink region."`
	Kind     string `tfsdk:"kind" doc:"What the host is for: web, data, api, login or engine."`
}

// NewParseInstanceURLFunction gives the function that takes a tenant's URL apart.
func NewParseInstanceURLFunction() function.Function { return &parseInstanceURLFunction{} }

func (f *parseInstanceURLFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "parse_instance_url"
}

func (f *parseInstanceURLFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Take a tenant's URL or host apart",
		MarkdownDescription: "Gives the name of the tenant, its region and what the host is for. Fails for a host that is none of a tenant's, with what is " +
			"accepted; a user or password in the URL is refused and not repeated. The result is an object:\n\n" + describeResult[instanceURLModel](),
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "url",
				MarkdownDescription: "A URL or host of the tenant, such as `https://acme.eu.nexthink.cloud/` or `acme.api.eu.nexthink.cloud`.",
			},
		},
		Return: function.ObjectReturn{AttributeTypes: resultType[instanceURLModel]().AttrTypes},
	}
}

func (f *parseInstanceURLFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var given string
	if resp.Error = req.Arguments.Get(ctx, &given); resp.Error != nil {
		return
	}
	regions, err := catalog.RegionCodes()
	hosts, hostsErr := catalog.LoadInstanceHosts()
	if err := errors.Join(err, hostsErr); err != nil {
		resp.Error = function.NewFuncError(err.Error())
		return
	}
	found, err := hosts.Templates().Parse(given, regions)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, instanceURLModel{found.Instance, found.Region, string(found.Kind)})
}
