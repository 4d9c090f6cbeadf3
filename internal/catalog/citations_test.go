// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The table was made from the fact sheet and not from the data. It has a line for each version that adds or changes a requirement.
func TestSelect_StatesTheFactsToTheLetter(t *testing.T) {
	t.Parallel()
	table, err := os.ReadFile("testdata/facts.tsv")
	assert.NilError(t, err)
	want := map[string]string{}
	lines := strings.Split(strings.TrimSuffix(string(table), "\n"), "\n")[1:]
	for _, version := range loaded(t).VersionNumbers() {
		for _, line := range lines {
			in, fact, _ := strings.Cut(line, "\t")
			if in == version {
				key, _, _ := strings.Cut(fact, "\t")
				want[key] = fact
			}
		}
		got := map[string]string{}
		for _, requirement := range loaded(t).Select(catalog.Filter{Version: version, IncludeClassic: true}).Requirements {
			got[requirement.Key] = factLine(requirement)
		}
		assert.Check(t, is.DeepEqual(got, want), "version %s", version)
	}
}

func factLine(requirement catalog.Requirement) string {
	documents := []string{}
	for _, citation := range requirement.ReadIn {
		documents = append(documents, citation.Document)
	}
	hosts := strings.Join(requirement.Hosts, " ")
	hosts = strings.NewReplacer("{account_id}", "884848470805", "{aws_domain}", "amazonaws.com").Replace(hosts)
	condition := "always"
	if requirement.Condition != nil {
		condition = *requirement.Condition
	}
	return strings.Join([]string{
		requirement.Key, strconv.Itoa(requirement.Number), requirement.Product, requirement.Source, requirement.Destination, requirement.TransportProtocol,
		traffic.PortRange{From: requirement.FromPort, To: requirement.ToPort}.String(), strings.Join(requirement.ApplicationProtocols, " "),
		hosts, strings.Join(documents, " "), condition, strings.Join(requirement.Inferred, " "),
	}, "\t")
}

// statable are the attributes of the requirement whose value a document must state, or which are inferred.
func statable(requirement catalog.Requirement) []string {
	attributes := []string{"application_protocols", "destination", "direction", "port_range", "source", "transport_protocol"}
	if len(requirement.Hosts) > 0 {
		attributes = append(attributes, "hosts")
	}
	if requirement.Condition != nil {
		attributes = append(attributes, "condition")
	}
	if requirement.SecureAlternative != nil {
		attributes = append(attributes, "secure_alternative")
	}
	return attributes
}

func TestData_EveryValueIsStatedOrInferred(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, requirement catalog.Requirement) {
		t.Helper()
		attributes := statable(requirement)
		for _, attribute := range attributes {
			stated := slices.ContainsFunc(requirement.ReadIn, statesAttribute(attribute))
			assert.Check(t, stated || slices.Contains(requirement.Inferred, attribute), "no document states %s, and it is not inferred", attribute)
		}
		for _, host := range requirement.Hosts {
			assert.Check(t, slices.Contains(requirement.Inferred, "hosts") || slices.ContainsFunc(requirement.ReadIn, namesHost(host)),
				"no document names %s, and hosts is not inferred", host)
		}
		for _, attribute := range requirement.Inferred {
			assert.Check(t, slices.Contains(attributes, attribute), "%s is inferred, and the requirement has none", attribute)
		}
	})
}

func statesAttribute(attribute string) func(catalog.Citation) bool {
	return func(citation catalog.Citation) bool {
		return citation.States == nil || slices.Contains(citation.States, attribute)
	}
}

func namesHost(host string) func(catalog.Citation) bool {
	return func(citation catalog.Citation) bool {
		return statesAttribute("hosts")(citation) && (citation.Hosts == nil || slices.Contains(citation.Hosts, host))
	}
}

func TestData_CitationsAreOfTheRequirement(t *testing.T) {
	t.Parallel()
	forEach(t, func(t *testing.T, requirement catalog.Requirement) {
		t.Helper()
		compare := func(a, b catalog.Citation) int { return strings.Compare(a.Document, b.Document) }
		assert.Check(t, len(requirement.ReadIn) > 0 && slices.IsSortedFunc(requirement.ReadIn, compare),
			"read_in is %+v, want one document or more, sorted", requirement.ReadIn)
		for _, citation := range requirement.ReadIn {
			for _, attribute := range citation.States {
				assert.Check(t, slices.Contains(statable(requirement), attribute),
					"%s states %s, and the requirement has none", citation.Document, attribute)
				// A document may name some of the hosts, or a host for another purpose.
				assert.Check(t, attribute == "hosts" || !slices.Contains(requirement.Inferred, attribute),
					"%s states %s, which is inferred", citation.Document, attribute)
			}
			for _, host := range citation.Hosts {
				assert.Check(t, slices.Contains(requirement.Hosts, host),
					"%s names %s, which is not a host of the requirement", citation.Document, host)
			}
			for _, list := range [][]string{citation.States, citation.Hosts} {
				assert.Check(t, slices.IsSorted(list), "%s: %q is not sorted", citation.Document, list)
			}
		}
	})
}

// citedApart are the documents of the facts that are the same in every version.
func citedApart(t *testing.T) map[string][]string {
	t.Helper()
	hosts, err := catalog.LoadInstanceHosts()
	assert.NilError(t, err)
	readIn := map[string][]string{"the export bucket": {loaded(t).ExportBucket().ReadIn}, "the token endpoint": hosts.Token.ReadIn}
	for _, region := range loaded(t).Regions() {
		readIn["the region "+region.Code] = region.ReadIn
	}
	for _, host := range hosts.Hosts {
		readIn["the host of kind "+string(host.Kind)] = host.ReadIn
	}
	return readIn
}

func TestData_EveryDocumentOfAVersionIsCitedOrForTheDocumentation(t *testing.T) {
	t.Parallel()
	c := loaded(t)
	cited := map[string]bool{}
	for _, ids := range citedApart(t) {
		for _, id := range ids {
			cited[id] = true
		}
	}
	listed := map[string]bool{}
	for _, version := range c.Versions() {
		citedByVersion := map[string]bool{}
		for _, requirement := range c.Select(catalog.Filter{Version: version.Number, IncludeClassic: true}).Requirements {
			for _, citation := range requirement.ReadIn {
				citedByVersion[citation.Document] = true
			}
		}
		for _, document := range c.Documents() {
			if !slices.Contains(version.DocumentIDs, document.ID) {
				continue
			}
			listed[document.ID] = true
			assert.Check(t, (cited[document.ID] || citedByVersion[document.ID]) != document.DocumentationOnly,
				"%s: %s is for the documentation only: %t", version.Number, document.ID, document.DocumentationOnly)
		}
	}
	for _, document := range c.Documents() {
		assert.Check(t, listed[document.ID], "no version lists the document %s", document.ID)
	}
}

func TestData_DocumentsHaveAnOrder(t *testing.T) {
	t.Parallel()
	documents := loaded(t).Documents()
	slices.SortFunc(documents, func(a, b catalog.Document) int { return a.Order - b.Order })
	for i, document := range documents {
		assert.Check(t, is.Equal(document.Order, i+1), document.ID)
	}
	assert.Check(t, is.Equal(documents[0].ID, "experience-2024"))
}
