// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gotest.tools/v3/golden"
)

const connectivity = "nexthink_connectivity_requirements"

// acme gives the arguments of a tenant in eu, with more or others.
func acme(more config) config {
	given := config{"instance": "acme", "region": "eu"}
	maps.Copy(given, more)
	return given
}

func requirements(t *testing.T, state map[string]any) map[string]map[string]any {
	t.Helper()
	rows := map[string]map[string]any{}
	for key, row := range members(t, state["requirements"]) {
		rows[key] = members(t, row)
	}
	return rows
}

func members(t *testing.T, value any) map[string]any {
	t.Helper()
	plain, ok := value.(map[string]any)
	if !ok {
		t.Fatalf("%v is no map", value)
	}
	return plain
}

func words(t *testing.T, value any) string {
	t.Helper()
	elements, ok := value.([]any)
	if !ok {
		t.Fatalf("%v is no list", value)
	}
	texts := []string{}
	for _, element := range elements {
		texts = append(texts, fmt.Sprint(element))
	}
	return strings.Join(texts, " ")
}

func sortedNames[Value any](of map[string]Value) []string { return slices.Sorted(maps.Keys(of)) }

// The table was made from the fact sheet and not from the catalogue.
func TestConnectivityRequirements_StateTheFactsToTheLetter(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("testdata/acme_eu.tsv")
	if err != nil {
		t.Fatal(err)
	}
	facts := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")
	columns := strings.Split(facts[0], "\t")[1:]
	for name, test := range map[string]struct {
		given config
		keep  func(version, product string) bool
	}{
		"the whole of 2026-11": {
			config{"include_classic": true, "engine_count": 2, "catalog_version": "2026-11"},
			func(version, _ string) bool { return version == "2026-11" },
		},
		"the whole of 2024-03": {
			config{"include_classic": true, "engine_count": 2, "catalog_version": "2024-03"},
			func(version, _ string) bool { return version == "2024-03" },
		},
		"without classic": {
			config{"catalog_version": "2026-11"},
			func(version, product string) bool { return version == "2026-11" && !classic(product) },
		},
		"2024-03 without classic": {
			config{"catalog_version": "2024-03"},
			func(version, product string) bool { return version == "2024-03" && !classic(product) },
		},
	} {
		want := []string{}
		for _, line := range facts[1:] {
			version, fact, _ := strings.Cut(line, "\t")
			if test.keep(version, strings.Split(fact, "\t")[1]) {
				want = append(want, fact)
			}
		}
		state, warnings := testServer(t).read(t, connectivity, acme(test.given))
		rows := requirements(t, state)
		got := []string{}
		for _, key := range sortedNames(rows) {
			cells := []string{}
			for _, column := range columns {
				if _, list := rows[key][column].([]any); list {
					cells = append(cells, words(t, rows[key][column]))
					continue
				}
				cells = append(cells, fmt.Sprint(rows[key][column]))
			}
			got = append(got, strings.Join(cells, "\t"))
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 || len(warnings) > 0 {
			t.Errorf("%s: %d requirements; warnings %q (-want +got):\n%s", name, len(got), warnings, diff)
		}
	}
}

func classic(product string) bool {
	return slices.Contains([]string{"data_enricher", "finder", "engine"}, product)
}

// The answers of each region and version, with and without classic products: the hosts of each requirement, or the argument that it needs.
func TestConnectivityRequirements_AnswerAsRecorded(t *testing.T) {
	t.Parallel()
	var answers strings.Builder
	for _, region := range known.RegionCodes() {
		for _, version := range []string{"2024-03", "2026-11"} {
			for _, includeClassic := range []bool{false, true} {
				state, _ := testServer(t).read(t, connectivity, acme(config{"region": region, "catalog_version": version, "include_classic": includeClassic}))
				fmt.Fprintf(&answers, "%s, %s, include_classic = %t\n", region, version, includeClassic)
				rows := requirements(t, state)
				for _, key := range sortedNames(rows) {
					fmt.Fprintf(&answers, "  %s: %s\n", key, words(t, rows[key]["hosts"]))
				}
				omitted, _ := state["omitted_requirements"].(map[string]any)
				for _, key := range sortedNames(omitted) {
					left, _ := omitted[key].(map[string]any)
					fmt.Fprintf(&answers, "  %s needs %s\n", key, left["argument"])
				}
			}
		}
	}
	golden.Assert(t, answers.String(), "answers.golden")
}

func TestConnectivityRequirements_GiveEveryAttributeOfARow(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(nil))
	want := map[string]any{
		"key": "collector_rpc_dynamic_ports", "product": "collector", "classic": false,
		"purpose": "Windows Collectors make an RPC call to a domain controller on the port that it assigned.",
		"source":  "collector", "destination": "domain_controller", "direction": "outbound", "transport_protocol": "tcp",
		"application_protocols": []any{"msrpc"}, "from_port": 49152, "to_port": 65535, "port_range": "49152-65535",
		"hosts": []any{}, "has_wildcard": false, "platforms": []any{"windows"}, "condition": "Windows Collectors joined to a domain.",
		"secure_alternative": nil,
		"note": "Applies to the Windows Collector only. Once every 24 hours, a Windows API call goes from the device to a domain controller, " +
			"first on TCP 135 and then on a dynamic port. The domain controllers are the customer's own. The page says that responses use the range " +
			"49152-65535. The outbound requirement follows from how RPC works: the client receives a dynamic port and connects to it.",
		"inferred": []any{"application_protocols", "condition", "direction"}, "added_in": "2024-03",
		"documentation_urls": []any{"https://docs.nexthink.com/Experience/latest/connectivity-requirements"},
	}
	if diff := cmp.Diff(want, requirements(t, state)["collector_rpc_dynamic_ports"]); diff != "" {
		t.Errorf("collector_rpc_dynamic_ports (-want +got):\n%s", diff)
	}
}

