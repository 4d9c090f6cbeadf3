// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package documents_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"gotest.tools/v3/assert"
)

// vendorProvider stands for the providers of the vendors. It has their resources as vendorSchemas records them, and only plans.
type vendorProvider struct{}

func (vendorProvider) Metadata(context.Context, provider.MetadataRequest, *provider.MetadataResponse) {
}
func (vendorProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {}
func (vendorProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}
func (vendorProvider) DataSources(context.Context) []func() datasource.DataSource { return nil }

func (vendorProvider) Resources(context.Context) []func() resource.Resource {
	resources := []func() resource.Resource{}
	for name, attributes := range vendorSchemas {
		resources = append(resources, func() resource.Resource { return vendorResource{name, attributes} })
	}
	return resources
}

// vendorResource is a resource of a vendor.
type vendorResource struct {
	name   string
	schema schema.Schema
}

func (r vendorResource) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = r.name
}

func (r vendorResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = r.schema
}

func (vendorResource) Create(context.Context, resource.CreateRequest, *resource.CreateResponse) {}
func (vendorResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse)       {}
func (vendorResource) Update(context.Context, resource.UpdateRequest, *resource.UpdateResponse) {}
func (vendorResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// vendorSources are the sources of the vendors' providers.
var vendorSources = []string{
	"CheckPointSW/checkpoint", "CiscoDevNet/fmc", "PaloAltoNetworks/panos", "cloudflare/cloudflare", "fortinetdev/fortios", "hashicorp/kubernetes", "oracle/oci",
	"zscaler/zia",
}

// attachVendors serves the vendors' resources in this process, and returns the variable that tells Terraform where.
func attachVendors(t *testing.T) string {
	t.Helper()
	started, stopped := make(chan *plugin.ReattachConfig), make(chan struct{})
	context, stop := context.WithCancel(context.Background())
	go func() {
		_ = tf6server.Serve("registry.terraform.io/vendors/all", providerserver.NewProtocol6(vendorProvider{}),
			tf6server.WithDebug(context, started, stopped), tf6server.WithLoggingSink(t))
	}()
	server := <-started
	t.Cleanup(func() {
		stop()
		<-stopped
	})
	attached := map[string]any{}
	for _, source := range vendorSources {
		attached[registryHost()+"/"+source] = map[string]any{
			"Protocol": server.Protocol, "ProtocolVersion": server.ProtocolVersion, "Pid": server.Pid, "Test": true,
			"Addr": map[string]string{"Network": server.Addr.Network(), "String": server.Addr.String()},
		}
	}
	text, err := json.Marshal(attached)
	assert.NilError(t, err)
	return "TF_REATTACH_PROVIDERS=" + string(text)
}
