// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build cloud

package documents_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/terraformtest"
)

// The connections that a plan names when the rules to the internet, or to one domain controller, are taken out. The golden files of messages
// have the words around them.
const (
	toInternet         = "TCP 443 to acme.data.eu.nexthink.cloud and acme.eu.nexthink.cloud "
	toFirstController  = "TCP 135 to domain_controller at 10.20.0.10/32 "
	toSecondController = "TCP 135 to domain_controller at 10.20.0.11/32 "
)

// Terraform merges a file of this name into the configuration.
const override = "gate_override.tf"

// takeOut leaves out the rules that a condition on their key does not hold for.
func takeOut(condition string) string {
	return `
resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = {
    for key, rule in provider::nexthink::render_aws_security_group_rules(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations
    ) : key => rule if ` + condition + `
  }
}
`
}

// A firewall that the plan lacks.
const (
	anotherGroup = `variable "firewalls" { default = ["aws_security_group.devise"] }`
	absent       = "The plan has no firewall aws_security_group.devise. It has aws_security_group.devices."
)

// A requirement that the data source omits, because its host is not known.
const (
	omitting = `
data "nexthink_connectivity_requirements" "acme" {
  region   = "us"
  products = ["collector", "data_export"]
}
`
	omittedFinding = "Nexthink data_export_download is omitted, so nothing checks it."
)

// takeOutAzure does the same for a network security group.
func takeOutAzure(condition string) string {
	return `
resource "azurerm_network_security_rule" "nexthink" {
  for_each = {
    for key, rule in provider::nexthink::render_azure_network_security_rules(
      data.nexthink_connectivity_requirements.acme.requirements, local.destinations, 1000
    ) : key => rule if ` + condition + `
  }
}
`
}

// gate is a folder under examples, or a new one where the name is empty, with more files by their path.
func gate(t *testing.T, folder string, files map[string]string) *terraformtest.Terraform {
	t.Helper()
	requirePlans(t)
	all := map[string]string{}
	if folder != "" {
		all = example(t, folder)
	}
	maps.Copy(all, files)
	return terraformtest.New(t, all)
}

// expect expects a command to exit with the status and to print each of the messages, however its lines are broken, and
// no warning, except for a message.
func expect(t *testing.T, tf *terraformtest.Terraform, want int, messages []string, arguments ...string) {
	t.Helper()
	output, problems, status := tf.Try(t, arguments...)
	printed := strings.Join(strings.Fields(output+problems), " ")
	assert.Check(t, is.Equal(status, want), "terraform %q:\n%s%s", arguments, output, problems)
	for _, message := range messages {
		assert.Check(t, is.Contains(printed, message), "terraform %q", arguments)
	}
	warns := strings.Contains(printed, "Nexthink ") || strings.Contains(printed, "Warning:")
	assert.Check(t, len(messages) > 0 || !warns, "terraform %q warns:\n%s%s", arguments, output, problems)
}

