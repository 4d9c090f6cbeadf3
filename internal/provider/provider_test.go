// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
)

// full is a configuration of each data source that fills all of its attributes.
func full() map[string]config {
	return map[string]config{
		"nexthink_catalog":  {"since": "2024-03"},
		connectivity:        acme(config{"include_classic": true, "engine_count": 2, "extra_requirements": map[string]any{"my_proxy": proxy(nil)}}),
		exportBucket:        {"region": "eu"},
		"nexthink_products": {},
		"nexthink_regions":  {},
	}
}

// walk calls visit with every attribute of every data source at every depth.
func walk(t *testing.T, visit func(t *testing.T, name string, attribute *tfprotov6.SchemaAttribute)) {
	t.Helper()
	var descend func(prefix string, attributes []*tfprotov6.SchemaAttribute)
	descend = func(prefix string, attributes []*tfprotov6.SchemaAttribute) {
		for _, attribute := range attributes {
			name := prefix + "." + attribute.Name
			visit(t, name, attribute)
			if attribute.NestedType != nil {
				descend(name, attribute.NestedType.Attributes)
			}
		}
	}
	schemas := testServer(t).schema.DataSourceSchemas
	for _, name := range sortedNames(schemas) {
		descend(name, schemas[name].Block.Attributes)
	}
}

func TestProvider_OffersTheDataSourcesOfItsDesign(t *testing.T) {
	t.Parallel()
	schema := testServer(t).schema
	got := strings.Join(sortedNames(schema.DataSourceSchemas), " ")
	const want = "nexthink_catalog nexthink_connectivity_requirements nexthink_export_bucket nexthink_products nexthink_regions"
	assert.Check(t, is.Equal(got, want), "data sources")
	assert.Check(t, len(schema.Provider.Block.Attributes) == 0 && len(schema.ResourceSchemas) == 0,
		"the provider takes %d attributes and has %d resources, want none", len(schema.Provider.Block.Attributes), len(schema.ResourceSchemas))
}

func TestProvider_EveryAttributeIsDescribed(t *testing.T) {
	t.Parallel()
	for name, schema := range testServer(t).schema.DataSourceSchemas {
		assert.Check(t, strings.HasSuffix(schema.Block.Description, "."), "%s is described as %q", name, schema.Block.Description)
	}
	walk(t, func(t *testing.T, name string, attribute *tfprotov6.SchemaAttribute) {
		t.Helper()
		if !strings.HasSuffix(attribute.Description, ".") || attribute.DescriptionKind != tfprotov6.StringKindMarkdown || strings.Contains(attribute.Description, "  ") {
			t.Errorf("%s is described as %q", name, attribute.Description)
		}
		assert.Check(t, regexp.MustCompile("^[a-z][a-z0-9_]*$").MatchString(attribute.Name), "%s is no name of an attribute", name)
		assert.Check(t, attribute.Name != "id" || name == "nexthink_catalog.documents.id" || name == connectivity+".documents.id",
			"%s: a data source has no id", name)
	})
}

// The names stand in descriptions as text, so that no catalogue is decoded to describe a schema.
func TestProvider_DescriptionsNameWhatTheCatalogueHas(t *testing.T) {
	t.Parallel()
	c, err := catalog.Load()
	assert.NilError(t, err)
	facts := c.ExportBucket()
	want := map[string][]string{
		connectivity + ".region":              c.RegionCodes(),
		connectivity + ".export_aws_region":   {facts.DocumentedRegion, facts.DocumentedAWSRegion},
		connectivity + ".export_account_id":   {facts.AccountID},
		connectivity + ".catalog_version":     {c.VersionNumbers()[0]},
		connectivity + ".requirements.source": {"api_client", "browser", "collector", "data_enricher", "finder"},
		exportBucket + ".region":              c.RegionCodes(),
		exportBucket + ".account_id":          {facts.AccountID},
	}
	for _, product := range c.Products() {
		if product.Classic {
			want[connectivity+".include_classic"] = append(want[connectivity+".include_classic"], product.Name)
		}
	}
	walk(t, func(t *testing.T, name string, attribute *tfprotov6.SchemaAttribute) {
		t.Helper()
		for _, word := range want[name] {
			assert.Check(t, strings.Contains(attribute.Description, word), "%s does not name %s: %s", name, word, attribute.Description)
		}
		delete(want, name)
	})
	assert.Check(t, len(want) == 0, "there are no attributes %q", sortedNames(want))
}