func TestConnectivityRequirements_CollapseToPortRules(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"catalog_version": "2024-03"}))
	rule := func(destination, portRange string, from, to int, keys ...any) map[string]any {
		return map[string]any{
			"destination": destination, "transport_protocol": "tcp", "from_port": from, "to_port": to, "port_range": portRange, "requirement_keys": keys,
		}
	}
	want := map[string]any{
		"internet_tcp_443":                  rule("internet", "443", 443, 443, "api_requests", "collector_channel", "data_export_download", "web_interface"),
		"domain_controller_tcp_135":         rule("domain_controller", "135", 135, 135, "collector_rpc_endpoint_mapper"),
		"domain_controller_tcp_49152-65535": rule("domain_controller", "49152-65535", 49152, 65535, "collector_rpc_dynamic_ports"),
	}
	if diff := cmp.Diff(want, state["port_rules"]); diff != "" {
		t.Errorf("port_rules (-want +got):\n%s", diff)
	}
	state, _ = testServer(t).read(t, connectivity, acme(config{"include_classic": true, "engine_count": 1, "catalog_version": "2024-03"}))
	keys := []string{
		"active_directory_tcp_389", "active_directory_tcp_636", "dns_server_udp_53", "domain_controller_tcp_135", "domain_controller_tcp_49152-65535",
		"internet_tcp_443", "internet_tcp_80", "mail_server_tcp_25",
	}
	if got := sortedNames(members(t, state["port_rules"])); !slices.Equal(got, keys) {
		t.Errorf("with classic products the keys are %q, want %q", got, keys)
	}
}

