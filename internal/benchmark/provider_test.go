// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package benchmark_test measures what the provider costs. Each benchmark has a sub-benchmark of=nexthink and one of=baseline, so
// that benchstat -col /of prints the two beside each other: make bench. A limit in a comment is the highest ratio that we accept;
// nothing fails because of it.
package benchmark_test

import (
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"gotest.tools/v3/assert"

	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

const measured = "nexthink_connectivity_requirements"

func newServer() tfprotov6.ProviderServer {
	return providerserver.NewProtocol6(provider.New("test")())()
}

// wholeCatalog is a read of every requirement, and the type of its answer.
func wholeCatalog(b *testing.B, server tfprotov6.ProviderServer) (*tfprotov6.ReadDataSourceRequest, tftypes.Object) {
	b.Helper()
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	assert.NilError(b, err)
	of, ok := schemas.DataSourceSchemas[measured].ValueType().(tftypes.Object)
	assert.Assert(b, ok, "%s is not an object", measured)
	config := map[string]tftypes.Value{}
	for name, attribute := range of.AttributeTypes {
		config[name] = tftypes.NewValue(attribute, nil)
	}
	config["instance"] = tftypes.NewValue(tftypes.String, "acme")
	config["region"] = tftypes.NewValue(tftypes.String, "eu")
	config["include_classic"] = tftypes.NewValue(tftypes.Bool, true)
	config["engine_count"] = tftypes.NewValue(tftypes.Number, 2)
	return &tfprotov6.ReadDataSourceRequest{TypeName: measured, Config: encoded(b, of, tftypes.NewValue(of, config))}, of
}

func read(b *testing.B, server tfprotov6.ProviderServer, request *tfprotov6.ReadDataSourceRequest) *tfprotov6.DynamicValue {
	b.Helper()
	resp, err := server.ReadDataSource(context.Background(), request)
	if err != nil || len(resp.Diagnostics) > 0 {
		b.Fatal(err, resp.Diagnostics)
	}
	return resp.State
}

func call(b *testing.B, server tfprotov6.ProviderServer, request *tfprotov6.CallFunctionRequest) *tfprotov6.DynamicValue {
	b.Helper()
	resp, err := server.CallFunction(context.Background(), request)
	if err != nil || resp.Error != nil {
		b.Fatal(request.Name, err, resp.Error)
	}
	return resp.Result
}

// BenchmarkRead reads the whole catalog in this process. The baseline decodes the configuration and encodes the answer.
func BenchmarkRead(b *testing.B) {
	server := newServer()
	request, of := wholeCatalog(b, server)
	answer := decoded(b, of, read(b, server, request))
	b.Run("of=baseline", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			decoded(b, of, request.Config)
			encoded(b, of, answer)
		}
	})
	b.Run("of=nexthink", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			read(b, server, request)
		}
	})
}

// BenchmarkRequirements renders requirements in this process with each function: five thousand, and ten thousand. The time is linear if
// the whole takes twice as long as the half.
func BenchmarkRequirements(b *testing.B) {
	server := newServer()
	definitions := functionsOf(b, server)
	half, whole := manyRequirements(b, server, 5000), manyRequirements(b, server, 10000)
	for _, name := range slices.Sorted(maps.Keys(definitions)) {
		if !strings.HasPrefix(name, "render_") {
			continue // internal/coverage measures the checks
		}
		for size, requirements := range map[string]map[string]tftypes.Value{"half": half, "whole": whole} {
			request := request(b, name, definitions[name], requirements)
			b.Run(name+"/size="+size, func(b *testing.B) {
				for b.Loop() {
					call(b, server, request)
				}
			})
		}
	}
}

func functionsOf(b *testing.B, server tfprotov6.ProviderServer) map[string]*tfprotov6.Function {
	b.Helper()
	resp, err := server.GetFunctions(context.Background(), &tfprotov6.GetFunctionsRequest{})
	assert.NilError(b, err)
	return resp.Functions
}

// catalogRequirements are the requirements of the whole catalog, by key.
func catalogRequirements(b *testing.B, server tfprotov6.ProviderServer) map[string]tftypes.Value {
	b.Helper()
	request, of := wholeCatalog(b, server)
	return members(b, members(b, decoded(b, of, read(b, server, request)))["requirements"])
}

