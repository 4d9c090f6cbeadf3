// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
)

// call calls a function with plain Go values and gives its result, or "argument N: message".
func (s *server) call(t testing.TB, name string, given ...any) (any, string) {
	t.Helper()
	definition, known := s.schema.Functions[name]
	assert.Assert(t, known, "there is no function %q", name)
	request := &tfprotov6.CallFunctionRequest{Name: name}
	for i, argument := range given {
		request.Arguments = append(request.Arguments, encoded(t, parameterAt(definition, i).Type, argument))
	}
	resp, err := s.CallFunction(context.Background(), request)
	assert.NilError(t, err)
	if resp.Error != nil {
		assert.Check(t, len(resp.Error.Text) <= longestMessage, "the message has %d bytes: %.2000s", len(resp.Error.Text), resp.Error.Text)
		place := "none"
		if resp.Error.FunctionArgument != nil {
			place = parameterAt(definition, int(*resp.Error.FunctionArgument)).Name
		}
		return nil, place + ": " + resp.Error.Text
	}
	result, err := resp.Result.Unmarshal(definition.Return.Type)
	assert.NilError(t, err)
	return fromTerraform(t, result), ""
}

// answer calls a function that must not fail, and returns its result.
func (s *server) answer(t testing.TB, name string, given ...any) any {
	t.Helper()
	result, problem := s.call(t, name, given...)
	assert.Check(t, is.Equal(problem, ""), name)
	return result
}

// parameterAt is the parameter of an argument; the variadic one takes all that follow the others.
func parameterAt(definition *tfprotov6.Function, index int) *tfprotov6.FunctionParameter {
	if index < len(definition.Parameters) {
		return definition.Parameters[index]
	}
	return definition.VariadicParameter
}

// dynamic gives a value of the type that Terraform would give it.
func dynamic(t testing.TB, given any) tftypes.Value {
	t.Helper()
	switch given := given.(type) {
	case map[string]any:
		members, kinds := map[string]tftypes.Value{}, map[string]tftypes.Type{}
		for name, member := range given {
			members[name] = dynamic(t, member)
			kinds[name] = members[name].Type()
		}
		return tftypes.NewValue(tftypes.Object{AttributeTypes: kinds}, members)
	case []any:
		elements, kinds := []tftypes.Value{}, []tftypes.Type{}
		for _, element := range given {
			elements = append(elements, dynamic(t, element))
			kinds = append(kinds, elements[len(elements)-1].Type())
		}
		return tftypes.NewValue(tftypes.Tuple{ElementTypes: kinds}, elements)
	case tftypes.Value:
		return given
	case unknown:
		return tftypes.NewValue(tftypes.DynamicPseudoType, tftypes.UnknownValue)
	case nil:
		return tftypes.NewValue(tftypes.DynamicPseudoType, nil)
	case int, float64:
		return toTerraform(t, tftypes.Number, given)
	case bool:
		return tftypes.NewValue(tftypes.Bool, given)
	default:
		return tftypes.NewValue(tftypes.String, given)
	}
}

// requirement returns a hand-written requirement, and requirements a map with it.
func requirement(more config) map[string]any {
	given := map[string]any{
		"purpose": "Devices use it.", "destination": "internet", "transport_protocol": "tcp", "application_protocols": []any{"https"},
		"from_port": 443, "to_port": 443, "hosts": []any{"acme.eu.nexthink.cloud"},
	}
	maps.Copy(given, more)
	return given
}

func requirements(more config) map[string]any { return map[string]any{"web": requirement(more)} }

func anywhere() map[string]any { return map[string]any{"internet": []any{"0.0.0.0/0"}} }