func TestConnectivityRequirements_ListHostsSortedAndOnce(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"web_interface", "collector", "api"}}))
	const want = "*.okta.com *.oktacdn.com acme-login.eu.nexthink.cloud acme.api.eu.nexthink.cloud acme.data.eu.nexthink.cloud acme.eu.nexthink.cloud oktacdn.com"
	if got := words(t, state["hosts"]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestConnectivityRequirements_WidenToTheNarrowestPatternsForEveryInstance(t *testing.T) {
	t.Parallel()
	state, warnings := testServer(t).read(t, connectivity, config{
		"instance": "*", "region": "pac", "include_classic": true, "export_aws_region": "ap-northeast-1",
	})
	if len(warnings) > 0 {
		t.Errorf("got %q, want no warning: the number of Engines plays no part", warnings)
	}
	rows := requirements(t, state)
	for key, want := range map[string]string{
		"collector_channel":    "*.data.pac.nexthink.cloud *.pac.nexthink.cloud",
		"api_requests":         "*.api.pac.nexthink.cloud",
		"api_token":            "*.pac.nexthink.cloud",
		"engine_channel":       "*.pac.nexthink.cloud",
		"data_enricher_upload": "agora.pac.nexthink.cloud",
		"data_export_download": "aris-export-ap-northeast-1-884848470805.s3.ap-northeast-1.amazonaws.com",
	} {
		if got := words(t, rows[key]["hosts"]); got != want || rows[key]["has_wildcard"] != strings.HasPrefix(want, "*") {
			t.Errorf("%s: %s, wildcard %t, want %s", key, got, rows[key]["has_wildcard"], want)
		}
	}
}

func TestConnectivityRequirements_SayWhichAWSRegionTheBucketIsIn(t *testing.T) {
	t.Parallel()
	const documented = "The AWS region eu-west-3 is that of the documentation's example"
	const assumed = "The AWS account 884848470805 is assumed."
	const warning = "warning at export_aws_region"
	for name, test := range map[string]struct {
		given    config
		hosts    string
		says     string // whether the note says that the documentation's example is used, that the account is assumed
		inferred bool
		warnings []string
	}{
		"eu uses the documented example": {acme(nil), "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com", "example", true, []string{}},
		"the documented region given": {
			acme(config{"export_aws_region": "eu-west-3"}), "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com", "", false, []string{},
		},
		"eu with a region of its own": {
			acme(config{"export_aws_region": "eu-central-1"}), "aris-export-eu-central-1-884848470805.s3.eu-central-1.amazonaws.com", "account", true, []string{},
		},
		"another account": {
			acme(config{"export_account_id": "000000000001"}), "aris-export-eu-west-3-000000000001.s3.eu-west-3.amazonaws.com", "example", true, []string{},
		},
		"another account in the documented region": {
			acme(config{"export_aws_region": "eu-west-3", "export_account_id": "000000000001"}), "aris-export-eu-west-3-000000000001.s3.eu-west-3.amazonaws.com",
			"", true,
			[]string{},
		},
		"us with a region": {
			acme(config{"region": "us", "export_aws_region": "us-east-1"}), "aris-export-us-east-1-884848470805.s3.us-east-1.amazonaws.com", "account", true, []string{},
		},
		"us with a region and an account": {
			acme(config{"region": "us", "export_aws_region": "us-east-1", "export_account_id": "884848470805"}),
			"aris-export-us-east-1-884848470805.s3.us-east-1.amazonaws.com", "", true,
			[]string{},
		},
		"China has a domain of its own": {
			acme(config{"region": "pac", "export_aws_region": "cn-north-1"}), "aris-export-cn-north-1-884848470805.s3.cn-north-1.amazonaws.com.cn", "account", true, []string{},
		},
		"us without": {acme(config{"region": "us"}), "", "", false, []string{warning}},
	} {
		state, warnings := testServer(t).read(t, connectivity, test.given)
		row := requirements(t, state)["data_export_download"]
		if test.hosts == "" {
			if row != nil || places(warnings) != strings.Join(test.warnings, ", ") {
				t.Errorf("%s: %v, %q, want it omitted", name, row, warnings)
			}
			continue
		}
		if got := words(t, row["hosts"]); got != test.hosts {
			t.Errorf("%s: hosts are %q, want %q", name, got, test.hosts)
		}
		for what, text := range map[string]string{"example": documented, "account": assumed} {
			if got := strings.Contains(fmt.Sprint(row["note"]), text); got != (what == test.says) {
				t.Errorf("%s: the note is %q", name, row["note"])
			}
		}
		if inferred := words(t, row["inferred"]); strings.Contains(inferred, "hosts") != test.inferred {
			t.Errorf("%s: inferred is %s, with hosts: %t", name, inferred, test.inferred)
		}
		if got := places(warnings); got != strings.Join(test.warnings, ", ") {
			t.Errorf("%s: got %q, want %q", name, warnings, test.warnings)
		}
	}
	_, warnings := testServer(t).read(t, connectivity, acme(config{"region": "us", "exclude_requirements": []any{"data_export_download"}}))
	if len(warnings) > 0 {
		t.Errorf("with the requirement excluded: %q, want no warning", warnings)
	}
}

// readsWithProblems are configurations that validation accepts, and of which a read says something.
func readsWithProblems() map[string]config {
	return map[string]config{
		"include_classic that changes nothing": acme(config{"products": []any{"api"}, "include_classic": true}),
		"engine_count without an Engine":       acme(config{"engine_count": 3}),
		"us without its AWS region":            acme(config{"region": "us"}),
		"engines without their number":         acme(config{"products": []any{"engine"}}),
		"no requirement left":                  acme(config{"products": []any{"telemetry"}, "catalog_version": "2024-03"}),
		"a key one letter from the catalog's":  acme(config{"extra_requirements": map[string]any{"api-token": proxy(nil)}}),
		"a product without requirement":        acme(config{"products": []any{"telemetry", "api"}, "catalog_version": "2024-03"}),
	}
}

// places is where the problems are, without their messages.
func places(problems []string) string {
	found := []string{}
	for _, problem := range problems {
		place, _, _ := strings.Cut(problem, ": ")
		found = append(found, place)
	}
	return strings.Join(found, ", ")
}

func TestConnectivityRequirements_NumberTheEngines(t *testing.T) {
	t.Parallel()
	state, warnings := testServer(t).read(t, connectivity, acme(config{"products": []any{"engine"}, "engine_count": 3}))
	const want = "acme-engine-1.eu.nexthink.cloud acme-engine-2.eu.nexthink.cloud acme-engine-3.eu.nexthink.cloud"
	if got := words(t, requirements(t, state)["engine_channel"]["hosts"]); got != want || len(warnings) > 0 {
		t.Errorf("got %s, want %s; warnings %q", got, want, warnings)
	}
	state, warnings = testServer(t).read(t, connectivity, acme(config{"products": []any{"engine"}, "catalog_version": "2026-11"}))
	if left := requirements(t, state); left["engine_channel"] != nil || left["engine_nxql_api"] != nil || left["engine_assignment"] == nil {
		t.Errorf("without their number there are %v", left)
	}
	if got, want := places(warnings), "warning at engine_count, warning at engine_count"; got != want {
		t.Errorf("got %q, want %s", warnings, want)
	}
	if _, warnings = testServer(t).read(t, connectivity, acme(config{"engine_count": 3})); places(warnings) != "warning at engine_count" {
		t.Errorf("without the Engine asked for: %q, want a warning that the number has no effect", warnings)
	}
}

// proxy is a requirement of the user's own.
func proxy(more config) map[string]any {
	row := config{
		"purpose": "Devices use the proxy.", "destination": "proxy_server", "transport_protocol": "tcp",
		"application_protocols": []any{"https", "http"}, "from_port": 8080, "to_port": 8081, "hosts": []any{"proxy.example.com", "*.proxy.example.com"},
	}
	maps.Copy(row, more)
	return row
}

func TestConnectivityRequirements_TakeRowsOfTheUsersOwn(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"api"}, "extra_requirements": map[string]any{"my_proxy": proxy(nil)}}))
	want := map[string]any{
		"key": "my_proxy", "product": nil, "classic": nil, "purpose": "Devices use the proxy.", "source": nil, "destination": "proxy_server",
		"direction": "outbound", "transport_protocol": "tcp", "application_protocols": []any{"http", "https"}, "from_port": 8080, "to_port": 8081,
		"port_range": "8080-8081", "hosts": []any{"*.proxy.example.com", "proxy.example.com"}, "has_wildcard": true, "platforms": []any{},
		"condition": nil, "secure_alternative": nil, "note": nil, "inferred": []any{}, "added_in": nil, "documentation_urls": []any{},
	}
	if diff := cmp.Diff(want, requirements(t, state)["my_proxy"]); diff != "" {
		t.Errorf("my_proxy (-want +got):\n%s", diff)
	}
	const hosts = "*.proxy.example.com acme-login.eu.nexthink.cloud acme.api.eu.nexthink.cloud proxy.example.com"
	if got := words(t, state["hosts"]); got != hosts {
		t.Errorf("hosts are %s, want %s", got, hosts)
	}
	rule := members(t, members(t, state["port_rules"])["proxy_server_tcp_8080-8081"])
	if got := words(t, rule["requirement_keys"]); got != "my_proxy" {
		t.Errorf("the port rule serves %q, want my_proxy", got)
	}
}

