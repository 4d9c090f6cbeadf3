// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package workflows_test holds the workflows of GitHub to what keeps a stranger's code from doing harm in them, as far as
// the linter of workflows does not.
package workflows_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	use      = regexp.MustCompile(`(?m)^\s*(?:- )?uses: (.+)$`)
	pinned   = regexp.MustCompile(`^([\w-]+/[\w-]+)(?:/[\w-]+)?@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$`)
	jobStart = regexp.MustCompile(`(?m)^  [a-z-]+:\n`)
	step     = regexp.MustCompile(`(?m)^      - `)
	script   = regexp.MustCompile(`(?m)^ +(?:- )?run: (?:\|\n((?:          .*\n)+)|(.+))`)
)

// problems is everything in a workflow that the rules forbid. Its versions of actions are added to those known.
func problems(text string, versions map[string]string) []string {
	found := []string{}
	if !strings.Contains(text, "\npermissions: {}\n") {
		found = append(found, "grants more than nothing to all jobs")
	}
	if strings.Contains(text, "pull_request_target") {
		found = append(found, "runs the code of strangers with rights of its own")
	}
	for _, action := range use.FindAllStringSubmatch(text, -1) {
		parts := pinned.FindStringSubmatch(action[1])
		if parts == nil {
			found = append(found, action[1]+" is not pinned to a commit, with its version behind it")
			continue
		}
		version := parts[2] + " # " + parts[3]
		if known, ok := versions[parts[1]]; ok && known != version {
			found = append(found, parts[1]+" is used in two versions")
		}
		versions[parts[1]] = version
	}
	_, jobs, _ := strings.Cut(text, "\njobs:\n")
	starts := jobStart.FindAllStringIndex(jobs, -1)
	for i, start := range starts {
		end := len(jobs)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		name := strings.Trim(jobs[start[0]:start[1]], " :\n")
		for _, problem := range problemsOfJob(jobs[start[1]:end]) {
			found = append(found, name+" "+problem)
		}
	}
	return found
}

func problemsOfJob(job string) []string {
	found := []string{}
	if !strings.Contains(job, "\n    permissions:") {
		found = append(found, "does not say what it is granted")
	}
	if !strings.Contains(job, "\n    timeout-minutes: ") {
		found = append(found, "may run for hours")
	}
	if regexp.MustCompile(`-latest\b`).MatchString(job) {
		found = append(found, "runs on a system that changes by itself")
	}
	for _, text := range step.Split(job, -1)[1:] {
		if strings.Contains(text, "actions/checkout@") && !strings.Contains(text, "persist-credentials: false") {
			found = append(found, "leaves its credentials in the checkout")
		}
	}
	for _, run := range script.FindAllStringSubmatch(job, -1) {
		if strings.Contains(run[0], "${{") {
			found = append(found, "writes a value into a script")
		}
	}
	return found
}

func TestWorkflows_GrantLittleAndPinWhatTheyUse(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob(filepath.Join("..", "..", ".github", "workflows", "*.yml"))
	if err != nil || len(names) < 3 {
		t.Fatalf("there are %d workflows: %v", len(names), err)
	}
	versions := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range problems(string(content), versions) {
			t.Errorf("%s: %s", filepath.Base(name), problem)
		}
	}
	for _, action := range []string{"actions/checkout", "actions/setup-go"} {
		if !slices.Contains(slices.Collect(maps.Keys(versions)), action) {
			t.Errorf("no use of %s was seen: the rules read nothing", action)
		}
	}
}

// Whoever has broken a rule is told so.
func TestWorkflows_BreakingARuleIsSeen(t *testing.T) {
	t.Parallel()
	const commit = "3d3c42e5aac5ba805825da76410c181273ba90b1"
	good := fmt.Sprintf(`on: push

permissions: {}

jobs:
  first:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - &checkout
        uses: actions/checkout@%s # v7.0.1
        with:
          persist-credentials: false
      - run: |
          make build
          make test
        env:
          NAME: ${{ github.ref_name }}
  second:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {}
    steps:
      - *checkout
      - uses: actions/checkout/sub@%s # v7.0.1
        with:
          persist-credentials: false
      - run: make lint
`, commit, commit)
	if got := problems(good, map[string]string{}); len(got) > 0 {
		t.Fatalf("the good workflow: %v", got)
	}
	for given, test := range map[string]struct{ old, new, want string }{
		"a right for all":       {"\npermissions: {}\n\n", "\npermissions:\n  contents: read\n\n", "grants more than nothing to all jobs"},
		"a stranger's code":     {"on: push", "on: pull_request_target", "runs the code of strangers with rights of its own"},
		"a tag":                 {commit + " # v7.0.1\n        with:\n          persist-credentials: false\n      - run: |", "v7\n        with:\n          persist-credentials: false\n      - run: |", "actions/checkout@v7 is not pinned to a commit, with its version behind it"},
		"no version":            {"sub@" + commit + " # v7.0.1", "sub@" + commit, "actions/checkout/sub@" + commit + " is not pinned to a commit, with its version behind it"},
		"two versions":          {"sub@" + commit + " # v7.0.1", "sub@" + commit + " # v7.0.0", "actions/checkout is used in two versions"},
		"no rights said":        {"    permissions:\n      contents: read\n", "", "first does not say what it is granted"},
		"no end":                {"    timeout-minutes: 5\n    permissions: {}\n", "    permissions: {}\n", "second may run for hours"},
		"a system that changes": {"ubuntu-24.04\n    timeout-minutes: 5\n    permissions: {}", "ubuntu-latest\n    timeout-minutes: 5\n    permissions: {}", "second runs on a system that changes by itself"},
		"credentials kept":      {"          persist-credentials: false\n      - run: |", "          fetch-depth: 0\n      - run: |", "first leaves its credentials in the checkout"},
		"a value in a script":   {"make test\n", "make ${{ github.head_ref }}\n", "first writes a value into a script"},
		"a value in one line":   {"run: make lint", "run: make ${{ github.head_ref }}", "second writes a value into a script"},
	} {
		t.Run(given, func(t *testing.T) {
			t.Parallel()
			spoilt := strings.Replace(good, test.old, test.new, 1)
			if spoilt == good {
				t.Fatal("nothing is spoilt")
			}
			if diff := cmp.Diff([]string{test.want}, problems(spoilt, map[string]string{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