func TestCloudGates_PassAndThenFailWithoutARule(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		folder, command, override string
		status                    int
		messages                  []string
	}{
		"output_precondition": {folder: "ci/gate-output-precondition", command: "plan"},
		"output_precondition_without_the_internet": {
			"ci/gate-output-precondition", "plan", takeOut(`!startswith(key, "internet")`), 1, []string{"Module output value precondition failed", toInternet},
		},
		"output_precondition_without_one_controller": {
			"ci/gate-output-precondition", "plan", takeOut(`key != "domain_controller_tcp_135_10.20.0.11/32"`), 1,
			[]string{"Module output value precondition failed", toSecondController, "domain_controller_tcp_135_10.20.0.10/32"},
		},
		"missing_only": {"ci/gate-missing-only", "plan", "", 0, []string{"Warning: Check block assertion failed", toInternet}},
		"missing_only_without_trust": {
			"ci/gate-missing-only", "plan", `locals { trusted_unproven = [] }`, 1, []string{"Module output value precondition failed", toInternet},
		},
		"missing_only_without_one_controller": {
			"ci/gate-missing-only", "plan", `resource "aws_vpc_security_group_egress_rule" "domain_controllers" { cidr_ipv4 = "10.20.0.10/32" }`, 1,
			[]string{"Module output value precondition failed", toSecondController, "domain_controllers"},
		},
		"check_block": {folder: "ci/check-block", command: "plan"},
		"check_block_without_the_internet": {
			"ci/check-block", "plan", takeOutAzure(`!startswith(key, "internet")`), 0, []string{"Warning: Check block assertion failed", toInternet},
		},
		"azure": {folder: "ci/gate-azure-network-security-group", command: "plan"},
		"azure_without_the_internet": {
			"ci/gate-azure-network-security-group", "plan", takeOutAzure(`!startswith(key, "internet")`), 1,
			[]string{"Module output value precondition failed", toInternet, "deny_rest"},
		},
		"azure_without_the_controllers": {
			"ci/gate-azure-network-security-group", "plan", takeOutAzure(`!startswith(key, "domain_controller")`), 1,
			[]string{"Module output value precondition failed", "TCP 135 to domain_controller at 10.20.0.10/32 and 10.20.0.11/32 ", "deny_rest"},
		},
		"test": {"ci/terraform-test", "test", "", 0, []string{"Success! 2 passed, 0 failed."}},
		"test_without_the_internet": {
			"ci/terraform-test", "test", takeOut(`!startswith(key, "internet")`), 1, []string{"Failure! 0 passed, 2 failed.", "Test assertion failed", toInternet},
		},
		"verify_plan":                  {folder: "ci/verify-plan", command: "plan"},
		"verify_plan_of_another_group": {"ci/verify-plan", "plan", anotherGroup, 1, []string{absent}},
		"verify_plan_of_another_group_too": {
			"ci/verify-plan", "plan", `variable "firewalls" { default = ["aws_security_group.devices", "aws_security_group.devise"] }`, 1, []string{absent},
		},
		"verify_plan_of_no_group":              {"ci/verify-plan", "plan", `variable "firewalls" { default = [] }`, 1, []string{"Give at least one firewall"}},
		"output_precondition_with_one_omitted": {"ci/gate-output-precondition", "plan", omitting, 1, []string{omittedFinding}},
		"own_rules_with_one_omitted":           {"ci/gate-own-rules", "plan", omitting, 1, []string{omittedFinding}},
		"azure_with_one_omitted":               {"ci/gate-azure-network-security-group", "plan", omitting, 1, []string{omittedFinding}},
		"missing_only_with_one_omitted":        {"ci/gate-missing-only", "plan", omitting, 1, []string{omittedFinding}},
		"check_block_with_one_omitted":         {"ci/check-block", "plan", omitting, 0, []string{"Warning: Check block assertion failed", omittedFinding}},
		"test_with_one_omitted":                {"ci/terraform-test", "test", omitting, 1, []string{omittedFinding}},
		"verify_plan_with_one_omitted":         {"ci/verify-plan", "plan", omitting, 1, []string{omittedFinding}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, gate(t, test.folder, overridden(test.override)), test.status, test.messages, test.command)
		})
	}
}

// unknownController makes the address of the domain controller known after apply; overriding overrides more.
func unknownController(overriding string) map[string]string {
	return map[string]string{
		"controller.tf": `
resource "terraform_data" "controller" {
  input = "10.20.0.10"
}
`,
		override: overriding + `
locals {
  destinations = {
    internet          = ["0.0.0.0/0"]
    domain_controller = { first = terraform_data.controller.output }
  }
}
`,
	}
}

// overridden is a configuration with an override.
func overridden(overriding string) map[string]string {
	return map[string]string{override: overriding}
}

