// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

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
	Null     Kind = iota
	Unknown       // not known until apply
	Withheld      // marked as sensitive, and so not read
	Text
	Number
	Truth
	List
	Object
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

// OfText gives a string.
func OfText(text string) Value { return Value{kind: Text, text: text} }

// OfNumber gives a number.
func OfNumber(number float64) Value { return Value{kind: Number, number: number} }

// OfTruth gives a boolean.
func OfTruth(truth bool) Value { return Value{kind: Truth, truth: truth} }

// OfList gives a list.
func OfList(elements ...Value) Value { return Value{kind: List, elements: elements} }

// OfObject gives an object or map.
func OfObject(members map[string]Value) Value { return Value{kind: Object, members: members} }

// NotKnown gives a value that is not known until apply; given says that the configuration certainly gives it, so that it is
// none that a service computes where it is left out.
func NotKnown(given bool) Value { return Value{kind: Unknown, given: given} }

// Sensitive gives a value that is not to be read.
func Sensitive() Value { return Value{kind: Withheld} }

// Kind says what the value is.
func (value Value) Kind() Kind { return value.kind }

// IsUnknown says whether the value as a whole is not known until apply.
func (value Value) IsUnknown() bool { return value.kind == Unknown }

// IsGiven says that the configuration certainly gives the unknown value.
func (value Value) IsGiven() bool { return value.given }

// IsAbsent says whether the value is null, "" or an empty list, which all mean that nothing was given.
func (value Value) IsAbsent() bool {
	switch value.kind {
	case Null:
		return true
	case Text:
		return value.text == ""
	case List:
		return len(value.elements) == 0
	default:
		return false
	}
}

// Text gives the text of a string, or a number or boolean as Terraform writes it.
func (value Value) Text() (string, bool) {
	switch value.kind {
	case Text:
		return value.text, true
	case Number:
		return strconv.FormatFloat(value.number, 'f', -1, 64), true
	case Truth:
		return strconv.FormatBool(value.truth), true
	default:
		return "", false
	}
}

// Whole gives a whole number, of a number or of a string that is one.
func (value Value) Whole() (int64, bool) {
	switch value.kind {
	case Number:
		whole := int64(value.number)
		return whole, float64(whole) == value.number && math.Abs(value.number) <= 1<<53
	case Text:
		whole, err := strconv.ParseInt(value.text, 10, 54)
		return whole, err == nil
	default:
		return 0, false
	}
}

// Truth gives a boolean, of a boolean or of a string that is one.
func (value Value) Truth() (truth, ok bool) {
	switch {
	case value.kind == Truth:
		return value.truth, true
	case value.kind == Text && (value.text == "true" || value.text == "false"):
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
	return OfObject(members)
}
