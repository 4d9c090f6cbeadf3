// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// Long, strange and misleading texts that anything may be given.
var (
	longText  = strings.Repeat("a", 10_000)
	longURL   = "https://" + strings.Repeat("a.", 5_000) + "example/"
	cutLong   = `"` + strings.Repeat("a", 60) + `" (cut)`
	escape    = "\x1b[31mred\x1b[0m"
	backwards = "\u202eacme"
	directive = "${file(\"/etc/passwd\")} %{ if true }x%{ endif }"
)

// hostileConfigs are configurations that nobody would write by mistake, and that are refused as well.
func hostileConfigs() map[string]badInput {
	region := " use " + wording.List(known.RegionCodes(), "or")
	product := " use " + wording.List(known.ProductIDs(), "or") + "."
	version := " is not a valid catalog version; use " + wording.List(quotedVersions(), "or") + "."
	return map[string]badInput{
		"hostile_instance_long": {
			connectivity, acme(config{"instance": longText}), "instance",
			"Invalid Instance: " + cutLong + " has 10000 characters; at most 52 leave the longest host built from it, <instance>-engine-999, a valid name.",
		},
		"hostile_instance_escape":    {connectivity, acme(config{"instance": escape}), "instance", `Invalid Instance: "\x1b[31mred\x1b[0m" has the character '\x1b', which no instance name has; ` + orEvery},
		"hostile_instance_backwards": {connectivity, acme(config{"instance": backwards}), "instance", `Invalid Instance: "\u202eacme" has the character '\u202e', which no instance name has; ` + orEvery},
		"hostile_instance_directive": {connectivity, acme(config{"instance": directive}), "instance", `Invalid Instance: "${file(\"/etc/passwd\")} %{ if true }x%{ endif }" is a URL, not the name of an instance; ` + orEvery},
		"hostile_instance_upper":     {connectivity, acme(config{"instance": strings.ToUpper(longText)}), "instance", `Invalid Instance: "` + strings.Repeat("A", 60) + `" (cut) has upper-case letters; host names are given in lower case: ` + cutLong + "."},
		"hostile_instance_url":       {connectivity, acme(config{"instance": "https://" + longText + ".eu"}), "instance", `Invalid Instance: "https://` + strings.Repeat("a", 52) + `" (cut) is a URL; keep ` + cutLong + ` alone, the tenant's name in it.`},
		"hostile_row_long": {
			connectivity, acme(config{"extra_requirements": map[string]any{longText: proxy(config{"to_port": 0})}}), "extra_requirements[" + longText + "].to_port",
			"Invalid Port: " + cutInTheMidst(`In extra_requirements["`+longText+`"]: 0 is no port; give a whole number from 1 to 65535.`),
		},
		"hostile_region_long":       {connectivity, acme(config{"region": longText}), "region", "Unknown Region: There is no Nexthink region " + cutLong + ";" + region + "."},
		"hostile_product_long":      {connectivity, acme(config{"products": []any{longText}}), "products[" + longText + "]", "Unknown Product: There is no product " + cutLong + ";" + product},
		"hostile_version_escape":    {connectivity, acme(config{"catalog_version": escape}), "catalog_version", `Invalid Catalog Version: "\x1b[31mred\x1b[0m"` + version},
		"hostile_aws_region_long":   {connectivity, acme(config{"export_aws_region": longText}), "export_aws_region", "Invalid AWS Region: " + cutLong + acceptRegion},
		"hostile_account_long":      {connectivity, acme(config{"export_account_id": strings.Repeat("8", 10_000)}), "export_account_id", `Invalid AWS Account: "` + strings.Repeat("8", 60) + `" (cut)` + acceptAccount},
		"hostile_since_long":        {"nexthink_catalog", config{"since": longText}, "since", "Invalid Catalog Version: " + cutLong + version},
		"hostile_since_empty":       {"nexthink_catalog", config{"since": ""}, "since", `Invalid Catalog Version: ""` + version},
		"hostile_bucket_region":     {exportBucket, config{"region": directive}, "region", `Unknown Region: There is no Nexthink region "${file(\"/etc/passwd\")} %{ if true }x%{ endif }";` + region + "."},
		"hostile_bucket_aws_region": {exportBucket, config{"aws_region": "eu-west-3.s3.amazonaws.com.evil.example/"}, "aws_region", `Invalid AWS Region: "eu-west-3.s3.amazonaws.com.evil.example/"` + acceptRegion},
		"hostile_bucket_account":    {exportBucket, config{"aws_region": "eu-west-3", "account_id": "８８４８４８４７０８０５"}, "account_id", `Invalid AWS Account: "８８４８４８４７０８０５"` + acceptAccount},
		"hostile_host_long": {
			connectivity, acme(config{"extra_requirements": map[string]any{"my_proxy": proxy(config{"hosts": []any{longText + ".example"}})}}),
			"extra_requirements[my_proxy].hosts[" + longText + ".example]",
			inProxyRow("Invalid Host: " + cutLong + " has 10008 characters; a host name has at most 253."),
		},
		"hostile_key_long": {
			connectivity, acme(config{"extra_requirements": map[string]any{"A" + longText: proxy(nil)}}), "extra_requirements[A" + longText + "]",
			`Invalid Requirement Key: "A` + strings.Repeat("a", 59) + `" (cut)` + acceptKey,
		},
	}
}

