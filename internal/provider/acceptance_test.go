// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

func factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"nexthink": providerserver.NewProtocol6WithError(provider.New("test")()),
	}
}

// builtProvider is the binary in the mirror that make made.
func builtProvider(t *testing.T) string {
	t.Helper()
	terraformtest.Require(t)
	mirror := filepath.Join(filepath.Dir(os.Getenv("TF_CLI_CONFIG_FILE")), "mirror")
	found, err := filepath.Glob(filepath.Join(mirror, "registry.terraform.io", "nexthink", "nexthink", "*", "*", "terraform-provider-nexthink_v*"))
	assert.Assert(t, err == nil && len(found) != 0, "there is no build of the provider under %s", mirror)
	return found[len(found)-1]
}

// Terraform takes the version of a provider from the name of its file. The program must know the same one.
func TestAccVersion_IsThatOfTheFile(t *testing.T) {
	t.Parallel()
	program := builtProvider(t)
	printed, err := exec.CommandContext(t.Context(), program, "-version").Output()
	assert.NilError(t, err)
	_, want, _ := strings.Cut(strings.TrimSuffix(filepath.Base(program), ".exe"), "_v")
	assert.Check(t, is.Equal(strings.TrimSpace(string(printed)), want))
}

func texts(values ...string) knownvalue.Check {
	checks := []knownvalue.Check{}
	for _, value := range values {
		checks = append(checks, knownvalue.StringExact(value))
	}
	return knownvalue.ListExact(checks)
}

// applied is a step that applies, finds the state as said, and then plans nothing more.
func applied(configuration string, checks ...statecheck.StateCheck) resource.TestStep {
	return resource.TestStep{
		Config:            configuration,
		ConfigStateChecks: checks,
		ConfigPlanChecks:  resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}},
	}
}

func TestAccConnectivityRequirements_Known(t *testing.T) {
	t.Parallel()
	const address = "data.nexthink_connectivity_requirements.acme"
	requirement := func(key string) tfjsonpath.Path { return tfjsonpath.New("requirements").AtMapKey(key) }
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			applied(`data "nexthink_connectivity_requirements" "acme" {
				instance        = "acme"
				region          = "eu"
				include_classic = true
				engine_count    = 2
			}`,
				statecheck.ExpectKnownValue(address, tfjsonpath.New("requirements"), knownvalue.MapSizeExact(len(known.RequirementKeys()))),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("catalog_version"), knownvalue.StringExact(known.Newest())),
				statecheck.ExpectKnownValue(address, requirement("engine_channel").AtMapKey("hosts"),
					texts("acme-engine-1.eu.nexthink.cloud", "acme-engine-2.eu.nexthink.cloud")),
				statecheck.ExpectKnownValue(address, requirement("web_interface").AtMapKey("condition"), knownvalue.Null()),
				statecheck.ExpectKnownValue(address, requirement("web_interface").AtMapKey("from_port"), knownvalue.Int64Exact(443)),
				statecheck.ExpectKnownValue(address, requirement("data_enricher_dns").AtMapKey("hosts"), knownvalue.ListSizeExact(0)),
			),
			applied(`data "nexthink_connectivity_requirements" "acme" {
				instance        = "acme"
				region          = "eu"
				include_classic = true
				engine_count    = 2
				catalog_version = "2024-03"
			}`,
				statecheck.ExpectKnownValue(address, tfjsonpath.New("requirements"), knownvalue.MapSizeExact(20)),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("catalog_version"), knownvalue.StringExact("2024-03")),
			),
			applied(`data "nexthink_connectivity_requirements" "acme" {
				instance = "*"
				region   = "pac"
				products = ["collector"]
			}`,
				statecheck.ExpectKnownValue(address, requirement("collector_channel").AtMapKey("hosts"),
					texts("*.data.pac.nexthink.cloud", "*.pac.nexthink.cloud")),
			),
		},
	})
}

// Without quotes, 2026-11 is a subtraction.
func TestAccConnectivityRequirements_RefuseAVersionWithoutQuotes(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{"2026-11": "2015", "2024-03": "2021", "2026-11-2": "2013"} {
		tf := terraformtest.New(t, map[string]string{"main.tf": terraformtest.RequiredProvider + `
data "nexthink_connectivity_requirements" "acme" {
  instance        = "acme"
  region          = "eu"
  catalog_version = ` + given + `
}
`})
		_, problems, status := tf.Try(t, "validate", "-no-color")
		message := strings.Join(strings.Fields(problems), " ")
		assert.Check(t, is.Contains(message, `"`+want+`" is not a valid catalog version; write one of`), given)
		assert.Check(t, status != 0, given)
	}
}

