// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"
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

// attributes are the attributes of every data source at every depth, by their path such as nexthink_catalog.documents.id.
func attributes(t *testing.T) map[string]*tfprotov6.SchemaAttribute {
	t.Helper()
	all := map[string]*tfprotov6.SchemaAttribute{}
	var add func(prefix string, attributes []*tfprotov6.SchemaAttribute)
	add = func(prefix string, attributes []*tfprotov6.SchemaAttribute) {
		for _, attribute := range attributes {
			name := prefix + "." + attribute.Name
			all[name] = attribute
			if attribute.NestedType != nil {
				add(name, attribute.NestedType.Attributes)
			}
		}
	}
	for name, schema := range testServer(t).schema.DataSourceSchemas {
		add(name, schema.Block.Attributes)
	}
	return all
}

func TestProvider_OffersTheDataSourcesOfItsDesign(t *testing.T) {
	t.Parallel()
	schema := testServer(t).schema
	assert.Check(t, is.DeepEqual(sortedNames(schema.DataSourceSchemas), []string{
		"nexthink_catalog", connectivity, exportBucket, "nexthink_products", "nexthink_regions",
	}))
	assert.Check(t, is.Len(schema.Provider.Block.Attributes, 0))
	assert.Check(t, is.Len(schema.ResourceSchemas, 0))
}

func TestProvider_EveryAttributeIsDescribed(t *testing.T) {
	t.Parallel()
	for name, schema := range testServer(t).schema.DataSourceSchemas {
		assert.Check(t, strings.HasSuffix(schema.Block.Description, "."), "%s is described as %q", name, schema.Block.Description)
	}
	for name, attribute := range attributes(t) {
		assert.Check(t, strings.HasSuffix(attribute.Description, ".") && !strings.Contains(attribute.Description, "  "),
			"%s is described as %q", name, attribute.Description)
		assert.Check(t, is.Equal(attribute.DescriptionKind, tfprotov6.StringKindMarkdown), name)
		assert.Check(t, is.Regexp("^[a-z][a-z0-9_]*$", attribute.Name))
		assert.Check(t, attribute.Name != "id" || strings.HasSuffix(name, ".documents.id"), "%s: a data source has no id", name)
	}
}

// Descriptions contain all names but the regions as text, so that describing a schema does not decode the catalog.
func TestProvider_DescriptionsNameWhatTheCatalogHas(t *testing.T) {
	t.Parallel()
	facts := known.ExportBucket()
	want := map[string][]string{
		connectivity + ".region":              known.RegionCodes(),
		connectivity + ".export_aws_region":   {facts.DocumentedRegion, facts.DocumentedAWSRegion},
		connectivity + ".export_account_id":   {facts.AccountID},
		connectivity + ".catalog_version":     {known.VersionNumbers()[0]},
		connectivity + ".requirements.source": {"api_client", "browser", "collector", "data_enricher", "finder"},
		exportBucket + ".region":              known.RegionCodes(),
		exportBucket + ".account_id":          {facts.AccountID},
	}
	for _, product := range known.Products() {
		if product.Classic {
			want[connectivity+".include_classic"] = append(want[connectivity+".include_classic"], product.Name)
		}
	}
	described := attributes(t)
	for name, words := range want {
		assert.Assert(t, described[name] != nil, "there is no attribute %s", name)
		for _, word := range words {
			assert.Check(t, is.Contains(described[name].Description, word), name)
		}
	}
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
			assert.Check(t, err == nil && bytes.Contains(content, []byte(name)), "%s does not mention %s: %v", file, name, err)
		}
	}
}

func TestProvider_TheChangelogMentionsEveryDataSourceAndFunction(t *testing.T) {
	t.Parallel()
	changelog, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	assert.NilError(t, err)
	for name := range testServer(t).schema.DataSourceSchemas {
		assert.Check(t, is.Contains(string(changelog), "\n* **New Data Source:** `"+name+"`\n"))
	}
	for name := range testServer(t).schema.Functions {
		assert.Check(t, is.Contains(string(changelog), "\n* **New Function:** `"+name+"`\n"))
	}
}

// Every attribute is set by some read, and a collection by every read.
func TestProvider_LeavesNoAttributeOut(t *testing.T) {
	t.Parallel()
	described, seen := attributes(t), map[string]bool{}
	var check func(name string, value any)
	check = func(name string, value any) {
		if value == nil {
			switch described[name].ValueType().(type) {
			case tftypes.List, tftypes.Map:
				assert.Check(t, described[name].Optional, "%s is null", name)
			}
			return
		}
		assert.Check(t, value != unknown{}, "%s is unknown after the read", name)
		seen[name] = true
		for key, member := range members(value) {
			if described[name+"."+key] == nil {
				check(name, member) // an element of a map
				continue
			}
			check(name+"."+key, member)
		}
		for _, element := range elements(value) {
			check(name, element)
		}
	}
	for name, given := range full() {
		state, problems := testServer(t).read(t, name, given)
		assert.Check(t, is.Len(problems, 0), name)
		check(name, state)
	}
	state, _ := testServer(t).read(t, connectivity, acme(config{"region": "us"}))
	check(connectivity, state)
	for name, attribute := range described {
		assert.Check(t, seen[name] || attribute.Optional && !attribute.Computed, "%s is null in every read", name)
	}
}

// The framework encodes the members of a map in an order of their own, which Terraform undoes: values are compared.
func TestProvider_AnswersTheSameAHundredTimes(t *testing.T) {
	t.Parallel()
	for name, given := range full() {
		server := testServer(t)
		first, _ := server.read(t, name, given)
		assert.Check(t, len(fmt.Sprint(first)) >= 100, "%s answers %v", name, first)
		for range repetitions() {
			again, _ := server.readUnchecked(t, name, given)
			assert.Assert(t, is.DeepEqual(again, first), name)
		}
	}
}

func TestProvider_AnswersReadsAtTheSameTime(t *testing.T) {
	t.Parallel()
	server := testServer(t)
	var readers sync.WaitGroup
	for range 8 {
		for name, given := range full() {
			request := &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: server.config(t, name, given)}
			readers.Go(func() {
				resp, err := server.ReadDataSource(context.Background(), request)
				assert.Check(t, err == nil && len(resp.Diagnostics) == 0 && resp.State != nil, "%s: %v, %q", name, err, lines(t, resp.Diagnostics))
			})
		}
	}
	readers.Wait()
}
