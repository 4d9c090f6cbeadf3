// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// Resource is a resource of a vendor, or a block of one.
type Resource struct {
	ID    string // the id of its rules
	Group string // the firewall of its rules, if the caller knows it better than the attributes of the resource
	Value attribute.Value
}

// reader reads the attributes of a resource. If it does not understand one, the rules of the resource are unproven.
type reader struct {
	value    attribute.Value
	rule     traffic.Rule   // what all rules of the resource have in common
	unproven traffic.Fields // the fields that are not understood, so that they may have any value
}

// newReader begins a rule. The group is the value of the named attribute, if the resource has no group.
func newReader(resource Resource, group string) *reader {
	r := &reader{value: resource.Value, rule: traffic.Rule{
		ID: resource.ID, Group: resource.Group, Action: traffic.Allow, Direction: traffic.Outbound, Transport: traffic.AnyTransport,
	}}
	switch {
	case resource.Value.IsUnknown():
		r.markUnknown(traffic.FieldsAll)
		if resource.Group != "" {
			r.rule.Unknown &^= traffic.FieldGroup
		}
	case resource.Value.Kind() != attribute.KindObject:
		r.markUnproven(traffic.FieldsAll, "the resource is "+resource.Value.Kind().String())
	case resource.Group == "" && group != "":
		r.rule.Group = r.string(group, traffic.FieldGroup)
	}
	return r
}

// resource returns what the reader reads.
func (r *reader) resource() Resource {
	return Resource{ID: r.rule.ID, Group: r.rule.Group, Value: r.value}
}

// with returns a reader of another value for the same rule.
func (r *reader) with(value attribute.Value) *reader {
	return &reader{value: value, rule: r.rule, unproven: r.unproven}
}

// markUnproven notes that a field is not understood and why. The first reason counts.
func (r *reader) markUnproven(field traffic.Fields, why string) {
	r.unproven |= field
	if r.rule.Unproven == "" {
		r.rule.Unproven = why
	}
}

// markUnknown notes that a field is not known until apply.
func (r *reader) markUnknown(field traffic.Fields) { r.rule.Unknown |= field }

// unprovenRules returns the one rule of a resource that is not read.
func (r *reader) unprovenRules(why string) []traffic.Rule {
	if !r.value.IsUnknown() {
		r.markUnproven(traffic.FieldsAll, why)
	}
	return r.rules(traffic.PortRange{})
}

// isReadable reports whether a value can be read, and notes why not.
func (r *reader) isReadable(name string, value attribute.Value, field traffic.Fields) bool {
	switch value.Kind() {
	case attribute.KindUnknown:
		r.markUnknown(field)
	case attribute.KindSensitive:
		r.markUnproven(field, name+" is sensitive and so was not read")
	case attribute.KindNull:
	default:
		return true
	}
	return false
}

// scalar returns the value of an attribute, and whether there is one. The reason why a value is not understood is its kind, or another one.
func scalar[T any](r *reader, name string, field traffic.Fields, as func(attribute.Value) (T, bool), reason string) (given T, ok bool) {
	value := r.value.Member(name)
	if !r.isReadable(name, value, field) {
		return given, false
	}
	if given, ok = as(value); !ok {
		r.markUnproven(field, name+" is "+cmp.Or(reason, value.Kind().String()))
	}
	return given, ok
}

// string returns a string, empty if there is none.
func (r *reader) string(name string, field traffic.Fields) string {
	text, _ := scalar(r, name, field, attribute.Value.AsString, "")
	return text
}

// int64 returns a whole number, and whether there is one.
func (r *reader) int64(name string, field traffic.Fields) (int64, bool) {
	return scalar(r, name, field, attribute.Value.AsInt64, "no whole number")
}

// bool returns a boolean, false if there is none.
func (r *reader) bool(name string, field traffic.Fields) bool {
	is, _ := scalar(r, name, field, attribute.Value.AsBool, "neither true nor false")
	return is
}

