// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"slices"
	"strconv"
	"strings"
)

// Values fill the placeholders of a host template. A value that is not known is left empty, or 0.
type Values struct {
	Instance  string // {instance}, or AnyInstance
	Region    string // {region}
	AWSRegion string // {aws_region}
	AWSDomain string // {aws_domain}, which is amazonaws.com but in China
	AccountID string // {account_id}
	Engines   int    // {engine} becomes 1 to this number
}

// Placeholders are the names that a template may have between braces, sorted.
func Placeholders() []string {
	return []string{"account_id", "aws_domain", "aws_region", "engine", "instance", "region"}
}

// Expand gives the hosts or patterns that the templates stand for, sorted and each once. A template with a placeholder
// whose value is not known stands for none.
func Expand(templates []string, values Values) []string {
	hosts := make([]string, 0, len(templates))
	for _, template := range templates {
		hosts = append(hosts, expand(template, values)...)
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

func expand(template string, values Values) []string {
	if values.Instance == AnyInstance {
		template = widen(template)
	}
	for _, placeholder := range []struct{ name, value string }{
		{"{instance}", values.Instance},
		{"{region}", values.Region},
		{"{aws_region}", values.AWSRegion},
		{"{aws_domain}", values.AWSDomain},
		{"{account_id}", values.AccountID},
	} {
		if placeholder.value == "" && strings.Contains(template, placeholder.name) {
			return nil
		}
		template = strings.ReplaceAll(template, placeholder.name, placeholder.value)
	}
	if !strings.Contains(template, "{engine}") {
		return []string{template}
	}
	hosts := make([]string, 0, values.Engines)
	for engine := 1; engine <= values.Engines; engine++ {
		hosts = append(hosts, strings.ReplaceAll(template, "{engine}", strconv.Itoa(engine)))
	}
	return hosts
}

// widen puts a star for the whole label that holds the instance name: *-login.eu.nexthink.cloud would be narrower, but
// no firewall takes a star for a part of a label as well as for a whole one.
func widen(template string) string {
	label, rest, found := strings.Cut(template, ".")
	if !found || !strings.Contains(label, "{instance}") {
		return template
	}
	return "*." + rest
}
