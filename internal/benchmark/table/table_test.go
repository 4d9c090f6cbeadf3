// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package table_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/benchmark/table"
)

func TestRender_PutsEachFigureBesideItsBaselines(t *testing.T) {
	t.Parallel()
	const printed = `goos: linux
goarch: amd64
pkg: github.com/nexthink/terraform-provider-nexthink/internal/benchmark
cpu: A processor @ 2.10GHz
BenchmarkRead/bare-2         	   12345	     10000 ns/op	    2048 B/op	       0 allocs/op
BenchmarkRead/ours-2         	    6789	     25000 ns/op	    3072 B/op	      31 allocs/op
BenchmarkPlan/reads=200-2    	      20	       312.6 cpu-ms	       300.0 cpu-ms@bare	       156.3 cpu-ms@constant
BenchmarkAlone-2             	 1000000	         1.2345 ns/op
some other text
PASS
ok  	github.com/nexthink/terraform-provider-nexthink/internal/benchmark	12.3s
`
	const want = `| figure | unit | ours | baseline | its figure | ratio |
|---|---|--:|---|--:|--:|
| Read | ns/op | 25000 | bare | 10000 | 2.50 |
| Read | B/op | 3072 | bare | 2048 | 1.50 |
| Read | allocs/op | 31 | bare | 0 |  |
| Plan/reads=200 | cpu-ms | 313 | bare | 300 | 1.04 |
| Plan/reads=200 | cpu-ms | 313 | constant | 156 | 2.00 |
| Alone | ns/op | 1.23 | none | | |

linux/amd64, A processor @ 2.10GHz
`
	got, err := table.Render(strings.NewReader(printed))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRender_RefusesALineThatIsNoResult(t *testing.T) {
	t.Parallel()
	_, err := table.Render(strings.NewReader("BenchmarkRead-2 1 many ns/op\n"))
	const want = `strconv.ParseFloat: parsing "many": invalid syntax in the line "BenchmarkRead-2 1 many ns/op"`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