func TestAccConnectivityRequirements_NullEqualsAbsent(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, map[string]string{"main.tf": terraformtest.RequiredProvider + `
data "nexthink_connectivity_requirements" "absent" {
  instance = "acme"
  region   = "eu"
}

data "nexthink_connectivity_requirements" "null" {
  instance             = "acme"
  region               = "eu"
  products             = null
  include_classic      = null
  prefer_secure        = null
  exclude_requirements = null
  extra_requirements   = null
  export_aws_region    = null
  export_account_id    = null
  engine_count         = null
  catalog_version      = null
}

output "same" {
  value = jsonencode(data.nexthink_connectivity_requirements.absent) == jsonencode(data.nexthink_connectivity_requirements.null)
}
`})
	tf.Run(t, "apply", "-auto-approve")
	assert.Check(t, is.Equal(tf.Outputs(t)["same"], true), "the answers are the same")
}

// Every argument comes from a resource that is yet to be made: the plan goes through, and the apply reads.
func TestAccDataSources_DeferTheReadWhileAValueIsUnknown(t *testing.T) {
	t.Parallel()
	const address = "data.nexthink_connectivity_requirements.acme"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{applied(`
			resource "terraform_data" "given" {
				input = {
					instance = "acme"
					region   = "eu"
					products = ["api", "engine"]
					yes      = true
					exclude  = ["api_token"]
					account  = "000000000001"
					aws      = "eu-central-1"
					engines  = 1
					version  = "2024-03"
					requirement = {
						purpose = "Devices use the proxy.", destination = "proxy_server", transport_protocol = "tcp"
						application_protocols = ["http"], from_port = 3128, to_port = 3128, hosts = []
					}
				}
			}

			locals { given = terraform_data.given.output }

			data "nexthink_connectivity_requirements" "acme" {
				instance             = local.given.instance
				region               = local.given.region
				products             = local.given.products
				include_classic      = local.given.yes
				prefer_secure        = local.given.yes
				exclude_requirements = local.given.exclude
				export_account_id    = local.given.account
				export_aws_region    = local.given.aws
				engine_count         = local.given.engines
				catalog_version      = local.given.version
				extra_requirements   = { my_proxy = local.given.requirement }
			}

			data "nexthink_export_bucket" "acme" {
				region     = local.given.region
				aws_region = local.given.aws
				account_id = local.given.account
			}

			data "nexthink_catalog" "since" {
				since = local.given.version
			}`,
			statecheck.ExpectKnownValue(address, tfjsonpath.New("hosts"), texts("acme-engine-1.eu.nexthink.cloud", "acme.api.eu.nexthink.cloud", "acme.eu.nexthink.cloud")),
			statecheck.ExpectKnownValue(address, tfjsonpath.New("requirements").AtMapKey("my_proxy").AtMapKey("port_range"), knownvalue.StringExact("3128")),
			statecheck.ExpectKnownValue("data.nexthink_export_bucket.acme", tfjsonpath.New("bucket"), knownvalue.StringExact("aris-export-eu-central-1-000000000001")),
			statecheck.ExpectKnownValue("data.nexthink_catalog.since", tfjsonpath.New("changes"), knownvalue.ListSizeExact(len(known.ChangesSince("2024-03")))),
		)},
	})
}

// A label lets a rule be planned whose address is not known yet; built-in resources stand for those of a cloud.
func TestAccRender_AnAddressKnownAfterApplyPlansAppliesAndPlansNothingMore(t *testing.T) {
	t.Parallel()
	steps := map[string]string{
		"aws_security_group_rules":     "render_aws_security_group_rules(local.requirements, local.destinations)",
		"azure_network_security_rules": "render_azure_network_security_rules(local.requirements, local.destinations, 1000)",
		"google_firewall_rules":        "render_google_firewall_rules(local.requirements, local.destinations)",
		"google_firewall_policy_rules": "render_google_firewall_policy_rules(local.requirements, local.destinations, 1000)",
		"azure_firewall_rules":         "render_azure_firewall_rules(local.requirements, local.destinations).network_rules",
		"suricata_rules":               "{ text = provider::nexthink::render_suricata_rules(local.requirements, local.destinations, 1000000) }",
		"change_request":               `{ text = provider::nexthink::render_change_request(local.all, local.destinations, {}, "csv") }`,
		"probe_script":                 `{ text = provider::nexthink::render_probe_script(local.requirements, local.destinations, "sh") }`,
	}
	var configuration strings.Builder
	configuration.WriteString(terraformtest.RequiredProvider + `
data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

resource "terraform_data" "controller" {
  input = "10.20.0.9"
}

locals {
  all          = data.nexthink_connectivity_requirements.acme.requirements
  requirements = local.all
  destinations = {
    internet          = ["0.0.0.0/0"]
    domain_controller = { a = "10.20.0.10", b = terraform_data.controller.output, c = "10.20.0.11" }
  }
}
`)
	for name, call := range steps {
		if !strings.HasPrefix(call, "{") {
			call = "provider::nexthink::" + call
		}
		fmt.Fprintf(&configuration, `
resource "terraform_data" %[1]q {
  for_each = %[2]s
  input    = each.value
}

output %[1]q {
  value = { for key, rule in terraform_data.%[1]s : key => rule.output }
}
`, name, call)
	}
	tf := terraformtest.New(t, map[string]string{"main.tf": configuration.String()})
	tf.Run(t, "apply", "-auto-approve")
	tf.Run(t, "plan", "-detailed-exitcode")
	outputs := tf.Outputs(t)
	for name := range steps {
		assert.Check(t, is.Contains(fmt.Sprint(outputs[name]), "10.20.0.9"), name)
	}
}