func TestConnectivityRequirements_ReplaceARowOfTheCatalogue(t *testing.T) {
	t.Parallel()
	own := proxy(config{"destination": "internet", "hosts": []any{"api.example.com"}})
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"api"}, "extra_requirements": map[string]any{"api_requests": own}}))
	row := requirements(t, state)["api_requests"]
	if got := words(t, row["hosts"]); got != "api.example.com" || row["product"] != nil {
		t.Errorf("hosts are %s of product %v, want the user's own", got, row["product"])
	}
	if got := words(t, state["hosts"]); got != "acme-login.eu.nexthink.cloud api.example.com" {
		t.Errorf("hosts are %s", got)
	}
}

func TestConnectivityRequirements_LeaveOutWhatIsExcluded(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{
		"exclude_requirements": []any{"data_export_download", "collector_rpc_endpoint_mapper", "finder_updates"}, "catalog_version": "2024-03",
	}))
	if rows := requirements(t, state); len(rows) != 4 || rows["data_export_download"] != nil {
		t.Errorf("got %q", sortedNames(rows))
	}
	if hosts := words(t, state["hosts"]); strings.Contains(hosts, "aris-export") {
		t.Errorf("hosts are %s", hosts)
	}
	if rules := sortedNames(members(t, state["port_rules"])); !slices.Equal(rules, []string{"domain_controller_tcp_49152-65535", "internet_tcp_443"}) {
		t.Errorf("port rules are %q", rules)
	}
}

