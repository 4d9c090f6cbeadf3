// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// resourcesArgument is resources of a vendor. The documentation lists their types.
func resourcesArgument(types string) argument[[]normalize.Resource] {
	first := strings.Split(types, "`")[1]
	return argument[[]normalize.Resource]{
		function.DynamicParameter{
			Name:               "rules",
			AllowUnknownValues: true,
			MarkdownDescription: "The resource itself: " + types + ". Pass one, a list or a map, such as that of `for_each`. " +
				"To add one resource, write `merge(" + first + ".nexthink, { other = " + first + ".other })`.",
		},
		readResources,
	}
}

// normalizeCall reads the resources of one vendor as rules.
func normalizeCall(types string, family *normalize.Family) call {
	return oneArgument(resourcesArgument(types), func(resources []normalize.Resource) ([]ruleModel, error) {
		rules := family.Rules(resources)
		if slices.ContainsFunc(rules, func(rule traffic.Rule) bool { return rule.Unknown.Has(traffic.FieldCount) }) {
			return nil, traffic.ErrUnknown
		}
		return normalizedRulesOf(rules)
	})
}

func readResources(given attribute.Value) ([]normalize.Resource, error) {
	if given.Kind() == attribute.KindObject && !isCollection(given) {
		return readOneResource(given)
	}
	return eachElement(given, "this is %s; give a resource, or a map or list of them", readResource)
}

// eachElement reads the elements of the list or map that is given as rules. The id of an element is its key or index.
func eachElement[Element any](
	given attribute.Value, wrongKind string, read func(path, id string, given attribute.Value) (Element, error),
) ([]Element, error) {
	elements := []Element{}
	add := func(path, id string, given attribute.Value) error {
		element, err := read(path, id, given)
		elements = append(elements, element)
		return err
	}
	switch given.Kind() {
	case attribute.KindUnknown:
		return nil, traffic.ErrUnknown
	case attribute.KindList:
		for i, element := range given.Elements() {
			if err := add(fmt.Sprintf("rules[%d]", i), strconv.Itoa(i), element); err != nil {
				return nil, err
			}
		}
	case attribute.KindObject:
		for _, key := range given.Names() {
			if err := add(fmt.Sprintf("rules[%s]", wording.Quote(key)), key, given.Member(key)); err != nil {
				return nil, err
			}
		}
	default:
		return nil, fmt.Errorf(wrongKind, given.Kind())
	}
	return elements, nil
}

// readOneResource reads a single resource, which is called after its name.
func readOneResource(given attribute.Value) ([]normalize.Resource, error) {
	id := "0"
	for _, name := range []string{"name", "rule_name"} {
		if text, known := given.Member(name).AsString(); known && text != "" {
			id = text
		}
	}
	resource, err := readResource("rules", id, given)
	return []normalize.Resource{resource}, err
}

func readResource(path, id string, given attribute.Value) (normalize.Resource, error) {
	resource := normalize.Resource{ID: id, Value: given}
	switch {
	case given.IsUnknown():
	case given.Kind() != attribute.KindObject:
		return resource, fmt.Errorf("%s: this is %s; give a resource", path, given.Kind())
	case isCollection(given):
		return resource, fmt.Errorf("%s: this is a map of resources; pass the maps merged, with merge(a, b), or call the function for each and join "+
			"the results, with concat", path)
	case given.Has("transport_protocol") && given.Has("unproven"):
		return resource, fmt.Errorf("%s: this is already a rule; pass it to find_missing_requirements", path)
	}
	return resource, nil
}

// isCollection tells a map of resources from a resource, whose attributes are not all objects.
func isCollection(given attribute.Value) bool {
	for _, name := range given.Names() {
		if kind := given.Member(name).Kind(); kind != attribute.KindObject && kind != attribute.KindUnknown {
			return false
		}
	}
	return true
}