func TestCloudGates_TheScriptGatesOnTheChecksOfAPlan(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("jq"); err != nil && os.Getenv("PROGRAMS_REQUIRED") == "" {
		t.Skip("jq is not installed")
	}
	for name, test := range map[string]struct {
		folder string
		files  map[string]string
		prints string
		status int
	}{
		"with_every_rule":                      {folder: "ci/gate-plan-checks"},
		"without_the_internet":                 {"ci/gate-plan-checks", overridden(takeOut(`!startswith(key, "internet")`)), toInternet, 1},
		"with_one_omitted":                     {"ci/gate-plan-checks", overridden(omitting), omittedFinding, 1},
		"with_an_address_unknown_before_apply": {folder: "ci/gate-plan-checks", files: unknownController(""), status: 1},
		"without_a_check":                      {folder: "ci/conftest", status: 1},
		"with_an_absent_firewall":              {"ci/verify-plan", overridden(anotherGroup), absent, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := gate(t, test.folder, test.files)
			tf.Write(t, "gate.sh", example(t, "ci/gate-plan-checks")["gate.sh"])
			_, problems, _ := tf.Try(t, "plan", "-out=plan")
			printed, status := runScript(t, "sh gate.sh plan", tf.Folder)
			assert.Check(t, is.Equal(status, test.status), problems)
			assert.Check(t, is.Contains(printed, test.prints))
		})
	}
}

// The policies are evaluated by Open Policy Agent, which conftest is made of and HCP Terraform runs.
func TestCloudGates_ThePoliciesDenyWhatIsMissing(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		folder string
		files  map[string]string
		denies []string
	}{
		"with_every_rule":                      {"ci/conftest", nil, []string{}},
		"without_the_internet":                 {"ci/conftest", overridden(takeOut(`!startswith(key, "internet")`)), []string{toInternet}},
		"with_one_omitted":                     {"ci/conftest", overridden(omitting), []string{omittedFinding}},
		"of_another_plan":                      {"ci/verify-plan", withoutPrecondition(t, ""), []string{}},
		"of_another_plan_without_the_firewall": {"ci/verify-plan", withoutPrecondition(t, anotherGroup), []string{absent}},
		"of_another_plan_with_one_omitted":     {"ci/verify-plan", withoutPrecondition(t, omitting), []string{omittedFinding}},
		"with_an_address_unknown_before_apply": {
			"ci/conftest", unknownController(""), []string{"the plan has no output nexthink_missing that is known before the apply"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := gate(t, test.folder, test.files)
			_, problems, status := tf.Try(t, "plan", "-out=plan")
			assert.Assert(t, is.Equal(status, 0), problems)
			plan := tf.Run(t, "show", "-json", "plan")
			expectDenied(t, denied(t, plan, "ci/conftest/policy", "data.main.deny"), test.denies)
			hcpTerraform := `{"plan":` + plan + `,"run":{}}`
			expectDenied(t, denied(t, hcpTerraform, "ci/hcp-terraform", "data.terraform.policies.nexthink.deny"), test.denies)
		})
	}
}

// withoutPrecondition is the check of another plan as the guide adapts it to a policy, with an override.
func withoutPrecondition(t *testing.T, overriding string) map[string]string {
	t.Helper()
	files := overridden(overriding)
	precondition := regexp.MustCompile(`(?s)\n  precondition \{.*?\n  \}\n`)
	content := example(t, "ci/verify-plan")["main.tf"]
	assert.Assert(t, is.Len(precondition.FindAllString(content, -1), 1))
	files["main.tf"] = precondition.ReplaceAllString(content, "")
	return files
}

// policyAgent returns the program opa, which is built first. To find it again, go tool takes much longer than a policy does.
var policyAgent = sync.OnceValues(func() (string, error) {
	tool := func(arguments ...string) ([]byte, error) {
		command := exec.Command("go", append([]string{"tool", "-modfile=internal/tools/opa/go.mod"}, arguments...)...)
		command.Dir = root
		return command.Output()
	}
	if _, err := tool("opa", "version"); err != nil {
		return "", err
	}
	path, err := tool("-n", "opa")
	return strings.TrimSpace(string(path)), err
})

// denied returns what a policy in a folder of examples says of an input.
func denied(t *testing.T, input, folder, query string) []string {
	t.Helper()
	inputFile := filepath.Join(t.TempDir(), "input.json")
	assert.NilError(t, os.WriteFile(inputFile, []byte(input), 0o600))
	agent, err := policyAgent()
	assert.NilError(t, err)
	policy := exec.CommandContext(t.Context(), agent, "eval", "--strict", "--data", filepath.Join("examples", filepath.FromSlash(folder)), "--input", inputFile, query)
	policy.Dir = root
	printed, err := policy.Output()
	assert.NilError(t, err, string(printed))
	var answer struct {
		Result []struct{ Expressions []struct{ Value []string } }
	}
	assert.NilError(t, json.Unmarshal(printed, &answer), string(printed))
	assert.Assert(t, is.Len(answer.Result, 1))
	return answer.Result[0].Expressions[0].Value
}

