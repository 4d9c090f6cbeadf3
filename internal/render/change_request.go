// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
	"github.com/nexthink/terraform-provider-nexthink/internal/wording"
)

// ChangeRequirement is a requirement with the attributes that a firewall team asks for.
type ChangeRequirement struct {
	traffic.Flow

	Product   string
	Source    string
	Condition string
	Note      string
	Wildcard  bool
	Inferred  []string
}

// The texts of a change request that every format has.
const (
	changeTitle = "Firewall change request: Nexthink"
	changeRule  = "The side under From opens each connection. The answers return on the same connection."
)

// connectionColumns are the columns that a firewall team reads first.
var connectionColumns = []string{"From", "To", "Hosts", "Port", "Protocol", "Why"}

// factNames are the names of the other facts of a requirement, except its key and its pages.
var factNames = []string{"Product", "Application protocols", "Condition", "Note", "Wildcard", "Basis"}

// changeColumns are all columns of the CSV.
var changeColumns = slices.Concat(connectionColumns, []string{"Requirement"}, factNames, []string{"Source pages"})

// changeEntry is a requirement as texts of one line, without escapes. Its key, source, destination and so on are what the columns say.
type changeEntry struct {
	Key, From, To, Port, Protocol, Why string

	Hosts []changeHost
	Facts []changeField // one for each of factNames
	Pages []string
}

// changeHost is a host, or an address with the label of the user.
type changeHost struct{ Text, Label string }

func (host changeHost) String() string {
	if host.Label == "" {
		return host.Text
	}
	return host.Text + " (" + host.Label + ")"
}

// changeField is a text with its name.
type changeField struct{ Name, Value string }

// changeRequest is what every format shows.
type changeRequest struct {
	Entries []changeEntry
	Details []changeField // the fields of the firewall team
	Diagram diagram
}

// ChangeRequest returns the text that a firewall team receives, in the format "csv", "html" or "markdown". The details are the team's own
// fields.
func ChangeRequest(requirements []ChangeRequirement, addresses traffic.Addresses, details map[string]string, format string) (string, error) {
	request := changeRequest{}
	sorted := slices.SortedFunc(slices.Values(requirements), func(a, b ChangeRequirement) int {
		return cmp.Or(compareConnections(a, b), cmp.Compare(a.Key, b.Key))
	})
	for _, requirement := range sorted {
		entry, err := requirement.entry(addresses)
		if err != nil {
			return "", err
		}
		request.Entries = append(request.Entries, entry)
	}
	for _, name := range slices.Sorted(maps.Keys(details)) {
		if slices.Contains(changeColumns, name) {
			return "", &traffic.ArgumentError{Argument: "details", Err: fmt.Errorf("%q is a column of the request itself; give the field another name", name)}
		}
		request.Details = append(request.Details, changeField{oneLine(name), oneLine(details[name])})
	}
	request.Diagram = newDiagram(sorted, request.Entries)
	switch format {
	case "csv":
		return changeCSV(request)
	case "html":
		return changeHTML(request)
	case "markdown":
		return changeMarkdown(request), nil
	}
	return "", &traffic.ArgumentError{Argument: "format", Err: errors.New(wording.Unknown(format, "format", []string{"csv", "html", "markdown"}, ""))}
}

// entry returns the requirement as text.
func (requirement ChangeRequirement) entry(addresses traffic.Addresses) (changeEntry, error) {
	hosts, err := requirement.changeHosts(addresses)
	if err != nil {
		return changeEntry{}, err
	}
	wildcard, basis := "no", "stated"
	if requirement.Wildcard {
		wildcard = "yes"
	}
	switch {
	case len(requirement.DocumentationURLs) == 0:
		basis = "own requirement"
	case len(requirement.Inferred) > 0:
		basis = words("stated, except inferred: " + strings.Join(requirement.Inferred, ", "))
	}
	facts := []changeField{}
	for i, value := range []string{
		words(requirement.Product), strings.Join(requirement.Applications, ", "), cmp.Or(requirement.Condition, "always"), requirement.Note, wildcard, basis,
	} {
		facts = append(facts, changeField{factNames[i], oneLine(value)})
	}
	pages := []string{}
	for _, page := range requirement.DocumentationURLs {
		pages = append(pages, oneLine(page))
	}
	return changeEntry{
		Key: requirement.Key, From: oneLine(words(requirement.Source)), To: words(requirement.Destination), Hosts: hosts, Port: requirement.Ports.String(),
		Protocol: strings.ToUpper(requirement.Transport), Why: oneLine(requirement.Purpose), Facts: facts, Pages: pages,
	}, nil
}

// changeHosts returns the hosts of a requirement to the internet, and otherwise the addresses of its destination.
func (requirement ChangeRequirement) changeHosts(addresses traffic.Addresses) ([]changeHost, error) {
	hosts := []changeHost{}
	if requirement.Destination == traffic.Internet {
		for _, host := range requirement.Hosts {
			hosts = append(hosts, changeHost{Text: host})
		}
		return hosts, requireHosts(requirement.Flow)
	}
	if destination := requirement.Destination; len(addresses[destination]) == 0 {
		return nil, traffic.InDestinations(fmt.Errorf("the requirement %s needs the addresses of %s, and none are given; give any text for them, such as "+
			`{ %s = ["your servers"] }, or pass the requirements to the internet only: `+
			`{ for key, requirement in … : key => requirement if requirement.destination == "internet" }`, requirement.Key, destination, destination))
	}
	given, err := addresses.Known(requirement.Flow)
	for _, address := range given {
		hosts = append(hosts, changeHost{oneLine(address.Text), oneLine(address.Label)})
	}
	return hosts, err
}

// words returns names of a catalog as words.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }
