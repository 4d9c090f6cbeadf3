// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"math/big"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

// sample gives every tenth element if the tests run with -short, and every element if not.
func sample[Element any](of []Element) []Element {
	if !testing.Short() {
		return of
	}
	some := []Element{}
	for i := 0; i < len(of); i += 10 {
		some = append(some, of[i])
	}
	return some
}

// repetitions is 100, and a tenth of it with -short.
func repetitions() int {
	if testing.Short() {
		return 10
	}
	return 100
}

// config is the configuration of a data source in plain Go values; what it leaves out is null.
type config map[string]any

// unknown stands for a value that Terraform does not know yet.
type unknown struct{}

// server is the provider as Terraform talks to it, in this process.
type server struct {
	tfprotov6.ProviderServer

	schema *tfprotov6.GetProviderSchemaResponse
}

// running is the one server of all tests, since a schema takes some milliseconds.
var running = sync.OnceValues(func() (*server, error) {
	started, err := providerserver.NewProtocol6WithError(provider.New("test")())()
	if err != nil {
		return nil, err
	}
	schema, err := started.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	return &server{started, schema}, err
})

func testServer(t testing.TB) *server {
	t.Helper()
	server, err := running()
	assert.NilError(t, err)
	assert.Assert(t, is.Len(lines(t, server.schema.Diagnostics), 0))
	return server
}

func (s *server) typeOf(t testing.TB, dataSource string) tftypes.Object {
	t.Helper()
	schema, known := s.schema.DataSourceSchemas[dataSource]
	assert.Assert(t, known, "there is no data source %q", dataSource)
	object, ok := schema.ValueType().(tftypes.Object)
	assert.Assert(t, ok, "%s is not an object", dataSource)
	return object
}

// encoded returns a plain Go value as Terraform sends it.
func encoded(t testing.TB, kind tftypes.Type, given any) *tfprotov6.DynamicValue {
	t.Helper()
	value, err := tfprotov6.NewDynamicValue(kind, toTerraform(t, kind, given))
	assert.NilError(t, err)
	return &value
}

func (s *server) config(t testing.TB, dataSource string, given config) *tfprotov6.DynamicValue {
	t.Helper()
	return encoded(t, s.typeOf(t, dataSource), map[string]any(given))
}

// validate gives what `terraform validate` would print, one line each: "error at instance: Summary: detail".
func (s *server) validate(t testing.TB, dataSource string, given config) []string {
	t.Helper()
	resp, err := s.ValidateDataResourceConfig(context.Background(), &tfprotov6.ValidateDataResourceConfigRequest{
		TypeName: dataSource, Config: s.config(t, dataSource, given),
	})
	assert.NilError(t, err)
	return lines(t, resp.Diagnostics)
}

// read gives the state in plain Go values and what Terraform would print beside it.
func (s *server) read(t testing.TB, dataSource string, given config) (map[string]any, []string) {
	t.Helper()
	assert.Assert(t, is.Len(s.validate(t, dataSource, given), 0))
	return s.readUnchecked(t, dataSource, given)
}

func (s *server) readUnchecked(t testing.TB, dataSource string, given config) (map[string]any, []string) {
	t.Helper()
	resp, err := s.ReadDataSource(context.Background(), &tfprotov6.ReadDataSourceRequest{
		TypeName: dataSource, Config: s.config(t, dataSource, given),
	})
	assert.NilError(t, err)
	value, err := resp.State.Unmarshal(s.typeOf(t, dataSource))
	assert.NilError(t, err)
	return members(fromTerraform(t, value)), lines(t, resp.Diagnostics)
}

// longestMessage is the limit of every message, in bytes.
const longestMessage = 1000

func lines(t testing.TB, diagnostics []*tfprotov6.Diagnostic) []string {
	t.Helper()
	texts := []string{}
	for _, diagnostic := range diagnostics {
		message := diagnostic.Summary + ": " + diagnostic.Detail
		assert.Check(t, len(message) <= longestMessage, "the message has %d bytes: %.2000s", len(message), message)
		text := strings.ToLower(diagnostic.Severity.String())
		if diagnostic.Attribute != nil {
			text += " at " + attributePath(diagnostic.Attribute)
		}
		texts = append(texts, text+": "+message)
	}
	return texts
}