func expectDenied(t *testing.T, got, want []string) {
	t.Helper()
	assert.Assert(t, is.Len(got, len(want)))
	for i, message := range want {
		assert.Check(t, is.Contains(got[i], message))
	}
}

// openGate stands for a gate on resources that can be applied: the recorded clouds plan only. One of the two addresses, or both,
// are known after apply.
const openGate = terraformtest.RequiredProvider + `
variable "reached" {
  type = string
}

resource "terraform_data" "controller" {
  input = "10.20.0.10"
}

resource "terraform_data" "reached" {
  input = var.reached
}

data "nexthink_connectivity_requirements" "acme" {
  instance = "acme"
  region   = "eu"
  products = ["collector"]
}

locals {
  web = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0", security_group_id = terraform_data.controller.id }
  rpc = { ip_protocol = "tcp", from_port = 135, to_port = 65535, security_group_id = terraform_data.controller.id }

  missing = provider::nexthink::find_missing_requirements(
    data.nexthink_connectivity_requirements.acme.requirements, { domain_controller = { first = local.controller } }, local.rules
  )
}

# A value that is another one at apply than in the plan makes Terraform fail here.
resource "terraform_data" "report" {
  input = jsonencode(local.missing)
}

output "nexthink_missing" {
  value = local.missing

  precondition {
    condition     = length(local.missing) == 0
    error_message = join("\n\n", local.missing[*].message)
  }
}
`

