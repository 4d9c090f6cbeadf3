// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// What the provider answers is a struct whose fields name an attribute (tfsdk) and describe it (doc). Its type in Terraform, its
// schema, its encoding and its documentation follow from the tags. A tag cannot contain a backquote, so code stands between
// two apostrophes on each side.

func docOf(field reflect.StructField) string {
	return strings.ReplaceAll(field.Tag.Get("doc"), "''", "`")
}

// attributeType returns the type in Terraform of a Go type. A value that may be null is a pointer, and one that may be unknown
// is a types.String and so on or a traffic.Address. A types.List is a list of strings.
func attributeType(of reflect.Type) attr.Type {
	switch {
	case of == reflect.TypeFor[types.String](), of == reflect.TypeFor[traffic.Address](), of.Kind() == reflect.String:
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
	attributes := make(map[string]attr.Type, of.NumField())
	for field := range of.Fields() {
		attributes[field.Tag.Get("tfsdk")] = attributeType(field.Type)
	}
	return types.ObjectType{AttrTypes: attributes}
}

// computedAttributes returns the attributes of a schema: the arguments, and those that the struct describes. A field without a
// description is an argument.
func computedAttributes[Model any](arguments map[string]schema.Attribute) map[string]schema.Attribute {
	attributes := attributesOf(reflect.TypeFor[Model]())
	maps.Copy(attributes, arguments)
	return attributes
}

func attributesOf(of reflect.Type) map[string]schema.Attribute {
	attributes := make(map[string]schema.Attribute, of.NumField())
	for field := range of.Fields() {
		if doc := docOf(field); doc != "" {
			attributes[field.Tag.Get("tfsdk")] = computedAttribute(field.Type, doc)
		}
	}
	return attributes
}

func computedAttribute(of reflect.Type, doc string) schema.Attribute {
	if nested, ok := structIn(of); ok {
		object := schema.NestedAttributeObject{Attributes: attributesOf(nested)}
		if of.Kind() == reflect.Map {
			return schema.MapNestedAttribute{Computed: true, MarkdownDescription: doc, NestedObject: object}
		}
		return schema.ListNestedAttribute{Computed: true, MarkdownDescription: doc, NestedObject: object}
	}
	switch kind := attributeType(of).(type) {
	case types.ListType:
		return schema.ListAttribute{Computed: true, MarkdownDescription: doc, ElementType: kind.ElemType}
	default:
		return scalarAttribute(kind, doc)
	}
}

func scalarAttribute(kind attr.Type, doc string) schema.Attribute {
	switch kind {
	case types.NumberType:
		return schema.NumberAttribute{Computed: true, MarkdownDescription: doc}
	case types.BoolType:
		return schema.BoolAttribute{Computed: true, MarkdownDescription: doc}
	}
	return schema.StringAttribute{Computed: true, MarkdownDescription: doc}
}

// sharedTypes are the objects that templates/guides/shared-types.md.tmpl describes, by the heading of their section.
var sharedTypes = map[reflect.Type]string{
	reflect.TypeFor[requirementModel](): "requirements",
	reflect.TypeFor[ruleModel]():        "rules",
	reflect.TypeFor[verdictModel]():     "verdicts",
}

// describeResult returns the type in words, the text, and a table of the attributes. A type that several functions return has a link instead
// of a table.
func describeResult(of reflect.Type, text string) string {
	words := "A " + typeInWords(attributeType(of)) + "."
	element, isObject := structIn(of)
	section, isShared := sharedTypes[element]
	if isShared {
		words = strings.Replace(words, "objects", "["+section+"](../guides/shared-types.md#"+section+")", 1)
	}
	if of.Kind() == reflect.Struct {
		words = "An object."
	}
	if text != "" {
		words += " " + text
	}
	if !isObject || isShared {
		return words
	}
	return words + "\n\n" + describeAttributes(element)
}

// describeAttributes returns a table of the attributes of a struct. An object in it has the lines of its own attributes.
func describeAttributes(of reflect.Type) string {
	var text strings.Builder
	text.WriteString("| attribute | type | description |\n|---|---|---|\n")
	describeFields(&text, of, "")
	return strings.TrimSuffix(text.String(), "\n")
}

func describeFields(text *strings.Builder, of reflect.Type, path string) {
	for field := range of.Fields() {
		name := path + field.Tag.Get("tfsdk")
		nested, isObject := structIn(field.Type)
		switch {
		case !isObject:
			fmt.Fprintf(text, "| `%s` | %s | %s |\n", name, typeInWords(attributeType(field.Type)), docOf(field))
		case field.Type.Kind() == reflect.Struct:
			describeFields(text, nested, name+".")
		default:
			describeFields(text, nested, name+"[*].")
		}
	}
}

// structIn returns the struct that a list, map or pointer has as its elements.
func structIn(of reflect.Type) (reflect.Type, bool) {
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Map || of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	_, object := attributeType(of).(types.ObjectType)
	return of, object
}

// typeInWords returns the type in words, such as "map of lists of strings".
func typeInWords(kind attr.Type) string {
	switch kind := kind.(type) {
	case types.ListType:
		return "list of " + plural(typeInWords(kind.ElemType))
	case types.MapType:
		return "map of " + plural(typeInWords(kind.ElemType))
	case types.ObjectType:
		return "object"
	}
	return map[attr.Type]string{types.StringType: "string", types.NumberType: "number", types.BoolType: "boolean"}[kind]
}

// plural returns the plural of the first word, as in "lists of strings".
func plural(words string) string {
	first, elements, nested := strings.Cut(words, " of ")
	if nested {
		return first + "s of " + elements
	}
	return first + "s"
}
