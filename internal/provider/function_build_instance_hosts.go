// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

var _ function.Function = (*buildInstanceHostsFunction)(nil)

type buildInstanceHostsFunction struct{}

type instanceHostsModel struct {
	Web        string `tfsdk:"web" doc:"Host of the web interface."`
	Data       string `tfsdk:"data" doc:"Host of the Collector channel."`
	API        string `tfsdk:"api" doc:"Host of the public API."`
	Login      string `tfsdk:"login" doc:"Host of single sign-on and of the token endpoint."`
	APIBaseURL string `tfsdk:"api_base_url" doc:"Base URL of the public API."`
	TokenURL   string `tfsdk:"token_url" doc:"URL where an API client fetches its OAuth token."`
}

// NewBuildInstanceHostsFunction gives the function that builds the hosts of a tenant.
func NewBuildInstanceHostsFunction() function.Function { return &buildInstanceHostsFunction{} }

func (f *buildInstanceHostsFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "build_instance_hosts"
}

func (f *buildInstanceHostsFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Build the hosts and URLs of a tenant",
		MarkdownDescription: "Gives the hosts of a tenant and the URLs of its API. For what a firewall must let through, use the data source " +
			"`nexthink_connectivity_requirements`, which also says why. The result is an object:\n\n" + describeResult[instanceHostsModel](),
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "instance",
				MarkdownDescription: "The tenant's name, the first label of its URL: one label of 1 to 52 characters a-z, 0-9 and hyphens inside.",
			},
			function.StringParameter{Name: "region", MarkdownDescription: "The code of the tenant's Nexthink region: `eu`, `meta`, `pac` or `us`."},
		},
		Return: function.ObjectReturn{AttributeTypes: resultType[instanceHostsModel]().AttrTypes},
	}
}

func (f *buildInstanceHostsFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var instance, region string
	if resp.Error = req.Arguments.Get(ctx, &instance, &region); resp.Error != nil {
		return
	}
	if err := checkOneInstance(instance); err != nil {
		resp.Error = function.NewArgumentFuncError(0, err.Error())
		return
	}
	if err := knownName("Nexthink region", catalog.RegionCodes, "")(region); err != nil {
		resp.Error = function.NewArgumentFuncError(1, err.Error())
		return
	}
	hosts, err := catalog.LoadInstanceHosts()
	if err != nil {
		resp.Error = function.NewFuncError(err.Error())
		return
	}
	templates := hosts.Templates()
	model := instanceHostsModel{
		Web:   templates.Host(hostname.Web, instance, region),
		Data:  templates.Host(hostname.Data, instance, region),
		API:   templates.Host(hostname.API, instance, region),
		Login: templates.Host(hostname.Login, instance, region),
	}
	model.APIBaseURL = "https://" + model.API
	model.TokenURL = "https://" + templates.Host(hosts.Token.Kind, instance, region) + hosts.Token.Path
	resp.Error = resp.Result.Set(ctx, model)
}

// checkOneInstance refuses the star, which no URL can have.
func checkOneInstance(instance string) error {
	if instance == hostname.AnyInstance {
		return errors.New(`"*" stands for every tenant, and hosts are those of one; give the first label of the tenant's URL, such as acme`)
	}
	return hostname.CheckInstance(instance)
}
