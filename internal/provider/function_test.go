// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// call calls a function with plain Go values and gives its result, or "argument N: message".
func (s *server) call(t testing.TB, name string, given ...any) (any, string) {
	t.Helper()
	definition, known := s.schema.Functions[name]
	if !known {
		t.Fatalf("there is no function %q", name)
	}
	request := &tfprotov6.CallFunctionRequest{Name: name}
	for i, argument := range given {
		kind := definition.Parameters[i].Type
		var value tftypes.Value
		if kind.Is(tftypes.DynamicPseudoType) {
			value = dynamic(t, argument)
		} else {
			value = toTerraform(t, kind, argument)
		}
		encoded, err := tfprotov6.NewDynamicValue(kind, value)
		if err != nil {
			t.Fatal(err)
		}
		request.Arguments = append(request.Arguments, &encoded)
	}
	resp, err := s.CallFunction(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	if resp.Error != nil {
		place := "none"
		if resp.Error.FunctionArgument != nil {
			place = definition.Parameters[*resp.Error.FunctionArgument].Name
		}
		return nil, place + ": " + resp.Error.Text
	}
	result, err := resp.Result.Unmarshal(definition.Return.Type)
	if err != nil {
		t.Fatal(err)
	}
	return fromTerraform(t, result), ""
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

// row is a requirement as one writes it by hand.
func row(more config) map[string]any {
	given := map[string]any{
		"purpose": "Devices use it.", "destination": "internet", "transport_protocol": "tcp", "application_protocols": []any{"https"},
		"from_port": 443, "to_port": 443, "hosts": []any{"acme.eu.nexthink.cloud"},
	}
	maps.Copy(given, more)
	return given
}

func rows(more config) map[string]any { return map[string]any{"web": row(more)} }

func anywhere() map[string]any { return map[string]any{"internet": []any{"0.0.0.0/0"}} }

// arguments are some that each function accepts.
func arguments() map[string][]any {
	change := row(config{
		"product": nil, "source": nil, "condition": nil, "note": nil, "has_wildcard": false, "inferred": []any{}, "documentation_urls": []any{},
	})
	return map[string][]any{
		"build_instance_hosts":                   {"acme", "eu"},
		"explain_coverage":                       {rows(nil), map[string]any{}, []any{webRule(nil)}},
		"find_excess_rules":                      {rows(nil), map[string]any{}, []any{webRule(config{"hosts": []any{"*.eu.nexthink.cloud"}})}},
		"find_missing_requirements":              {rows(nil), map[string]any{}, []any{webRule(config{"from_port": 444, "to_port": 444})}},
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
		"render_aws_security_group_rules":        {rows(nil), anywhere()},
		"render_azure_firewall_rules":            {rows(nil), map[string]any{}},
		"render_azure_network_security_rules":    {rows(nil), anywhere(), 1000},
		"render_change_request":                  {map[string]any{"web": change}, map[string]any{}, map[string]any{"Ticket": "1"}, "csv"},
		"render_domains":                         {rows(nil), "azure_firewall"},
		"render_google_firewall_policy_rules":    {rows(nil), map[string]any{}, 1000},
		"render_google_firewall_rules":           {rows(nil), anywhere()},
		"render_pac":                             {rows(nil), "DIRECT", "DIRECT"},
		"render_probe_script":                    {rows(nil), map[string]any{}, "sh"},
		"render_squid_acl":                       {rows(nil), "nexthink"},
		"render_suricata_rules":                  {rows(nil), map[string]any{}, 1000000},
	}
}

func TestFunctions_AreThoseOfTheDesign(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(sortedNames(arguments()), sortedNames(startServer(t).schema.Functions)); diff != "" {
		t.Errorf("functions (-want +got):\n%s", diff)
	}
}

func TestFunctions_AreDescribedAndHaveAPageAndAnExample(t *testing.T) {
	t.Parallel()
	for name, definition := range startServer(t).schema.Functions {
		if definition.Summary == "" || strings.HasSuffix(definition.Summary, ".") || definition.Description == "" || definition.DescriptionKind != tfprotov6.StringKindMarkdown {
			t.Errorf("%s: %q: %q", name, definition.Summary, definition.Description)
		}
		if !regexp.MustCompile("^(build|explain|find|normalize|parse|render)_[a-z0-9_]+$").MatchString(name) {
			t.Errorf("%s does not begin with a verb", name)
		}
		for _, parameter := range definition.Parameters {
			if !strings.HasSuffix(parameter.Description, ".") {
				t.Errorf("%s: %s is described as %q", name, parameter.Name, parameter.Description)
			}
		}
		for _, file := range []string{filepath.Join("docs", "functions", name+".md"), filepath.Join("examples", "functions", name, "function.tf")} {
			content, err := os.ReadFile(filepath.Join("..", "..", file))
			if err != nil || !strings.Contains(string(content), name) {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

func TestFunctions_AnswerTheSameAHundredTimes(t *testing.T) {
	t.Parallel()
	for name, given := range arguments() {
		server := startServer(t)
		first, problem := server.call(t, name, given...)
		if problem != "" {
			t.Errorf("%s: %s", name, problem)
		}
		for range 100 {
			if again, _ := server.call(t, name, given...); !cmp.Equal(first, again) {
				t.Fatalf("%s answers otherwise: %s", name, cmp.Diff(first, again))
			}
		}
	}
}

func TestBuildInstanceHosts_AndParseInstanceURLAgree(t *testing.T) {
	t.Parallel()
	server := startServer(t)
	got, _ := server.call(t, "build_instance_hosts", "acme", "pac")
	want := map[string]any{
		"web": "acme.pac.nexthink.cloud", "data": "acme.data.pac.nexthink.cloud", "api": "acme.api.pac.nexthink.cloud", "login": "acme-login.pac.nexthink.cloud",
		"api_base_url": "https://acme.api.pac.nexthink.cloud", "token_url": "https://acme-login.pac.nexthink.cloud/oauth2/default/v1/token",
	}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
	for _, kind := range []string{"web", "data", "api", "login"} {
		parsed, problem := server.call(t, "parse_instance_url", want[kind])
		if diff := cmp.Diff(any(map[string]any{"instance": "acme", "region": "pac", "kind": kind}), parsed); diff != "" || problem != "" {
			t.Errorf("%s: %s (-want +got):\n%s", kind, problem, diff)
		}
	}
}

// badCall is a call that is refused, and what the user is told: the parameter and the message.
type badCall struct {
	function string
	given    []any
	want     string
}

// badCalls are refused in process by the tests of this file, and by real Terraform in TestAccBadInput.
func badCalls(t testing.TB) map[string]badCall {
	t.Helper()
	const nothing = "requirements: nothing to check: is nexthink mocked, or the filter too narrow? give at least one requirement"
	const accepted = "give the first label of the tenant's URL, 1 to 52 characters a-z, 0-9 and hyphens inside, such as acme"
	calls := map[string]badCall{
		"every tenant":    {"build_instance_hosts", []any{"*", "eu"}, `instance: "*" stands for every tenant, and hosts are those of one; give the first label of the tenant's URL, such as acme`},
		"an instance":     {"build_instance_hosts", []any{"Acme!", "eu"}, `instance: "Acme!" has the character 'A', which no instance name has; ` + accepted + `, or "*" alone for every tenant`},
		"a region":        {"build_instance_hosts", []any{"acme", "EU"}, `region: there is no Nexthink region "EU" (did you mean "eu"?); use eu, meta, pac or us`},
		"a URL":           {"parse_instance_url", []any{"https://evil.example"}, `url: the host of "https://evil.example" is not under nexthink.cloud; give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/`},
		"a cut URL":       {"parse_export_link", []any{"https://evil.example"}, "url: this is no link to Amazon S3; the host of an export link is aris-export-<AWS region>-<account>.s3.<AWS region>.amazonaws.com; cut the link at the ? and give what stands before it"},
		"a null row":      {"render_domains", []any{map[string]any{"web": nil}, "azure_firewall"}, "requirements: web: the row is null; leave it out or give all of its attributes"},
		"a null purpose":  {"render_domains", []any{rows(config{"purpose": nil}), "azure_firewall"}, "requirements: web.purpose: the attribute is null; give a value"},
		"null hosts":      {"render_domains", []any{rows(config{"hosts": nil}), "azure_firewall"}, "requirements: web.hosts: the list is null; give one, or [] for none"},
		"a null host":     {"render_domains", []any{rows(config{"hosts": []any{nil}}), "azure_firewall"}, "requirements: web.hosts[0]: the element is null; leave it out or give a value"},
		"a null port":     {"render_domains", []any{rows(config{"to_port": nil}), "azure_firewall"}, "requirements: web.to_port: the attribute is null; give a whole number from 1 to 65535"},
		"half a port":     {"render_domains", []any{rows(config{"to_port": 443.5}), "azure_firewall"}, "requirements: web.to_port: 443.5 is no whole number; give one from 1 to 65535"},
		"a high port":     {"render_domains", []any{rows(config{"to_port": 65536}), "azure_firewall"}, "requirements: web.to_port: 65536 is no port; give a whole number from 1 to 65535"},
		"reversed ports":  {"render_domains", []any{rows(config{"to_port": 80}), "azure_firewall"}, "requirements: web.to_port: the port range 443 to 80 is reversed; give its first port as from_port and its last as to_port"},
		"a transport":     {"render_domains", []any{rows(config{"transport_protocol": "any"}), "azure_firewall"}, `requirements: web.transport_protocol: there is no transport protocol "any"; use tcp or udp`},
		"a destination":   {"render_domains", []any{rows(config{"destination": "web"}), "azure_firewall"}, `requirements: web.destination: there is no destination "web"; use active_directory, dns_server, domain_controller, internet, mail_server or proxy_server`},
		"a host":          {"render_domains", []any{rows(config{"hosts": []any{"a.example", "x y"}}), "azure_firewall"}, `requirements: web.hosts[1]: "x y" has one label only; give a host name in lower case such as acme.eu.nexthink.cloud, or one wildcard label before it such as *.eu.nexthink.cloud`},
		"a key":           {"render_domains", []any{map[string]any{"Web-1": row(nil)}, "azure_firewall"}, `requirements: "Web-1" is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy`},
		"no map":          {"render_google_firewall_rules", []any{rows(nil), "0.0.0.0/0"}, `destinations: this is a string; give a map from destinations to their addresses, such as { domain_controller = ["10.20.0.10/32"] }, or {} for none`},
		"a bare address":  {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": "0.0.0.0/0"}}, "destinations: internet: this is a string; give a list of addresses, or a map from labels to them"},
		"a number":        {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": []any{7}}}, "destinations: internet[0]: this is a number; give an address"},
		"an empty text":   {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": []any{""}}}, "destinations: internet[0]: this is a string; give an address"},
		"a null label":    {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": map[string]any{"any": nil}}}, `destinations: internet["any"]: this is null; give an address`},
		"an empty label":  {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": map[string]any{"": "0.0.0.0/0"}}}, "destinations: internet: a label is empty; give it a name"},
		"twice":           {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": map[string]any{"a": "10.0.0.1", "b": "10.0.0.1/32"}}}, `destinations: internet: "a" and "b" are the same address; leave one out`},
		"no destination":  {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internett": []any{}}}, `destinations: there is no destination "internett" (did you mean "internet"?); use active_directory, dns_server, domain_controller, internet, mail_server or proxy_server`},
		"a missing one":   {"render_google_firewall_rules", []any{rows(nil), map[string]any{}}, `destinations: the row web goes to internet, for which no address is given; give internet as a list of networks such as ["0.0.0.0/0"], or as a map from labels to them`},
		"an empty one":    {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": []any{}}}, `destinations: the row web goes to internet, for which no address is given; give internet as a list of networks such as ["0.0.0.0/0"], or as a map from labels to them`},
		"a null one":      {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": nil}}, "destinations: internet: this is null; give a list of addresses, or a map from labels to them"},
		"half a priority": {"render_azure_network_security_rules", []any{rows(nil), anywhere(), 100.5}, "base_priority: 100.5 is no whole number; give one such as 1000"},
		"a low priority":  {"render_azure_network_security_rules", []any{rows(nil), anywhere(), 1}, "base_priority: 1 leaves a rule outside the priorities that the firewall has; give a whole number from 100 to 4061"},
		"a dialect":       {"render_domains", []any{rows(nil), "zscaler"}, `dialect: there is no dialect "zscaler" (did you mean "zscaler_url"?); use aws_network_firewall, aws_route53_dns_firewall, azure_firewall, cloudflare_domain, fortios_fqdn, google_fqdn, google_url_list, netskope_url_list, panos_fqdn, panos_url_category, squid_dstdomain or zscaler_url`},
		"a way":           {"render_pac", []any{rows(nil), "DIRECT", "proxy"}, `otherwise: "proxy" is no answer of a proxy auto-configuration file; give "DIRECT" or "PROXY host:port", or several with a semicolon between them`},
		"a null detail":   {"render_change_request", []any{arguments()["render_change_request"][0], map[string]any{}, map[string]any{"Ticket": nil}, "csv"}, "details: Ticket: the field is null; leave it out or give a value"},
		"a column twice":  {"render_change_request", []any{arguments()["render_change_request"][0], map[string]any{}, map[string]any{"From": "x"}, "csv"}, `details: "From" is a column of the request itself; give the field another name`},
		"a near protocol": {"render_domains", []any{rows(config{"application_protocols": []any{"htps"}}), "azure_firewall"}, `requirements: web.application_protocols[0]: "htps" is no protocol that rules are made for (did you mean "https"?); use http, https or websocket, or tcp for anything else`},
		"a shell":         {"render_probe_script", []any{rows(nil), map[string]any{}, "bash"}, `shell: there is no shell "bash"; use powershell or sh`},
	}
	definitions := startServer(t).schema.Functions
	for name, given := range arguments() {
		if first := definitions[name].Parameters; first[0].Name != "requirements" {
			continue
		}
		empty := append([]any{map[string]any{}}, given[1:]...)
		calls["an empty map in "+name] = badCall{name, empty, nothing}
	}
	return calls
}

func TestFunctions_RefuseBadInputOnItsArgument(t *testing.T) {
	t.Parallel()
	for name, test := range badCalls(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, got := startServer(t).call(t, test.function, test.given...)
			if got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
			if len(got) > 1000 {
				t.Errorf("the message has %d characters", len(got))
			}
		})
	}
}

// While a value is unknown the result waits for it, as far as it hangs on it.
func TestFunctions_WaitForUnknownValues(t *testing.T) {
	t.Parallel()
	server := startServer(t)
	for name, given := range arguments() {
		definition := server.schema.Functions[name]
		if len(definition.Parameters) < 2 || definition.Parameters[1].Name != "destinations" {
			continue
		}
		given = append([]any{}, given...)
		given[1] = unknown{}
		if result, problem := server.call(t, name, given...); result != (unknown{}) || problem != "" {
			t.Errorf("%s with unknown destinations: %v, %s", name, result, problem)
		}
	}
	for name, to := range map[string]map[string]any{
		"an unknown list":    {"internet": unknown{}},
		"an unknown element": {"internet": []any{"10.0.0.1", unknown{}}},
	} {
		if result, problem := server.call(t, "render_google_firewall_rules", rows(nil), to); result != (unknown{}) || problem != "" {
			t.Errorf("%s: %v, %s", name, result, problem)
		}
	}
	result, problem := server.call(t, "render_google_firewall_rules", rows(nil), map[string]any{"internet": []any{"0.0.0.0/0"}, "mail_server": unknown{}})
	if problem != "" || len(asMembers(result)) != 1 {
		t.Errorf("an unknown list that no row needs: %v, %s", result, problem)
	}
	result, _ = server.call(t, "render_aws_security_group_rules", rows(nil), map[string]any{"internet": map[string]any{"a": unknown{}, "b": "10.0.0.0/8"}})
	labelled := asMembers(asMembers(result)["internet_tcp_443_a"])
	if labelled["cidr_ipv4"] != (unknown{}) || labelled["prefix_list_id"] != (unknown{}) || labelled["from_port"] != 443 {
		t.Errorf("a label: %v", labelled)
	}
}

// A null stands where an argument must not be set: an empty list would be read as any.
func TestFunctions_NeverGiveAnEmptyList(t *testing.T) {
	t.Parallel()
	var check func(name string, value any)
	check = func(name string, value any) {
		switch value := value.(type) {
		case []any:
			if len(value) == 0 {
				t.Errorf("%s is an empty list", name)
			}
			for _, element := range value {
				check(name, element)
			}
		case map[string]any:
			for member, nested := range value {
				check(name+"."+member, nested)
			}
		}
	}
	to := map[string]any{"internet": []any{"0.0.0.0/0", "::/0"}, "dns_server": []any{"10.0.0.53"}}
	both := map[string]any{"web": row(nil), "dns": row(config{"destination": "dns_server", "transport_protocol": "udp", "from_port": 53, "to_port": 53, "hosts": []any{}})}
	for name, given := range arguments() {
		if !strings.HasPrefix(name, "render_") {
			continue
		}
		definition := startServer(t).schema.Functions[name]
		if definition.Parameters[1].Name == "destinations" && name != "render_change_request" {
			given = append([]any{both, to}, given[2:]...)
		}
		result, problem := startServer(t).call(t, name, given...)
		if problem != "" {
			t.Errorf("%s: %s", name, problem)
		}
		check(name, result)
	}
}

func FuzzFunctions_RefuseOrAnswerAndNeverPanic(f *testing.F) {
	f.Add("web", "internet", "tcp", "https", "acme.eu.nexthink.cloud", "10.0.0.0/8", "azure_firewall", 443, 443, 1000)
	f.Add("", "dns_server", "udp", "", "*.x", "pl-123", "sh", -1, 70000, 0)
	f.Fuzz(func(t *testing.T, key, destination, transport, application, host, address, word string, from, to, number int) {
		server := startServer(t)
		given := map[string]any{key: row(config{
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
			if _, problem := server.call(t, name, values...); len(problem) > 1000 {
				t.Errorf("%s: the message has %d characters", name, len(problem))
			}
		}
	})
}
