// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

// Package attribute holds values as Terraform has them. They come from an argument of a function or from the text of a
// plan. A value may be null or not be known yet, and has no type beyond what it is. The readers of resources read these.
package attribute

import (
	"maps"
	"math"
	"slices"
	"strconv"
)

// Kind is what a value is.
type Kind uint8

// The kinds of values. A list stands for sets and tuples too, an object for maps.
const (
	KindNull      Kind = iota
	KindUnknown        // not known until apply
	KindSensitive      // marked as sensitive, and so not read
	KindString
	KindNumber
	KindBool
	KindList
	KindObject
)

// String names the kind as a message does.
func (kind Kind) String() string {
	return [...]string{"null", "not known yet", "sensitive", "a string", "a number", "a boolean", "a list", "an object"}[kind]
}

// Value is a value of Terraform's. The zero value is null.
type Value struct {
	kind     Kind
	given    bool // an unknown value that the configuration certainly gives
	truth    bool
	number   float64
	text     string
	elements []Value
	members  map[string]Value
}

// String gives a string.
func String(text string) Value { return Value{kind: KindString, text: text} }

// Number gives a number.
func Number(number float64) Value { return Value{kind: KindNumber, number: number} }

// Bool gives a boolean.
func Bool(truth bool) Value { return Value{kind: KindBool, truth: truth} }

// List gives a list.
func List(elements ...Value) Value { return Value{kind: KindList, elements: elements} }

// Object gives an object or map.
func Object(members map[string]Value) Value { return Value{kind: KindObject, members: members} }

// Unknown gives a value that is not known until apply; given says that the configuration certainly gives it, so that it is
// none that a service computes where it is left out.
func Unknown(given bool) Value { return Value{kind: KindUnknown, given: given} }

// Sensitive gives a value that is not to be read.
func Sensitive() Value { return Value{kind: KindSensitive} }

// Kind says what the value is.
func (value Value) Kind() Kind { return value.kind }

// IsUnknown says whether the value as a whole is not known until apply.
func (value Value) IsUnknown() bool { return value.kind == KindUnknown }

// IsGiven says that the configuration certainly gives the unknown value.
func (value Value) IsGiven() bool { return value.given }

// IsAbsent says whether the value is null, "" or an empty list, which all mean that nothing was given.
func (value Value) IsAbsent() bool {
	switch value.kind {
	case KindNull:
		return true
	case KindString:
		return value.text == ""
	case KindList:
		return len(value.elements) == 0
	default:
		return false
	}
}

// AsString gives the text of a string, or a number or boolean as Terraform writes it.
func (value Value) AsString() (string, bool) {
	switch value.kind {
	case KindString:
		return value.text, true
	case KindNumber:
		return strconv.FormatFloat(value.number, 'f', -1, 64), true
	case KindBool:
		return strconv.FormatBool(value.truth), true
	default:
		return "", false
	}
}

// AsInt64 gives a whole number, of a number or of a string that is one.
func (value Value) AsInt64() (int64, bool) {
	switch value.kind {
	case KindNumber:
		whole := int64(value.number)
		return whole, float64(whole) == value.number && math.Abs(value.number) <= 1<<53
	case KindString:
		whole, err := strconv.ParseInt(value.text, 10, 54)
		return whole, err == nil
	default:
		return 0, false
	}
}

// AsBool gives a boolean, of a boolean or of a string that is one.
func (value Value) AsBool() (truth, ok bool) {
	switch {
	case value.kind == KindBool:
		return value.truth, true
	case value.kind == KindString && (value.text == "true" || value.text == "false"):
		return value.text == "true", true
	}
	return false, false
}

// Elements gives the elements of a list.
func (value Value) Elements() []Value { return value.elements }

// Member gives a member of an object; null where there is none.
func (value Value) Member(name string) Value { return value.members[name] }

// Has says whether the object has a member of the name, be it null.
func (value Value) Has(name string) bool {
	_, has := value.members[name]
	return has
}

// Names gives the names of an object's members, sorted.
func (value Value) Names() []string { return slices.Sorted(maps.Keys(value.members)) }

// With gives the object with another value for a member.
func (value Value) With(name string, member Value) Value {
	members := maps.Clone(value.members)
	members[name] = member
	return Object(members)
}
