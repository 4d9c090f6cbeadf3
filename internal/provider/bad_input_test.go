// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// badInput is a configuration that is refused when it is validated, and what the user is told.
type badInput struct {
	dataSource string
	given      config
	at         string // the attribute that the message points at
	says       string // summary and detail
}

const (
	acceptInstance = "give the first label of the tenant's URL, 1 to 52 characters a-z, 0-9 and hyphens inside, such as acme"
	orEvery        = acceptInstance + `, or "*" alone for every tenant.`
	acceptHost     = "give a host name in lower case such as acme.eu.nexthink.cloud, or one wildcard label before it such as *.eu.nexthink.cloud."
	acceptRegion   = " has not the form of an AWS region; give it as it stands in the host of an export link, such as eu-west-3 in .s3.eu-west-3.amazonaws.com."
	acceptAccount  = " is no AWS account id; give its 12 digits, as they stand before .s3 in the host of an export link."
	acceptKey      = " is no key; give a lower-case letter and then lower-case letters, digits and underscores, such as my_proxy."
	whereLink      = " It stands in the host of an export link, between .s3. and .amazonaws.com."
)

// known is the catalog, whose names the messages list.
var known = func() *catalog.Catalog {
	c, err := catalog.Load()
	if err != nil {
		panic(err)
	}
	return c
}()

// badInputs are refused in process by the tests of this file, and by real Terraform in the acceptance tests.
func badInputs() map[string]badInput {
	inputs := map[string]badInput{}
	for _, group := range []map[string]badInput{badInstances(), badNames(), badNumbers(), badExtraRequirements(), badExportBuckets()} {
		maps.Copy(inputs, group)
	}
	return inputs
}

func badInstances() map[string]badInput {
	inputs := map[string]badInput{}
	for name, test := range map[string]struct{ instance, says string }{
		"upper_case":       {"Acme", `"Acme" has upper-case letters; host names are given in lower case: "acme".`},
		"dot":              {"acme.corp", `"acme.corp" is a whole host; keep "acme" alone, the tenant's name in it.`},
		"underscore":       {"acme_corp", `"acme_corp" has the character '_', which no instance name has; ` + orEvery},
		"partial_wildcard": {"acme*", `"acme*" has a wildcard beside other characters; only "*" alone, every tenant, is accepted: ` + acceptInstance + "."},
		"two_wildcards":    {"**", `"**" has a wildcard beside other characters; only "*" alone, every tenant, is accepted: ` + acceptInstance + "."},
		"wildcard_host":    {"*.eu.nexthink.cloud", `"*.eu.nexthink.cloud" is a whole host, not the name of an instance; ` + orEvery},
		"scheme":           {"https://acme", `"https://acme" is a URL; keep "acme" alone, the tenant's name in it.`},
		"url":              {"https://acme.eu.nexthink.cloud/home", `"https://acme.eu.nexthink.cloud/home" is a URL; keep "acme" alone, the tenant's name in it.`},
		"host":             {"acme.data.eu.nexthink.cloud", `"acme.data.eu.nexthink.cloud" is a whole host; keep "acme" alone, the tenant's name in it.`},
		"login_host":       {"acme-login.eu.nexthink.cloud", `"acme-login.eu.nexthink.cloud" is a whole host; keep "acme" alone, the tenant's name in it.`},
		"space":            {"acme corp", `"acme corp" has white space in it; ` + orEvery},
		"trailing_space":   {"acme ", `"acme " has white space in it; ` + orEvery},
		"path":             {"acme/home", `"acme/home" is a URL; keep "acme" alone, the tenant's name in it.`},
		"leading_hyphen":   {"-acme", `"-acme" begins or ends with a hyphen; ` + orEvery},
		"trailing_hyphen":  {"acme-", `"acme-" begins or ends with a hyphen; ` + orEvery},
		"non_ascii":        {"café", `"café" has the character 'é', which no instance name has; ` + orEvery},
		"empty":            {"", "The instance is empty; " + orEvery},
		"login":            {"acme-login", `"acme-login" is the label of another host of the tenant; keep "acme" alone.`},
		"engine":           {"acme-engine-12", `"acme-engine-12" is the label of another host of the tenant; keep "acme" alone.`},
		"agora":            {"agora", `"agora" is a part of Nexthink's own hosts, not a tenant; ` + orEvery},
		"api":              {"api", `"api" is a part of Nexthink's own hosts, not a tenant; ` + orEvery},
		"data":             {"data", `"data" is a part of Nexthink's own hosts, not a tenant; ` + orEvery},
		"too_long": {
			strings.Repeat("a", 53),
			`"` + strings.Repeat("a", 53) + `" has 53 characters; at most 52 leave the longest host built from it, <instance>-engine-999, a valid name.`,
		},
	} {
		inputs["instance_"+name] = badInput{connectivity, acme(config{"instance": test.instance}), "instance", "Invalid Instance: " + test.says}
	}
	return inputs
}

