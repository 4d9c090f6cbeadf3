// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package provider is the Terraform face of the packages beside it: each file translates one data source or function
// between Terraform's values and theirs, and decides nothing about Nexthink or firewalls itself.
package provider

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// typeName begins the name of every data source.
const typeName = "nexthink"

// Source is the namespace and the name under which the provider is published, as required_providers says it. make rename changes it.
const Source = "nexthink/nexthink"

// Address is the address of the provider in Terraform's registry.
const Address = "registry.terraform.io/" + Source

var _ provider.ProviderWithFunctions = (*nexthinkProvider)(nil)

type nexthinkProvider struct {
	version string
}

// New returns the constructor of the provider that the plugin framework serves.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &nexthinkProvider{version} }
}

func (p *nexthinkProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = typeName
	resp.Version = p.version
}

func (p *nexthinkProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The network connections that Nexthink needs, as data for firewalls. " +
			"The provider has no configuration: it needs no credentials, reads no file and opens no connection.",
	}
}

// Configure has nothing to do, since there is nothing to configure.
func (p *nexthinkProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (p *nexthinkProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		NewCatalogDataSource,
		NewConnectivityRequirementsDataSource,
		NewExportBucketDataSource,
		NewProductsDataSource,
		NewRegionsDataSource,
	}
}

func (p *nexthinkProvider) Functions(context.Context) []func() function.Function { return functions }

// functions are made once each: the framework asks for one several times, and they hold nothing but their definition.
var functions = onceEach(
	NewBuildInstanceHostsFunction,
	NewExplainCoverageFunction,
	NewExplainPlanFunction,
	NewFindExcessRulesFunction,
	NewFindMissingRequirementsFunction,
	NewMergeRequirementsFunction,
	NewNormalizeAWSNetworkACLRulesFunction,
	NewNormalizeAWSSecurityGroupRulesFunction,
	NewNormalizeAzureFirewallRulesFunction,
	NewNormalizeAzureNetworkSecurityRulesFunction,
	NewNormalizeDomainsFunction,
	NewNormalizeGoogleFirewallPolicyRulesFunction,
	NewNormalizeGoogleFirewallRulesFunction,
	NewNormalizePlanFunction,
	NewParseExportLinkFunction,
	NewParseInstanceURLFunction,
	NewRenderAWSSecurityGroupRulesFunction,
	NewRenderAzureFirewallRulesFunction,
	NewRenderAzureNetworkSecurityRulesFunction,
	NewRenderChangeRequestFunction,
	NewRenderDomainsFunction,
	NewRenderFortiOSAddressesFunction,
	NewRenderGoogleFirewallPolicyRulesFunction,
	NewRenderGoogleFirewallRulesFunction,
	NewRenderPACFunction,
	NewRenderProbeScriptFunction,
	NewRenderSquidACLFunction,
	NewRenderSuricataRulesFunction,
)

func onceEach(constructors ...func() function.Function) []func() function.Function {
	for i, construct := range constructors {
		constructors[i] = sync.OnceValue(construct)
	}
	return constructors
}

func (p *nexthinkProvider) Resources(context.Context) []func() resource.Resource { return nil }