// manyRequirements are copies of one requirement with other hosts. No two of their keys give the same signature id of Suricata.
func manyRequirements(b *testing.B, server tfprotov6.ProviderServer, count int) map[string]tftypes.Value {
	b.Helper()
	model := catalogRequirements(b, server)["web_interface"]
	requirements, taken := map[string]tftypes.Value{}, map[uint32]bool{}
	for i := 0; len(requirements) < count; i++ {
		key := fmt.Sprintf("row_%d", i)
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(key))
		if id := sum.Sum32() % 40000000; !taken[id] {
			taken[id] = true
			attributes := members(b, model)
			attributes["key"] = tftypes.NewValue(tftypes.String, key)
			attributes["hosts"] = texts([]string{fmt.Sprintf("host%d.example.com", i%50)})
			requirements[key] = tftypes.NewValue(model.Type(), attributes)
		}
	}
	return requirements
}

// request is a call of a function with requirements, and with other arguments that it accepts.
func request(b *testing.B, name string, definition *tfprotov6.Function, requirements map[string]tftypes.Value) *tfprotov6.CallFunctionRequest {
	b.Helper()
	words := map[string]string{"dialect": "squid_dstdomain", "name": "nexthink", "matched": "DIRECT", "otherwise": "DIRECT", "format": "csv", "shell": "sh"}
	made := &tfprotov6.CallFunctionRequest{Name: name}
	for _, parameter := range definition.Parameters {
		var value tftypes.Value
		switch {
		case parameter.Name == "requirements":
			value = requirementsArgument(requirements)
		case parameter.Name == "destinations":
			value = destinationsArgument()
		case parameter.Name == "details":
			value = tftypes.NewValue(parameter.Type, map[string]tftypes.Value{})
		case parameter.Type.Is(tftypes.Number):
			value = tftypes.NewValue(tftypes.Number, 1000)
		default:
			value = tftypes.NewValue(tftypes.String, words[parameter.Name])
		}
		made.Arguments = append(made.Arguments, encoded(b, parameter.Type, value))
	}
	return made
}

// destinations are addresses for every requirement of the catalog.
var destinations = map[string][]string{
	"internet": {"0.0.0.0/0"}, "domain_controller": {"10.20.0.10/32", "10.20.0.11/32"}, "active_directory": {"10.20.0.10/32"},
	"dns_server": {"10.20.0.2/32"}, "mail_server": {"10.20.0.25/32"},
}

// requirementsArgument is the map of requirements as the data source returns it.
func requirementsArgument(requirements map[string]tftypes.Value) tftypes.Value {
	for _, each := range requirements {
		return tftypes.NewValue(tftypes.Map{ElementType: each.Type()}, requirements)
	}
	return tftypes.NewValue(tftypes.DynamicPseudoType, nil)
}

func destinationsArgument() tftypes.Value {
	attributes, kinds := map[string]tftypes.Value{}, map[string]tftypes.Type{}
	for name, addresses := range destinations {
		attributes[name] = texts(addresses)
		kinds[name] = attributes[name].Type()
	}
	return tftypes.NewValue(tftypes.Object{AttributeTypes: kinds}, attributes)
}

func texts(values []string) tftypes.Value {
	elements := []tftypes.Value{}
	for _, value := range values {
		elements = append(elements, tftypes.NewValue(tftypes.String, value))
	}
	return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, elements)
}

func encoded(b *testing.B, of tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	made, err := tfprotov6.NewDynamicValue(of, value)
	if err != nil {
		b.Fatal(err)
	}
	return &made
}

func decoded(b *testing.B, of tftypes.Type, value *tfprotov6.DynamicValue) tftypes.Value {
	b.Helper()
	made, err := value.Unmarshal(of)
	if err != nil {
		b.Fatal(err)
	}
	return made
}

func members(b *testing.B, value tftypes.Value) map[string]tftypes.Value {
	b.Helper()
	shared := map[string]tftypes.Value{}
	if err := value.As(&shared); err != nil {
		b.Fatal(err)
	}
	return maps.Clone(shared)
}