// Keys and lists do not depend on how an address is written, or on the order of addresses.
func TestAccRender_AnotherSpellingOrOrderOfAddressesPlansNoChange(t *testing.T) {
	t.Parallel()
	configuration := func(addresses string) string {
		return terraformtest.RequiredProvider + `
data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

locals {
  requirements = data.nexthink_connectivity_requirements.acme.requirements
  destinations = { internet = ["0.0.0.0/0"], domain_controller = ` + addresses + ` }
}

resource "terraform_data" "rule" {
  for_each = merge(
    provider::nexthink::render_aws_security_group_rules(local.requirements, local.destinations),
    { for key, rule in provider::nexthink::render_azure_network_security_rules(local.requirements, local.destinations, 1000) : "azure_${key}" => rule },
    { for key, rule in provider::nexthink::render_google_firewall_rules(local.requirements, local.destinations) : "google_${key}" => rule },
    { text = provider::nexthink::render_suricata_rules(local.requirements, local.destinations, 1000000) },
  )
  input = jsonencode(each.value)
}
`
	}
	tf := terraformtest.New(t, map[string]string{"main.tf": configuration(`["10.1.0.10", "10.1.0.9", "2001:DB8:0::1"]`)})
	tf.Run(t, "apply", "-auto-approve")
	tf.Write(t, "main.tf", configuration(`["2001:db8::1/128", "10.1.0.9/32", "10.1.0.10/32"]`))
	tf.Run(t, "plan", "-detailed-exitcode")
	tf.Write(t, "main.tf", configuration(`["2001:db8::1/128", "10.1.0.9/32", "10.1.0.11/32"]`))
	_, _, status := tf.Try(t, "plan", "-detailed-exitcode")
	assert.Check(t, is.Equal(status, 2), "another address plans no change")
}

// The same configuration is read a hundred times in one run and again in a second one, which finds no change.
func TestAccDataSources_AnswerTheSameBytes(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, map[string]string{"main.tf": terraformtest.RequiredProvider + `
data "nexthink_connectivity_requirements" "acme" {
  count           = 100
  instance        = "acme"
  region          = "eu"
  include_classic = true
  engine_count    = 2
}

output "answers" {
  value = distinct([for answer in data.nexthink_connectivity_requirements.acme : jsonencode(answer)])
}
`})
	tf.Run(t, "apply", "-auto-approve")
	assert.Check(t, is.Len(tf.Outputs(t)["answers"], 1))
	tf.Run(t, "plan", "-detailed-exitcode")
}

func TestAccLog_TellsAtDebugLevelWhatWasLeftOutAndWhy(t *testing.T) {
	t.Parallel()
	tf := terraformtest.New(t, map[string]string{"main.tf": terraformtest.RequiredProvider + `
data "nexthink_connectivity_requirements" "acme" {
  instance             = "acme"
  region               = "eu"
  catalog_version      = "2024-03"
  exclude_requirements = ["data_export_download"]
}
`})
	for level, want := range map[string]bool{"DEBUG": true, "INFO": false} {
		log := tf.Folder + "/" + level + ".log"
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			environment := terraformtest.Environment("TF_LOG_PROVIDER="+level, "TF_LOG_PATH="+log)
			(&terraformtest.Terraform{Folder: tf.Folder, Prepare: environment}).Run(t, "plan", "-lock=false")
			text, _ := os.ReadFile(log)
			for _, fact := range []string{"catalog_version=2024-03", "data_export_download", "excluded by key", "of a classic product"} {
				assert.Check(t, is.Equal(strings.Contains(string(text), fact), want), "the log mentions %q", fact)
			}
		})
	}
}