// arguments are some that each function accepts.
func arguments() map[string][]any {
	change := requirement(config{
		"product": nil, "source": nil, "condition": nil, "note": nil, "has_wildcard": false, "inferred": []any{}, "documentation_urls": []any{},
	})
	return map[string][]any{
		"build_instance_hosts":                   {"acme", "eu"},
		"explain_coverage":                       {requirements(nil), map[string]any{}, []any{webRule(nil)}},
		"explain_plan":                           {requirements(nil), map[string]any{}, `{"format_version":"1.2","planned_values":{"root_module":{}}}`},
		"find_excess_rules":                      {requirements(nil), map[string]any{}, []any{webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})}},
		"find_missing_requirements":              {requirements(nil), map[string]any{}, []any{webRule(config{"from_port": 444, "to_port": 444})}},
		"merge_requirements":                     {requirements(nil), requirements(config{"hosts": []any{"other.us.nexthink.cloud"}})},
		"normalize_aws_network_acl_rules":        {map[string]any{"web": map[string]any{"rule_number": 1, "egress": true, "rule_action": "allow", "protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_block": "0.0.0.0/0"}}},
		"normalize_aws_security_group_rules":     {map[string]any{"web": map[string]any{"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "0.0.0.0/0"}}},
		"normalize_azure_firewall_rules":         {[]any{map[string]any{"azure_firewall_name": "fw", "priority": 100, "action": "Allow", "rule": []any{}}}},
		"normalize_azure_network_security_rules": {map[string]any{}},
		"normalize_domains":                      {[]any{"*.eu.nexthink.cloud"}, "azure_firewall"},
		"normalize_google_firewall_policy_rules": {[]any{}},
		"normalize_google_firewall_rules":        {map[string]any{"name": "web", "network": "n", "direction": "EGRESS", "allow": []any{}, "deny": []any{}}},
		"normalize_plan":                         {`{"format_version":"1.2","planned_values":{"root_module":{}}}`},
		"parse_export_link":                      {cutLink},
		"parse_instance_url":                     {"https://acme.eu.nexthink.cloud"},
		"render_aws_security_group_rules":        {requirements(nil), anywhere()},
		"render_azure_firewall_rules":            {requirements(nil), map[string]any{}, "10.0.0.0/8", "192.0.2.7"},
		"render_azure_network_security_rules":    {requirements(nil), anywhere(), 1000},
		"render_change_request":                  {map[string]any{"web": change}, map[string]any{}, map[string]any{"Ticket": "1"}, "csv"},
		"render_domains":                         {requirements(nil), "azure_firewall"},
		"render_fortios_addresses":               {requirements(nil)},
		"render_google_firewall_policy_rules":    {requirements(nil), map[string]any{}, 1000},
		"render_google_firewall_rules":           {requirements(nil), anywhere()},
		"render_pac":                             {requirements(nil), "DIRECT", "DIRECT"},
		"render_probe_script":                    {requirements(nil), map[string]any{}, "sh"},
		"render_squid_acl":                       {requirements(nil), "nexthink"},
		"render_suricata_rules":                  {requirements(nil), map[string]any{}, 1000000},
	}
}

func TestFunctions_AreThoseOfTheDesign(t *testing.T) {
	t.Parallel()
	assert.Check(t, is.DeepEqual(sortedNames(testServer(t).schema.Functions), sortedNames(arguments())))
}

func TestFunctions_AreDescribedAndHaveAPageAndAnExample(t *testing.T) {
	t.Parallel()
	for name, definition := range testServer(t).schema.Functions {
		assert.Check(t, is.Regexp("[^.]$", definition.Summary), name)
		assert.Check(t, definition.Description != "", name)
		assert.Check(t, is.Equal(definition.DescriptionKind, tfprotov6.StringKindMarkdown), name)
		assert.Check(t, is.Regexp("^(build|explain|find|merge|normalize|parse|render)_[a-z0-9_]+$", name))
		for _, parameter := range definition.Parameters {
			assert.Check(t, strings.HasSuffix(parameter.Description, "."),
				"%s: %s is described as %q", name, parameter.Name, parameter.Description)
		}
		for _, file := range []string{filepath.Join("docs", "functions", name+".md"), filepath.Join("examples", "functions", name, "function.tf")} {
			content, err := os.ReadFile(filepath.Join("..", "..", file))
			assert.Check(t, err == nil && strings.Contains(string(content), name), "%s: %v", file, err)
		}
	}
}

func TestFunctions_AnswerTheSameAHundredTimes(t *testing.T) {
	t.Parallel()
	for name, given := range arguments() {
		server := testServer(t)
		first := server.answer(t, name, given...)
		for range repetitions() {
			assert.Assert(t, is.DeepEqual(server.answer(t, name, given...), first), name)
		}
	}
}

func TestBuildInstanceHosts_AndParseInstanceURLAgree(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	want := map[string]any{
		"web": "acme.pac.nexthink.cloud", "data": "acme.data.pac.nexthink.cloud", "api": "acme.api.pac.nexthink.cloud",
		"login":        "acme-login.pac.nexthink.cloud",
		"api_base_url": "https://acme.api.pac.nexthink.cloud", "token_url": "https://acme-login.pac.nexthink.cloud/oauth2/default/v1/token",
	}
	assert.Check(t, is.DeepEqual(server.answer(t, "build_instance_hosts", "acme", "pac"), want))
	for _, kind := range []string{"web", "data", "api", "login"} {
		parsed := server.answer(t, "parse_instance_url", want[kind])
		assert.Check(t, is.DeepEqual(parsed, map[string]any{"instance": "acme", "region": "pac", "kind": kind}))
	}
}

// Only the part of a result that depends on an unknown value is unknown.
func TestFunctions_KeepUnknownValuesUnknown(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	for name, given := range arguments() {
		definition := server.schema.Functions[name]
		if len(definition.Parameters) < 2 || definition.Parameters[1].Name != "destinations" {
			continue
		}
		given[1] = unknown{}
		assert.Check(t, is.DeepEqual(server.answer(t, name, given...), unknown{}), name)
	}
	for name, to := range map[string]map[string]any{
		"an unknown list":    {"internet": unknown{}},
		"an unknown element": {"internet": []any{"10.0.0.1", unknown{}}},
	} {
		assert.Check(t, is.DeepEqual(server.answer(t, "render_google_firewall_rules", requirements(nil), to), unknown{}), name)
	}
	notNeeded := map[string]any{"internet": []any{"0.0.0.0/0"}, "mail_server": unknown{}}
	assert.Check(t, is.Len(server.answer(t, "render_google_firewall_rules", requirements(nil), notNeeded), 1))
	labels := map[string]any{"internet": map[string]any{"a": unknown{}, "b": "10.0.0.0/8"}}
	labeled := members(at(server.answer(t, "render_aws_security_group_rules", requirements(nil), labels), "internet_tcp_443_a"))
	sources := server.answer(t, "render_azure_firewall_rules", requirements(nil), map[string]any{}, "10.0.0.0/8", unknown{})
	assert.Check(t, is.DeepEqual(at(sources, "application_rules", "internet_https_443", "source_addresses"), []any{"10.0.0.0/8", unknown{}}))
	assert.Check(t, labeled["cidr_ipv4"] == (unknown{}) && labeled["prefix_list_id"] == (unknown{}) && labeled["from_port"] == 443,
		"a label: %v", labeled)
}

// An argument that must not be set is null: firewalls read an empty list as any.
func TestFunctions_NeverReturnAnEmptyList(t *testing.T) {
	t.Parallel()
	var check func(name string, value any)
	check = func(name string, value any) {
		list, isList := value.([]any)
		assert.Check(t, !isList || len(list) > 0, "%s is an empty list", name)
		for _, element := range list {
			check(name, element)
		}
		for member, nested := range members(value) {
			check(name+"."+member, nested)
		}
	}
	to := map[string]any{"internet": []any{"0.0.0.0/0", "::/0"}, "dns_server": []any{"10.0.0.53"}}
	dns := requirement(config{"destination": "dns_server", "transport_protocol": "udp", "from_port": 53, "to_port": 53, "hosts": []any{}})
	both := map[string]any{"web": requirement(nil), "dns": dns}
	for name, given := range arguments() {
		if !strings.HasPrefix(name, "render_") {
			continue
		}
		definition := testServer(t).schema.Functions[name]
		if len(definition.Parameters) > 1 && definition.Parameters[1].Name == "destinations" && name != "render_change_request" {
			given = append([]any{both, to}, given[2:]...)
		}
		check(name, testServer(t).answer(t, name, given...))
	}
}

func FuzzFunctions_RefuseOrAnswerAndNeverPanic(f *testing.F) {
	f.Add("web", "internet", "tcp", "https", "acme.eu.nexthink.cloud", "10.0.0.0/8", "azure_firewall", 443, 443, 1000)
	f.Add("", "dns_server", "udp", "", "*.x", "pl-123", "sh", -1, 70000, 0)
	f.Fuzz(func(t *testing.T, key, destination, transport, application, host, address, word string, from, to, number int) {
		server := testServer(t)
		given := map[string]any{key: requirement(config{
			"purpose": word, "destination": destination, "transport_protocol": transport, "application_protocols": []any{application},
			"from_port": from, "to_port": to, "hosts": []any{host},
		})}
		where := map[string]any{destination: []any{address}}
		for name, definition := range server.schema.Functions {
			if !strings.HasPrefix(name, "render_") || name == "render_change_request" {
				continue
			}
			values := []any{given}
			for _, parameter := range definition.Parameters[1:] {
				switch {
				case parameter.Name == "destinations":
					values = append(values, where)
				case parameter.Type.Is(tftypes.Number):
					values = append(values, number)
				default:
					values = append(values, word)
				}
			}
			if definition.VariadicParameter != nil {
				values = append(values, address, word)
			}
			server.call(t, name, values...)
		}
	})
}
