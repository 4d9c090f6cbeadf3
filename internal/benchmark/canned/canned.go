// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package canned holds what the provider's functions answered to the whole catalogue, recorded by the benchmarks' test. The
// baselines answer it without working it out.
package canned

import (
	"embed"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

//go:embed *.json *.msgpack
var files embed.FS

// Functions are the functions whose answers are recorded, sorted.
func Functions() []string {
	return []string{"render_aws_security_group_rules", "render_suricata_rules"}
}

// Result gives the type of a function's result and the recorded answer.
func Result(function string) (tftypes.Type, tftypes.Value, error) {
	text, err := files.ReadFile(function + ".json")
	if err != nil {
		return nil, tftypes.Value{}, fmt.Errorf("canned: %w", err)
	}
	kind, err := tftypes.ParseJSONType(text) //nolint:staticcheck // Types are recorded in the form that this reads.
	if err != nil {
		return nil, tftypes.Value{}, fmt.Errorf("canned: %w", err)
	}
	answer, err := files.ReadFile(function + ".msgpack")
	if err != nil {
		return nil, tftypes.Value{}, fmt.Errorf("canned: %w", err)
	}
	value, err := tfprotov6.DynamicValue{MsgPack: answer}.Unmarshal(kind)
	return kind, value, err
}

// Rows is the type of the functions' first parameter.
func Rows() tftypes.Map {
	return tftypes.Map{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"purpose":               tftypes.String,
		"destination":           tftypes.String,
		"transport_protocol":    tftypes.String,
		"application_protocols": tftypes.List{ElementType: tftypes.String},
		"from_port":             tftypes.Number,
		"to_port":               tftypes.Number,
		"hosts":                 tftypes.List{ElementType: tftypes.String},
	}}}
}
