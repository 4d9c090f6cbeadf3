// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package benchmark_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"gotest.tools/v3/assert"
)

// subjects are the packages of the programs that are compared.
var subjects = []struct{ name, source string }{{"baseline", "./internal/benchmark/baseline"}, {"nexthink", "."}}

// canned are the functions whose results the baseline knows.
var canned = []string{"render_aws_security_group_rules", "render_suricata_rules"}

// BenchmarkPlan is the CPU time of all processes of a plan in real Terraform.
func BenchmarkPlan(b *testing.B) {
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		b.Skip("runs real Terraform: make bench")
	}
	programs := map[string]string{}
	for _, subject := range subjects {
		programs[subject.name] = build(b, subject.name, subject.source)
	}
	// One read beside a constant of a provider on the framework. Limit: 1.12.
	comparePlans(b, "reads=1", programs, map[string]string{
		"baseline": `data "baseline_constant" "one" {}`,
		"nexthink": reads(measured, 1),
	})
	b.Setenv("BASELINE_ANSWERS", answersFile(b))
	// Two hundred reads beside the same answer over the bare protocol. Limit: 1.6.
	comparePlans(b, "reads=200", programs, map[string]string{
		"baseline": reads("baseline_table", 200),
		"nexthink": reads(measured, 200),
	})
	// Two hundred calls beside a function on the framework that knows the result. Limit: 1.3.
	for _, function := range canned {
		comparePlans(b, "calls="+function, programs, map[string]string{
			"baseline": calls(b, "baseline", "baseline_table", function),
			"nexthink": calls(b, "nexthink", measured, function),
		})
	}
}

// BenchmarkExplainPlan is the CPU time of all processes that decide about a plan with 10,000 rules. The baseline decodes the same text in
// Terraform. Limit: 0.33.
func BenchmarkExplainPlan(b *testing.B) {
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		b.Skip("runs real Terraform: make bench")
	}
	programs, file := map[string]string{}, planFile(b)
	for _, subject := range subjects {
		programs[subject.name] = build(b, subject.name, subject.source)
	}
	verdicts := fmt.Sprintf("provider::nexthink::explain_plan(data.%s.all[0].requirements, %s, file(%q))", measured, everyDestination(b), file)
	comparePlans(b, "rules=10000", programs, map[string]string{
		"baseline": fmt.Sprintf("output \"attributes\" {\n  value = length(jsondecode(file(%q)))\n}", file),
		"nexthink": reads(measured, 1) + "\n\noutput \"verdicts\" {\n  value = length(" + verdicts + ")\n}",
	})
}

// BenchmarkBinary is the size of the stripped program. Limit: 1.08.
func BenchmarkBinary(b *testing.B) {
	for _, subject := range subjects {
		b.Run("of="+subject.name, func(b *testing.B) {
			program := build(b, subject.name, subject.source)
			var size int64
			for b.Loop() {
				file, err := os.Stat(program)
				if err != nil {
					b.Fatal(err)
				}
				size = file.Size()
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(size), "B")
		})
	}
}

// build builds a program as a release is built.
func build(b *testing.B, name, source string) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), name)
	command := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, source)
	command.Dir = filepath.Join("..", "..")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	output, err := command.CombinedOutput()
	assert.NilError(b, err, string(output))
	return program
}

func comparePlans(b *testing.B, name string, programs, configurations map[string]string) {
	b.Helper()
	for _, subject := range subjects {
		b.Run(name+"/of="+subject.name, func(b *testing.B) {
			folder := install(b, subject.name, programs[subject.name], configurations[subject.name])
			terraform(b, folder, "init")
			var used time.Duration
			for b.Loop() {
				used += terraform(b, folder, "plan")
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(used.Nanoseconds())/float64(b.N), "cpu-ns/op")
		})
	}
}