func TestConnectivityRequirements_PreferWhatIsSecure(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"data_enricher", "finder"}, "prefer_secure": true}))
	rows := requirements(t, state)
	for key, want := range map[string]bool{
		"data_enricher_ldap": false, "data_enricher_ldaps": true, "finder_documentation_plain": false, "finder_documentation": true,
		"finder_certificate_status": true, "finder_error_mail": true, "data_enricher_dns": true,
	} {
		if _, got := rows[key]; got != want {
			t.Errorf("%s is in the answer: %t, want %t", key, got, want)
		}
	}
}

func TestConnectivityRequirements_NameTheVersionAndThePagesBehind(t *testing.T) {
	t.Parallel()
	for version, test := range map[string]struct {
		given     config
		documents string
	}{
		"2026-11": {config{"catalog_version": "2026-11"}, "api api-nql collector-tool experience-2024 platform-2025 platform-2026 platform-2026-ja sso telemetry"},
		"2024-03": {config{"catalog_version": "2024-03"}, "experience-2024"},
	} {
		state, _ := testServer(t).read(t, connectivity, acme(test.given))
		ids := []any{}
		documents, _ := state["documents"].([]any)
		for _, document := range documents {
			ids = append(ids, members(t, document)["id"])
		}
		if got := words(t, ids); got != test.documents || state["catalog_version"] != version {
			t.Errorf("version %v read from %s, want %s from %s", state["catalog_version"], got, version, test.documents)
		}
	}
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"finder"}}))
	if state["catalog_version"] != known.Newest() {
		t.Errorf("without a pin, version %v answers, want %s", state["catalog_version"], known.Newest())
	}
	want := []any{map[string]any{
		"id": "experience-2024", "title": "Connectivity requirements", "recorded_on": "2026-11-22",
		"url": "https://docs.nexthink.com/Experience/latest/connectivity-requirements",
	}}
	if diff := cmp.Diff(want, state["documents"]); diff != "" {
		t.Errorf("documents (-want +got):\n%s", diff)
	}
}

