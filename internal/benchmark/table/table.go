// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package table makes one table of what benchmarks print, each figure beside its baseline. A benchmark pairs them in one of
// two ways, and a figure with no pair is shown without a ratio.
//
//   - Sub-benchmarks: beside the one called ours, each other one is a baseline, by its name. Every unit that both print is a
//     figure: Read/ours and Read/bare.
//   - Metrics, where both are measured by turns in one benchmark: the figure in a unit of its own, and each baseline's in
//     that unit with the baseline's name behind it: cpu-ms and cpu-ms@bare.
package table

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// figure is one number of ours.
type figure struct {
	name, unit string
	value      float64
	baselines  []baseline
}

type baseline struct {
	name  string
	value float64
}

// result is a line of a benchmark: its name without the number of processors, and what it printed.
type result struct {
	name, sub string
	metrics   []metric
}

type metric struct {
	unit  string
	value float64
}

var (
	processors  = regexp.MustCompile(`-\d+$`)
	environment = regexp.MustCompile(`^(goos|goarch|cpu): (.+)$`)
)

// ours is the sub-benchmark whose siblings are its baselines.
const ours = "ours"

// Render reads what go test -bench printed and gives the table in Markdown.
func Render(printed io.Reader) (string, error) {
	results, machine, err := read(printed)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	text.WriteString("| figure | unit | ours | baseline | its figure | ratio |\n|---|---|--:|---|--:|--:|\n")
	for _, figure := range pair(results) {
		if len(figure.baselines) == 0 {
			fmt.Fprintf(&text, "| %s | %s | %s | none | | |\n", figure.name, figure.unit, digits(figure.value))
		}
		for _, other := range figure.baselines {
			fmt.Fprintf(&text, "| %s | %s | %s | %s | %s | %s |\n",
				figure.name, figure.unit, digits(figure.value), other.name, digits(other.value), ratio(figure.value, other.value))
		}
	}
	fmt.Fprintf(&text, "\n%s/%s, %s\n", machine["goos"], machine["goarch"], machine["cpu"])
	return text.String(), nil
}

func read(printed io.Reader) (results []result, machine map[string]string, err error) {
	machine = map[string]string{}
	lines := bufio.NewScanner(printed)
	for lines.Scan() {
		line := lines.Text()
		if match := environment.FindStringSubmatch(line); match != nil {
			machine[match[1]] = match[2]
		}
		fields := strings.Fields(line)
		if !strings.HasPrefix(line, "Benchmark") || len(fields) < 4 {
			continue
		}
		made, err := parse(fields)
		if err != nil {
			return nil, nil, fmt.Errorf("%w in the line %q", err, line)
		}
		results = append(results, made)
	}
	return results, machine, lines.Err()
}

// parse reads a name, how often it ran, and values with their units.
func parse(fields []string) (result, error) {
	made := result{name: processors.ReplaceAllString(strings.TrimPrefix(fields[0], "Benchmark"), "")}
	if place := strings.LastIndex(made.name, "/"); place >= 0 {
		made.name, made.sub = made.name[:place], made.name[place+1:]
	}
	for i := 2; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return result{}, err
		}
		made.metrics = append(made.metrics, metric{fields[i+1], value})
	}
	return made, nil
}

// pair puts beside each figure its baselines, in the order in which they were printed.
func pair(results []result) []figure {
	paired := map[string]bool{}
	for _, made := range results {
		if made.sub == ours {
			paired[made.name] = true
		}
	}
	figures := []figure{}
	for _, made := range results {
		if paired[made.name] && made.sub != ours {
			continue
		}
		for _, printed := range made.metrics {
			if strings.Contains(printed.unit, "@") {
				continue
			}
			figures = append(figures, figure{fullName(made), printed.unit, printed.value, baselinesOf(made, printed.unit, results)})
		}
	}
	return figures
}

func fullName(made result) string {
	if made.sub == "" || made.sub == ours {
		return made.name
	}
	return made.name + "/" + made.sub
}

func baselinesOf(made result, unit string, results []result) []baseline {
	found := []baseline{}
	for _, printed := range made.metrics {
		if name, ok := strings.CutPrefix(printed.unit, unit+"@"); ok {
			found = append(found, baseline{name, printed.value})
		}
	}
	if made.sub != ours {
		return found
	}
	for _, other := range results {
		for _, printed := range other.metrics {
			if other.name == made.name && other.sub != ours && printed.unit == unit {
				found = append(found, baseline{other.sub, printed.value})
			}
		}
	}
	return found
}

// digits shows what can be told apart: three digits, or all of a whole number.
func digits(value float64) string {
	if value >= 100 {
		return strconv.FormatFloat(value, 'f', 0, 64)
	}
	return strconv.FormatFloat(value, 'g', 3, 64)
}

func ratio(value, baseline float64) string {
	if baseline == 0 {
		return ""
	}
	return strconv.FormatFloat(value/baseline, 'f', 2, 64)
}