func TestCloudGates_WhatIsUnknownInThePlanIsDecidedByTheApply(t *testing.T) {
	t.Parallel()
	const rules = `provider::nexthink::normalize_aws_security_group_rules({ web = local.web, rpc = merge(local.rpc, { cidr_ipv4 = "${%s}/32" }) })`
	for name, locals := range map[string]string{
		"in_a_rule": `
			locals {
				controller = "10.20.0.10"
				rules      = ` + strings.Replace(rules, "%s", "terraform_data.reached.output", 1) + `
			}`,
		"in_a_destination": `
			locals {
				controller = terraform_data.controller.output
				rules      = ` + strings.Replace(rules, "%s", "var.reached", 1) + `
			}`,
		"in_both": `
			locals {
				controller = terraform_data.controller.output
				rules      = ` + strings.Replace(rules, "%s", "terraform_data.reached.output", 1) + `
			}`,
		"in_the_resource": `
			locals {
				controller = "10.20.0.10"
				rules      = provider::nexthink::normalize_aws_security_group_rules({ for key, rule in terraform_data.rule : key => rule.output })
			}
			resource "terraform_data" "rule" {
				for_each = { web = local.web, rpc = merge(local.rpc, { cidr_ipv4 = "${var.reached}/32" }) }
				input    = each.value
			}`,
		"in_rules_of_your_own": `
			locals {
				controller = terraform_data.controller.output
				rules = {
					web = { transport_protocol = "tcp", from_port = 443, to_port = 443, hosts = ["*.nexthink.cloud"] }
					rpc = { transport_protocol = "tcp", from_port = 135, to_port = 65535, addresses = [terraform_data.reached.output] }
				}
			}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"main.tf": openGate, "locals.tf": locals}

			passes := gate(t, "", files)
			passes.Run(t, "plan", "-out=plan", "-var=reached=10.20.0.10")
			passes.Run(t, "apply", "plan")
			passes.Run(t, "plan", "-detailed-exitcode", "-var=reached=10.20.0.10")

			fails := gate(t, "", files)
			fails.Run(t, "plan", "-out=plan", "-var=reached=10.20.0.99")
			expect(t, fails, 1, []string{
				"Module output value precondition failed",
				toFirstController,
				"rpc",
			}, "apply", "plan")
		})
	}
}

// A requirement that is missing for every value fails the plan.
func TestCloudGates_WhatIsMissingForCertainFailsThePlan(t *testing.T) {
	t.Parallel()
	tf := gate(t, "", map[string]string{"main.tf": openGate, "locals.tf": `
		locals {
			controller = "10.20.0.10"
			rules      = provider::nexthink::normalize_aws_security_group_rules([merge(local.rpc, { to_port = 135, cidr_ipv4 = "${terraform_data.reached.output}/32" })])
		}
	`})
	expect(t, tf, 1, []string{toInternet}, "plan", "-var=reached=10.20.0.10")
}

// gateTest applies a configuration and expects no missing requirement.
const gateTest = `
run "what_is_applied_lets_nexthink_through" {
  assert {
    condition     = length(output.nexthink_missing) == 0
    error_message = join("\n\n", output.nexthink_missing[*].message)
  }
}
`

func TestCloudGates_ATestAppliesWhatAPlanDoesNotKnow(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		files  map[string]string
		status int
		prints []string
	}{
		"passes": {unknownController(""), 0, []string{"Success! 1 passed, 0 failed."}},
		"fails": {
			unknownController(`
resource "aws_vpc_security_group_egress_rule" "nexthink" {
  cidr_ipv4 = each.key == "domain_controller_tcp_135_first" ? "${substr(terraform_data.controller.output, 0, 9)}9/32" : each.value.cidr_ipv4
}
`), 1,
			[]string{toFirstController, "domain_controller_tcp_135_first"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := gate(t, "ci/terraform-test", test.files)
			tf.Write(t, "tests/nexthink.tftest.hcl", `mock_provider "aws" {}`+gateTest)
			expect(t, tf, test.status, test.prints, "test")
		})
	}
}

// The mock of the recipe is enough for rules that go to a group.
func TestCloudGates_ATestMocksTheGroupThatARuleGoesTo(t *testing.T) {
	t.Parallel()
	mock, _, _ := strings.Cut(example(t, "ci/terraform-test")["tests/nexthink.tftest.hcl"], "run ")
	tf := gate(t, "firewalls/aws-security-group", map[string]string{
		"gate.tf": `
output "nexthink_missing" {
  value = provider::nexthink::find_missing_requirements(
    data.nexthink_connectivity_requirements.acme.requirements, local.destinations,
    provider::nexthink::normalize_aws_security_group_rules(aws_vpc_security_group_egress_rule.nexthink)
  )
}
`,
		"tests/nexthink.tftest.hcl": mock + gateTest,
	})
	tf.Run(t, "test")
}

// modules are a new group in one module and its rules in another, which knows the group by a variable whose value is unknown.
func modules(condition string) map[string]string {
	return map[string]string{
		"main.tf": `
provider "aws" {
  region = "eu-west-3"
}

module "network" {
  source = "./network"
}

module "rules" {
  source            = "./rules"
  security_group_id = module.network.security_group_id
}
`,
		"network/main.tf": `
resource "aws_security_group" "devices" {
  name = "nexthink-devices"
}

resource "aws_security_group" "others" {
  name = "others"
}

resource "aws_vpc_security_group_egress_rule" "others" {
  security_group_id = aws_security_group.others.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

output "security_group_id" {
  value = aws_security_group.devices.id
}
`,
		"rules/main.tf": `
variable "security_group_id" {
  type = string
}

locals {
  rules = {
    web    = { port = [443, 443], to = "0.0.0.0/0" }
    first  = { port = [135, 65535], to = "10.20.0.10/32" }
    second = { port = [135, 65535], to = "10.20.0.11/32" }
  }
}

resource "aws_vpc_security_group_egress_rule" "nexthink" {
  for_each = { for key, rule in local.rules : key => rule if ` + condition + ` }

  security_group_id = var.security_group_id
  ip_protocol       = "tcp"
  from_port         = each.value.port[0]
  to_port           = each.value.port[1]
  cidr_ipv4         = each.value.to
}
`,
	}
}

func TestCloudGates_AnotherRepositorysPlanIsVerifiedByItsText(t *testing.T) {
	t.Parallel()
	planOf := func(t *testing.T, condition string) string {
		t.Helper()
		tf := gate(t, "", modules(condition))
		tf.Run(t, "plan", "-out=plan")
		return tf.Run(t, "show", "-json", "plan")
	}
	for name, test := range map[string]struct {
		condition string
		status    int
		messages  []string
	}{
		"with_every_rule":        {condition: "true"},
		"without_the_internet":   {`key != "web"`, 1, []string{toInternet, "is not allowed by module.network.aws_security_group.devices; no rule is close"}},
		"without_one_controller": {`key != "second"`, 1, []string{toSecondController, `module.rules.aws_vpc_security_group_egress_rule.nexthink["first"]`}},
		"without_any_rule":       {"false", 1, []string{toInternet}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			verifier := gate(t, "ci/verify-plan", map[string]string{"their-plan.json": planOf(t, test.condition)})
			expect(t, verifier, test.status, test.messages, "plan", `-var=firewalls=["module.network.aws_security_group.devices"]`)
		})
	}
	t.Run("without_a_firewall", func(t *testing.T) {
		t.Parallel()
		const empty = `{"format_version":"1.2","planned_values":{"root_module":{}},"resource_changes":[],"configuration":{"root_module":{}}}`
		verifier := gate(t, "ci/verify-plan", map[string]string{"their-plan.json": empty})
		expect(t, verifier, 1, []string{"The plan has no firewall aws_security_group.devices. It has none."}, "plan")
	})
	t.Run("of_two_groups", func(t *testing.T) {
		t.Parallel()
		verifier := gate(t, "ci/verify-plan", map[string]string{
			"their-plan.json": planOf(t, "true"),
			override: `
				locals {
					missing = provider::nexthink::find_missing_requirements(
						data.nexthink_connectivity_requirements.acme.requirements,
						{ domain_controller = ["10.20.0.10"] },
						provider::nexthink::normalize_plan(file("their-plan.json"))
					)
				}`,
		})
		expect(t, verifier, 1, []string{
			"module.network.aws_security_group.devices", "module.network.aws_security_group.others", `[for r in rules : r if r.group == "`,
		}, "plan")
	})
}

