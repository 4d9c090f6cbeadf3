// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"bytes"
	"cmp"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/exportbucket"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func loaded(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load()
	assert.NilError(t, err)
	return c
}

// forEach calls check with each requirement of each version.
func forEach(t *testing.T, check func(t *testing.T, requirement catalog.Requirement)) {
	t.Helper()
	c := loaded(t)
	for _, version := range c.VersionNumbers() {
		for _, requirement := range c.Select(catalog.Filter{Version: version, IncludeClassic: true}).Requirements {
			t.Run(version+"/"+requirement.Key, func(t *testing.T) {
				t.Parallel()
				check(t, requirement)
			})
		}
	}
}

func TestData_FollowsItsSchemas(t *testing.T) {
	t.Parallel()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	seen := 0
	err := filepath.WalkDir("data", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Dir(name) == filepath.Join("data", "schema") {
			return err
		}
		seen++
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
		if err != nil {
			return err
		}
		reference, _ := document.(map[string]any)["$schema"].(string)
		schema, err := compiler.Compile(path.Join(filepath.ToSlash(filepath.Dir(name)), reference))
		if err != nil {
			return err
		}
		assert.Check(t, schema.Validate(document), name)
		return nil
	})
	assert.NilError(t, err)
	assert.Check(t, seen >= 12, "%d data files were checked, want 12 or more", seen)
}

func TestData_NamesAreSortedUniqueAndWellFormed(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	documents := []string{}
	for _, document := range c.Documents() {
		documents = append(documents, document.ID)
	}
	for kind, list := range map[string]struct {
		names []string
		form  string
	}{
		"products":     {c.ProductIDs(), "^[a-z][a-z0-9_]*$"},
		"regions":      {c.RegionCodes(), "^[a-z]+$"},
		"requirements": {c.RequirementKeys(), "^[a-z][a-z0-9_]*$"},
		"versions":     {c.VersionNumbers(), `^20[0-9]{2}-(0[1-9]|1[0-2])(-[2-9])?$`},
		"documents":    {documents, "^[a-z0-9]+(-[a-z0-9]+)*$"},
	} {
		assert.Check(t, len(list.names) != 0, "there are no %s", kind)
		assert.Check(t, slices.IsSorted(list.names) && len(slices.Compact(slices.Clone(list.names))) == len(list.names),
			"the %s are not sorted and unique: %q", kind, list.names)
		for _, name := range list.names {
			assert.Check(t, regexp.MustCompile(list.form).MatchString(name), "%s: %q is not of the form %s", kind, name, list.form)
		}
	}
}

func TestData_FileNamesAreProductIDs(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("data/products/*.json")
	assert.NilError(t, err)
	for i, name := range names {
		names[i] = strings.TrimSuffix(filepath.Base(name), ".json")
	}
	assert.Check(t, is.DeepEqual(names, loaded(t).ProductIDs()))
}

// Customers have the numbers in the IDs of their rules. The table of facts holds the number of each requirement in each version.
func TestData_NumbersNeverChange(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	keys, numbers := map[int]string{}, map[string]int{}
	for _, version := range c.VersionNumbers() {
		for _, requirement := range c.Select(catalog.Filter{Version: version, IncludeClassic: true}).Requirements {
			key, number := requirement.Key, requirement.Number
			assert.Check(t, is.Equal(cmp.Or(keys[number], key), key), "two requirements have the number %d", number)
			assert.Check(t, is.Equal(cmp.Or(numbers[key], number), number), "%s has two numbers", key)
			keys[number], numbers[key] = key, number
		}
	}
	for i := range len(keys) {
		assert.Check(t, keys[i+1] != "", "no requirement ever had the number %d", i+1)
	}
}

func TestData_EveryRequirementIsValid(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, requirement catalog.Requirement) {
		t.Helper()
		ports := traffic.PortRange{From: requirement.FromPort, To: requirement.ToPort}
		for _, err := range []error{
			traffic.CheckKey(requirement.Key), traffic.CheckDestination(requirement.Destination), traffic.CheckTransport(requirement.TransportProtocol),
			traffic.CheckPort(ports.From), traffic.CheckPort(ports.To), ports.Check(), traffic.CheckHosts(requirement.Destination, len(requirement.Hosts)),
		} {
			assert.Check(t, err)
		}
		assert.Check(t, requirement.Destination == traffic.Internet || len(requirement.Hosts) == 0,
			"a server of the customer's has the hosts %q", requirement.Hosts)
		for name, list := range map[string][]string{
			"application_protocols": requirement.ApplicationProtocols, "hosts": requirement.Hosts,
			"platforms": requirement.Platforms, "inferred": requirement.Inferred,
		} {
			assert.Check(t, list != nil && slices.IsSorted(list) && len(slices.Compact(slices.Clone(list))) == len(list),
				"%s is %q, want a list sorted and unique", name, list)
		}
	})
}

func TestData_EveryTextIsClean(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, requirement catalog.Requirement) {
		t.Helper()
		for name, text := range map[string]*string{
			"purpose": &requirement.Purpose, "condition": requirement.Condition, "note": requirement.Note,
		} {
			if text != nil {
				assert.Check(t, is.Regexp(`^\S(.*\S)?\.$`, *text), name)
				assert.Check(t, !strings.Contains(*text, "  "), "%s is %q", name, *text)
			}
		}
	})
}

