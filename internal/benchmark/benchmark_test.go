// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

// Package benchmark_test measures what the provider costs, each figure beside that of a baseline in the same run: make bench.
// How the two are paired is said in internal/benchmark/table.
package benchmark_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/bare"
	"github.com/nexthink/terraform-provider-nexthink/internal/provider"
)

const measured = "nexthink_connectivity_requirements"

// recordedVersion is the catalog version of the recorded answers. A later version changes none of them.
const recordedVersion = "2026-11"

// arguments make the answer the whole catalogue.
const arguments = `
  catalog_version = "` + recordedVersion + `"
  instance        = "acme"
  region          = "eu"
  include_classic = true
  engine_count    = 2
`

var record = flag.Bool("record", false, "record the table that the baseline answers")

// inProcess is the provider, and the configuration of a read of the whole catalogue.
func inProcess(t testing.TB) (tfprotov6.ProviderServer, tftypes.Object, *tfprotov6.ReadDataSourceRequest) {
	t.Helper()
	server := providerserver.NewProtocol6(provider.New("test")())()
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	kind, ok := schemas.DataSourceSchemas[measured].ValueType().(tftypes.Object)
	if !ok {
		t.Fatalf("%s is no object", measured)
	}
	return server, kind, &tfprotov6.ReadDataSourceRequest{TypeName: measured, Config: wholeCatalogue(t, kind)}
}

func wholeCatalogue(t testing.TB, kind tftypes.Object) *tfprotov6.DynamicValue {
	t.Helper()
	attributes := map[string]tftypes.Value{}
	for name, attribute := range kind.AttributeTypes {
		attributes[name] = tftypes.NewValue(attribute, nil)
	}
	attributes["instance"] = tftypes.NewValue(tftypes.String, "acme")
	attributes["region"] = tftypes.NewValue(tftypes.String, "eu")
	attributes["catalog_version"] = tftypes.NewValue(tftypes.String, recordedVersion)
	attributes["include_classic"] = tftypes.NewValue(tftypes.Bool, true)
	attributes["engine_count"] = tftypes.NewValue(tftypes.Number, 2)
	config, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, attributes))
	if err != nil {
		t.Fatal(err)
	}
	return &config
}

// The baseline is fair only as long as its table is the very answer it stands beside.
func TestBare_AnswersATableOfTheSameShapeAndSize(t *testing.T) {
	t.Parallel()
	server, kind, request := inProcess(t)
	resp, err := server.ReadDataSource(context.Background(), request)
	if err != nil || len(resp.Diagnostics) > 0 {
		t.Fatal(err, resp.Diagnostics)
	}
	if *record {
		recordTable(t, kind, resp.State.MsgPack)
		return
	}
	baseline, err := bare.New()
	if err != nil {
		t.Fatal(err)
	}
	table, err := baseline.ReadDataSource(context.Background(), &tfprotov6.ReadDataSourceRequest{TypeName: bare.DataSource, Config: request.Config})
	if err != nil {
		t.Fatal(err)
	}
	want, err := resp.State.Unmarshal(kind)
	if err != nil {
		t.Fatal(err)
	}
	got, err := table.State.Unmarshal(kind)
	if err != nil || !got.Equal(want) {
		t.Errorf("the table is another one (%v): record it with go test ./internal/benchmark -record", err)
	}
}

