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

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
	"gotest.tools/v3/golden"
)

const connectivity = "nexthink_connectivity_requirements"

// acme returns the arguments of a tenant in eu, with more or others.
func acme(more config) config {
	given := config{"instance": "acme", "region": "eu"}
	maps.Copy(given, more)
	return given
}

// elements returns the elements of a list, and members those of a map. Of any other value they return nil.
func elements(value any) []any {
	list, _ := value.([]any)
	return list
}

func members(value any) map[string]any {
	object, _ := value.(map[string]any)
	return object
}

// at returns a value inside nested maps, or nil if it is not there.
func at(value any, path ...string) any {
	for _, name := range path {
		value = members(value)[name]
	}
	return value
}

// words returns a value as text, with spaces between the elements of a list.
func words(value any) string { return strings.Trim(fmt.Sprint(value), "[]") }

func sortedNames[Value any](of map[string]Value) []string { return slices.Sorted(maps.Keys(of)) }

// The table was made from the fact sheet and not from the catalog.
func TestConnectivityRequirements_StateTheFactsToTheLetter(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("testdata/acme_eu.tsv")
	assert.NilError(t, err)
	facts := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")
	columns := strings.Split(facts[0], "\t")[1:]
	cases := map[string]config{}
	for _, version := range known.VersionNumbers() {
		cases["the whole of "+version] = config{"include_classic": true, "engine_count": 2, "catalog_version": version}
		cases[version+" without classic"] = config{"catalog_version": version}
	}
	for name, given := range cases {
		want := []string{}
		for _, line := range facts[1:] {
			version, fact, _ := strings.Cut(line, "\t")
			if version == given["catalog_version"] && (given["include_classic"] == true || !classic(strings.Split(fact, "\t")[1])) {
				want = append(want, fact)
			}
		}
		state, warnings := testServer(t).read(t, connectivity, acme(given))
		got := []string{}
		for _, key := range sortedNames(members(state["requirements"])) {
			cells := []string{}
			for _, column := range columns {
				cells = append(cells, words(at(state, "requirements", key, column)))
			}
			got = append(got, strings.Join(cells, "\t"))
		}
		assert.Check(t, is.DeepEqual(got, want), name)
		assert.Check(t, len(got) > 0 && len(warnings) == 0, "%s: %d requirements; warnings %q", name, len(got), warnings)
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
		for _, version := range known.VersionNumbers() {
			for _, includeClassic := range []bool{false, true} {
				state, _ := testServer(t).read(t, connectivity, acme(config{
					"region": region, "catalog_version": version, "include_classic": includeClassic,
				}))
				fmt.Fprintf(&answers, "%s, %s, include_classic = %t\n", region, version, includeClassic)
				for _, key := range sortedNames(members(state["requirements"])) {
					fmt.Fprintf(&answers, "  %s: %s\n", key, words(at(state, "requirements", key, "hosts")))
				}
				for _, key := range sortedNames(members(state["omitted_requirements"])) {
					fmt.Fprintf(&answers, "  %s needs %s\n", key, at(state, "omitted_requirements", key, "argument"))
				}
			}
		}
	}
	golden.Assert(t, answers.String(), "answers.golden")
}

func TestConnectivityRequirements_ReturnEveryAttributeOfARequirement(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(nil))
	want := map[string]any{
		"key": "collector_rpc_dynamic_ports", "product": "collector", "classic": false,
		"purpose": "Windows Collectors make an RPC call to a domain controller on the port that it assigned.",
		"source":  "collector", "destination": "domain_controller", "direction": "outbound", "transport_protocol": "tcp",
		"application_protocols": []any{"msrpc"}, "from_port": 49152, "to_port": 65535, "port_range": "49152-65535",
		"hosts": []any{}, "has_wildcard": false, "platforms": []any{"windows"}, "condition": "Windows Collectors joined to a domain.",
		"secure_alternative": nil,
		"note": "Applies to the Windows Collector only. Once every 24 hours, a Windows API call goes from the device to a domain controller. " +
			"The call goes first to TCP 135, and then to a dynamic port. The domain controllers are the customer's own. The page says that responses use the range " +
			"49152-65535. The outbound requirement follows from how RPC works: the client receives a dynamic port and connects to it.",
		"inferred": []any{"application_protocols", "condition", "direction"}, "added_in": "2024-03",
		"documentation_urls": []any{"https://docs.nexthink.com/Experience/latest/connectivity-requirements"},
	}
	assert.Check(t, is.DeepEqual(at(state, "requirements", "collector_rpc_dynamic_ports"), want))
}