func quotedVersions() []string {
	versions := []string{}
	for _, version := range known.VersionNumbers() {
		versions = append(versions, strconv.Quote(version))
	}
	return versions
}

func badNames() map[string]badInput {
	regions := " use " + wording.List(known.RegionCodes(), "or") + "."
	products := " use " + wording.List(known.ProductIDs(), "or") + "."
	versions := quotedVersions()
	requirementKeys := fmt.Sprintf(" The data source nexthink_products lists the %d that there are.", len(known.RequirementKeys()))
	return map[string]badInput{
		"region_unknown":    {connectivity, acme(config{"region": "europe"}), "region", `Unknown Region: There is no Nexthink region "europe";` + regions},
		"region_upper_case": {connectivity, acme(config{"region": "EU"}), "region", `Unknown Region: There is no Nexthink region "EU" (did you mean "eu"?);` + regions},
		"region_near":       {connectivity, acme(config{"region": "mete"}), "region", `Unknown Region: There is no Nexthink region "mete" (did you mean "meta"?);` + regions},
		"region_of_aws": {
			connectivity, acme(config{"region": "us-east-1"}), "region",
			`Unknown Region: There is no Nexthink region "us-east-1";` + strings.TrimSuffix(regions, ".") + "; us-east-1 is an AWS region, which export_aws_region takes.",
		},
		"region_empty": {connectivity, acme(config{"region": ""}), "region", `Unknown Region: There is no Nexthink region "";` + regions},
		"product_near": {
			connectivity, acme(config{"products": []any{"api", "colector"}}), "products[colector]",
			`Unknown Product: There is no product "colector" (did you mean "collector"?);` + products,
		},
		"product_unknown": {
			connectivity, acme(config{"products": []any{"browser_extension"}}), "products[browser_extension]",
			`Unknown Product: There is no product "browser_extension";` + products,
		},
		"product_null": {
			connectivity, acme(config{"products": []any{nil}}), "products[null]", "Unknown Product: One of the elements is null; leave it out or give a value.",
		},
		"products_empty": {
			connectivity, acme(config{"products": []any{}}), "products",
			"Unknown Product: The set of products is empty, which would leave no requirement; name at least one, or leave the argument out for all that are not classic.",
		},
		"requirement_near": {
			connectivity, acme(config{"exclude_requirements": []any{"colector_channel"}}), "exclude_requirements[colector_channel]",
			`Unknown Requirement: There is no requirement "colector_channel" (did you mean "collector_channel"?);` + strings.ToLower(requirementKeys[:2]) + requirementKeys[2:],
		},
		"requirement_unknown": {
			connectivity, acme(config{"exclude_requirements": []any{"nonesuch"}}), "exclude_requirements[nonesuch]",
			`Unknown Requirement: There is no requirement "nonesuch";` + strings.ToLower(requirementKeys[:2]) + requirementKeys[2:],
		},
		"version_of_another_month": {
			connectivity, acme(config{"catalog_version": "2025-13"}), "catalog_version",
			`Invalid Catalog Version: "2025-13" is not a valid catalog version; use ` + wording.List(versions, "or") + ".",
		},
		"version_unknown": {
			connectivity, acme(config{"catalog_version": "latest"}), "catalog_version",
			`Invalid Catalog Version: "latest" is not a valid catalog version; use ` + wording.List(versions, "or") + ".",
		},
		"version_in_the_old_form": {
			connectivity, acme(config{"catalog_version": "2026.1"}), "catalog_version",
			`Invalid Catalog Version: "2026.1" is not a valid catalog version; use "2026-11".`,
		},
		// Terraform converts the number to a string.
		"version_without_quotes": {
			connectivity, acme(config{"catalog_version": strconv.Itoa(2026 - 11)}), "catalog_version",
			`Invalid Catalog Version: "2015" is not a valid catalog version; write one of ` + strings.Join(versions, ", ") + " in quotes.",
		},
		"since_unknown": {
			"nexthink_catalog",
			config{"since": "1999.1"},
			"since",
			`Invalid Catalog Version: "1999.1" is not a valid catalog version; write one of ` + strings.Join(versions, ", ") + " in quotes.",
		},
		"aws_region": {
			connectivity, acme(config{"export_aws_region": "eu"}), "export_aws_region", `Invalid AWS Region: "eu"` + acceptRegion,
		},
		"aws_region_mistyped": {
			connectivity, acme(config{"export_aws_region": "eu-wset-3"}), "export_aws_region", `Invalid AWS Region: "eu-wset-3"` + acceptRegion,
		},
		"account": {connectivity, acme(config{"export_account_id": "8848"}), "export_account_id", `Invalid AWS Account: "8848"` + acceptAccount},
		"account_not_digits": {
			connectivity, acme(config{"export_account_id": "88484847080x"}), "export_account_id", `Invalid AWS Account: "88484847080x"` + acceptAccount,
		},
	}
}