func recordTable(t *testing.T, kind tftypes.Object, answer []byte) {
	t.Helper()
	text, err := bare.TypeJSON(kind)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"table_type.json": append(text, '\n'), "table.msgpack": answer} {
		if err := os.WriteFile(filepath.Join("bare", name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkRead is a read of the whole catalogue over the protocol in this process.
func BenchmarkRead(b *testing.B) {
	server, kind, request := inProcess(b)
	baseline, err := bare.New()
	if err != nil {
		b.Fatal(err)
	}
	for name, subject := range map[string]tfprotov6.ProviderServer{"ours": server, "bare": baseline} {
		request := &tfprotov6.ReadDataSourceRequest{TypeName: map[string]string{"ours": request.TypeName, "bare": bare.DataSource}[name], Config: wholeCatalogue(b, kind)}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := subject.ReadDataSource(context.Background(), request); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// subject is a provider that is run as a whole process.
type subject struct {
	name     string // local name of the provider
	source   string // package of its program
	resource string // type of its data source
	body     string // arguments of the data source
	calls    string // more configuration, that calls functions
	binary   string
}

func nexthinkSubject() *subject {
	return &subject{name: "nexthink", source: ".", resource: measured, body: arguments}
}

func constantSubject() *subject {
	return &subject{name: "constant", source: "./internal/benchmark/constant", resource: "constant_answer"}
}

func bareSubject() *subject {
	return &subject{name: "bare", source: "./internal/benchmark/bare/serve", resource: bare.DataSource, body: "  instance = \"acme\"\n"}
}

// build builds the subject as a release is built.
func (s *subject) build(b *testing.B) {
	b.Helper()
	s.binary = goBuild(b, s.source, s.name)
}

func goBuild(b *testing.B, source, name string) string {
	b.Helper()
	binary := filepath.Join(b.TempDir(), name)
	command := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, source)
	command.Dir = filepath.Join("..", "..")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := command.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, output)
	}
	return binary
}

// install makes a folder with a configuration of that many reads in which Terraform finds the program as the provider.
func (s *subject) install(b *testing.B, program string, reads int) *workspace {
	b.Helper()
	folder := b.TempDir()
	plugin := filepath.Join(folder, "mirror", "registry.terraform.io", "nexthink", s.name, "0.0.1", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-"+s.name+"_v0.0.1")
	configuration := fmt.Sprintf("terraform {\n  required_providers {\n    %s = {\n      source = \"registry.terraform.io/nexthink/%s\"\n    }\n  }\n}\n\ndata %q \"read\" {\n  count = %d\n%s}\n",
		s.name, s.name, s.resource, reads, s.body) + s.calls
	content, err := os.ReadFile(program)
	if err != nil {
		b.Fatal(err)
	}
	for name, content := range map[string][]byte{
		plugin:                                  content,
		filepath.Join(folder, "main.tf"):        []byte(configuration),
		filepath.Join(folder, "terraform.tfrc"): fmt.Appendf(nil, "provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", filepath.Join(folder, "mirror")),
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, content, 0o700); err != nil {
			b.Fatal(err)
		}
	}
	space := &workspace{folder, []string{"TF_CLI_CONFIG_FILE=" + filepath.Join(folder, "terraform.tfrc"), "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS=-no-color"}}
	space.terraform(b, "init")
	return space
}

type workspace struct {
	folder      string
	environment []string
}

// terraform runs a command and gives the CPU time of all of its processes.
func (w *workspace) terraform(b *testing.B, arguments ...string) time.Duration {
	b.Helper()
	binary := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if binary == "" {
		b.Skip("runs real Terraform: make bench")
	}
	command := exec.CommandContext(b.Context(), binary, arguments...)
	command.Dir = w.folder
	command.Env = append(os.Environ(), w.environment...)
	if output, err := command.CombinedOutput(); err != nil {
		b.Fatalf("terraform %q: %v\n%s", arguments, err, output)
	}
	return command.ProcessState.UserTime() + command.ProcessState.SystemTime()
}

// BenchmarkPlan plans in real Terraform, the provider and a baseline by turns, and compares the CPU time of all processes.
func BenchmarkPlan(b *testing.B) {
	for _, comparison := range []struct {
		reads    int
		baseline *subject
	}{{1, constantSubject()}, {200, bareSubject()}} {
		b.Run(fmt.Sprintf("reads=%d", comparison.reads), func(b *testing.B) {
			spaces := []*workspace{}
			for _, s := range []*subject{nexthinkSubject(), comparison.baseline} {
				s.build(b)
				spaces = append(spaces, s.install(b, s.binary, comparison.reads))
			}
			times := make([][]float64, len(spaces))
			for b.Loop() {
				for i, space := range spaces {
					times[i] = append(times[i], float64(space.terraform(b, "plan").Microseconds())/1000)
				}
			}
			report(b, "cpu-ms", median(times[0]), map[string]float64{comparison.baseline.name: median(times[1])})
		})
	}
}

// BenchmarkProcess compares the memory and the CPU time of the provider's own processes in a plan with one read.
func BenchmarkProcess(b *testing.B) {
	meter := goBuild(b, "./internal/benchmark/meter", "meter")
	spaces, logs := []*workspace{}, []string{}
	for _, s := range []*subject{nexthinkSubject(), constantSubject()} {
		s.build(b)
		space := s.install(b, meter, 0)
		log := filepath.Join(space.folder, "meter.log")
		space.environment = append(space.environment, "METERED="+s.binary, "METER_LOG="+log)
		spaces, logs = append(spaces, s.measure(b, space)), append(logs, log)
	}
	for b.Loop() {
		for _, space := range spaces {
			space.terraform(b, "plan")
		}
	}
	cpu, memory := usage(b, logs[0])
	baselineCPU, baselineMemory := usage(b, logs[1])
	report(b, "peak-KiB", memory, map[string]float64{"constant": baselineMemory})
	report(b, "own-cpu-us", cpu, map[string]float64{"constant": baselineCPU})
}

// measure makes the configuration of an initialised workspace one of a single read.
func (s *subject) measure(b *testing.B, space *workspace) *workspace {
	b.Helper()
	name := filepath.Join(space.folder, "main.tf")
	content, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, bytes.Replace(content, []byte("count = 0"), []byte("count = 1"), 1), 0o600); err != nil {
		b.Fatal(err)
	}
	return space
}

// usage gives the medians over the processes that a meter saw end.
func usage(b *testing.B, log string) (cpu, memory float64) {
	b.Helper()
	content, err := os.ReadFile(log)
	if err != nil {
		b.Fatal(err)
	}
	var times, sizes []float64
	for line := range strings.Lines(string(content)) {
		var time, size float64
		if _, err := fmt.Sscan(line, &time, &size); err != nil {
			b.Fatal(err)
		}
		times, sizes = append(times, time), append(sizes, size)
	}
	return median(times), slices.Max(sizes)
}

// BenchmarkBinary compares the sizes of the stripped programs.
func BenchmarkBinary(b *testing.B) {
	sizes := []float64{}
	for _, s := range []*subject{nexthinkSubject(), constantSubject()} {
		s.build(b)
		file, err := os.Stat(s.binary)
		if err != nil {
			b.Fatal(err)
		}
		sizes = append(sizes, float64(file.Size())/1024)
	}
	for b.Loop() {
		report(b, "KiB", sizes[0], map[string]float64{"constant": sizes[1]})
	}
}

// report gives a figure, and those of its baselines by their names.
func report(b *testing.B, unit string, value float64, baselines map[string]float64) {
	b.Helper()
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(value, unit)
	for name, baseline := range baselines {
		b.ReportMetric(baseline, unit+"@"+name)
	}
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
