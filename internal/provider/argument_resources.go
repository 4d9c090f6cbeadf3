// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/normalize"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// resourcesParameter describes the argument; types are the resources that it may be, for the documentation.
func resourcesParameter(types string) function.DynamicParameter {
	return function.DynamicParameter{
		Name:               "rules",
		AllowUnknownValues: true,
		MarkdownDescription: "The resource itself: " + types + ". One, or a map, list, set or tuple of them, as `for_each` and `count` give it. Values may be " +
			"unknown until apply.",
	}
}

// resourcesOf reads the resources, and says whether they are not known at all yet.
func resourcesOf(given attribute.Value) (resources []normalize.Resource, unknown bool, err error) {
	switch given.Kind() {
	case attribute.Unknown:
		return nil, true, nil
	case attribute.List:
		for i, element := range given.Elements() {
			if resources, err = addResource(resources, fmt.Sprintf("rules[%d]", i), strconv.Itoa(i), element); err != nil {
				return nil, false, err
			}
		}
		return resources, false, nil
	case attribute.Object:
		if !isCollection(given) {
			return addOne(given)
		}
		for _, key := range given.Names() {
			if resources, err = addResource(resources, fmt.Sprintf("rules[%s]", wording.Quote(key)), key, given.Member(key)); err != nil {
				return nil, false, err
			}
		}
		return resources, false, nil
	default:
		return nil, false, fmt.Errorf("this is %s; give a resource, or a map or list of them", given.Kind())
	}
}

func addOne(given attribute.Value) ([]normalize.Resource, bool, error) {
	id := "0"
	for _, name := range []string{"name", "rule_name"} {
		if text, known := given.Member(name).Text(); known && text != "" {
			id = text
		}
	}
	resources, err := addResource(nil, "rules", id, given)
	return resources, false, err
}

func addResource(resources []normalize.Resource, path, id string, given attribute.Value) ([]normalize.Resource, error) {
	switch {
	case given.IsUnknown():
	case given.Kind() != attribute.Object:
		return nil, fmt.Errorf("%s: this is %s; give a resource", path, given.Kind())
	case len(given.Names()) > 0 && isCollection(given):
		return nil, fmt.Errorf("%s: this is a map of resources; give the maps merged, with merge(a, b), or call the function for each and join "+
			"what it gives, with concat", path)
	case given.Has("transport_protocol") && given.Has("unproven"):
		return nil, fmt.Errorf("%s: this was read already; give it to find_missing_requirements as it is", path)
	}
	return append(resources, normalize.Resource{ID: id, Value: given}), nil
}

// isCollection tells a map of resources from a resource, whose attributes are not all objects.
func isCollection(given attribute.Value) bool {
	for _, name := range given.Names() {
		if kind := given.Member(name).Kind(); kind != attribute.Object && kind != attribute.Unknown {
			return false
		}
	}
	return true
}