func badNumbers() map[string]badInput {
	inputs := map[string]badInput{}
	for name, test := range map[string]struct {
		count any
		says  string
	}{
		"zero":       {0, "0 is no number of Engines; give a whole number from 1 to 999, or leave the argument out."},
		"negative":   {-1, "-1 is no number of Engines; give a whole number from 1 to 999, or leave the argument out."},
		"fractional": {1.5, "1.5 is no whole number; give a whole number from 1 to 999."},
		"too_high":   {1000, "1000 is no number of Engines; give a whole number from 1 to 999, or leave the argument out."},
		"enormous":   {1e30, "1e+30 is no whole number; give a whole number from 1 to 999."},
	} {
		inputs["engine_count_"+name] = badInput{connectivity, acme(config{"engine_count": test.count}), "engine_count", "Invalid Engine Count: " + test.says}
	}
	return inputs
}

func badExtraRequirements() map[string]badInput {
	inputs := map[string]badInput{}
	for name, test := range map[string]struct {
		more     config
		at, says string
	}{
		"ports_reversed": {
			config{"from_port": 500, "to_port": 400},
			"to_port",
			"Reversed Port Range: The port range 500 to 400 is reversed; give its first port as from_port and its last as to_port.",
		},
		"port_zero":       {config{"from_port": 0}, "from_port", "Invalid Port: 0 is no port; give a whole number from 1 to 65535."},
		"port_negative":   {config{"from_port": -1}, "from_port", "Invalid Port: -1 is no port; give a whole number from 1 to 65535."},
		"port_too_high":   {config{"to_port": 65536}, "to_port", "Invalid Port: 65536 is no port; give a whole number from 1 to 65535."},
		"port_fractional": {config{"to_port": 8080.5}, "to_port", "Invalid Port: 8080.5 is no whole number; give a whole number from 1 to 65535."},
		"transport": {
			config{"transport_protocol": "TCP"},
			"transport_protocol",
			`Unknown Transport Protocol: There is no transport protocol "TCP" (did you mean "tcp"?); use tcp or udp.`,
		},
		"destination": {
			config{"destination": "proxy"},
			"destination",
			`Unknown Destination: There is no destination "proxy" (did you mean "proxy_server"?); use active_directory, dns_server, domain_controller, internet, mail_server or proxy_server.`,
		},
		"protocol": {
			config{"application_protocols": []any{"HTTPS"}},
			"application_protocols[HTTPS]",
			`Invalid Application Protocol: "HTTPS" is no name of a protocol; give it in lower case, such as https, websocket, ldaps or tcp.`,
		},
		"host_url": {
			config{"hosts": []any{"https://proxy.example.com/"}},
			"hosts[https://proxy.example.com/]",
			`Invalid Host: "https://proxy.example.com/" has a scheme, a port or a path; keep the host alone: "proxy.example.com".`,
		},
		"host_wildcard": {
			config{"hosts": []any{"proxy.*.com"}}, "hosts[proxy.*.com]", `Invalid Host: "proxy.*.com" has a wildcard that is not its first label alone; ` + acceptHost,
		},
		"host_address": {
			config{"hosts": []any{"10.20.0.10"}},
			"hosts[10.20.0.10]",
			`Invalid Host: "10.20.0.10" is an IP address; hosts are names; give the address to a rule of the firewall instead.`,
		},
		"host_empty": {config{"hosts": []any{""}}, "hosts[]", "Invalid Host: The host is empty; " + acceptHost},
		"host_null":  {config{"hosts": []any{nil}}, "hosts[null]", "Invalid Host: One of the elements is null; leave it out or give a value."},
		"hosts_missing": {
			config{"destination": "internet", "hosts": []any{}},
			"hosts",
			"Missing Hosts: A row to the internet needs at least one host; give the names that it reaches, such as acme.eu.nexthink.cloud, " +
				"or another destination for a server of your own.",
		},
	} {
		inputs["extra_"+name] = badInput{
			connectivity, acme(config{"extra_requirements": map[string]any{"my_proxy": proxy(test.more)}}), "extra_requirements[my_proxy]." + test.at, inProxyRow(test.says),
		}
	}
	inputs["extra_requirement_unknown_wildcard"] = badInput{
		connectivity, acme(config{"extra_requirements": map[string]any{"first": proxy(nil), "second": proxy(config{"hosts": []any{"*"}})}}),
		"extra_requirements[second].hosts[*]",
		`Invalid Host: In extra_requirements["second"]: "*" has a wildcard that is not its first label alone; ` + acceptHost,
	}
	for name, key := range map[string]string{"hyphen": "my-proxy", "upper_case": "Proxy", "digit_first": "1proxy", "empty": ""} {
		inputs["extra_key_"+name] = badInput{
			connectivity, acme(config{"extra_requirements": map[string]any{key: proxy(nil)}}), "extra_requirements[" + key + "]",
			`Invalid Requirement Key: "` + key + `"` + acceptKey,
		}
	}
	inputs["extra_null"] = badInput{
		connectivity, acme(config{"extra_requirements": map[string]any{"my_proxy": nil}}), "extra_requirements[my_proxy]",
		"Invalid Requirement: The requirement is null; leave the key out or give all of its attributes.",
	}
	inputs["extra_excluded"] = badInput{
		connectivity, acme(config{"extra_requirements": map[string]any{"api_token": proxy(nil)}, "exclude_requirements": []any{"api_token"}}),
		"exclude_requirements[api_token]",
		"Contradicting Requirement: The requirement api_token is both in exclude_requirements and in extra_requirements, which replaces it; leave it out of one of them.",
	}
	return inputs
}

