// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// longestAnswer is the limit of an answer in bytes, unless the text in the arguments is long.
const longestAnswer = 1 << 20

// filled returns a value of a type with the text in every place that takes one.
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

// configsWith returns configurations of a data source with the text in one argument, and in all of them.
func configsWith(s *server, dataSource, text string, number int) []config {
	valid := config{}
	if dataSource == connectivity {
		valid = acme(nil)
	}
	everything := maps.Clone(valid)
	configs := []config{everything}
	for _, attribute := range s.schema.DataSourceSchemas[dataSource].Block.Attributes {
		if attribute.Required || attribute.Optional {
			one := maps.Clone(valid)
			one[attribute.Name] = filled(attribute.ValueType(), text, number)
			everything[attribute.Name] = one[attribute.Name]
			configs = append(configs, one)
		}
	}
	return configs
}

// A data source rejects or answers any text in any argument, within the limits.
func FuzzDataSources_RefuseOrAnswerAndNeverPanic(f *testing.F) {
	for _, text := range sample(seedTexts()) {
		f.Add(text, 1)
	}
	server := testServer(f)
	f.Fuzz(func(t *testing.T, text string, number int) {
		text = strings.ToValidUTF8(text, "?") // Terraform's strings are
		for dataSource := range server.schema.DataSourceSchemas {
			for _, given := range configsWith(server, dataSource, text, number) {
				server.validate(t, dataSource, given)
				state, _ := server.readUnchecked(t, dataSource, given)
				assert.Check(t, len(fmt.Sprint(state)) <= longestAnswer+10*len(text), "%s of %q", dataSource, text)
			}
		}
	})
}

// A function rejects or answers any text in any argument, within the limits, and does the same once more.
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
				given := slices.Clone(accepted)
				for place := range given {
					if replaced == len(accepted) || place == replaced {
						given[place] = filled(parameterAt(definition, place).Type, text, number)
					}
				}
				first, problem := server.call(t, name, given...)
				again, same := server.call(t, name, given...)
				assert.Check(t, is.DeepEqual(again, first), "%s of %q", name, text)
				assert.Check(t, is.Equal(same, problem), "%s of %q", name, text)
				assert.Check(t, len(fmt.Sprint(first)) <= longestAnswer+100*len(text), "%s of %q", name, text)
			}
		}
	})
}

// seedTexts are texts that some argument accepts, or nearly.
func seedTexts() []string {
	return []string{
		"", "*", "acme", "eu", "api", "collector_channel", "2024-03", "eu-west-3", "884848470805", "my_key", "internet", "udp", "https", "*.example.com",
		"10.0.0.0/8", "2001:db8::/32", "pl-0123456789abcdef0", "sg-0123456789abcdef0", "AzureCloud", "DIRECT", "PROXY proxy.example:3128; DIRECT", "azure_firewall", "csv",
		"sh", "https://acme.api.eu.nexthink.cloud/", cutLink, wholeLink, longText[:200], longText[:2000], escape, backwards, directive, "a\"b'c`d\\e\nf,g;h|i", "=cmd()", "\x00", "ﬀ", "日本語",
	}
}
