// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// requests are reads of every data source, among them some that only the framework answers, since they warn or fail.
func requests(t *testing.T, sources map[string]func() source) map[string]*tfprotov6.ReadDataSourceRequest {
	t.Helper()
	text := func(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	acme := func(more map[string]tftypes.Value) map[string]tftypes.Value {
		given := map[string]tftypes.Value{"instance": text("acme"), "region": text("eu")}
		maps.Copy(given, more)
		return given
	}
	read := func(dataSource string, given map[string]tftypes.Value) *tfprotov6.ReadDataSourceRequest {
		kind, ok := sources[dataSource]().kind.(tftypes.Object)
		if !ok {
			t.Fatalf("%s is no object", dataSource)
		}
		attributes := map[string]tftypes.Value{}
		for name, attribute := range kind.AttributeTypes {
			attributes[name] = tftypes.NewValue(attribute, nil)
		}
		maps.Copy(attributes, given)
		config, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, attributes))
		if err != nil {
			t.Fatal(err)
		}
		return &tfprotov6.ReadDataSourceRequest{TypeName: dataSource, Config: &config}
	}
	const connectivity = "nexthink_connectivity_requirements"
	return map[string]*tfprotov6.ReadDataSourceRequest{
		"plain":         read(connectivity, acme(nil)),
		"classic":       read(connectivity, acme(map[string]tftypes.Value{"include_classic": tftypes.NewValue(tftypes.Bool, true), "engine_count": tftypes.NewValue(tftypes.Number, 2)})),
		"with warnings": read(connectivity, acme(map[string]tftypes.Value{"region": text("us")})),
		"with an error": read(connectivity, acme(map[string]tftypes.Value{"export_account_id": text("1")})),
		"bucket":        read("nexthink_export_bucket", map[string]tftypes.Value{"region": text("eu")}),
		"no bucket":     read("nexthink_export_bucket", map[string]tftypes.Value{"region": text("us")}),
		"products":      read("nexthink_products", nil),
		"regions":       read("nexthink_regions", nil),
		"catalogue":     read("nexthink_catalog", map[string]tftypes.Value{"since": text("2024.1")}),
	}
}

func TestServer_AnswersAsTheFrameworkDoes(t *testing.T) {
	t.Parallel()
	served := &nexthinkProvider{"test"}
	sources := sourcesOf(served)
	if len(sources) != len(served.DataSources(context.Background())) {
		t.Errorf("%d of the data sources are answered here", len(sources))
	}
	framework, ours := providerserver.NewProtocol6(served)(), NewServer("test")
	plain := map[string]bool{"plain": true, "classic": true, "bucket": true, "products": true, "regions": true, "catalogue": true}
	for name, request := range requests(t, sources) {
		want, err := framework.ReadDataSource(context.Background(), request)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ours.ReadDataSource(context.Background(), request)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Diagnostics) != len(want.Diagnostics) || (len(got.Diagnostics) == 0) != plain[name] {
			t.Errorf("%s: %d diagnostics, the framework gives %d", name, len(got.Diagnostics), len(want.Diagnostics))
		}
		kind := sources[request.TypeName]().kind
		wanted, err := want.State.Unmarshal(kind)
		if err != nil {
			t.Fatal(err)
		}
		if state, err := got.State.Unmarshal(kind); err != nil || !state.Equal(wanted) {
			t.Errorf("%s: %v\n got %s\nwant %s", name, err, state, wanted)
		}
		if _, direct := sources[request.TypeName]().read(context.Background(), request.Config); direct != plain[name] {
			t.Errorf("%s is answered without the framework: %t, want %t", name, direct, plain[name])
		}
	}
}

func TestServer_LeavesAMalformedReadToTheFramework(t *testing.T) {
	t.Parallel()
	for name, request := range map[string]*tfprotov6.ReadDataSourceRequest{
		"garbage":                {TypeName: "nexthink_regions", Config: &tfprotov6.DynamicValue{MsgPack: []byte{0xff}}},
		"an unknown data source": {TypeName: "nexthink_nonesuch", Config: &tfprotov6.DynamicValue{MsgPack: []byte{0xc0}}},
	} {
		resp, err := NewServer("test").ReadDataSource(context.Background(), request)
		if err != nil || len(resp.Diagnostics) != 1 {
			t.Errorf("%s: %v, %v, want one diagnostic", name, err, resp)
		}
	}
}

// noPlan is a plan without anything in it.
const noPlan = `{"format_version":"1.2","planned_values":{}}`