// install makes a folder with the configuration, in which Terraform finds the program as the provider.
func install(b *testing.B, name, program, configuration string) string {
	b.Helper()
	content, err := os.ReadFile(program)
	assert.NilError(b, err)
	folder := b.TempDir()
	mirror := filepath.Join(folder, "mirror")
	plugin := filepath.Join(mirror, "registry.terraform.io", "benchmark", name, "0.0.1", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-"+name+"_v0.0.1")
	for file, content := range map[string][]byte{
		plugin:                                  content,
		filepath.Join(folder, "terraform.tfrc"): fmt.Appendf(nil, "provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror),
		filepath.Join(folder, "main.tf"): fmt.Appendf(nil,
			"terraform {\n  required_providers {\n    %s = { source = \"registry.terraform.io/benchmark/%[1]s\" }\n  }\n}\n\n%s\n", name, configuration),
	} {
		assert.NilError(b, os.MkdirAll(filepath.Dir(file), 0o700))
		assert.NilError(b, os.WriteFile(file, content, 0o700))
	}
	return folder
}

// terraform runs Terraform in a folder and returns the CPU time that it and its providers used.
func terraform(b *testing.B, folder, verb string) time.Duration {
	b.Helper()
	command := exec.CommandContext(b.Context(), os.Getenv("TF_ACC_TERRAFORM_PATH"), verb)
	command.Dir = folder
	command.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+filepath.Join(folder, "terraform.tfrc"), "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS=-no-color")
	if output, err := command.CombinedOutput(); err != nil {
		b.Fatalf("terraform %s: %v\n%s", verb, err, output)
	}
	return command.ProcessState.UserTime() + command.ProcessState.SystemTime()
}

// reads are data sources that return the whole catalog.
func reads(resource string, count int) string {
	return fmt.Sprintf(`data %q "all" {
  count           = %d
  instance        = "acme"
  region          = "eu"
  include_classic = true
  engine_count    = 2
}`, resource, count)
}

// everyDestination is the destinations as an expression.
func everyDestination(b *testing.B) string {
	b.Helper()
	text, err := json.Marshal(destinations)
	assert.NilError(b, err)
	return string(text)
}

// calls are two hundred calls with the whole catalog.
func calls(b *testing.B, provider, resource, function string) string {
	b.Helper()
	arguments := fmt.Sprintf("data.%s.all[0].requirements, %s", resource, everyDestination(b))
	if function == "render_suricata_rules" {
		arguments += ", 1000"
	}
	return reads(resource, 1) + fmt.Sprintf("\n\noutput \"calls\" {\n  value = length([for i in range(200) : provider::%s::%s(%s)])\n}", provider, function, arguments)
}

// answersFile writes what the provider answers to the whole catalog, for the baseline to repeat.
func answersFile(b *testing.B) string {
	b.Helper()
	type answer struct {
		Type       tftypes.Type
		Value      []byte
		Parameters []tftypes.Type
	}
	server := newServer()
	whole, of := wholeCatalog(b, server)
	functions, definitions := map[string]answer{}, functionsOf(b, server)
	for _, name := range canned {
		definition := definitions[name]
		result := call(b, server, request(b, name, definition, catalogRequirements(b, server)))
		known := answer{Type: definition.Return.Type, Value: result.MsgPack}
		for _, parameter := range definition.Parameters {
			known.Parameters = append(known.Parameters, parameter.Type)
		}
		functions[name] = known
	}
	text, err := json.Marshal(map[string]any{"Table": answer{Type: of, Value: read(b, server, whole).MsgPack}, "Functions": functions})
	assert.NilError(b, err)
	file := filepath.Join(b.TempDir(), "answers.json")
	assert.NilError(b, os.WriteFile(file, text, 0o600))
	return file
}

// planFile writes the text of a plan with ten thousand rules of a security group, which has about 15 MB.
func planFile(b *testing.B) string {
	b.Helper()
	var planned, changes strings.Builder
	for i := range 10_000 {
		values := fmt.Sprintf(`"cidr_ipv4":"10.%d.%d.0/24","cidr_ipv6":null,"description":"Rule %d","from_port":443,"ip_protocol":"tcp","prefix_list_id":null,`+
			`"referenced_security_group_id":null,"region":"eu-west-3","security_group_id":"sg-0123456789abcdef0","tags":null,"to_port":443`, i%256, i/256, i)
		names := fmt.Sprintf(`"address":"aws_vpc_security_group_egress_rule.this[\"%d\"]","mode":"managed","type":"aws_vpc_security_group_egress_rule",`+
			`"name":"this","index":"%[1]d","provider_name":"registry.terraform.io/hashicorp/aws"`, i)
		unknown := `{"arn":true,"id":true,"security_group_rule_id":true,"tags_all":true}`
		fmt.Fprintf(&planned, `,{%s,"schema_version":0,"values":{%s},"sensitive_values":{"tags_all":{}}}`, names, values)
		fmt.Fprintf(&changes, `,{%s,"change":{"actions":["create"],"before":null,"after":{%s},"after_unknown":%s,"before_sensitive":false,`+
			`"after_sensitive":{"tags_all":{}}}}`, names, values, unknown)
	}
	group := `{"address":"aws_security_group.devices","mode":"managed","type":"aws_security_group","name":"devices","values":{"id":"sg-0123456789abcdef0"}}`
	text := `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[` + group + planned.String() +
		`]}},"resource_changes":[` + strings.TrimPrefix(changes.String(), ",") + `],"configuration":{"root_module":{}}}`
	file := filepath.Join(b.TempDir(), "plan.json")
	assert.NilError(b, os.WriteFile(file, []byte(text), 0o600))
	return file
}
