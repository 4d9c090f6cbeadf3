// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strconv"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// known is the catalog, whose names the messages list.
var known = func() *catalog.Catalog {
	c, err := catalog.Load()
	if err != nil {
		panic(err)
	}
	return c
}()

// Long, strange and misleading texts that anything may be given.
var (
	longText  = strings.Repeat("a", 10_000)
	longURL   = "https://" + strings.Repeat("a.", 5_000) + "example/"
	escape    = "\x1b[31mred\x1b[0m"
	backwards = "\u202eacme"
	directive = "${file(\"/etc/passwd\")} %{ if true }x%{ endif }"
)

// badConfigs are configurations that validation refuses, by data source and name. Real Terraform refuses them too, in TestAccBadInput.
func badConfigs() map[string]map[string]config {
	configs := map[string]map[string]config{
		connectivity: {},
		exportBucket: {
			"bucket_nothing":          {},
			"bucket_us":               {"region": "us"},
			"bucket_pac":              {"region": "pac"},
			"bucket_meta":             {"region": "meta"},
			"bucket_region_unknown":   {"region": "emea"},
			"bucket_region_directive": {"region": directive},
			"bucket_aws_region":       {"aws_region": "EU-WEST-3"},
			"bucket_aws_region_host":  {"aws_region": "eu-west-3.s3.amazonaws.com.evil.example/"},
			"bucket_account":          {"aws_region": "eu-west-3", "account_id": ""},
			"bucket_account_wide":     {"aws_region": "eu-west-3", "account_id": "８８４８４８４７０８０５"},
		},
		"nexthink_catalog": {
			"since_unknown": {"since": "1999.1"},
			"since_empty":   {"since": ""},
			"since_long":    {"since": longText},
		},
	}
	for name, instance := range badInstances() {
		configs[connectivity]["instance_"+name] = acme(config{"instance": instance})
	}
	for name, more := range badArguments() {
		configs[connectivity][name] = acme(more)
	}
	for name, more := range badExtraRequirements() {
		configs[connectivity]["extra_"+name] = acme(config{"extra_requirements": map[string]any{"my_proxy": proxy(more)}})
	}
	return configs
}

func badInstances() map[string]string {
	return map[string]string{
		"upper_case":       "Acme",
		"dot":              "acme.corp",
		"underscore":       "acme_corp",
		"partial_wildcard": "acme*",
		"two_wildcards":    "**",
		"wildcard_host":    "*.eu.nexthink.cloud",
		"scheme":           "https://acme",
		"url":              "https://acme.eu.nexthink.cloud/home",
		"url_of_us":        "https://acme.us.nexthink.cloud/",
		"url_of_no_tenant": "https://acme.corp.example/",
		"host":             "acme.data.eu.nexthink.cloud",
		"login_host":       "acme-login.eu.nexthink.cloud",
		"space":            "acme corp",
		"trailing_space":   "acme ",
		"path":             "acme/home",
		"leading_hyphen":   "-acme",
		"trailing_hyphen":  "acme-",
		"non_ascii":        "café",
		"empty":            "",
		"login":            "acme-login",
		"engine":           "acme-engine-12",
		"agora":            "agora",
		"api":              "api",
		"data":             "data",
		"too_long":         strings.Repeat("a", 53),
		"very_long":        longText,
		"very_long_upper":  strings.ToUpper(longText),
		"very_long_url":    "https://" + longText + ".eu",
		"escape":           escape,
		"backwards":        backwards,
		"directive":        directive,
	}
}

