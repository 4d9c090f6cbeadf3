// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package benchmark_test

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/bare"
	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/canned"
	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

// row is a requirement as a function takes it.
type row struct {
	Purpose              string   `json:"purpose"`
	Destination          string   `json:"destination"`
	TransportProtocol    string   `json:"transport_protocol"`
	ApplicationProtocols []string `json:"application_protocols"`
	FromPort             int      `json:"from_port"`
	ToPort               int      `json:"to_port"`
	Hosts                []string `json:"hosts"`
}

// catalogueRows are the requirements that the data source answers, as a configuration would pass them on.
func catalogueRows(t testing.TB) map[string]row {
	t.Helper()
	server, kind, request := inProcess(t)
	resp, err := server.ReadDataSource(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	value, err := resp.State.Unmarshal(kind)
	if err != nil {
		t.Fatal(err)
	}
	state := plain(t, value)
	text, err := json.Marshal(state["requirements"])
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]row{}
	if err := json.Unmarshal(text, &rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// plain gives an object in Go values that JSON can hold.
func plain(t testing.TB, value tftypes.Value) map[string]any {
	t.Helper()
	var convert func(value tftypes.Value) any
	convert = func(value tftypes.Value) any {
		switch {
		case value.IsNull():
			return nil
		case value.Type().Is(tftypes.Object{}), value.Type().Is(tftypes.Map{}):
			members, converted := map[string]tftypes.Value{}, map[string]any{}
			if err := value.As(&members); err != nil {
				t.Fatal(err)
			}
			for name, member := range members {
				converted[name] = convert(member)
			}
			return converted
		case value.Type().Is(tftypes.List{}), value.Type().Is(tftypes.Set{}):
			elements, converted := []tftypes.Value{}, []any{}
			if err := value.As(&elements); err != nil {
				t.Fatal(err)
			}
			for _, element := range elements {
				converted = append(converted, convert(element))
			}
			return converted
		case value.Type().Is(tftypes.Number):
			return number(t, value)
		case value.Type().Is(tftypes.Bool):
			var truth bool
			if err := value.As(&truth); err != nil {
				t.Fatal(err)
			}
			return truth
		}
		var text string
		if err := value.As(&text); err != nil {
			t.Fatal(err)
		}
		return text
	}
	converted, _ := convert(value).(map[string]any)
	return converted
}

func encoded(t testing.TB, kind tftypes.Type, value tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	made, err := tfprotov6.NewDynamicValue(kind, value)
	if err != nil {
		t.Fatal(err)
	}
	return &made
}

func texts(values []string) tftypes.Value {
	elements := []tftypes.Value{}
	for _, value := range values {
		elements = append(elements, tftypes.NewValue(tftypes.String, value))
	}
	return tftypes.NewValue(tftypes.List{ElementType: tftypes.String}, elements)
}

// rowsArgument encodes rows as the first argument of a function whose rows have more attributes too, which are null.
func rowsArgument(t testing.TB, rows map[string]row, kind tftypes.Type) *tfprotov6.DynamicValue {
	t.Helper()
	mapping, _ := kind.(tftypes.Map)
	object, _ := mapping.ElementType.(tftypes.Object)
	values := map[string]tftypes.Value{}
	for key, row := range rows {
		attributes := map[string]tftypes.Value{}
		for name, attribute := range object.AttributeTypes {
			attributes[name] = tftypes.NewValue(attribute, nil)
			if attribute.Is(tftypes.List{}) {
				attributes[name] = texts(nil)
			}
		}
		attributes["purpose"] = tftypes.NewValue(tftypes.String, row.Purpose)
		attributes["destination"] = tftypes.NewValue(tftypes.String, row.Destination)
		attributes["transport_protocol"] = tftypes.NewValue(tftypes.String, row.TransportProtocol)
		attributes["application_protocols"] = texts(row.ApplicationProtocols)
		attributes["from_port"] = tftypes.NewValue(tftypes.Number, row.FromPort)
		attributes["to_port"] = tftypes.NewValue(tftypes.Number, row.ToPort)
		attributes["hosts"] = texts(row.Hosts)
		values[key] = tftypes.NewValue(object, attributes)
	}
	return encoded(t, kind, tftypes.NewValue(kind, values))
}

// addresses are enough for every row of the catalogue.
func addresses() map[string][]string {
	return map[string][]string{
		"internet": {"0.0.0.0/0"}, "domain_controller": {"10.20.0.10/32", "10.20.0.11/32"}, "active_directory": {"10.20.0.10/32"},
		"dns_server": {"10.20.0.2/32"}, "mail_server": {"10.20.0.25/32"},
	}
}

func destinationsArgument(t testing.TB) *tfprotov6.DynamicValue {
	t.Helper()
	members, kinds := map[string]tftypes.Value{}, map[string]tftypes.Type{}
	for name, list := range addresses() {
		members[name] = texts(list)
		kinds[name] = members[name].Type()
	}
	return encoded(t, tftypes.DynamicPseudoType, tftypes.NewValue(tftypes.Object{AttributeTypes: kinds}, members))
}

// request is a call of a function with the rows, and with arguments that it accepts behind them.
func request(t testing.TB, name string, definition *tfprotov6.Function, rows map[string]row) *tfprotov6.CallFunctionRequest {
	t.Helper()
	words := map[string]string{"dialect": "squid_dstdomain", "name": "nexthink", "matched": "DIRECT", "otherwise": "DIRECT", "format": "csv", "shell": "sh"}
	made := &tfprotov6.CallFunctionRequest{Name: name}
	for _, parameter := range definition.Parameters {
		switch {
		case parameter.Name == "requirements":
			made.Arguments = append(made.Arguments, rowsArgument(t, rows, parameter.Type))
		case parameter.Name == "destinations":
			made.Arguments = append(made.Arguments, destinationsArgument(t))
		case parameter.Name == "details":
			made.Arguments = append(made.Arguments, encoded(t, parameter.Type, tftypes.NewValue(parameter.Type, map[string]tftypes.Value{})))
		case parameter.Type.Is(tftypes.Number):
			made.Arguments = append(made.Arguments, encoded(t, tftypes.Number, tftypes.NewValue(tftypes.Number, 1000)))
		default:
			made.Arguments = append(made.Arguments, encoded(t, tftypes.String, tftypes.NewValue(tftypes.String, words[parameter.Name])))
		}
	}
	return made
}

func answer(t testing.TB, server tfprotov6.ProviderServer, call *tfprotov6.CallFunctionRequest) *tfprotov6.DynamicValue {
	t.Helper()
	resp, err := server.CallFunction(context.Background(), call)
	if err != nil {
		t.Fatal(err)
	}
	if resp.Error != nil {
		t.Fatalf("%s: %s", call.Name, resp.Error.Text)
	}
	return resp.Result
}

// The baselines are fair only as long as what they answer is the very answer they stand beside.
func TestCanned_IsWhatTheFunctionsAnswer(t *testing.T) {
	t.Parallel()
	server, rows := providerserver.NewProtocol6(provider.New("test")())(), catalogueRows(t)
	definitions := functionsOf(t, server)
	for _, name := range canned.Functions() {
		kind := definitions[name].Return.Type
		result := answer(t, server, request(t, name, definitions[name], rows))
		if *record {
			text, err := bare.TypeJSON(kind)
			if err != nil {
				t.Fatal(err)
			}
			for extension, content := range map[string][]byte{".json": append(text, '\n'), ".msgpack": result.MsgPack} {
				if err := os.WriteFile(filepath.Join("canned", name+extension), content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			continue
		}
		want, err := result.Unmarshal(kind)
		if err != nil {
			t.Fatal(err)
		}
		if _, got, err := canned.Result(name); err != nil || !got.Equal(want) {
			t.Errorf("%s answers otherwise (%v): record it with go test ./internal/benchmark -record", name, err)
		}
	}
}

func functionsOf(t testing.TB, server tfprotov6.ProviderServer) map[string]*tfprotov6.Function {
	t.Helper()
	resp, err := server.GetFunctions(context.Background(), &tfprotov6.GetFunctionsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Functions
}

// manyRows are rows of a user's own, whose keys are chosen so that no two share a signature id of Suricata.
func manyRows(count int) map[string]row {
	rows, taken := map[string]row{}, map[uint32]bool{}
	for i := 0; len(rows) < count; i++ {
		key := fmt.Sprintf("row_%d", i)
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(key))
		if id := sum.Sum32() % 40000000; !taken[id] {
			taken[id] = true
			rows[key] = row{
				Purpose: "A row.", Destination: "internet", TransportProtocol: "tcp", ApplicationProtocols: []string{"https"}, FromPort: 443, ToPort: 443,
				Hosts: []string{fmt.Sprintf("host%d.example.com", i%50)},
			}
		}
	}
	return rows
}

// BenchmarkRows renders ten thousand rows with each function over the protocol in this process. The baseline is the same
// function with half of them: twice its time is linear.
func BenchmarkRows(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(200)) // as the provider's own program has it
	server := providerserver.NewProtocol6(provider.New("test")())()
	definitions := functionsOf(b, server)
	small, large := manyRows(5000), manyRows(10000)
	for _, name := range slices.Sorted(maps.Keys(definitions)) {
		definition := definitions[name]
		if !strings.HasPrefix(name, "render_") {
			continue // a check is measured beside the loop that it cannot do without, in internal/coverage
		}
		b.Run(name, func(b *testing.B) {
			const rounds = 15
			times := make([][]float64, 2)
			for b.Loop() {
				for size, rows := range []map[string]row{small, large} {
					call := request(b, name, definition, rows)
					answer(b, server, call) // warms up for this size
					for range rounds {
						begun := time.Now()
						answer(b, server, call)
						times[size] = append(times[size], float64(time.Since(begun).Microseconds())/1000)
					}
				}
			}
			report(b, "ms", median(times[1]), map[string]float64{"5000-rows": median(times[0])})
		})
	}
}

// BenchmarkCalls plans two hundred calls with the whole catalogue in real Terraform, the provider and the baselines by turns.
func BenchmarkCalls(b *testing.B) {
	rows, err := json.Marshal(catalogueRows(b))
	if err != nil {
		b.Fatal(err)
	}
	destinations, err := json.Marshal(addresses())
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range canned.Functions() {
		b.Run(name, func(b *testing.B) {
			spaces := []*workspace{}
			for _, s := range []*subject{nexthinkSubject(), constantSubject(), bareSubject()} {
				s.build(b)
				arguments := "jsondecode(file(\"rows.json\")), local.destinations"
				if name == "render_suricata_rules" {
					arguments += ", 1000"
				}
				s.calls = fmt.Sprintf("locals {\n  destinations = jsondecode(file(\"destinations.json\"))\n}\n\noutput \"calls\" {\n  value = length([for i in range(200) : provider::%s::%s(%s)])\n}\n",
					s.name, name, arguments)
				space := s.install(b, s.binary, 0)
				for file, content := range map[string][]byte{"rows.json": rows, "destinations.json": destinations} {
					if err := os.WriteFile(filepath.Join(space.folder, file), content, 0o600); err != nil {
						b.Fatal(err)
					}
				}
				spaces = append(spaces, space)
			}
			times := make([][]float64, len(spaces))
			for b.Loop() {
				for i, space := range spaces {
					times[i] = append(times[i], float64(space.terraform(b, "plan").Microseconds())/1000)
				}
			}
			report(b, "cpu-ms", median(times[0]), map[string]float64{"constant": median(times[1]), "bare": median(times[2])})
		})
	}
}

func number(t testing.TB, value tftypes.Value) int64 {
	t.Helper()
	var float big.Float
	if err := value.As(&float); err != nil {
		t.Fatal(err)
	}
	whole, _ := float.Int64()
	return whole
}