// The pipeline of the recipe plans another repository, and then checks its plan.
func TestCloudGates_APipelineVerifiesAnotherRepositorysPlan(t *testing.T) {
	t.Parallel()
	requirePlans(t)
	for name, test := range map[string]struct {
		override string
		status   int
		prints   string
	}{
		"with_every_rule":      {prints: "nexthink_missing = []"},
		"without_the_internet": {takeOut(`!startswith(key, "internet")`), 1, toInternet},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := &terraformtest.Terraform{Folder: t.TempDir()}
			for of, files := range map[string]map[string]string{"network": example(t, "ci/conftest"), "nexthink": example(t, "ci/verify-plan")} {
				for path, content := range files {
					folder.Write(t, of+"/"+path, content)
				}
			}
			folder.Write(t, "network/"+override, test.override)
			assert.NilError(t, os.Remove(filepath.Join(folder.Folder, "nexthink", "their-plan.json")))
			text, status := runPipeline(t, example(t, "ci/verify-plan")["github-actions.yml"], folder.Folder)
			assert.Check(t, is.Equal(status, test.status), text)
			assert.Check(t, is.Contains(strings.Join(strings.Fields(text), " "), test.prints))
		})
	}
}

// The plan that the verifier reads is what a real plan of the recipe beside it gives, trimmed.
func TestCloudGates_ThePlanThatIsVerifiedIsOfTheRecipe(t *testing.T) {
	t.Parallel()
	const rules = `
output "rules" {
  value = provider::nexthink::normalize_plan(file("their-plan.json"))
}
`
	rulesOf := func(files map[string]string) any {
		files["rules.tf"] = rules
		tf := gate(t, "ci/verify-plan", files)
		tf.Run(t, "apply", "-auto-approve")
		return tf.Outputs(t)["rules"]
	}
	recipe := gate(t, "ci/gate-output-precondition", nil)
	recipe.Run(t, "plan", "-out=plan")
	whole := map[string]string{"their-plan.json": recipe.Run(t, "show", "-json", "plan")}
	assert.Check(t, is.DeepEqual(rulesOf(whole), rulesOf(map[string]string{})))
}
