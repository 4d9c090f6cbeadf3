// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// What functions read of a requirement. A hand-written requirement needs only what its function reads.
var (
	flowAttributes     = []string{"purpose", "destination", "transport_protocol", "application_protocols", "from_port", "to_port", "hosts"}
	portAttributes     = []string{"destination", "transport_protocol", "from_port", "to_port"}
	hostPortAttributes = []string{"destination", "transport_protocol", "from_port", "to_port", "hosts"}
	judgedAttributes   = []string{"destination", "transport_protocol", "application_protocols", "from_port", "to_port", "hosts"}
	nameAttributes     = []string{"destination", "transport_protocol", "application_protocols", "hosts"}
	pacAttributes      = []string{"purpose", "destination", "transport_protocol", "hosts"}
)

// passRequirements says what to pass.
const passRequirements = "pass `requirements` of nexthink_connectivity_requirements"

var (
	errNoRequirements = errors.New("no requirements were passed; " + passRequirements)
	// errNothingToCheck keeps a gate from passing on a mocked provider, which returns an empty map.
	errNothingToCheck = errors.New("nothing to check: is nexthink mocked, or the filter too narrow? " + passRequirements)
)

// requirementsArgument is the requirements of a function that reads the attributes.
func requirementsArgument(reads []string) argument[[]traffic.Flow] {
	return argument[[]traffic.Flow]{requirementsParameter(), func(given attribute.Value) ([]traffic.Flow, error) {
		return eachRequirement(given, reads, errNoRequirements, (*requirementReader).flow)
	}}
}

// checkedRequirementsArgument is the requirements of a check.
func checkedRequirementsArgument() argument[[]traffic.Flow] {
	return argument[[]traffic.Flow]{requirementsParameter(), func(given attribute.Value) ([]traffic.Flow, error) {
		return eachRequirement(given, judgedAttributes, errNothingToCheck, (*requirementReader).flow)
	}}
}

// changeRequirementsArgument is the requirements of a change request, which reads every attribute.
func changeRequirementsArgument() argument[[]render.ChangeRequirement] {
	return argument[[]render.ChangeRequirement]{requirementsParameter(), func(given attribute.Value) ([]render.ChangeRequirement, error) {
		return eachRequirement(given, flowAttributes, errNoRequirements, (*requirementReader).changeRequirement)
	}}
}

// requirementsParameter is dynamic, so that a requirement keeps all its attributes and a wrong value gets our own message.
func requirementsParameter() function.DynamicParameter {
	return function.DynamicParameter{
		Name:                "requirements",
		AllowNullValue:      true,
		MarkdownDescription: "The [requirements](../guides/shared-types.md#requirements) by key. Must not be empty.",
	}
}

// eachRequirement reads the requirements in the order of their keys.
func eachRequirement[Requirement any](given attribute.Value, reads []string, empty error, readOne func(*requirementReader) Requirement) ([]Requirement, error) {
	if err := checkRequirements(given, empty); err != nil {
		return nil, err
	}
	c, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	numbers := c.Numbers()
	requirements := make([]Requirement, 0, len(given.Names()))
	for _, key := range given.Names() {
		read := requirementReader{key: key, number: numbers[key], given: given.Member(key), required: reads}
		requirements = append(requirements, readOne(&read))
		if read.err != nil {
			return nil, read.err
		}
	}
	return requirements, nil
}

// checkRequirements returns an error if the value is not a map of requirements. The error says what was passed instead.
func checkRequirements(given attribute.Value, empty error) error {
	if given.Kind() == attribute.KindObject && len(given.Names()) == 0 {
		return empty
	}
	if passed := notRequirements(given); passed != "" {
		return errors.New("this is " + passed + "; " + passRequirements)
	}
	return nil
}

// notRequirements returns in words what a value is that is not a map of requirements; empty if it is one.
func notRequirements(given attribute.Value) string {
	elements := given.Elements()
	switch {
	case given.Kind() == attribute.KindList && len(elements) > 0 && elements[0].Kind() == attribute.KindObject:
		return "a list of requirements, such as values() returns"
	case given.Kind() == attribute.KindList && len(elements) > 0 && elements[0].Kind() == attribute.KindString:
		return "a list of strings, such as `hosts`"
	case given.Kind() != attribute.KindObject:
		return given.Kind().String()
	case given.Has("requirements") && given.Has("port_rules"):
		return "the whole data source"
	case given.Has("destination") && given.Member("destination").Kind() != attribute.KindObject:
		return "one requirement"
	}
	for _, key := range given.Names() {
		switch member := given.Member(key); {
		case member.Kind() == attribute.KindNull:
		case member.Kind() != attribute.KindObject:
			return "a map in which " + wording.Quote(key) + " is " + member.Kind().String()
		case member.Has("requirement_keys") && !member.Has("hosts"):
			return "`port_rules`"
		}
	}
	return ""
}