func TestConnectivityRequirements_ListTheNewestPageFirst(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"catalog_version": "2026-11"}))
	want := []any{
		"https://docs.nexthink.com/platform/configuring_nexthink/before-you-begin/technical-requirements/connectivity-requirements",
		"https://docs.nexthink.com/api/nql/export-an-nql",
		"https://docs.nexthink.com/Experience/latest/connectivity-requirements",
	}
	if diff := cmp.Diff(want, requirements(t, state)["api_requests"]["documentation_urls"]); diff != "" {
		t.Errorf("documentation_urls (-want +got):\n%s", diff)
	}
}

func TestConnectivityRequirements_RefuseAnAnswerWithoutRequirement(t *testing.T) {
	t.Parallel()
	_, problems := testServer(t).read(t, connectivity, acme(config{"products": []any{"telemetry"}, "catalog_version": "2024-03"}))
	want := []string{
		"error: No Requirement Left: The arguments leave no requirement of catalog version 2024-03, and rules made of none would block Nexthink. " +
			"Name other products, exclude fewer requirements, or pin a later version.",
		"warning at products[telemetry]: Product Without Requirement: Catalogue version 2024-03 has no requirement of the product telemetry. " +
			"Pin a later version, or leave the product out.",
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if _, problems = testServer(t).read(t, connectivity, acme(config{"products": []any{"telemetry", "api"}, "catalog_version": "2024-03"})); !slices.Equal(problems, want[1:]) {
		t.Errorf("with another product: got %q, want %q", problems, want[1:])
	}
}

func TestConnectivityRequirements_OmitWhatHasNoHostAndSayWhy(t *testing.T) {
	t.Parallel()
	state, warnings := testServer(t).read(t, connectivity, acme(config{"region": "us"}))
	want := map[string]any{"data_export_download": map[string]any{
		"reason":   "The host depends on the AWS region of the tenant, which is not published for this Nexthink region.",
		"argument": "export_aws_region",
	}}
	if diff := cmp.Diff(any(want), state["omitted_requirements"]); diff != "" {
		t.Errorf("omitted (-want +got):\n%s", diff)
	}
	if len(warnings) != 1 || !strings.Contains(warnings[0], "Requirement data_export_download Omitted") {
		t.Errorf("warnings are %q", warnings)
	}
	for key, requirement := range requirements(t, state) {
		if requirement["destination"] == "internet" && words(t, requirement["hosts"]) == "" {
			t.Errorf("%s goes to the internet and has no host", key)
		}
	}
}

func TestConnectivityRequirements_ChooseBySourceAndPlatform(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"sources": []any{"api_client"}, "include_classic": true, "engine_count": 1}))
	for key, requirement := range requirements(t, state) {
		if requirement["source"] != "api_client" {
			t.Errorf("%s is opened by %v", key, requirement["source"])
		}
	}
	state, _ = testServer(t).read(t, connectivity, acme(config{"platforms": []any{"macos"}}))
	got := requirements(t, state)
	if got["collector_channel"] == nil || got["collector_rpc_endpoint_mapper"] != nil {
		t.Errorf("for macOS there are %q", sortedNames(got))
	}
	_, problems := testServer(t).readUnchecked(t, connectivity, acme(config{"sources": []any{"finder"}}))
	if got := places(problems); got != "error at sources" {
		t.Errorf("of sources that leave nothing: %q", problems)
	}
	_, warnings := testServer(t).read(t, connectivity, acme(config{"products": []any{"api"}, "include_classic": true}))
	if got := places(warnings); got != "warning at include_classic" {
		t.Errorf("of include_classic without effect: %q", warnings)
	}
}