func TestConnectivityRequirements_CollapseToPortRules(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"catalog_version": "2024-03"}))
	rule := func(destination, portRange string, from, to int, keys ...any) map[string]any {
		return map[string]any{
			"destination": destination, "transport_protocol": "tcp", "from_port": from, "to_port": to, "port_range": portRange,
			"requirement_keys": keys,
		}
	}
	want := map[string]any{
		"internet_tcp_443": rule("internet", "443", 443, 443,
			"api_requests", "collector_channel", "data_export_download", "web_interface"),
		"domain_controller_tcp_135":         rule("domain_controller", "135", 135, 135, "collector_rpc_endpoint_mapper"),
		"domain_controller_tcp_49152-65535": rule("domain_controller", "49152-65535", 49152, 65535, "collector_rpc_dynamic_ports"),
	}
	assert.Check(t, is.DeepEqual(state["port_rules"], want))
	state, _ = testServer(t).read(t, connectivity, acme(config{"include_classic": true, "engine_count": 1, "catalog_version": "2024-03"}))
	assert.Check(t, is.DeepEqual(sortedNames(members(state["port_rules"])), []string{
		"active_directory_tcp_389", "active_directory_tcp_636", "dns_server_udp_53", "domain_controller_tcp_135",
		"domain_controller_tcp_49152-65535", "internet_tcp_443", "internet_tcp_80", "mail_server_tcp_25",
	}), "with classic products")
}

func TestConnectivityRequirements_ListHostsSortedAndOnce(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"web_interface", "collector", "api"}}))
	assert.Check(t, is.DeepEqual(state["hosts"], []any{
		"*.okta.com", "*.oktacdn.com", "acme-login.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud", "acme.data.eu.nexthink.cloud",
		"acme.eu.nexthink.cloud", "oktacdn.com",
	}))
}

func TestConnectivityRequirements_WidenToTheNarrowestPatternsForEveryInstance(t *testing.T) {
	t.Parallel()
	state, warnings := testServer(t).read(t, connectivity, config{
		"instance": "*", "region": "pac", "include_classic": true, "export_aws_region": "ap-northeast-1",
	})
	assert.Check(t, len(warnings) == 0, "got %q, want no warning: the number of Engines plays no part", warnings)
	for key, want := range map[string]string{
		"collector_channel":    "*.data.pac.nexthink.cloud *.pac.nexthink.cloud",
		"api_requests":         "*.api.pac.nexthink.cloud",
		"api_token":            "*.pac.nexthink.cloud",
		"engine_channel":       "*.pac.nexthink.cloud",
		"data_enricher_upload": "agora.pac.nexthink.cloud",
		"data_export_download": "aris-export-ap-northeast-1-884848470805.s3.ap-northeast-1.amazonaws.com",
	} {
		requirement := members(at(state, "requirements", key))
		assert.Check(t, is.Equal(words(requirement["hosts"]), want), key)
		assert.Check(t, is.Equal(requirement["has_wildcard"], strings.HasPrefix(want, "*")), key)
	}
}

func TestConnectivityRequirements_SayWhichAWSRegionTheBucketIsIn(t *testing.T) {
	t.Parallel()
	const (
		documented = "The AWS region eu-west-3 is that of the documentation's example"
		assumed    = "The AWS account 884848470805 is assumed."
	)
	for name, test := range map[string]struct {
		given    config
		host     string
		note     string // which of the two sentences above the note has
		inferred bool
	}{
		"eu uses the documented example": {nil, "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com", documented, true},
		"the documented region given": {
			config{"export_aws_region": "eu-west-3"}, "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com", "", false,
		},
		"eu with a region of its own": {
			config{"export_aws_region": "eu-central-1"}, "aris-export-eu-central-1-884848470805.s3.eu-central-1.amazonaws.com", assumed, true,
		},
		"another account": {
			config{"export_account_id": "000000000001"}, "aris-export-eu-west-3-000000000001.s3.eu-west-3.amazonaws.com", documented, true,
		},
		"another account in the documented region": {
			config{"export_aws_region": "eu-west-3", "export_account_id": "000000000001"},
			"aris-export-eu-west-3-000000000001.s3.eu-west-3.amazonaws.com", "", true,
		},
		"us with a region": {
			config{"region": "us", "export_aws_region": "us-east-1"}, "aris-export-us-east-1-884848470805.s3.us-east-1.amazonaws.com", assumed, true,
		},
		"us with a region and an account": {
			config{"region": "us", "export_aws_region": "us-east-1", "export_account_id": "884848470805"},
			"aris-export-us-east-1-884848470805.s3.us-east-1.amazonaws.com", "", true,
		},
		"China has a domain of its own": {
			config{"region": "pac", "export_aws_region": "cn-north-1"},
			"aris-export-cn-north-1-884848470805.s3.cn-north-1.amazonaws.com.cn", assumed, true,
		},
	} {
		state, warnings := testServer(t).read(t, connectivity, acme(test.given))
		requirement := members(at(state, "requirements", "data_export_download"))
		assert.Check(t, is.DeepEqual(requirement["hosts"], []any{test.host}), name)
		for _, sentence := range []string{documented, assumed} {
			got := strings.Contains(fmt.Sprint(requirement["note"]), sentence)
			assert.Check(t, got == (sentence == test.note), "%s: the note is %q", name, requirement["note"])
		}
		assert.Check(t, is.Equal(slices.Contains(elements(requirement["inferred"]), any("hosts")), test.inferred), name)
		assert.Check(t, len(warnings) == 0, "%s: %q", name, warnings)
	}
	_, warnings := testServer(t).read(t, connectivity, acme(config{"region": "us", "exclude_requirements": []any{"data_export_download"}}))
	assert.Check(t, len(warnings) == 0, "with the requirement excluded: %q, want no warning", warnings)
}