// requirementReader reads the attributes of a requirement and keeps the first error.
type requirementReader struct {
	key      string
	number   int // the fixed number of a requirement of the catalog
	given    attribute.Value
	required []string
	err      error
}

func (read *requirementReader) flow() traffic.Flow {
	if read.given.Kind() == attribute.KindNull {
		read.err = fmt.Errorf("%s: the requirement is null; leave it out or give its attributes", read.key)
	}
	flow := traffic.Flow{
		Key:          read.key,
		Number:       read.number,
		Purpose:      read.text("purpose"),
		Destination:  read.text("destination"),
		Transport:    read.text("transport_protocol"),
		Applications: read.texts("application_protocols"),
		Ports:        traffic.PortRange{From: read.port("from_port"), To: read.port("to_port")},
		Hosts:        read.texts("hosts"),

		DocumentationURLs: read.texts("documentation_urls"),
	}
	if read.err == nil {
		read.err = read.check(flow)
	}
	return flow
}

// check checks the flow. The ports are not checked if the function does not read them and they are left out.
func (read *requirementReader) check(flow traffic.Flow) error {
	left := read.given.Member("from_port").Kind() == attribute.KindNull || read.given.Member("to_port").Kind() == attribute.KindNull
	if left && !slices.Contains(read.required, "from_port") {
		flow.Ports = traffic.PortRange{From: traffic.FirstPort, To: traffic.LastPort}
	}
	return flow.Check()
}

func (read *requirementReader) changeRequirement() render.ChangeRequirement {
	flow := read.flow()
	return render.ChangeRequirement{
		Flow:      flow,
		Product:   read.text("product"),
		Source:    read.text("source"),
		Condition: read.text("condition"),
		Note:      read.text("note"),
		Wildcard:  flow.HasWildcard(),
		Inferred:  read.texts("inferred"),
	}
}

func (read *requirementReader) fail(name, format string, values ...any) {
	if read.err == nil {
		read.err = fmt.Errorf("%s.%s: %s", read.key, name, fmt.Sprintf(format, values...))
	}
}

// has reports whether an attribute is given. It is an error if the function reads the attribute and it is not.
func (read *requirementReader) has(name string) bool {
	given := read.given.Member(name).Kind() != attribute.KindNull
	switch {
	case given || !slices.Contains(read.required, name):
	case read.given.Has(name):
		read.fail(name, "the attribute is null; give a value")
	default:
		hint := ""
		if near, ok := wording.Nearest(name, slices.DeleteFunc(read.given.Names(), isRequirementAttribute)); ok {
			hint = fmt.Sprintf(" (did you mean %q?)", near)
		}
		read.fail(name, "the attribute is missing%s; give a value", hint)
	}
	return given
}

// isRequirementAttribute reports whether the data source has the attribute, which is then not a slip of another one.
func isRequirementAttribute(name string) bool {
	_, known := computedAttributes[requirementModel](nil)[name]
	return known
}

func (read *requirementReader) text(name string) string {
	if !read.has(name) {
		return ""
	}
	text, ok := read.given.Member(name).AsString()
	if !ok {
		read.fail(name, "this is %s; give a string", read.given.Member(name).Kind())
	}
	return text
}

func (read *requirementReader) texts(name string) []string {
	if !read.has(name) {
		return nil
	}
	value := read.given.Member(name)
	if value.Kind() != attribute.KindList {
		read.fail(name, "this is %s; give a list of strings, or [] for none", value.Kind())
	}
	texts := make([]string, 0, len(value.Elements()))
	for i, element := range value.Elements() {
		text, ok := element.AsString()
		if !ok {
			read.fail(fmt.Sprintf("%s[%d]", name, i), "this is %s; give a string, or leave the element out", element.Kind())
		}
		texts = append(texts, text)
	}
	return texts
}

func (read *requirementReader) port(name string) int64 {
	if !read.has(name) {
		return 0
	}
	number, err := wholeNumberOf(read.given.Member(name), "from 1 to 65535")
	if err != nil {
		read.fail(name, "%s", err)
	}
	return number
}
