// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package bare

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/canned"
)

func (s *Server) names() []tfprotov6.FunctionMetadata {
	names := []tfprotov6.FunctionMetadata{}
	for _, name := range canned.Functions() {
		names = append(names, tfprotov6.FunctionMetadata{Name: name})
	}
	return names
}

func (s *Server) definitions() map[string]*tfprotov6.Function {
	definitions := map[string]*tfprotov6.Function{}
	for _, name := range canned.Functions() {
		kind, _, err := canned.Result(name)
		if err != nil {
			continue
		}
		definitions[name] = &tfprotov6.Function{
			Parameters: []*tfprotov6.FunctionParameter{
				{Name: "requirements", Type: canned.Rows()},
				{Name: "destinations", Type: tftypes.DynamicPseudoType, AllowUnknownValues: true},
			},
			Return: &tfprotov6.FunctionReturn{Type: kind},
		}
		if kind.Is(tftypes.String) {
			definitions[name].Parameters = append(definitions[name].Parameters, &tfprotov6.FunctionParameter{Name: "base_sid", Type: tftypes.Number})
		}
	}
	return definitions
}

// GetFunctions describes the functions whose answers are recorded.
func (s *Server) GetFunctions(context.Context, *tfprotov6.GetFunctionsRequest) (*tfprotov6.GetFunctionsResponse, error) {
	return &tfprotov6.GetFunctionsResponse{Functions: s.definitions()}, nil
}

// CallFunction decodes the arguments, and encodes the recorded answer.
func (s *Server) CallFunction(_ context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	kinds := []tftypes.Type{canned.Rows(), tftypes.DynamicPseudoType, tftypes.Number}
	for i, argument := range req.Arguments {
		if _, err := argument.Unmarshal(kinds[i]); err != nil {
			return nil, err
		}
	}
	answer := s.answers[req.Name]
	result, err := tfprotov6.NewDynamicValue(answer.Type(), answer)
	return &tfprotov6.CallFunctionResponse{Result: &result}, err
}
