// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// rulesArgument is the rules that a check compares with the requirements.
func rulesArgument() argument[[]traffic.Rule] {
	return argument[[]traffic.Rule]{
		function.DynamicParameter{
			Name:                "rules",
			AllowUnknownValues:  true,
			MarkdownDescription: "The [rules](../guides/shared-types.md#rules) of one firewall, as a list or map.",
		},
		readRules,
	}
}

// givenRule is what a check may be given of a rule, in the order in which messages list it.
var givenRule = []string{
	"id", "group", "action", "priority", "direction", "transport_protocol", "from_port", "to_port", "application_protocols", "hosts", "addresses",
	"sources", "unproven",
}

func readRules(given attribute.Value) ([]traffic.Rule, error) {
	if given.Kind() == attribute.KindObject {
		if err := checkNoResource("rules", given); err != nil {
			return nil, err
		}
	}
	return eachElement(given, "this is %s; give a list of rules, such as a function normalize_* returns", readRule)
}

func readRule(path, id string, given attribute.Value) (traffic.Rule, error) {
	if given.IsUnknown() {
		return traffic.Rule{ID: id, Unknown: traffic.FieldsAll}, nil
	}
	if given.Kind() != attribute.KindObject {
		return traffic.Rule{}, fmt.Errorf("%s: this is %s; give an object with the attributes of a rule", path, given.Kind())
	}
	if err := checkNoResource(path, given); err != nil {
		return traffic.Rule{}, err
	}
	for _, name := range given.Names() {
		if !slices.Contains(givenRule, name) {
			return traffic.Rule{}, fmt.Errorf("%s: %s", path, wording.Unknown(name, "attribute", givenRule, ""))
		}
	}
	if !slices.ContainsFunc(givenRule[2:], given.Has) {
		return traffic.Rule{}, fmt.Errorf("%s: no attribute says what the rule matches, so it would match everything; give some of action, transport_protocol, "+
			"from_port and to_port, hosts and addresses", path)
	}
	read := ruleReader{given: given}
	rule := read.rule(id)
	if read.err == nil {
		read.err = rule.Check()
	}
	if read.err != nil {
		return rule, fmt.Errorf("%s.%w", path, read.err)
	}
	return rule, nil
}

// checkNoResource returns an error for a resource that no function normalize_… converted.
func checkNoResource(path string, given attribute.Value) error {
	mark, functions := normalize.FunctionsFor(given)
	if plan := "planned_values"; mark == "" && given.Has(plan) && given.Member(plan).Kind() != attribute.KindObject {
		mark, functions = plan, []string{"normalize_plan"}
	}
	if mark == "" {
		return nil
	}
	return fmt.Errorf("%s: this is a resource, because it has the attribute %s; pass the result of %s", path, mark, wording.List(functions, "or"))
}

// ruleReader reads the attributes of a rule and keeps the first thing that is wrong.
type ruleReader struct {
	given   attribute.Value
	unknown traffic.Fields
	err     error
}

func (read *ruleReader) rule(id string) traffic.Rule {
	rule := traffic.Rule{
		ID:           read.text("id", 0, id),
		Group:        read.text("group", traffic.FieldGroup, ""),
		Action:       read.action(),
		Direction:    read.text("direction", traffic.FieldDirection, traffic.Outbound),
		Transport:    read.text("transport_protocol", traffic.FieldTransport, traffic.AnyTransport),
		Applications: read.texts("application_protocols", traffic.FieldApplications),
		Hosts:        read.texts("hosts", traffic.FieldHosts),
		Addresses:    read.texts("addresses", traffic.FieldAddresses),
		Sources:      read.texts("sources", traffic.FieldSources),
		Unproven:     read.text("unproven", traffic.FieldUnproven, ""),
	}
	rule.Priority, rule.Ordered = read.number("priority", traffic.FieldPriority, "such as 100")
	from, hasFrom := read.number("from_port", traffic.FieldFromPort, "from 1 to 65535")
	to, hasTo := read.number("to_port", traffic.FieldToPort, "from 1 to 65535")
	switch {
	case hasFrom != hasTo && !read.unknown.Has(traffic.FieldPorts):
		read.fail("from_port", traffic.ErrNoPort)
	case hasFrom && from == 0, hasTo && to == 0:
		read.fail("from_port", traffic.CheckPort(0))
	default:
		rule.Ports = traffic.PortRange{From: from, To: to}
	}
	rule.Unknown = read.unknown
	return rule
}

// action returns allow if the action is left out. If it is null and a reason is given, the action is empty.
func (read *ruleReader) action() string {
	if read.given.Member("action").Kind() == attribute.KindNull && !read.given.Member("unproven").IsAbsent() {
		return ""
	}
	return read.text("action", traffic.FieldAction, traffic.Allow)
}

func (read *ruleReader) fail(name string, err error) {
	if read.err == nil {
		read.err = fmt.Errorf("%s: %w", name, err)
	}
}

func (read *ruleReader) text(name string, field traffic.Fields, absent string) string {
	value := read.given.Member(name)
	text, ok := value.AsString()
	switch {
	case value.IsUnknown():
		read.unknown |= field
		return ""
	case value.IsAbsent():
		return absent
	case !ok || value.Kind() != attribute.KindString && name != "id":
		read.fail(name, fmt.Errorf("this is %s; give a string", value.Kind()))
	}
	return text
}

func (read *ruleReader) number(name string, field traffic.Fields, accepted string) (int64, bool) {
	value := read.given.Member(name)
	switch {
	case value.IsUnknown():
		read.unknown |= field
		return 0, false
	case value.IsAbsent():
		return 0, false
	}
	number, err := wholeNumberOf(value, accepted)
	if err != nil {
		read.fail(name, err)
	}
	return number, err == nil
}

func (read *ruleReader) texts(name string, field traffic.Fields) []string {
	value := read.given.Member(name)
	switch {
	case value.IsUnknown():
		read.unknown |= field
		return nil
	case value.IsAbsent():
		return nil
	case value.Kind() != attribute.KindList:
		read.fail(name, fmt.Errorf("this is %s; give a list of strings", value.Kind()))
	}
	texts := make([]string, 0, len(value.Elements()))
	for i, element := range value.Elements() {
		text, _ := element.AsString()
		switch {
		case element.IsUnknown():
			read.unknown |= field
		case element.Kind() != attribute.KindString:
			read.fail(fmt.Sprintf("%s[%d]", name, i), errors.New("this is "+element.Kind().String()+"; give a string"))
		default:
			texts = append(texts, text)
		}
	}
	return texts
}
