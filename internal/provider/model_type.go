// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A result of a function is a struct whose fields name an attribute (tfsdk) and describe it (doc). Its type in Terraform and
// its description in the documentation are both made of those, so that neither can drift.

// results are what is made of each struct, by its type: several functions share one, and Terraform asks for all of them whenever it
// starts the provider.
var results sync.Map

// result is what is made of a struct.
type result struct {
	kind        types.ObjectType
	description string
}

func resultOf(of reflect.Type) result {
	if known, ok := results.Load(of); ok {
		if made, ok := known.(result); ok {
			return made
		}
	}
	var text strings.Builder
	describeFields(&text, of, "")
	made := result{objectType(of), text.String()}
	results.Store(of, made)
	return made
}

// resultType gives the object type of a struct.
func resultType[Result any]() types.ObjectType {
	return resultOf(reflect.TypeFor[Result]()).kind
}

func objectType(of reflect.Type) types.ObjectType {
	attributes := make(map[string]attr.Type, of.NumField())
	for field := range of.Fields() {
		attributes[field.Tag.Get("tfsdk")] = attributeType(field.Type)
	}
	return types.ObjectType{AttrTypes: attributes}
}

func attributeType(of reflect.Type) attr.Type {
	switch {
	case of == reflect.TypeFor[types.String](), of.Kind() == reflect.String:
		return types.StringType
	case of == reflect.TypeFor[types.Number](), of.Kind() == reflect.Int64:
		return types.NumberType
	case of == reflect.TypeFor[types.Bool](), of.Kind() == reflect.Bool:
		return types.BoolType
	case of == reflect.TypeFor[types.List]():
		return types.ListType{ElemType: types.StringType}
	case of.Kind() == reflect.Pointer:
		return attributeType(of.Elem())
	case of.Kind() == reflect.Slice:
		return types.ListType{ElemType: attributeType(of.Elem())}
	case of.Kind() == reflect.Map:
		return types.MapType{ElemType: attributeType(of.Elem())}
	}
	return objectType(of)
}

// A value that may be null or unknown is a types.String and so on; a types.List is one of strings.

// describeResult gives the description of a struct's attributes as a list in Markdown.
func describeResult[Result any]() string {
	return resultOf(reflect.TypeFor[Result]()).description
}

func describeFields(text *strings.Builder, of reflect.Type, indent string) {
	for field := range of.Fields() {
		fmt.Fprintf(text, "%s- `%s` (%s): %s\n", indent, field.Tag.Get("tfsdk"), typeInWords(attributeType(field.Type)), field.Tag.Get("doc"))
		if nested, ok := structIn(field.Type); ok {
			describeFields(text, nested, indent+"  ")
		}
	}
}

func structIn(of reflect.Type) (reflect.Type, bool) {
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Map || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	return of, of.Kind() == reflect.Struct && !of.Implements(reflect.TypeFor[attr.Value]())
}

func typeInWords(kind attr.Type) string {
	switch kind := kind.(type) {
	case types.ListType:
		return "list of " + typeInWords(kind.ElemType)
	case types.MapType:
		return "map of " + typeInWords(kind.ElemType)
	case types.ObjectType:
		return "object"
	}
	return map[attr.Type]string{types.StringType: "string", types.NumberType: "number", types.BoolType: "boolean"}[kind]
}
