// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// flowAttributes are what every function reads of a requirement. The type is part of the functions' signatures and so never
// changes.
func flowAttributes() map[string]attr.Type {
	return map[string]attr.Type{
		"purpose":               types.StringType,
		"destination":           types.StringType,
		"transport_protocol":    types.StringType,
		"application_protocols": types.ListType{ElemType: types.StringType},
		"from_port":             types.NumberType,
		"to_port":               types.NumberType,
		"hosts":                 types.ListType{ElemType: types.StringType},
	}
}

// changeAttributes are what a change request reads of a requirement.
func changeAttributes() map[string]attr.Type {
	attributes := flowAttributes()
	maps.Copy(attributes, map[string]attr.Type{
		"product":            types.StringType,
		"source":             types.StringType,
		"condition":          types.StringType,
		"note":               types.StringType,
		"has_wildcard":       types.BoolType,
		"inferred":           types.ListType{ElemType: types.StringType},
		"documentation_urls": types.ListType{ElemType: types.StringType},
	})
	return attributes
}

func requirementsArgument() argument[[]traffic.Flow] {
	return argument[[]traffic.Flow]{
		function.MapParameter{
			Name:        "requirements",
			ElementType: types.ObjectType{AttrTypes: flowAttributes()},
			MarkdownDescription: "The requirements by key: `requirements` of `nexthink_connectivity_requirements`, or rows of your own, " +
				"objects of `purpose`, `destination`, `transport_protocol`, `application_protocols`, `from_port`, `to_port` and `hosts`. " +
				"Pass `requirements` and not `port_rules`. Must not be empty.",
		},
		func(given attribute.Value) ([]traffic.Flow, error) {
			return eachRequirement(given, func(_ *requirementReader, flow traffic.Flow) traffic.Flow { return flow })
		},
	}
}

func changeRowsArgument() argument[[]render.ChangeRequirement] {
	return argument[[]render.ChangeRequirement]{
		function.MapParameter{
			Name:        "requirements",
			ElementType: types.ObjectType{AttrTypes: changeAttributes()},
			MarkdownDescription: "The requirements by key: `requirements` of `nexthink_connectivity_requirements`. A row of your own needs `product`, `source`, " +
				"`condition`, `note`, `has_wildcard`, `inferred` and `documentation_urls` beside what every function reads; rows from `extra_requirements` " +
				"have those, the first four null. Must not be empty.",
		},
		func(given attribute.Value) ([]render.ChangeRequirement, error) {
			return eachRequirement(given, func(read *requirementReader, flow traffic.Flow) render.ChangeRequirement {
				return render.ChangeRequirement{
					Flow:              flow,
					Product:           read.optionalText("product"),
					Source:            read.optionalText("source"),
					Condition:         read.optionalText("condition"),
					Note:              read.optionalText("note"),
					Wildcard:          read.isTrue("has_wildcard") || flow.HasWildcard(),
					Inferred:          read.texts("inferred"),
					DocumentationURLs: read.texts("documentation_urls"),
				}
			})
		},
	}
}

// errNoRequirement keeps a gate from passing on a mocked provider, which returns an empty map.
var errNoRequirement = errors.New("nothing to check: is nexthink mocked, or the filter too narrow? give at least one requirement")

// eachRequirement reads the requirements in the order of their keys.
func eachRequirement[Row any](given attribute.Value, row func(read *requirementReader, flow traffic.Flow) Row) ([]Row, error) {
	c, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	numbers, keys := c.Numbers(), given.Names()
	if len(keys) == 0 {
		return nil, errNoRequirement
	}
	rows := make([]Row, 0, len(keys))
	for _, key := range keys {
		read := requirementReader{key: key, given: given.Member(key)}
		flow := read.flow(numbers[key])
		rows = append(rows, row(&read, flow))
		if read.err != nil {
			return nil, read.err
		}
	}
	return rows, nil
}

// requirementReader reads the attributes of a requirement and keeps the first error.
type requirementReader struct {
	key   string
	given attribute.Value
	err   error
}

func (read *requirementReader) flow(number int) traffic.Flow {
	if read.given.Kind() == attribute.KindNull {
		read.err = fmt.Errorf("%s: the row is null; leave it out or give all of its attributes", read.key)
	}
	flow := traffic.Flow{
		Key:          read.key,
		Number:       number,
		Purpose:      read.text("purpose"),
		Destination:  read.text("destination"),
		Transport:    read.text("transport_protocol"),
		Applications: read.texts("application_protocols"),
		Ports:        traffic.PortRange{From: read.port("from_port"), To: read.port("to_port")},
		Hosts:        read.texts("hosts"),
	}
	if read.err == nil {
		read.err = flow.Check()
	}
	return flow
}

func (read *requirementReader) fail(name, problem string) {
	if read.err == nil {
		read.err = fmt.Errorf("%s.%s: %s", read.key, name, problem)
	}
}

func (read *requirementReader) text(name string) string {
	text, given := read.given.Member(name).AsString()
	if !given {
		read.fail(name, "the attribute is null; give a value")
	}
	return text
}

func (read *requirementReader) optionalText(name string) string {
	text, _ := read.given.Member(name).AsString()
	return text
}

func (read *requirementReader) isTrue(name string) bool {
	truth, _ := read.given.Member(name).AsBool()
	return truth
}

func (read *requirementReader) texts(name string) []string {
	if read.given.Member(name).Kind() == attribute.KindNull {
		read.fail(name, "the list is null; give one, or [] for none")
	}
	elements := read.given.Member(name).Elements()
	texts := make([]string, 0, len(elements))
	for i, element := range elements {
		text, given := element.AsString()
		if !given {
			read.fail(fmt.Sprintf("%s[%d]", name, i), "the element is null; leave it out or give a value")
		}
		texts = append(texts, text)
	}
	return texts
}

func (read *requirementReader) port(name string) int64 {
	value := read.given.Member(name)
	if value.Kind() == attribute.KindNull {
		read.fail(name, "the attribute is null; give a whole number from 1 to 65535")
		return 0
	}
	number, err := wholeNumberOf(value, "from 1 to 65535")
	if err != nil {
		read.fail(name, err.Error())
	}
	return number
}