func TestData_ReferencesResolve(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	documents := map[string]bool{}
	for _, document := range c.Documents() {
		documents[document.ID] = true
		_, err := time.Parse(time.DateOnly, document.RecordedOn)
		assert.Check(t, err, document.ID)
	}
	for _, version := range c.Versions() {
		assert.Check(t, slices.IsSorted(version.DocumentIDs), "%s: the documents are not sorted: %q", version.Number, version.DocumentIDs)
		for _, id := range version.DocumentIDs {
			assert.Check(t, documents[id], "%s: there is no document %q", version.Number, id)
		}
		requirements := c.Select(catalog.Filter{Version: version.Number, IncludeClassic: true}).Requirements
		for _, requirement := range requirements {
			for _, citation := range requirement.ReadIn {
				assert.Check(t, slices.Contains(version.DocumentIDs, citation.Document),
					"%s: %s was read in %q, which is none of the version's", version.Number, requirement.Key, citation.Document)
			}
			key := requirement.SecureAlternative
			assert.Check(t, key == nil || slices.ContainsFunc(requirements, func(other catalog.Requirement) bool {
				return other.Key == *key && other.SecureAlternative == nil
			}), "%s: %s has a secure alternative that is not one", version.Number, requirement.Key)
		}
	}
	for fact, ids := range citedApart(t) {
		assert.Check(t, slices.IsSorted(ids) && len(ids) != 0 && !slices.ContainsFunc(ids, func(id string) bool { return !documents[id] }),
			"%s: read_in is %q, want ids of documents, sorted", fact, ids)
	}
}

// Package hostname rejects an instance that is a label of another host.
func TestData_PackageHostnameKnowsEveryInstanceHost(t *testing.T) {
	t.Parallel()
	facts, err := catalog.LoadInstanceHosts()
	assert.NilError(t, err)
	want := []hostname.Kind{hostname.API, hostname.Data, hostname.Engine, hostname.Login, hostname.Web}
	got := []hostname.Kind{}
	for _, host := range facts.Hosts {
		got = append(got, host.Kind)
		if host.Kind == hostname.Web {
			continue
		}
		label, _, _ := strings.Cut(strings.TrimPrefix(host.Template, "{instance}."), ".")
		name := strings.NewReplacer("{instance}", "acme", "{engine}", "1").Replace(label)
		assert.Check(t, hostname.CheckInstance(name) != nil, "%q is accepted as the name of an instance", name)
	}
	assert.Check(t, is.DeepEqual(got, want))
	assert.Check(t, facts.Templates().Host(facts.Token.Kind, "acme", "eu") != "",
		"the token endpoint is on a host of kind %q, which has no template", facts.Token.Kind)
}

func TestData_HistoriesBeginWithAnAdditionAndAreSorted(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	last := map[string]catalog.Change{}
	for _, change := range c.Changes() {
		before, known := last[change.RequirementKey]
		assert.Check(t, slices.Contains(c.VersionNumbers(), change.Version),
			"%s: there is no version %q", change.RequirementKey, change.Version)
		assert.Check(t, (!known || before.Kind == catalog.Removed) == (change.Kind == catalog.Added),
			"%s is %s in %s after %q", change.RequirementKey, change.Kind, change.Version, before.Kind)
		assert.Check(t, before.Version != change.Version, "%s is changed twice in %s", change.RequirementKey, change.Version)
		last[change.RequirementKey] = change
	}
}

func TestData_EveryTemplateExpandsToValidHosts(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	longest := hostname.Values{
		Instance: strings.Repeat("a", hostname.MaxInstanceLength), Region: "meta",
		AWSRegion: "ap-southeast-10", AWSDomain: "amazonaws.com", AccountID: c.ExportBucket().AccountID, Engines: hostname.MaxEngines,
	}
	forEach(t, func(t *testing.T, requirement catalog.Requirement) {
		t.Helper()
		for _, instance := range []string{longest.Instance, hostname.AnyInstance} {
			values := longest
			values.Instance = instance
			hosts := hostname.Expand(requirement.Hosts, values)
			assert.Check(t, len(hosts) != 0 || len(requirement.Hosts) == 0, "%q stands for no host", requirement.Hosts)
			for _, host := range hosts {
				assert.Check(t, hostname.CheckPattern(host))
			}
		}
	})
}

func TestData_ExportBucketIsTheDocumentedOne(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	facts := c.ExportBucket()
	bucket, err := exportbucket.Template(facts.Bucket).New(facts.DocumentedAWSRegion, facts.AccountID)
	assert.NilError(t, err)
	assert.Check(t, is.Equal(bucket.Host, "aris-export-eu-west-3-884848470805.s3.eu-west-3.amazonaws.com"))
	selection := c.Select(catalog.Filter{Products: []string{"data_export"}})
	for _, region := range []string{"eu-west-3", "cn-north-1", "us-gov-west-1"} {
		bucket, err := exportbucket.Template(facts.Bucket).New(region, facts.AccountID)
		assert.NilError(t, err)
		values := hostname.Values{AWSRegion: region, AWSDomain: bucket.Domain, AccountID: facts.AccountID}
		assert.Check(t, is.DeepEqual(hostname.Expand(selection.Requirements[0].Hosts, values), []string{bucket.Host}))
	}
	for _, text := range []string{facts.DocumentedRegionNote, facts.AssumedAccountNote} {
		assert.Check(t, is.Contains(text, facts.DocumentedAWSRegion))
	}
	assert.Check(t, is.Contains(facts.AssumedAccountNote, facts.AccountID))
	for _, document := range c.Documents() {
		assert.Check(t, document.ID != facts.ReadIn || document.RecordedOn == facts.RecordedOn,
			"recorded on %s, want %s as the document %s", facts.RecordedOn, document.RecordedOn, document.ID)
	}
	assert.Check(t, is.Equal(facts.LinkValiditySeconds, int64(600)))
	assert.Check(t, facts.ParallelExportsPerUser == 1 && facts.ParallelExportsPerInstance == 5, "%+v", facts)
	assert.Check(t, is.Contains(c.RegionCodes(), facts.DocumentedRegion))
}
