// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// NewMergeRequirementsFunction returns the function that merges the requirements of several tenants.
func NewMergeRequirementsFunction() function.Function {
	return &pureFunction{
		name:    "merge_requirements",
		summary: "Merge the requirements of several tenants",
		page: page{
			returns: "Returns the requirements of several tenants as one map.",
			result: "If tenants have a requirement with the same key, ports, protocols and destination, the result has one requirement. It has the hosts, " +
				"notes and pages of all tenants.",
			limits: []string{
				"If the ports, protocols or destinations of a key differ, it is an error that names the key.",
				"Do not use Terraform's own `merge`. It keeps only the last tenant's hosts of a requirement.",
				"As one argument, a list or map of several tenants is an error. Write `...` after a list, and each element becomes an argument.",
			},
			seeAlso: []string{"[Several tenants](../guides/several-tenants.md)"},
		},
		call: call{
			variadic: requirementsParameter(),
			result:   reflect.TypeFor[map[string]requirementModel](),
			run:      func(given []attribute.Value) (any, error) { return mergeRequirements(given[0].Elements()) },
		},
	}
}

func mergeRequirements(given []attribute.Value) (map[string]requirementModel, error) {
	merged := make(map[string]requirementModel)
	for i, requirements := range given {
		if err := checkTenant(requirements); err != nil {
			return nil, variadicError(i, err)
		}
		models, err := eachRequirement(requirements, flowAttributes, errNoRequirements, (*requirementReader).model)
		if err != nil {
			return nil, variadicError(i, err)
		}
		for _, model := range models {
			known, found := merged[model.Key]
			if !found {
				merged[model.Key] = model
				continue
			}
			if err := known.checkSame(model); err != nil {
				return nil, variadicError(i, err)
			}
			merged[model.Key] = known.with(model)
		}
	}
	if len(merged) == 0 {
		return nil, errNoRequirements
	}
	return merged, nil
}

// checkSame returns an error for another requirement with the same key.
func (model requirementModel) checkSame(other requirementModel) error {
	if model.Destination == other.Destination && model.TransportProtocol == other.TransportProtocol && model.PortRange == other.PortRange &&
		slices.Equal(sortedCopy(model.ApplicationProtocols), sortedCopy(other.ApplicationProtocols)) {
		return nil
	}
	return fmt.Errorf("%s: the requirement is %s here and %s before; give one of them another key", model.Key, other.inWords(), model.inWords())
}

func (model requirementModel) inWords() string {
	words := model.TransportProtocol + " " + model.PortRange + " to " + model.Destination
	if len(model.ApplicationProtocols) > 0 {
		words += " for " + wording.List(sortedCopy(model.ApplicationProtocols), "and")
	}
	return words
}

// with adds what another tenant's requirement has: its hosts, its note, what was inferred, and the pages.
func (model requirementModel) with(other requirementModel) requirementModel {
	model.Hosts = sortedCopy(model.Hosts, other.Hosts...)
	model.HasWildcard = slices.ContainsFunc(model.Hosts, hostname.IsWildcard)
	model.Inferred = sortedCopy(model.Inferred, other.Inferred...)
	switch {
	case model.Note == nil:
		model.Note = other.Note
	case other.Note != nil && !strings.Contains(*model.Note, *other.Note):
		model.Note = joinNotes(model.Note, *other.Note)
	}
	for _, page := range other.DocumentationURLs {
		if !slices.Contains(model.DocumentationURLs, page) {
			model.DocumentationURLs = append(slices.Clone(model.DocumentationURLs), page)
		}
	}
	return model
}

// sortedCopy returns the texts of both, sorted and each once.
func sortedCopy(texts []string, more ...string) []string {
	all := append(append([]string{}, texts...), more...)
	slices.Sort(all)
	return slices.Compact(all)
}

// model returns a requirement with all its attributes. A hand-written one has those that the user wrote.
func (read *requirementReader) model() requirementModel {
	flow := read.flow()
	optional := func(name string) *string {
		if read.given.Member(name).IsAbsent() {
			return nil
		}
		text := read.text(name)
		return &text
	}
	model := requirementModel{
		Key: flow.Key, Purpose: flow.Purpose, Destination: flow.Destination, Direction: outbound, TransportProtocol: flow.Transport,
		ApplicationProtocols: flow.Applications, FromPort: flow.Ports.From, ToPort: flow.Ports.To, PortRange: flow.Ports.String(),
		Hosts: flow.Hosts, HasWildcard: flow.HasWildcard(),
		Product: optional("product"), Source: optional("source"), Condition: optional("condition"), Note: optional("note"),
		SecureAlternative: optional("secure_alternative"), AddedIn: optional("added_in"),
		Platforms: read.list("platforms"), Inferred: read.list("inferred"), DocumentationURLs: read.list("documentation_urls"),
	}
	if classic, given := read.given.Member("classic").AsBool(); given {
		model.Classic = &classic
	}
	return model
}

// list returns the texts of an attribute; an empty list if it is left out.
func (read *requirementReader) list(name string) []string {
	return append([]string{}, read.texts(name)...)
}

// checkTenant returns an error for a list or map of several tenants' requirements. The error shows how to pass each of them.
func checkTenant(given attribute.Value) error {
	const pass = "; pass the requirements of each tenant as an argument of its own, with ... after a list of them: " +
		"merge_requirements([for tenant in data.nexthink_connectivity_requirements.tenant : tenant.requirements]...)"
	isTenant := func(element attribute.Value) bool {
		return element.Kind() == attribute.KindObject && !element.Has("destination") &&
			(element.Has("requirements") || len(element.Names()) > 0 && element.Member(element.Names()[0]).Has("destination"))
	}
	switch {
	case given.Has("requirements"):
		return nil
	case slices.ContainsFunc(given.Elements(), isTenant):
		return errors.New("this is a list of the requirements of several tenants" + pass)
	case slices.ContainsFunc(given.Names(), func(key string) bool { return isTenant(given.Member(key)) }):
		return errors.New("this is a map of the requirements of several tenants" + pass)
	}
	return nil
}

// variadicError names the argument by its place: the arguments of a variadic parameter have no names of their own.
func variadicError(index int, err error) error {
	return &traffic.ArgumentError{Argument: "requirements", Index: index, Err: fmt.Errorf("argument %d: %w", index+1, err)}
}