// inProxyRow puts the name of the row before the detail of a message.
func inProxyRow(says string) string {
	return strings.Replace(says, ": ", `: In extra_requirements["my_proxy"]: `, 1)
}

func badExportBuckets() map[string]badInput {
	inputs := map[string]badInput{
		"bucket_nothing": {
			exportBucket,
			config{},
			"aws_region",
			"Missing AWS Region: Neither aws_region nor region is given. Pass aws_region, the AWS region of the tenant's export bucket." + whereLink,
		},
		"bucket_region_unknown": {exportBucket, config{"region": "emea"}, "region", `Unknown Region: There is no Nexthink region "emea"; use eu, meta, pac or us.`},
		"bucket_aws_region":     {exportBucket, config{"aws_region": "EU-WEST-3"}, "aws_region", `Invalid AWS Region: "EU-WEST-3"` + acceptRegion},
		"bucket_account":        {exportBucket, config{"aws_region": "eu-west-3", "account_id": ""}, "account_id", `Invalid AWS Account: ""` + acceptAccount},
	}
	for _, region := range []string{"us", "pac", "meta"} {
		inputs["bucket_"+region] = badInput{
			exportBucket,
			config{"region": region},
			"region",
			"Unpublished AWS Region: Which AWS region serves the Nexthink region " + region + " is not published. Pass aws_region beside it or in its place." + whereLink,
		}
	}
	return inputs
}

