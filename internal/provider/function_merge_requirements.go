// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// NewMergeRequirementsFunction returns the function that merges the requirements of several tenants.
func NewMergeRequirementsFunction() function.Function {
	return &pureFunction{
		name:    "merge_requirements",
		summary: "Merge the requirements of several tenants",
		description: "Returns the requirements of several tenants as one map. Terraform's own `merge` keeps only the last tenant's hosts of a requirement. " +
			"The same key with the same ports, transport protocol and destination becomes one requirement with the hosts of all tenants. " +
			"Anything else under the same key is an error that names the key. " +
			"The guide [Several tenants](../guides/several-tenants.md) shows a complete configuration. The result is a map of objects:\n\n" + describeResult[requirementModel](),
		call: call{
			variadic: requirementsParameter(flowAttributes),
			result:   reflect.TypeFor[map[string]requirementModel](),
			run:      func(given []attribute.Value) (any, error) { return mergeRequirements(given[0].Elements()) },
		},
	}
}

func mergeRequirements(given []attribute.Value) (map[string]requirementModel, error) {
	merged := make(map[string]requirementModel)
	for i, requirements := range given {
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
			merged[model.Key] = known.withHosts(model.Hosts)
		}
	}
	if len(merged) == 0 {
		return nil, errNoRequirements
	}
	return merged, nil
}

// checkSame refuses another requirement under the same key.
func (model requirementModel) checkSame(other requirementModel) error {
	if model.Destination == other.Destination && model.TransportProtocol == other.TransportProtocol && model.PortRange == other.PortRange {
		return nil
	}
	return fmt.Errorf("%s: the requirement is %s here and %s before; give one of them another key", model.Key, other.inWords(), model.inWords())
}

func (model requirementModel) inWords() string {
	return model.TransportProtocol + " " + model.PortRange + " to " + model.Destination
}

func (model requirementModel) withHosts(hosts []string) requirementModel {
	model.Hosts = append(append([]string{}, model.Hosts...), hosts...)
	slices.Sort(model.Hosts)
	model.Hosts = slices.Compact(model.Hosts)
	model.HasWildcard = slices.ContainsFunc(model.Hosts, hostname.IsWildcard)
	return model
}

// model returns a requirement with all its attributes. A hand-written one has those that it gives.
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

// variadicError names the argument by its place: the arguments of a variadic parameter have no names of their own.
func variadicError(index int, err error) error {
	return &traffic.ArgumentError{Argument: "requirements", Index: index, Err: err}
}
