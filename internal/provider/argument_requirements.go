// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

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
			"objects of `purpose`, `destination`, `transport_protocol`, `application_protocols`, `from_port`, `to_port` and `hosts`. " +
			"Pass `requirements` and not `port_rules`. Must not be empty.",
	}
}

// errNoRequirement keeps a gate from passing on a mocked provider, which answers with an empty map.
var errNoRequirement = errors.New("nothing to check: is nexthink mocked, or the filter too narrow? give at least one requirement")

// givenRows are the rows of a call as they came.
type givenRows map[string]tftypes.Value

// flows reads the rows, in the order of their keys.
func (rows givenRows) flows() ([]traffic.Flow, error) {
	if len(rows) == 0 {
		return nil, traffic.InRequirements(errNoRequirement)
	}
	c, err := catalog.Load()
	if err != nil {
		return nil, err
	}
	numbers := c.Numbers()
	flows := make([]traffic.Flow, 0, len(rows))
	for _, key := range sortedKeys(rows) {
		flow, err := flowOf(key, rows[key])
		if err != nil {
			return nil, traffic.InRequirements(err)
		}
		flow.Number = numbers[key]
		flows = append(flows, flow)
	}
	return flows, nil
}

func flowOf(key string, row tftypes.Value) (traffic.Flow, error) {
	read := readRow(row)
	if row.IsNull() {
		return traffic.Flow{}, fmt.Errorf("%s: the row is null; leave it out or give all of its attributes", key)
	}
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
	attributes map[string]tftypes.Value
	err        error
}

func readRow(row tftypes.Value) *rowReader {
	read := &rowReader{}
	read.err = row.As(&read.attributes)
	return read
}

func (read *rowReader) fail(name, problem string) {
	if read.err == nil {
		read.err = fmt.Errorf("%s: %s", name, problem)
	}
}

func (read *rowReader) text(name string) string {
	text, known := plainText(read.attributes[name])
	if !known {
		read.fail(name, "the attribute is null; give a value")
	}
	return text
}

// optionalText is empty where the attribute is null.
func (read *rowReader) optionalText(name string) string {
	text, _ := plainText(read.attributes[name])
	return text
}

func (read *rowReader) truth(name string) bool {
	var truth bool
	err := read.attributes[name].As(&truth)
	return err == nil && truth
}

func (read *rowReader) texts(name string) []string {
	var elements []tftypes.Value
	if err := read.attributes[name].As(&elements); err != nil || read.attributes[name].IsNull() {
		read.fail(name, "the list is null; give one, or [] for none")
	}
	texts := make([]string, 0, len(elements))
	for i, element := range elements {
		text, known := plainText(element)
		if !known {
			read.fail(fmt.Sprintf("%s[%d]", name, i), "the element is null; leave it out or give a value")
		}
		texts = append(texts, text)
	}
	return texts
}

func (read *rowReader) number(name string) int64 {
	if read.attributes[name].IsNull() {
		read.fail(name, "the attribute is null; give a whole number from 1 to 65535")
		return 0
	}
	number, err := plainNumber(read.attributes[name], "from 1 to 65535")
	if err != nil {
		read.fail(name, err.Error())
	}
	return number
}

// plainText gives the text of a string that is neither null nor unknown.
func plainText(value tftypes.Value) (string, bool) {
	var text string
	err := value.As(&text)
	return text, err == nil && value.IsKnown() && !value.IsNull()
}

// plainNumber gives a whole number, or an error that says which are accepted.
func plainNumber(value tftypes.Value, accepted string) (int64, error) {
	var float big.Float
	if err := value.As(&float); err != nil {
		return 0, err
	}
	number, whole := wholeNumber(types.NumberValue(&float))
	if !whole {
		return 0, errors.New(float.Text('g', 12) + " is no whole number; give one " + accepted)
	}
	return number, nil
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

func changeRowsOf(rows givenRows, flows []traffic.Flow) ([]firewall.ChangeRow, error) {
	changes := make([]firewall.ChangeRow, 0, len(flows))
	for _, flow := range flows {
		read := readRow(rows[flow.Key])
		changes = append(changes, firewall.ChangeRow{
			Flow:              flow,
			Product:           read.optionalText("product"),
			Source:            read.optionalText("source"),
			Condition:         read.optionalText("condition"),
			Note:              read.optionalText("note"),
			Wildcard:          read.truth("has_wildcard") || flow.HasWildcard(),
			Inferred:          read.texts("inferred"),
			DocumentationURLs: read.texts("documentation_urls"),
		})
		if read.err != nil {
			return nil, traffic.InRequirements(fmt.Errorf("%s.%w", flow.Key, read.err))
		}
	}
	return changes, nil
}