// strings returns the strings of a list, or a single string. If an element is not known, the field is marked as unknown.
func (r *reader) strings(name string, field traffic.Fields) []string {
	value := r.value.Member(name)
	if !r.isReadable(name, value, field) {
		return nil
	}
	elements := value.Elements()
	if value.Kind() == attribute.KindString {
		elements = []attribute.Value{value}
	} else if value.Kind() != attribute.KindList {
		r.markUnproven(field, fmt.Sprintf("%s is %s", name, value.Kind()))
	}
	texts := make([]string, 0, len(elements))
	for _, element := range elements {
		text, ok := element.AsString()
		switch {
		case !r.isReadable(name, element, field):
			if element.Kind() == attribute.KindNull {
				r.markUnproven(field, name+" has an element that is null")
			}
		case !ok:
			r.markUnproven(field, fmt.Sprintf("%s has an element that is %s", name, element.Kind()))
		case text != "":
			texts = append(texts, text)
		}
	}
	return texts
}

// blocks returns the elements of a list, or a single object. If the list is not known, the field is marked as unknown.
func (r *reader) blocks(name string, field traffic.Fields) []attribute.Value {
	value := r.value.Member(name)
	if !r.isReadable(name, value, field) {
		return nil
	}
	switch value.Kind() {
	case attribute.KindObject:
		return []attribute.Value{value}
	case attribute.KindList:
		return value.Elements()
	default:
		r.markUnproven(field, fmt.Sprintf("%s is %s", name, value.Kind()))
		return nil
	}
}

// isAllAbsent reports whether none of the attributes has a known value.
func (r *reader) isAllAbsent(names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !r.value.Member(name).IsAbsent() && !r.value.Member(name).IsUnknown() })
}

// omitUnknown counts attributes that are not known until apply as left out.
func (r *reader) omitUnknown(names ...string) {
	for _, name := range names {
		if r.value.Member(name).IsUnknown() {
			r.value = r.value.With(name, attribute.Value{})
		}
	}
}

// omitComputed counts an attribute that is not known until apply as left out, unless the configuration certainly sets it. It is for
// attributes that the service computes if they are left out.
func (r *reader) omitComputed(names ...string) {
	for _, name := range names {
		if value := r.value.Member(name); value.IsUnknown() && !value.IsGiven() {
			r.value = r.value.With(name, attribute.Value{})
		}
	}
}

// isAbsent reports whether none of the attributes has a value.
func (r *reader) isAbsent(names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool { return !r.value.Member(name).IsAbsent() })
}

// markIfGiven marks a field as unproven if an attribute has a value.
func (r *reader) markIfGiven(name string, field traffic.Fields, why string) {
	switch value := r.value.Member(name); {
	case value.IsUnknown():
		r.markUnknown(field | traffic.FieldUnproven)
	case !value.IsAbsent():
		r.markUnproven(field, why)
	}
}

// inlineRules returns the rules of blocks of the resource, which read reads. If the blocks are not known, the result is one rule of
// which only some fields are known.
func (r *reader) inlineRules(name string, known traffic.Fields, read func(block *reader) []traffic.Rule) []traffic.Rule {
	if r.value.Member(name).IsUnknown() {
		r.markUnknown(traffic.FieldsAll &^ known)
		return r.rules(traffic.PortRange{})
	}
	rules := []traffic.Rule{}
	for i, block := range r.blocks(name, traffic.FieldsAll) {
		inner := newReader(Resource{ID: fmt.Sprintf("%s.%s[%d]", r.rule.ID, name, i), Value: block}, "")
		inner.rule.Group = r.rule.Group
		inner.rule.Unknown = inner.rule.Unknown&^traffic.FieldGroup | r.rule.Unknown&traffic.FieldGroup
		rules = append(rules, read(inner)...)
	}
	if r.rule.Unproven != "" {
		rules = append(rules, r.rules(traffic.PortRange{})...)
	}
	return rules
}

// nameOr returns the name that a block has, or another text if it has none.
func (r *reader) nameOr(otherwise string) string {
	if name, known := r.value.Member("name").AsString(); known {
		return name
	}
	return otherwise
}

// elementsOf returns the elements of a list, or a single string or object itself.
func elementsOf(value attribute.Value) []attribute.Value {
	if value.Kind() == attribute.KindObject || value.Kind() == attribute.KindString {
		return []attribute.Value{value}
	}
	return value.Elements()
}