func TestBadInput_IsRefusedOnItsOwnAttribute(t *testing.T) {
	t.Parallel()
	inputs := badInputs()
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		input := inputs[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := startServer(t).validate(t, input.dataSource, input.given)
			want := []string{"error at " + input.at + ": " + input.says}
			if !slices.Equal(got, want) {
				t.Errorf("\n got %q\nwant %q", got, want)
			}
			for _, line := range got {
				if len(line) > 1000 {
					t.Errorf("the message has %d characters", len(line))
				}
			}
		})
	}
}

func TestBadInput_ThatReachesTheReadIsRefusedThere(t *testing.T) {
	t.Parallel()
	for name, given := range map[string]config{
		"AWS region": acme(config{"export_aws_region": "nowhere"}),
		"account":    acme(config{"export_account_id": "1"}),
	} {
		if _, problems := startServer(t).readUnchecked(t, connectivity, given); len(problems) != 1 || !strings.HasPrefix(problems[0], "error at export_aws_region: ") {
			t.Errorf("%s: got %q, want one error", name, problems)
		}
	}
}

func TestUnknownValues_NeverFailValidation(t *testing.T) {
	t.Parallel()
	row := proxy(nil)
	for _, dataSource := range []string{connectivity, exportBucket, "nexthink_catalog"} {
		server := startServer(t)
		for _, attribute := range server.schema.DataSourceSchemas[dataSource].Block.Attributes {
			if !attribute.Required && !attribute.Optional {
				continue
			}
			given := config{}
			if dataSource == connectivity {
				given = acme(nil)
			}
			given[attribute.Name] = unknown{}
			if problems := server.validate(t, dataSource, given); dataSource != exportBucket && len(problems) > 0 || len(problems) > 1 {
				t.Errorf("%s.%s unknown: %q", dataSource, attribute.Name, problems)
			}
		}
	}
	server := startServer(t)
	for name := range row {
		given := acme(config{"extra_requirements": map[string]any{"my_proxy": proxy(config{name: unknown{}})}})
		if problems := server.validate(t, connectivity, given); len(problems) > 0 {
			t.Errorf("extra_requirements.%s unknown: %q", name, problems)
		}
	}
	for name, given := range map[string]config{
		"an unknown product":     acme(config{"products": []any{unknown{}}}),
		"an unknown key":         acme(config{"exclude_requirements": []any{unknown{}}}),
		"an unknown row":         acme(config{"extra_requirements": map[string]any{"my_proxy": unknown{}}}),
		"an unknown host":        acme(config{"extra_requirements": map[string]any{"my_proxy": proxy(config{"hosts": []any{unknown{}}})}}),
		"an unknown destination": acme(config{"extra_requirements": map[string]any{"my_proxy": proxy(config{"destination": unknown{}, "hosts": []any{}})}}),
	} {
		if problems := server.validate(t, connectivity, given); len(problems) > 0 {
			t.Errorf("%s: %q", name, problems)
		}
	}
	for name, given := range map[string]config{
		"aws_region":            {"aws_region": unknown{}},
		"region":                {"region": unknown{}},
		"aws_region beside us":  {"region": "us", "aws_region": unknown{}},
		"region and aws_region": {"region": unknown{}, "aws_region": "eu-west-3"},
	} {
		if problems := server.validate(t, exportBucket, given); len(problems) > 0 {
			t.Errorf("%s unknown: %q", name, problems)
		}
	}
}
