// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Command baseline is a provider that computes nothing: the benchmarks compare Nexthink's provider with it. Its data source
// baseline_constant and its functions are built on the plugin framework, its data source baseline_table is not. The table
// and the results of the functions are those in the file that BASELINE_ANSWERS names. Without one, there is only the constant.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const address = "registry.terraform.io/benchmark/baseline"

// answer is a value that Nexthink's provider returned, with its type. The answer of a function has the types of its parameters.
type answer struct {
	Type       json.RawMessage
	Value      []byte // MessagePack
	Parameters []json.RawMessage
}

type answers struct {
	Table     answer
	Functions map[string]answer
}

func main() {
	if err := serve(os.Getenv("BASELINE_ANSWERS")); err != nil {
		log.Fatal(err)
	}
}

// serve serves the constant as the provider is served, so that the sizes of the programs differ only by Nexthink's code.
func serve(file string) error {
	if file == "" {
		constant := func() provider.Provider { return baselineProvider{} }
		return providerserver.Serve(context.Background(), constant, providerserver.ServeOpts{Address: address})
	}
	content, err := os.ReadFile(file) //nolint:gosec // The benchmark names the file.
	if err != nil {
		return err
	}
	var known answers
	if err := json.Unmarshal(content, &known); err != nil {
		return err
	}
	server, err := newServer(known)
	if err != nil {
		return err
	}
	return tf6server.Serve(address, func() tfprotov6.ProviderServer { return server })
}

func newServer(known answers) (*server, error) {
	functions, err := newProvider(known.Functions)
	if err != nil {
		return nil, err
	}
	table, err := known.Table.decode()
	return &server{providerserver.NewProtocol6(functions)(), table}, err
}

func (a answer) decode() (tftypes.Value, error) {
	of, err := parseType(a.Type)
	if err != nil {
		return tftypes.Value{}, err
	}
	return tfprotov6.DynamicValue{MsgPack: a.Value}.Unmarshal(of)
}

func parseType(text json.RawMessage) (tftypes.Type, error) {
	return tftypes.ParseJSONType(text) //nolint:staticcheck // No other function reads the JSON form of a type.
}
