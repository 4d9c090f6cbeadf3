// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package planfile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/planfile"
)

// largePlan is the text of a plan of about so many bytes: one resource in ten is a rule, the others are of no account.
func largePlan(size int) string {
	var changes, prior strings.Builder
	for i := 0; changes.Len()+prior.Len() < size; i++ {
		if i > 0 {
			changes.WriteByte(',')
			prior.WriteByte(',')
		}
		kind, values := "aws_iam_policy", fmt.Sprintf(`{"name":"p%d","policy":%q,"tags":{"team":"network","cost":"%d"}}`, i, strings.Repeat("statement ", 120), i)
		if i%10 == 0 {
			kind = "aws_vpc_security_group_egress_rule"
			values = fmt.Sprintf(`{"cidr_ipv4":"10.%d.%d.0/24","cidr_ipv6":null,"description":null,"from_port":443,"ip_protocol":"tcp",`+
				`"prefix_list_id":null,"referenced_security_group_id":null,"security_group_id":"sg-1","tags":null,"to_port":443}`, i%256, i/256%256)
		}
		address := fmt.Sprintf("%s.r%d", kind, i)
		fmt.Fprintf(&changes, `{"address":%q,"mode":"managed","type":%q,"name":"r%d","change":{"actions":["no-op"],"before":%s,"after":%s,"after_unknown":{},`+
			`"before_sensitive":{},"after_sensitive":{}}}`, address, kind, i, values, values)
		fmt.Fprintf(&prior, `{"address":%q,"mode":"managed","type":%q,"name":"r%d","values":%s,"sensitive_values":{}}`, address, kind, i, values)
	}
	return `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[` + prior.String() + `]}},"resource_changes":[` +
		changes.String() + `],"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[` + prior.String() + `]}}},` +
		`"configuration":{"root_module":{}}}`
}

// readers are what is compared, by name.
var readers = map[string]func(text string) error{
	"nexthink": func(text string) error {
		rules, err := planfile.Rules(text)
		if err == nil && len(rules) == 0 {
			return errors.New("there is no rule")
		}
		return err
	},
	"baseline": func(text string) error {
		var whole any
		return json.Unmarshal([]byte(text), &whole)
	},
}

// TestMain reads the plan once where it is asked to, and prints how much memory the process has had: the highest use of one
// reader would hide in that of another.
func TestMain(m *testing.M) {
	name := os.Getenv("PLANFILE_PEAK")
	if name == "" {
		os.Exit(m.Run())
	}
	if err := readers[name](largePlan(planSize)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	fmt.Println(memory.Sys >> 20)
}

func peak(b *testing.B, name string) float64 {
	b.Helper()
	command := exec.CommandContext(b.Context(), os.Args[0])
	command.Env = append(os.Environ(), "PLANFILE_PEAK="+name)
	output, err := command.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, output)
	}
	megabytes, err := strconv.ParseFloat(strings.TrimSpace(string(output)), 64)
	if err != nil {
		b.Fatal(err)
	}
	return megabytes
}

// planSize makes a plan of a little more than 50 MB: half of it is there twice.
const planSize = 33 << 20

// BenchmarkPlanOf50MB reads a plan of 50 MB. The baseline decodes the same text into plain values.
func BenchmarkPlanOf50MB(b *testing.B) {
	text := largePlan(planSize)
	for _, name := range []string{"baseline", "nexthink"} {
		b.Run("of="+name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				if err := readers[name](text); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(peak(b, name), "peak-MiB")
		})
	}
}