// call is a call of a function with one row, or with none, which is refused; so is a text in place of resources.
func call(t *testing.T, f *pureFunction, rows int) *tfprotov6.CallFunctionRequest {
	t.Helper()
	words := map[string]string{"dialect": "azure_firewall", "name": "nexthink", "matched": "DIRECT", "otherwise": "DIRECT", "format": "csv", "shell": "sh"}
	request := &tfprotov6.CallFunctionRequest{Name: f.name}
	for _, parameter := range f.definition.Parameters {
		kind := parameter.GetType().TerraformType(context.Background())
		value := tftypes.NewValue(tftypes.String, words[parameter.GetName()])
		switch parameter.GetName() {
		case "requirements":
			value = tftypes.NewValue(kind, oneRow(t, kind, rows))
		case "destinations":
			list := tftypes.List{ElementType: tftypes.String}
			value = tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"internet": list}}, map[string]tftypes.Value{
				"internet": tftypes.NewValue(list, []tftypes.Value{tftypes.NewValue(tftypes.String, "0.0.0.0/0")}),
			})
		case "json":
			value = tftypes.NewValue(tftypes.String, map[int]string{1: noPlan}[rows])
		case "rules", "names":
			value = tftypes.NewValue(tftypes.String, "none")
			if rows > 0 {
				value = tftypes.NewValue(tftypes.Tuple{ElementTypes: []tftypes.Type{}}, []tftypes.Value{})
			}
		case "details":
			value = tftypes.NewValue(kind, map[string]tftypes.Value{})
		case "base_priority", "base_sid":
			value = tftypes.NewValue(tftypes.Number, 1000)
		}
		encoded, err := tfprotov6.NewDynamicValue(kind, value)
		if err != nil {
			t.Fatal(err)
		}
		request.Arguments = append(request.Arguments, &encoded)
	}
	return request
}

func oneRow(t *testing.T, kind tftypes.Type, rows int) map[string]tftypes.Value {
	t.Helper()
	mapping, _ := kind.(tftypes.Map)
	object, ok := mapping.ElementType.(tftypes.Object)
	if !ok || rows == 0 {
		return map[string]tftypes.Value{}
	}
	text := func(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	list := func(value ...tftypes.Value) tftypes.Value {
		return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, value)
	}
	attributes := map[string]tftypes.Value{}
	for name, attribute := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(attribute, nil)
	}
	maps.Copy(attributes, map[string]tftypes.Value{
		"purpose": text("P."), "destination": text("internet"), "transport_protocol": text("tcp"), "application_protocols": list(text("https")),
		"from_port": tftypes.NewValue(tftypes.Number, 443), "to_port": tftypes.NewValue(tftypes.Number, 443), "hosts": list(text("a.example.com")),
	})
	for _, name := range []string{"inferred", "documentation_urls"} {
		if _, wanted := attributes[name]; wanted {
			attributes[name] = list()
		}
	}
	return map[string]tftypes.Value{"web": tftypes.NewValue(object, attributes)}
}

func TestServer_CallsAsTheFrameworkDoes(t *testing.T) {
	t.Parallel()
	framework, ours := providerserver.NewProtocol6(&nexthinkProvider{"test"})(), NewServer("test")
	made := pureFunctions()
	if len(made) != 22 {
		t.Errorf("%d functions are answered here, want 22", len(made))
	}
	for name, f := range made {
		for rows, refused := range map[int]bool{1: false, 0: true} {
			request := call(t, f, rows)
			want, err := framework.CallFunction(context.Background(), request)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ours.CallFunction(context.Background(), request)
			if err != nil {
				t.Fatal(err)
			}
			if (want.Error != nil) != refused || (got.Error != nil) != refused {
				t.Fatalf("%s: %+v, %+v", name, want.Error, got.Error)
			}
			if refused {
				if got.Error.Text != want.Error.Text || *got.Error.FunctionArgument != *want.Error.FunctionArgument {
					t.Errorf("%s: %+v, the framework says %+v", name, got.Error, want.Error)
				}
				continue
			}
			kind := f.definition.Return.GetType().TerraformType(context.Background())
			wanted, err := want.Result.Unmarshal(kind)
			if err != nil {
				t.Fatal(err)
			}
			if result, err := got.Result.Unmarshal(kind); err != nil || !result.Equal(wanted) {
				t.Errorf("%s: %v\n got %s\nwant %s", name, err, result, wanted)
			}
			if _, direct := f.call(context.Background(), request.Arguments); !direct {
				t.Errorf("%s is answered by the framework", name)
			}
		}
	}
}
