// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package normalize

import (
	"strings"
)

// ScopePart is a part of the scope in which the name of a firewall is unique.
type ScopePart struct {
	Attribute string // of the firewall and of its rules; empty if they have none
	Argument  string // of the provider's configuration, which decides if the resource does not have the attribute; empty if there is none
	Segment   string // what precedes the part in a path
}

// The scopes of names: a subscription and a resource group of Azure, a project of Google, and a project and a region.
var (
	azureScope = []ScopePart{
		{Argument: "subscription_id", Segment: "subscriptions"}, {Attribute: "resource_group_name", Segment: "resourceGroups"},
	}
	googleScope         = []ScopePart{{Attribute: "project", Argument: "project", Segment: "projects"}}
	googleRegionalScope = []ScopePart{googleScope[0], {Attribute: "region", Argument: "region", Segment: "regions"}}
)

// CanonicalID returns an ID or name in the form in which two are compared. Azure does not distinguish case. Google writes the same path
// with and without the address of its API.
func (kind *Kind) CanonicalID(text string) string {
	switch vendor, _, _ := strings.Cut(kind.Types[0], "_"); vendor {
	case "azurerm":
		return strings.ToLower(text)
	case "google":
		return withoutGoogleAPI(text)
	}
	return text
}

// withoutGoogleAPI returns the path of a link, such as projects/p/global/networks/n or locations/global/firewallPolicies/1.
func withoutGoogleAPI(link string) string {
	rest, isLink := strings.CutPrefix(link, "https://")
	at := strings.Index(rest, "/projects/")
	if at < 0 {
		at = strings.Index(rest, "/locations/")
	}
	if host, _, _ := strings.Cut(rest, "/"); isLink && at > 0 && strings.HasSuffix(host, ".googleapis.com") {
		return rest[at+1:]
	}
	return link
}

// ParseName returns the name in a reference to a firewall, which is a name or a whole path, and the parts of the scope that a path has,
// by their segments.
func (kind *Kind) ParseName(reference string) (name string, scope map[string]string, isName bool) {
	if !strings.Contains(reference, "/") {
		return reference, nil, true
	}
	scope = map[string]string{}
	words := strings.Split(strings.Trim(kind.CanonicalID(reference), "/"), "/")
	for len(words) >= 2 {
		switch part := kind.scopeSegment(words[0]); {
		case len(words) == 2 && strings.EqualFold(words[0], kind.Segment):
			return words[1], scope, true
		case part != "":
			scope[part] = words[1]
			words = words[2:]
		case words[0] == "providers":
			words = words[2:]
		case words[0] == "global" && kind.scopeSegment("regions") == "":
			words = words[1:]
		default:
			return "", nil, false
		}
	}
	return "", nil, false
}

func (kind *Kind) scopeSegment(word string) string {
	for _, part := range kind.Scope {
		if strings.EqualFold(part.Segment, word) {
			return part.Segment
		}
	}
	return ""
}

// PathSegment returns what follows a segment in a path, or "".
func PathSegment(path, segment string) string {
	words := strings.Split(path, "/")
	for i, word := range words[:len(words)-1] {
		if strings.EqualFold(word, segment) {
			return words[i+1]
		}
	}
	return ""
}
