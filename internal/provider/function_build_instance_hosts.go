// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

type instanceHostsModel struct {
	Web        string `tfsdk:"web" doc:"Host of the web interface."`
	Data       string `tfsdk:"data" doc:"Host of the Collector channel."`
	API        string `tfsdk:"api" doc:"Host of the public API."`
	Login      string `tfsdk:"login" doc:"Host of single sign-on and of the token endpoint."`
	APIBaseURL string `tfsdk:"api_base_url" doc:"Base URL of the public API."`
	TokenURL   string `tfsdk:"token_url" doc:"URL where an API client fetches its OAuth token."`
}

// NewBuildInstanceHostsFunction returns the function that builds the hosts of a tenant.
func NewBuildInstanceHostsFunction() function.Function {
	return &pureFunction{
		name:    "build_instance_hosts",
		summary: "Build the hosts and URLs of a tenant",
		page: page{
			returns: "Returns the hosts of a tenant and the URLs of its API.",
			limits: []string{
				"The instance `*` is an error, because a URL is for one tenant.",
				"A region that the provider does not know is an error.",
			},
			seeAlso: []string{
				seeFunction("parse_instance_url") + " is the reverse.",
				"[`nexthink_connectivity_requirements`](../data-sources/connectivity_requirements.md) returns what a firewall must allow, and why.",
			},
		},
		call: twoArguments(
			checkedArgument("instance", "The tenant's name, the first label of its URL. It has 1 to 52 characters: a-z, 0-9, and hyphens that are not first or last.",
				func(given string) (string, error) { return given, checkOneInstance(given) }),
			checkedArgument("region", describedRegion()+".",
				func(given string) (string, error) { return given, checkRegion(given) }),
			buildInstanceHosts,
		),
	}
}

func buildInstanceHosts(instance, region string) (instanceHostsModel, error) {
	hosts, err := catalog.LoadInstanceHosts()
	templates := hosts.Templates()
	model := instanceHostsModel{
		Web:   templates.Host(hostname.Web, instance, region),
		Data:  templates.Host(hostname.Data, instance, region),
		API:   templates.Host(hostname.API, instance, region),
		Login: templates.Host(hostname.Login, instance, region),
	}
	model.APIBaseURL = "https://" + model.API
	model.TokenURL = "https://" + templates.Host(hosts.Token.Kind, instance, region) + hosts.Token.Path
	return model, err
}

// checkOneInstance returns an error for the wildcard, which is not valid in a URL.
func checkOneInstance(instance string) error {
	if instance == hostname.AnyInstance {
		return errors.New(`"*" is for every tenant, and the hosts are those of one tenant; give the first label of the tenant's URL, such as acme`)
	}
	return checkInstance(instance)
}
