// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/nexthink/terraform-provider-nexthink/internal/attribute"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// namesArgument is a list of names. A name may be one that is not known until apply.
func namesArgument() argument[[]attribute.Value] {
	return argument[[]attribute.Value]{
		function.DynamicParameter{
			Name: "names", AllowUnknownValues: true,
			MarkdownDescription: "A list or set of names, such as `domains` of `aws_route53_resolver_firewall_domain_list`.",
		},
		readNames,
	}
}

func readNames(given attribute.Value) ([]attribute.Value, error) {
	switch given.Kind() {
	case attribute.KindUnknown:
		return nil, traffic.ErrUnknown
	case attribute.KindList:
	default:
		return nil, fmt.Errorf("this is %s; give a list or set of names", given.Kind())
	}
	for i, name := range given.Elements() {
		if name.Kind() != attribute.KindString && !name.IsUnknown() {
			return nil, fmt.Errorf("names[%d]: this is %s; give a name", i, name.Kind())
		}
	}
	return given.Elements(), nil
}
