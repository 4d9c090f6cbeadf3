// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package hostname

import (
	"slices"
	"strconv"
	"strings"
)

// Values are the values of placeholders. The zero value is a value that is not given.
type Values struct {
	Instance  string // {instance}, or AnyInstance
	Region    string // {region}
	AWSRegion string // {aws_region}
	AWSDomain string // {aws_domain}: amazonaws.com, or amazonaws.com.cn in China
	AccountID string // {account_id}
	Engines   int    // {engine} stands for each number from 1 to this one
}

// Expand returns the hosts or patterns of the templates, sorted and unique. A template has none if the value of one of its
// placeholders is not given.
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
		template = useWildcard(template)
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

// useWildcard replaces the label with the instance. *-login.eu.nexthink.cloud would be narrower, but firewalls support wildcards
// for whole labels only.
func useWildcard(template string) string {
	label, rest, found := strings.Cut(template, ".")
	if !found || !strings.Contains(label, "{instance}") {
		return template
	}
	return "*." + rest
}
