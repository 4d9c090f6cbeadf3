// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"encoding/json"
	"maps"
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"gotest.tools/v3/assert"
)

// The bounds of whatever the provider says and answers.
const (
	longestMessage = 1000
	longestAnswer  = 1 << 20
)

// filled gives a value of a type with the text in every place where one can stand.
func filled(kind tftypes.Type, text string, number int) tftypes.Value {
	switch kind := kind.(type) {
	case tftypes.List:
		return tftypes.NewValue(kind, []tftypes.Value{filled(kind.ElementType, text, number)})
	case tftypes.Set:
		return tftypes.NewValue(kind, []tftypes.Value{filled(kind.ElementType, text, number)})
	case tftypes.Map:
		return tftypes.NewValue(kind, map[string]tftypes.Value{text: filled(kind.ElementType, text, number)})
	case tftypes.Object:
		attributes := map[string]tftypes.Value{}
		for name, attribute := range kind.AttributeTypes {
			attributes[name] = filled(attribute, text, number)
		}
		return tftypes.NewValue(kind, attributes)
	}
	switch {
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, new(big.Float).SetInt64(int64(number)))
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, number%2 == 0)
	case kind.Is(tftypes.DynamicPseudoType):
		return filled(tftypes.Map{ElementType: tftypes.List{ElementType: tftypes.String}}, text, number)
	}
	return tftypes.NewValue(kind, text)
}

// configsWith are configurations of a data source with the text in one argument, and in all of them.
func configsWith(t *testing.T, s *server, dataSource, text string, number int) []tftypes.Value {
	t.Helper()
	object := s.typeOf(t, dataSource)
	valid := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		valid[name] = tftypes.NewValue(kind, nil)
	}
	if dataSource == connectivity {
		valid["instance"], valid["region"] = tftypes.NewValue(tftypes.String, "acme"), tftypes.NewValue(tftypes.String, "eu")
	}
	everything := maps.Clone(valid)
	var configs []tftypes.Value
	for _, attribute := range s.schema.DataSourceSchemas[dataSource].Block.Attributes {
		if !attribute.Required && !attribute.Optional {
			continue
		}
		one := maps.Clone(valid)
		one[attribute.Name] = filled(attribute.ValueType(), text, number)
		everything[attribute.Name] = one[attribute.Name]
		configs = append(configs, tftypes.NewValue(object, one))
	}
	return append(configs, tftypes.NewValue(object, everything))
}

// Whatever text stands in an argument, a data source refuses it or answers, in bounds.
func FuzzDataSources_RefuseOrAnswerAndNeverPanic(f *testing.F) {
	for _, text := range sample(seedTexts()) {
		f.Add(text, 1)
	}
	server := testServer(f)
	f.Fuzz(func(t *testing.T, text string, number int) {
		text = strings.ToValidUTF8(text, "?") // Terraform's strings are
		for dataSource := range server.schema.DataSourceSchemas {
			for _, value := range configsWith(t, server, dataSource, text, number) {
				config, err := tfprotov6.NewDynamicValue(server.typeOf(t, dataSource), value)
				assert.NilError(t, err)
				checked, err := server.ValidateDataResourceConfig(context.Background(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: dataSource, Config: &config})
				assert.NilError(t, err)
				read, err := server.ReadDataSource(context.Background(), &tfprotov6.ReadDataSourceRequest{TypeName: dataSource, Config: &config})
				assert.NilError(t, err)
				expectInBounds(t, dataSource, text, read.State, append(checked.Diagnostics, read.Diagnostics...))
			}
		}
	})
}

func expectInBounds(t *testing.T, dataSource, text string, state *tfprotov6.DynamicValue, diagnostics []*tfprotov6.Diagnostic) {
	t.Helper()
	for _, diagnostic := range diagnostics {
		if length := len(diagnostic.Summary + ": " + diagnostic.Detail); length > longestMessage {
			t.Errorf("%s of %q: the message has %d characters", dataSource, text, length)
		}
	}
	if length := len(state.MsgPack); length > longestAnswer+10*len(text) {
		t.Errorf("%s of %q: the answer has %d bytes", dataSource, text, length)
	}
}

// Whatever text stands in an argument, a function refuses it or answers, in bounds and the same once more.
func FuzzFunctions_TakeAnyTextInAnyArgument(f *testing.F) {
	for _, text := range sample(seedTexts()) {
		f.Add(text, 443)
	}
	server := testServer(f)
	f.Fuzz(func(t *testing.T, text string, number int) {
		text = strings.ToValidUTF8(text, "?")
		for name, accepted := range arguments() {
			definition := server.schema.Functions[name]
			for replaced := range len(accepted) + 1 {
				request := &tfprotov6.CallFunctionRequest{Name: name}
				for place, parameter := range definition.Parameters {
					value := filled(parameter.Type, text, number)
					if replaced < len(accepted) && place != replaced {
						value = toTerraform(t, parameter.Type, accepted[place])
					}
					encoded, err := tfprotov6.NewDynamicValue(parameter.Type, value)
					assert.NilError(t, err)
					request.Arguments = append(request.Arguments, &encoded)
				}
				first, again := answerOf(t, server, request), answerOf(t, server, request)
				assert.Check(t, first == again && len(first) <= longestAnswer+100*len(text),
					"%s of %q answers %d bytes, and then %d", name, text, len(first), len(again))
			}
		}
	})
}

// answerOf gives the result of a call, or its message, as one text.
func answerOf(t *testing.T, s *server, request *tfprotov6.CallFunctionRequest) string {
	t.Helper()
	resp, err := s.CallFunction(context.Background(), request)
	assert.NilError(t, err)
	if resp.Error != nil {
		assert.Check(t, len(resp.Error.Text) <= longestMessage,
			"%s: the message has %d characters: %.200s", request.Name, len(resp.Error.Text), resp.Error.Text)
		return resp.Error.Text
	}
	value, err := resp.Result.Unmarshal(s.schema.Functions[request.Name].Return.Type)
	assert.NilError(t, err)
	text, err := json.Marshal(fromTerraform(t, value))
	assert.NilError(t, err)
	return string(text)
}

// seedTexts are texts that some argument accepts, or nearly.
func seedTexts() []string {
	return []string{
		"", "*", "acme", "eu", "api", "collector_channel", "2024-03", "eu-west-3", "884848470805", "my_key", "internet", "udp", "https", "*.example.com",
		"10.0.0.0/8", "2001:db8::/32", "pl-0123456789abcdef0", "sg-0123456789abcdef0", "AzureCloud", "DIRECT", "PROXY proxy.example:3128; DIRECT", "azure_firewall", "csv",
		"sh", "https://acme.api.eu.nexthink.cloud/", cutLink, wholeLink, longText[:200], longText[:2000], escape, backwards, directive, "a\"b'c`d\\e\nf,g;h|i", "=cmd()", "\x00", "ﬀ", "日本語",
	}
}