// readsWithProblems are configurations that validation accepts, and for which a read returns an error or a warning.
func readsWithProblems() map[string]config {
	return map[string]config{
		"include_classic that changes nothing": acme(config{"products": []any{"api"}, "include_classic": true}),
		"engine_count without an Engine":       acme(config{"engine_count": 3}),
		"us without its AWS region":            acme(config{"region": "us"}),
		"engines without their number":         acme(config{"products": []any{"engine"}}),
		"no requirement of the sources left":   acme(config{"sources": []any{"finder"}}),
		"no requirement left":                  acme(config{"products": []any{"telemetry"}, "catalog_version": "2024-03"}),
		"a key one letter from the catalog's":  acme(config{"extra_requirements": map[string]any{"api-token": proxy(nil)}}),
		"a product without requirement":        acme(config{"products": []any{"telemetry", "api"}, "catalog_version": "2024-03"}),
	}
}

func TestConnectivityRequirements_NumberTheEngines(t *testing.T) {
	t.Parallel()
	state, warnings := testServer(t).read(t, connectivity, acme(config{"products": []any{"engine"}, "engine_count": 3}))
	want := []any{"acme-engine-1.eu.nexthink.cloud", "acme-engine-2.eu.nexthink.cloud", "acme-engine-3.eu.nexthink.cloud"}
	assert.Check(t, is.DeepEqual(at(state, "requirements", "engine_channel", "hosts"), want))
	assert.Check(t, len(warnings) == 0, "warnings are %q", warnings)
	state, _ = testServer(t).read(t, connectivity, acme(config{"products": []any{"engine"}, "catalog_version": "2026-11"}))
	left := members(state["requirements"])
	assert.Check(t, left["engine_channel"] == nil && left["engine_nxql_api"] == nil && left["engine_assignment"] != nil,
		"without their number there are %v", left)
}

// proxy is a requirement of the user's own.
func proxy(more config) map[string]any {
	requirement := config{
		"purpose": "Devices use the proxy.", "destination": "proxy_server", "transport_protocol": "tcp",
		"application_protocols": []any{"https", "http"}, "from_port": 8080, "to_port": 8081, "hosts": []any{"proxy.example.com", "*.proxy.example.com"},
	}
	maps.Copy(requirement, more)
	return requirement
}

func TestConnectivityRequirements_TakeRequirementsOfTheUser(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"api"}, "extra_requirements": map[string]any{"my_proxy": proxy(nil)}}))
	want := map[string]any{
		"key": "my_proxy", "product": nil, "classic": nil, "purpose": "Devices use the proxy.", "source": nil, "destination": "proxy_server",
		"direction": "outbound", "transport_protocol": "tcp", "application_protocols": []any{"http", "https"}, "from_port": 8080, "to_port": 8081,
		"port_range": "8080-8081", "hosts": []any{"*.proxy.example.com", "proxy.example.com"}, "has_wildcard": true, "platforms": []any{},
		"condition": nil, "secure_alternative": nil, "note": nil, "inferred": []any{}, "added_in": nil, "documentation_urls": []any{},
	}
	assert.Check(t, is.DeepEqual(at(state, "requirements", "my_proxy"), want))
	assert.Check(t, is.DeepEqual(state["hosts"], []any{
		"*.proxy.example.com", "acme-login.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud", "proxy.example.com",
	}))
	assert.Check(t, is.DeepEqual(at(state, "port_rules", "proxy_server_tcp_8080-8081", "requirement_keys"), []any{"my_proxy"}))
}

func TestConnectivityRequirements_ReplaceARequirementOfTheCatalog(t *testing.T) {
	t.Parallel()
	own := proxy(config{"destination": "internet", "hosts": []any{"api.example.com"}})
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"api"}, "extra_requirements": map[string]any{"api_requests": own}}))
	replaced := members(at(state, "requirements", "api_requests"))
	assert.Check(t, is.DeepEqual(replaced["hosts"], []any{"api.example.com"}))
	assert.Check(t, is.Equal(replaced["product"], nil))
	assert.Check(t, is.DeepEqual(state["hosts"], []any{"acme-login.eu.nexthink.cloud", "api.example.com"}))
}