// cutInTheMidst is what is left of a message that is too long: 450 characters of its beginning, and 443 of its end.
func cutInTheMidst(text string) string { return text[:450] + " (cut) " + text[len(text)-443:] }

// refusedByTerraform are arguments that do not reach the provider.
func refusedByTerraform() map[string]badInput {
	unexpected := func(name string) string {
		return `Extraneous JSON object property: No argument or block type is named "` + name + `".`
	}
	return map[string]badInput{
		"products_argument": {dataSource: "nexthink_products", given: config{"only": "api"}, says: unexpected("only")},
		"regions_argument":  {dataSource: "nexthink_regions", given: config{"code": "eu"}, says: unexpected("code")},
		"catalog_argument":  {dataSource: "nexthink_catalog", given: config{"version_of": "2024-03"}, says: unexpected("version_of")},
		"bucket_argument":   {dataSource: exportBucket, given: config{"aws_region": "eu-west-3", "bucket_name": "x"}, says: unexpected("bucket_name")},
	}
}

// hostileCalls are calls of functions with what nobody would write by mistake.
func hostileCalls() map[string]badCall {
	const url = "; give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/"
	const copied = "; cut the link at the ? and give what stands before it"
	region := "; use " + wording.List(known.RegionCodes(), "or")
	const instance = "give the first label of the tenant's URL, 1 to 52 characters a-z, 0-9 and hyphens inside, such as acme"
	with := func(instead, of string) []any { return []any{strings.Replace(wholeLink, of, instead, 1)} }
	return map[string]badCall{
		"a long instance":          {"build_instance_hosts", []any{longText, "eu"}, "instance: " + cutLong + " has 10000 characters; at most 52 leave the longest host built from it, <instance>-engine-999, a valid name"},
		"no instance":              {"build_instance_hosts", []any{"", "eu"}, `instance: the instance is empty; ` + instance + `, or "*" alone for every tenant`},
		"a long region":            {"build_instance_hosts", []any{"acme", longText}, "region: there is no Nexthink region " + cutLong + region},
		"no URL":                   {"parse_instance_url", []any{""}, "url: the URL is empty" + url},
		"a long URL":               {"parse_instance_url", []any{longURL}, `url: the host of "https://` + strings.Repeat("a.", 26) + `" (cut) is not under nexthink.cloud` + url},
		"a password":               {"parse_instance_url", []any{"https://me:secret@acme.eu.nexthink.cloud"}, "url: the URL has a user or password in it; leave that out: give a host or URL of a tenant such as acme.eu.nexthink.cloud or https://acme.api.eu.nexthink.cloud/"},
		"a script":                 {"parse_instance_url", []any{"javascript://acme.eu.nexthink.cloud/%0aalert(1)"}, `url: the scheme "javascript" is not that of a web address` + url},
		"a port of another":        {"parse_instance_url", []any{"acme.eu.nexthink.cloud:22"}, `url: the port "22" is none of a tenant's hosts` + url},
		"no region there":          {"parse_instance_url", []any{"acme.apac.nexthink.cloud"}, `url: there is no Nexthink region "apac" (did you mean "pac"?)` + region + ", as in acme.eu.nexthink.cloud"},
		"a domain around it":       {"parse_instance_url", []any{"https://acme.eu.nexthink.cloud.evil.example"}, `url: the host of "https://acme.eu.nexthink.cloud.evil.example" is not under nexthink.cloud` + url},
		"no link":                  {"parse_export_link", []any{""}, "url: the link is empty" + copied},
		"a long link":              {"parse_export_link", []any{longURL}, "url: this is no link to Amazon S3; the host of an export link is aris-export-<AWS region>-<account>.s3.<AWS region>.amazonaws.com" + copied},
		"a link without HTTPS":     {"parse_export_link", with("http", "https"), "url: the link does not begin with https://" + copied},
		"a link with a user":       {"parse_export_link", with("https://"+linkKey+":"+linkToken+"@", "https://"), "url: the link has a user or password before its host, which no export link has" + copied},
		"a link cut at &":          {"parse_export_link", []any{wholeLink[:strings.LastIndex(wholeLink, "&")]}, "url: X-Amz-Signature is missing after the ?, as if the link were cut in the midst" + copied},
		"two AWS regions":          {"parse_export_link", with(".s3.us-east-1", ".s3.eu-west-3"), "url: the bucket's name says the AWS region eu-west-3 and the rest of the host us-east-1, which an export link never does; do not open this host, and copy the link again from Nexthink"},
		"another scope":            {"parse_export_link", with("%2Fus-east-1", "%2Feu-west-3"), "url: X-Amz-Credential is for another AWS region than the host, which is in eu-west-3; do not open this host, and copy the link again from Nexthink"},
		"an encoded query":         {"parse_export_link", with("%3F", "?"), "url: the name of the file has parameters of a signature in it, as if the ? before them were lost or encoded" + copied},
		"an escape sequence":       {"parse_export_link", with(escape, "devices"), "url: the link has white space or another character in it that no URL has; copy it in one piece: cut the link at the ? and give what stands before it"},
		"a long dialect":           {"render_domains", []any{rows(nil), longText}, "dialect: there is no dialect " + cutLong + "; use aws_network_firewall, aws_route53_dns_firewall, azure_firewall, cloudflare_domain, fortios_fqdn, google_fqdn, google_url_list, netskope_url_list, panos_fqdn, panos_url_category, squid_dstdomain or zscaler_url"},
		"a long key":               {"render_domains", []any{map[string]any{longText: row(config{"to_port": 0})}, "azure_firewall"}, "requirements: " + cutInTheMidst(longText+".to_port: 0 is no port; give a whole number from 1 to 65535")},
		"a long key of a wildcard": {"render_domains", []any{map[string]any{longText: row(config{"hosts": []any{"*.x.example"}})}, "panos_fqdn"}, "requirements: " + cutInTheMidst("the row "+longText+" has a wildcard, and a PAN-OS address object of type FQDN takes exact names only; name the instance if it stands for one, leave the row out, or use panos_url_category")},
		"a long destination":       {"render_google_firewall_rules", []any{rows(nil), map[string]any{longText: nil}}, "destinations: " + cutInTheMidst(longText+": this is null; give a list of addresses, or a map from labels to them")},
		"a long label":             {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": map[string]any{longText: nil}}}, "destinations: internet[" + cutLong + "]: this is null; give an address"},
		"a long field":             {"render_change_request", []any{arguments()["render_change_request"][0], map[string]any{}, map[string]any{longText: nil}, "csv"}, "details: " + cutInTheMidst(longText+": the field is null; leave it out or give a value")},
		"a strange address":        {"render_google_firewall_rules", []any{rows(nil), map[string]any{"internet": []any{directive}}}, `destinations: internet: "${file(\"/etc/passwd\")} %{ if true }x%{ endif }" is no network; give an address such as 10.20.0.10, or a network such as 10.20.0.0/24`},
		"a long address":           {"render_aws_security_group_rules", []any{rows(nil), map[string]any{"internet": []any{longText}}}, "destinations: internet: " + cutLong + " is no network; give an address such as 10.20.0.10, or a network such as 10.20.0.0/24"},
		"a strange way":            {"render_pac", []any{rows(nil), "DIRECT\"; alert(1); //", "DIRECT"}, `matched: "DIRECT\"; alert(1); //" is no answer of a proxy auto-configuration file; give "DIRECT" or "PROXY host:port", or several with a semicolon between them`},
		"a strange name":           {"render_squid_acl", []any{rows(nil), "x\nhttp_access allow all"}, `name: "x\nhttp_access allow all" is no name of an access list; give a letter and then up to 31 letters, digits and underscores, such as nexthink`},
		"a strange host":           {"render_suricata_rules", []any{rows(config{"hosts": []any{"a.example\"; sid:1;"}}), map[string]any{}, 1000000}, `requirements: web.hosts[0]: "a.example\"; sid:1;" is no host; give a host name in lower case such as acme.eu.nexthink.cloud, or one wildcard label before it such as *.eu.nexthink.cloud`},
		"a strange shell":          {"render_probe_script", []any{rows(nil), map[string]any{}, "sh; rm -rf /"}, `shell: there is no shell "sh; rm -rf /"; use powershell or sh`},
		"a strange format":         {"render_change_request", []any{arguments()["render_change_request"][0], map[string]any{}, map[string]any{}, longText}, "format: there is no format " + cutLong + "; use csv or markdown"},
		"an enormous number":       {"render_suricata_rules", []any{rows(nil), map[string]any{}, 1e30}, "base_sid: 1e+30 is no whole number; give one such as 1000"},
	}
}

func TestHostileInput_IsRefusedInProcess(t *testing.T) {
	t.Parallel()
	for name, input := range hostileConfigs() {
		if diff := cmp.Diff([]string{"error at " + input.at + ": " + input.says}, startServer(t).validate(t, input.dataSource, input.given)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for name, test := range hostileCalls() {
		if _, got := startServer(t).call(t, test.function, test.given...); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

// enough is far more time than Terraform needs for all bad input at once.
const enough = time.Minute

// Every bad input of every data source and function stands in one configuration, which real Terraform refuses in one run: each
// with its message and with no other.
func TestAccBadInput_IsRefusedByTerraform(t *testing.T) {
	t.Parallel()
	files, want := badConfiguration(t)
	tf := terraformtest.New(t, files)
	began := time.Now()
	output, problems, status := tf.Try(t, "validate", "-json")
	if took := time.Since(began); status != 1 || took > enough {
		t.Errorf("validate exits with %d after %s, want 1: %s", status, took, problems)
	}
	got := refusalsByBlock(t, output)
	for _, name := range []string{"instance_missing", "instance_null"} {
		if text := strings.Join(got[name], ""); !regexp.MustCompile(`(?i)\binstance\b.*required|Missing.*\binstance\b`).MatchString(text) {
			t.Errorf("%s: got %q", name, text)
		}
		delete(got, name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	functions := map[string]bool{}
	for _, messages := range got {
		for _, message := range messages {
			if len(message) > 1000 {
				t.Errorf("the message has %d characters: %s", len(message), message)
			}
		}
	}
	for _, test := range allBadCalls(t) {
		functions[test.function] = true
	}
	if diff := cmp.Diff(sortedNames(arguments()), sortedNames(functions)); diff != "" {
		t.Errorf("functions (-all +tried):\n%s", diff)
	}
	if len(got) < 100 {
		t.Errorf("%d bad inputs were tried, want 100 or more", len(got))
	}
}

func allBadCalls(t testing.TB) map[string]badCall {
	t.Helper()
	calls := badCalls(t)
	maps.Copy(calls, hostileCalls())
	maps.Copy(calls, badResources())
	functions := []string{"find_missing_requirements", "explain_coverage", "find_excess_rules"}
	for i, name := range slices.Sorted(maps.Keys(badRules())) {
		test := badRules()[name]
		calls[name+" among rules"] = badCall{functions[i%len(functions)], []any{rows(nil), map[string]any{}, test.rules}, test.want}
	}
	maps.DeleteFunc(calls, func(_ string, test badCall) bool { return slices.Contains(test.given, nil) }) // Terraform itself refuses null
	return calls
}

// badConfiguration gives a configuration with all bad input, and what is said of each block in it.
func badConfiguration(t *testing.T) (files map[string]string, want map[string][]string) {
	t.Helper()
	want = map[string][]string{}
	inputs := badInputs()
	maps.Copy(inputs, hostileConfigs())
	maps.Copy(inputs, refusedByTerraform())
	blocks := map[string]map[string]config{connectivity: {"instance_missing": {"region": "eu"}, "instance_null": acme(config{"instance": nil})}}
	for name, input := range inputs {
		if blocks[input.dataSource] == nil {
			blocks[input.dataSource] = map[string]config{}
		}
		blocks[input.dataSource][name] = input.given
		want[name] = []string{input.says}
	}
	var calls strings.Builder
	all := allBadCalls(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		test := all[name]
		given := make([]string, len(test.given))
		for place, argument := range test.given {
			given[place] = literal(t, argument)
		}
		output := fmt.Sprintf("call_%d", i)
		fmt.Fprintf(&calls, "# %s\noutput %q {\n  value = provider::nexthink::%s(%s)\n}\n", name, output, test.function, strings.Join(given, ", "))
		parameter, text, _ := strings.Cut(test.want, ": ")
		want[output] = []string{fmt.Sprintf("Invalid function argument: Invalid value for %q parameter: %s.", parameter, text)}
	}
	return map[string]string{"main.tf": terraformtest.RequiredProvider, "bad.tf.json": literal(t, map[string]any{"data": blocks}), "calls.tf": calls.String()}, want
}

// literal gives a value as Terraform reads it: JSON, in which a template is none.
func literal(t *testing.T, value any) string {
	t.Helper()
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strings.TrimSpace(text.String()))
}

// refusalsByBlock gives what `terraform validate -json` says of each data block and output, by its name.
func refusalsByBlock(t *testing.T, output string) map[string][]string {
	t.Helper()
	var result struct {
		Diagnostics []struct {
			Severity, Summary, Detail string
			Snippet                   struct{ Context string }
		}
	}
	if err := json.Unmarshal([]byte(output), &result); err != nil {
		t.Fatalf("%v in %s", err, output)
	}
	block := regexp.MustCompile(`^(?:data\.[a-z_]+\.|output ")([a-z_0-9]+)`)
	refusals := map[string][]string{}
	for _, diagnostic := range result.Diagnostics {
		name := block.FindStringSubmatch(diagnostic.Snippet.Context)
		if name == nil || diagnostic.Severity != "error" {
			t.Errorf("of no block: %.2000v", diagnostic)
			continue
		}
		refusals[name[1]] = append(refusals[name[1]], diagnostic.Summary+": "+diagnostic.Detail)
	}
	return refusals
}