func TestProvider_EveryDataSourceHasAPageAndAnExample(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..")
	for name := range testServer(t).schema.DataSourceSchemas {
		for _, file := range []string{
			filepath.Join(root, "docs", "data-sources", strings.TrimPrefix(name, "nexthink_")+".md"),
			filepath.Join(root, "examples", "data-sources", name, "data-source.tf"),
		} {
			content, err := os.ReadFile(file)
			assert.Check(t, err)
			assert.Check(t, bytes.Contains(content, []byte(name)), "%s does not mention %s", file, name)
		}
	}
}

// Every attribute is set by some read, and a collection by every read.
func TestProvider_LeavesNoAttributeOut(t *testing.T) {
	t.Parallel()
	optional := map[string]bool{}
	walk(t, func(t *testing.T, name string, attribute *tfprotov6.SchemaAttribute) {
		t.Helper()
		optional[name] = attribute.Optional && !attribute.Computed
	})
	seen := map[string]bool{}
	var check func(name string, value any)
	check = func(name string, value any) {
		switch value := value.(type) {
		case nil:
			return
		case unknown:
			t.Errorf("%s is unknown after the read", name)
		case map[string]any:
			for key, member := range value {
				_, attribute := optional[name+"."+key]
				if attribute {
					check(name+"."+key, member)
					continue
				}
				check(name, member)
			}
		case []any:
			for _, element := range value {
				check(name, element)
			}
		}
		seen[name] = true
	}
	for name, given := range full() {
		state, problems := testServer(t).read(t, name, given)
		assert.Check(t, len(problems) == 0, "%s: %q", name, problems)
		check(name, state)
	}
	state, _ := testServer(t).read(t, connectivity, acme(config{"region": "us"}))
	check(connectivity+".omitted_requirements", state["omitted_requirements"])
	for name, left := range optional {
		assert.Check(t, seen[name] || left, "%s is null in every read", name)
	}
}

func TestProvider_CollectionsAreNeverNull(t *testing.T) {
	t.Parallel()
	collections := map[string]bool{}
	walk(t, func(t *testing.T, name string, attribute *tfprotov6.SchemaAttribute) {
		t.Helper()
		kind := attribute.ValueType().String()
		collections[name] = attribute.Computed && !attribute.Optional && (strings.HasPrefix(kind, "tftypes.List") || strings.HasPrefix(kind, "tftypes.Map"))
	})
	checked := 0
	var check func(name string, value any)
	check = func(name string, value any) {
		if collections[name] {
			checked++
			assert.Check(t, value != nil, "%s is null", name)
		}
		switch value := value.(type) {
		case map[string]any:
			for key, member := range value {
				if _, attribute := collections[name+"."+key]; attribute {
					check(name+"."+key, member)
					continue
				}
				for attribute, nested := range asMembers(member) {
					check(name+"."+attribute, nested)
				}
			}
		case []any:
			for _, element := range value {
				for attribute, nested := range asMembers(element) {
					check(name+"."+attribute, nested)
				}
			}
		}
	}
	for name, given := range full() {
		state, _ := testServer(t).read(t, name, given)
		check(name, state)
	}
	assert.Check(t, checked >= 100, "%d collections were checked, want 100 or more", checked)
}

func asElements(value any) []any {
	elements, _ := value.([]any)
	return elements
}

func asMembers(value any) map[string]any {
	members, _ := value.(map[string]any)
	return members
}

// The framework encodes the members of a map in an order of their own, which Terraform undoes: values are compared.
func TestProvider_AnswersTheSameAHundredTimes(t *testing.T) {
	t.Parallel()
	for name, given := range full() {
		server := testServer(t)
		var first []byte
		for range repetitions() {
			state, _ := server.readUnchecked(t, name, given)
			bytesNow, err := json.Marshal(state)
			assert.NilError(t, err)
			if first == nil {
				first = bytesNow
			}
			assert.Assert(t, bytes.Equal(first, bytesNow), "%s answers otherwise:\n%s\n%s", name, first, bytesNow)
		}
		assert.Check(t, len(first) >= 100, "%s answers %s", name, first)
	}
}

func TestProvider_AnswersReadsAtTheSameTime(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	var readers sync.WaitGroup
	for range 8 {
		for name, given := range full() {
			request := &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: server.dynamicValue(t, name, given)}
			readers.Go(func() {
				resp, err := server.ReadDataSource(context.Background(), request)
				assert.Check(t, err == nil && len(resp.Diagnostics) == 0 && resp.State != nil, "%s: %v, %q", name, err, lines(resp.Diagnostics))
			})
		}
	}
	readers.Wait()
}
