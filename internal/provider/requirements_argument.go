// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/catalog"
	"github.com/nexthink/terraform-provider-nexthink/internal/firewall"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// rowAttributes are what a function reads of a requirement. Terraform drops the rest of what the data source answers, and a
// row that is written by hand needs no more. The type is part of the functions' signatures and so never changes.
func rowAttributes() map[string]attr.Type {
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

func requirementsParameter() function.MapParameter {
	return function.MapParameter{
		Name:        "requirements",
		ElementType: types.ObjectType{AttrTypes: rowAttributes()},
		MarkdownDescription: "The requirements by key: `requirements` of `nexthink_connectivity_requirements`, or rows of your own, " +
			"objects of `purpose`, `destination`, `transport_protocol`, `application_protocols`, `from_port`, `to_port` and `hosts`. Must not be empty.",
	}
}

// errNoRequirement keeps a gate from passing on a mocked provider, which answers with an empty map.
var errNoRequirement = errors.New("nothing to check: is nexthink mocked, or the filter too narrow?")

// flowsOf reads the rows of a map, in the order of their keys.
func flowsOf(rows types.Map) ([]traffic.Flow, error) {
	elements := rows.Elements()
	if len(elements) == 0 {
		return nil, traffic.InRequirements(errNoRequirement)
	}
	numbers, err := catalogNumbers()
	if err != nil {
		return nil, err
	}
	flows := make([]traffic.Flow, 0, len(elements))
	for _, key := range sortedKeys(elements) {
		flow, err := flowOf(key, elements[key])
		if err != nil {
			return nil, traffic.InRequirements(err)
		}
		flow.Number = numbers[key]
		flows = append(flows, flow)
	}
	return flows, nil
}

// catalogNumbers are the fixed numbers of the catalogue's requirements by key, those of every version.
func catalogNumbers() (map[string]int, error) {
	c, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	return c.Numbers(), nil
}

func flowOf(key string, row attr.Value) (traffic.Flow, error) {
	object, ok := row.(types.Object)
	if !ok || object.IsNull() {
		return traffic.Flow{}, fmt.Errorf("%s: the row is null; leave it out or give all of its attributes", key)
	}
	read := rowReader{attributes: object.Attributes()}
	flow := traffic.Flow{
		Key:          key,
		Purpose:      read.text("purpose"),
		Destination:  read.text("destination"),
		Transport:    read.text("transport_protocol"),
		Applications: read.texts("application_protocols"),
		Ports:        traffic.PortRange{From: read.number("from_port"), To: read.number("to_port")},
		Hosts:        read.texts("hosts"),
	}
	if read.err != nil {
		return flow, fmt.Errorf("%s.%w", key, read.err)
	}
	return flow, flow.Check()
}

// rowReader reads the attributes of a row and keeps the first thing that is wrong.
type rowReader struct {
	attributes map[string]attr.Value
	err        error
}

func (read *rowReader) fail(name, problem string) {
	if read.err == nil {
		read.err = fmt.Errorf("%s: %s", name, problem)
	}
}

func (read *rowReader) text(name string) string {
	value, ok := read.attributes[name].(types.String)
	if !ok || value.IsNull() {
		read.fail(name, "the attribute is null; give a value")
	}
	return value.ValueString()
}

// optionalText is empty where the attribute is null.
func (read *rowReader) optionalText(name string) string {
	value, _ := read.attributes[name].(types.String)
	return value.ValueString()
}

func (read *rowReader) texts(name string) []string {
	list, ok := read.attributes[name].(types.List)
	if !ok || list.IsNull() {
		read.fail(name, "the list is null; give one, or [] for none")
	}
	elements := list.Elements()
	texts := make([]string, 0, len(elements))
	for i, element := range elements {
		text, ok := element.(types.String)
		if !ok || text.IsNull() {
			read.fail(fmt.Sprintf("%s[%d]", name, i), "the element is null; leave it out or give a value")
		}
		texts = append(texts, text.ValueString())
	}
	return texts
}

func (read *rowReader) number(name string) int64 {
	value, ok := read.attributes[name].(types.Number)
	if !ok || value.IsNull() {
		read.fail(name, "the attribute is null; give a whole number from 1 to 65535")
		return 0
	}
	number, whole := wholeNumber(value)
	if !whole {
		read.fail(name, value.ValueBigFloat().Text('g', 12)+" is no whole number; give one from 1 to 65535")
	}
	return number
}

// changeRowAttributes are what a change request says beside.
func changeRowAttributes() map[string]attr.Type {
	attributes := rowAttributes()
	for _, name := range []string{"product", "source", "condition", "note"} {
		attributes[name] = types.StringType
	}
	attributes["has_wildcard"] = types.BoolType
	attributes["inferred"] = types.ListType{ElemType: types.StringType}
	attributes["documentation_urls"] = types.ListType{ElemType: types.StringType}
	return attributes
}

func changeRowsOf(rows types.Map, flows []traffic.Flow) ([]firewall.ChangeRow, error) {
	elements := rows.Elements()
	changes := make([]firewall.ChangeRow, 0, len(flows))
	for _, flow := range flows {
		object, _ := elements[flow.Key].(types.Object)
		read := rowReader{attributes: object.Attributes()}
		wildcard, _ := object.Attributes()["has_wildcard"].(types.Bool)
		changes = append(changes, firewall.ChangeRow{
			Flow:              flow,
			Product:           read.optionalText("product"),
			Source:            read.optionalText("source"),
			Condition:         read.optionalText("condition"),
			Note:              read.optionalText("note"),
			Wildcard:          wildcard.ValueBool() || flow.HasWildcard(),
			Inferred:          read.texts("inferred"),
			DocumentationURLs: read.texts("documentation_urls"),
		})
		if read.err != nil {
			return nil, traffic.InRequirements(fmt.Errorf("%s.%w", flow.Key, read.err))
		}
	}
	return changes, nil
}