func attributePath(path *tftypes.AttributePath) string {
	text := ""
	for _, step := range path.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			text += "." + string(step)
		case tftypes.ElementKeyString:
			text += "[" + string(step) + "]"
		case tftypes.ElementKeyValue:
			var element string
			if tftypes.Value(step).IsFullyNull() || tftypes.Value(step).As(&element) != nil {
				element = "null"
			}
			text += "[" + element + "]"
		default:
			text += "[?]"
		}
	}
	return strings.TrimPrefix(text, ".")
}

func toTerraform(t testing.TB, kind tftypes.Type, given any) tftypes.Value {
	t.Helper()
	if kind.Is(tftypes.DynamicPseudoType) {
		return dynamic(t, given)
	}
	switch given := given.(type) {
	case tftypes.Value:
		return given
	case unknown:
		return tftypes.NewValue(kind, tftypes.UnknownValue)
	case int:
		return tftypes.NewValue(kind, new(big.Float).SetInt64(int64(given)))
	case float64:
		return tftypes.NewValue(kind, big.NewFloat(given))
	case []any:
		return tftypes.NewValue(kind, elementsToTerraform(t, kind, given))
	case map[string]any:
		return tftypes.NewValue(kind, membersToTerraform(t, kind, given))
	default:
		return tftypes.NewValue(kind, given)
	}
}

func elementsToTerraform(t testing.TB, kind tftypes.Type, given []any) []tftypes.Value {
	t.Helper()
	var element tftypes.Type
	switch kind := kind.(type) {
	case tftypes.Set:
		element = kind.ElementType
	case tftypes.List:
		element = kind.ElementType
	default:
		t.Fatalf("%s takes no list", kind)
	}
	values := []tftypes.Value{}
	for _, each := range given {
		values = append(values, toTerraform(t, element, each))
	}
	return values
}

func membersToTerraform(t testing.TB, kind tftypes.Type, given map[string]any) map[string]tftypes.Value {
	t.Helper()
	values := map[string]tftypes.Value{}
	switch kind := kind.(type) {
	case tftypes.Object:
		for name, attribute := range kind.AttributeTypes {
			values[name] = toTerraform(t, attribute, given[name])
		}
		for name := range given {
			assert.Assert(t, kind.AttributeTypes[name] != nil, "there is no attribute %q", name)
		}
	case tftypes.Map:
		for name, each := range given {
			values[name] = toTerraform(t, kind.ElementType, each)
		}
	default:
		t.Fatalf("%s takes no map", kind)
	}
	return values
}

func fromTerraform(t testing.TB, value tftypes.Value) any {
	t.Helper()
	if value.IsNull() {
		return nil
	}
	if !value.IsKnown() {
		return unknown{}
	}
	switch {
	case value.Type().Is(tftypes.String):
		return as[string](t, value)
	case value.Type().Is(tftypes.Bool):
		return as[bool](t, value)
	case value.Type().Is(tftypes.Number):
		number := as[big.Float](t, value)
		whole, accuracy := number.Int64()
		assert.Assert(t, accuracy == big.Exact, "%s is not a whole number", number.String())
		return int(whole)
	case value.Type().Is(tftypes.Map{}), value.Type().Is(tftypes.Object{}):
		plain := map[string]any{}
		for name, member := range as[map[string]tftypes.Value](t, value) {
			plain[name] = fromTerraform(t, member)
		}
		return plain
	default:
		plain := []any{}
		for _, element := range as[[]tftypes.Value](t, value) {
			plain = append(plain, fromTerraform(t, element))
		}
		return plain
	}
}

func as[Plain any](t testing.TB, value tftypes.Value) Plain {
	t.Helper()
	var plain Plain
	assert.NilError(t, value.As(&plain))
	return plain
}