func TestConnectivityRequirements_LeaveOutWhatIsExcluded(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{
		"exclude_requirements": []any{"data_export_download", "collector_rpc_endpoint_mapper", "finder_updates"}, "catalog_version": "2024-03",
	}))
	left := members(state["requirements"])
	assert.Check(t, len(left) == 4 && left["data_export_download"] == nil, "there are %q", sortedNames(left))
	assert.Check(t, !strings.Contains(words(state["hosts"]), "aris-export"), "hosts are %v", state["hosts"])
	assert.Check(t, is.DeepEqual(sortedNames(members(state["port_rules"])), []string{"domain_controller_tcp_49152-65535", "internet_tcp_443"}))
}

func TestConnectivityRequirements_PreferWhatIsSecure(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"data_enricher", "finder"}, "prefer_secure": true}))
	for key, want := range map[string]bool{
		"data_enricher_ldap": false, "data_enricher_ldaps": true, "finder_documentation_plain": false, "finder_documentation": true,
		"finder_certificate_status": true, "finder_error_mail": true, "data_enricher_dns": true,
	} {
		assert.Check(t, is.Equal(at(state, "requirements", key) != nil, want), key)
	}
}

func TestConnectivityRequirements_NameTheVersionAndThePagesBehind(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"2026-11": "api api-nql collector-tool experience-2024 platform-2025 platform-2026 platform-2026-ja sso telemetry",
		"2024-03": "experience-2024",
	} {
		state, _ := testServer(t).read(t, connectivity, acme(config{"catalog_version": version}))
		ids := []any{}
		for _, document := range elements(state["documents"]) {
			ids = append(ids, at(document, "id"))
		}
		assert.Check(t, is.Equal(words(ids), want), version)
		assert.Check(t, is.Equal(state["catalog_version"], version))
	}
	state, _ := testServer(t).read(t, connectivity, acme(config{"products": []any{"finder"}}))
	assert.Check(t, is.Equal(state["catalog_version"], known.Newest()))
	want := []any{map[string]any{
		"id": "experience-2024", "title": "Connectivity requirements", "recorded_on": "2026-11-22",
		"url": "https://docs.nexthink.com/Experience/latest/connectivity-requirements",
	}}
	assert.Check(t, is.DeepEqual(state["documents"], want))
}

func TestConnectivityRequirements_ListTheNewestPageFirst(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"catalog_version": "2026-11"}))
	want := []any{
		"https://docs.nexthink.com/platform/configuring_nexthink/before-you-begin/technical-requirements/connectivity-requirements",
		"https://docs.nexthink.com/api/nql/export-an-nql",
		"https://docs.nexthink.com/Experience/latest/connectivity-requirements",
	}
	assert.Check(t, is.DeepEqual(at(state, "requirements", "api_requests", "documentation_urls"), want))
}

func TestConnectivityRequirements_OmitWhatHasNoHostAndSayWhy(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"region": "us"}))
	want := map[string]any{"data_export_download": map[string]any{
		"reason":   "The host depends on the AWS region of the tenant, which is not published for this Nexthink region.",
		"argument": "export_aws_region",
		"message": "Nexthink data_export_download is omitted, so nothing checks it. The host depends on the AWS region of the tenant, which is not " +
			"published for this Nexthink region. Pass export_aws_region to add the requirement data_export_download, or leave it out with " +
			"exclude_requirements. The host of an export link has the AWS region: parse_export_link reads it.",
	}}
	assert.Check(t, is.DeepEqual(state["omitted_requirements"], want))
	assert.Check(t, is.Equal(at(state, "requirements", "data_export_download"), nil))
	for key, requirement := range members(state["requirements"]) {
		assert.Check(t, at(requirement, "destination") != "internet" || len(elements(at(requirement, "hosts"))) > 0,
			"%s goes to the internet and has no host", key)
	}
}

func TestConnectivityRequirements_ChooseBySourceAndPlatform(t *testing.T) {
	t.Parallel()
	state, _ := testServer(t).read(t, connectivity, acme(config{"sources": []any{"api_client"}, "include_classic": true, "engine_count": 1}))
	for key, requirement := range members(state["requirements"]) {
		assert.Check(t, is.Equal(at(requirement, "source"), "api_client"), key)
	}
	state, _ = testServer(t).read(t, connectivity, acme(config{"platforms": []any{"macos"}}))
	got := members(state["requirements"])
	assert.Check(t, got["collector_channel"] != nil && got["collector_rpc_endpoint_mapper"] == nil, "for macOS there are %q", sortedNames(got))
}