func badArguments() map[string]config {
	extra := func(requirements map[string]any) config { return config{"extra_requirements": requirements} }
	return map[string]config{
		"region_unknown":           {"region": "europe"},
		"region_upper_case":        {"region": "EU"},
		"region_near":              {"region": "mete"},
		"region_of_aws":            {"region": "us-east-1"},
		"region_empty":             {"region": ""},
		"region_long":              {"region": longText},
		"product_near":             {"products": []any{"api", "colector"}},
		"product_unknown":          {"products": []any{"browser_extension"}},
		"product_long":             {"products": []any{longText}},
		"product_null":             {"products": []any{nil}},
		"products_empty":           {"products": []any{}},
		"requirement_near":         {"exclude_requirements": []any{"colector_channel"}},
		"requirement_unknown":      {"exclude_requirements": []any{"nonesuch"}},
		"version_of_another_month": {"catalog_version": "2025-13"},
		"version_in_the_old_form":  {"catalog_version": "2026.1"},
		"version_without_quotes":   {"catalog_version": strconv.Itoa(2026 - 11)}, // Terraform converts the number to a string
		"version_unknown":          {"catalog_version": "latest"},
		"version_escape":           {"catalog_version": escape},
		"aws_region":               {"export_aws_region": "eu"},
		"aws_region_mistyped":      {"export_aws_region": "eu-wset-3"},
		"aws_region_long":          {"export_aws_region": longText},
		"account":                  {"export_account_id": "8848"},
		"account_not_digits":       {"export_account_id": "88484847080x"},
		"account_long":             {"export_account_id": strings.Repeat("8", 10_000)},

		"engine_count_zero":       {"engine_count": 0},
		"engine_count_negative":   {"engine_count": -1},
		"engine_count_fractional": {"engine_count": 1.5},
		"engine_count_too_high":   {"engine_count": 1000},
		"engine_count_enormous":   {"engine_count": 1e30},

		"extra_key_hyphen":     extra(map[string]any{"-proxy": proxy(nil)}),
		"extra_key_upper_case": extra(map[string]any{"Proxy": proxy(nil)}),
		"extra_key_underscore": extra(map[string]any{"_proxy": proxy(nil)}),
		"extra_key_empty":      extra(map[string]any{"": proxy(nil)}),
		"extra_key_long":       extra(map[string]any{"A" + longText: proxy(nil)}),
		"extra_long":           extra(map[string]any{longText: proxy(config{"to_port": 0})}),
		"extra_null":           extra(map[string]any{"my_proxy": nil}),
		"extra_second":         extra(map[string]any{"first": proxy(nil), "second": proxy(config{"hosts": []any{"*"}})}),
		"extra_excluded":       {"extra_requirements": map[string]any{"api_token": proxy(nil)}, "exclude_requirements": []any{"api_token"}},
	}
}

func badExtraRequirements() map[string]config {
	return map[string]config{
		"ports_reversed":  {"from_port": 500, "to_port": 400},
		"port_zero":       {"from_port": 0},
		"port_negative":   {"from_port": -1},
		"port_too_high":   {"to_port": 65536},
		"port_fractional": {"to_port": 8080.5},
		"transport":       {"transport_protocol": "TCP"},
		"destination":     {"destination": "proxy"},
		"protocol":        {"application_protocols": []any{"HTTPS"}},
		"host_url":        {"hosts": []any{"https://proxy.example.com/"}},
		"host_wildcard":   {"hosts": []any{"proxy.*.com"}},
		"host_address":    {"hosts": []any{"10.20.0.10"}},
		"host_empty":      {"hosts": []any{""}},
		"host_null":       {"hosts": []any{nil}},
		"host_long":       {"hosts": []any{longText + ".example"}},
		"hosts_missing":   {"destination": "internet", "hosts": []any{}},
	}
}

func TestBadInput_ThatReachesTheReadIsRefusedThere(t *testing.T) {
	t.Parallel()
	for name, given := range map[string]config{
		"AWS region": acme(config{"export_aws_region": "nowhere"}),
		"account":    acme(config{"export_account_id": "1"}),
	} {
		_, problems := testServer(t).readUnchecked(t, connectivity, given)
		assert.Check(t, len(problems) == 1 && strings.HasPrefix(problems[0], "error at export_aws_region: "), "%s: %q", name, problems)
	}
}

func TestUnknownValues_NeverFailValidation(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	own := func(requirement any) config {
		return acme(config{"extra_requirements": map[string]any{"my_proxy": requirement}})
	}
	cases := map[string]map[string]config{
		connectivity: {
			"an unknown product":     acme(config{"products": []any{unknown{}}}),
			"an unknown key":         acme(config{"exclude_requirements": []any{unknown{}}}),
			"an unknown requirement": own(unknown{}),
			"an unknown host":        own(proxy(config{"hosts": []any{unknown{}}})),
			"an unknown destination": own(proxy(config{"destination": unknown{}, "hosts": []any{}})),
		},
		exportBucket: {
			"aws_region beside us":  {"region": "us", "aws_region": unknown{}},
			"region and aws_region": {"region": unknown{}, "aws_region": "eu-west-3"},
			"account_id":            {"region": "eu", "account_id": unknown{}},
			"aws_region":            {"aws_region": unknown{}},
			"region":                {"region": unknown{}},
		},
		"nexthink_catalog": {"since": {"since": unknown{}}},
	}
	for _, attribute := range server.schema.DataSourceSchemas[connectivity].Block.Attributes {
		if attribute.Required || attribute.Optional {
			cases[connectivity][attribute.Name] = acme(config{attribute.Name: unknown{}})
		}
	}
	for name := range proxy(nil) {
		cases[connectivity]["extra_requirements."+name] = own(proxy(config{name: unknown{}}))
	}
	for dataSource, configs := range cases {
		for name, given := range configs {
			assert.Check(t, is.Len(server.validate(t, dataSource, given), 0), "%s: %s", dataSource, name)
		}
	}
}
