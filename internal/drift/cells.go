// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
)

const cloud = ".nexthink.cloud"

// tenants is what the catalog knows of the hosts of tenants.
type tenants struct {
	hosts   hostname.Templates
	regions []string
}

var (
	portsCell     = regexp.MustCompile(`^\d{1,5}(\s*[-–—]\s*\d{1,5})?(\s*(,|/|&|and|or)\s*\d{1,5}(\s*[-–—]\s*\d{1,5})?)*$`)
	portRange     = regexp.MustCompile(`(\d{1,5})(?:\s*(?:[-–—]|to)\s*(\d{1,5}))?`)
	directionCell = regexp.MustCompile(`(?i)^(in|out|in\s*/\s*out|out\s*/\s*in|inbound|outbound|incoming|outgoing|both|bidirectional)$`)
	protocolNames = regexp.MustCompile(`^[A-Za-z]+(\s?/\s?[A-Za-z]+)*$`)
	outwards      = regexp.MustCompile(`(?i)^out(bound|going)?$`)
	host          = regexp.MustCompile(`^(\*\.)?([a-z0-9<>_*-]+\.)+[a-z]{2,}$`)
	engineNumber  = regexp.MustCompile(`-engine-(<[^>]*>|[0-9]+|n)$`)
	spokenPorts   = regexp.MustCompile(`(?i)\b(?:tcp|udp|ports?)(?:\s+(?:tcp|udp|ports?|numbers?|in|the|range|of|on|from|dynamic|ephemeral|high))*[\s(:]+` +
		`(\d{1,5})\b(?:\s*(?:-|–|—|to)\s*(\d{4,5})\b)?`)
	between   = regexp.MustCompile(`\bbetween\s+(\d{4,5})\s+and\s+(\d{4,5})\b`)
	bareRange = regexp.MustCompile(`(?:^|[\s(])(\d{4,5})\s*[-–—]\s*(\d{4,5})\b`)
	address   = regexp.MustCompile(`\S*://\S*`)
)

// portsOf gives the ports and ranges of a cell, each as 443 or 49152-65535.
func portsOf(cell string) []string {
	var found []string
	for _, parts := range portRange.FindAllStringSubmatch(cell, -1) {
		found = append(found, spellPorts(parts[1], parts[2]))
	}
	return found
}

func spellPorts(from, to string) string {
	if to == "" || to == from {
		return from
	}
	return from + "-" + to
}

// portsInProse gives the ports that sentences speak of. Addresses are left out, which have numbers of their own.
func portsInProse(text string) []string {
	text = address.ReplaceAllString(text, " ")
	var found []string
	for _, form := range []*regexp.Regexp{spokenPorts, bareRange, between} {
		for _, parts := range form.FindAllStringSubmatch(text, -1) {
			if isPort(parts[1]) && (parts[2] == "" || isPort(parts[2])) {
				found = append(found, spellPorts(parts[1], parts[2]))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func isPort(text string) bool {
	number, err := strconv.Atoi(text)
	return err == nil && number > 0 && number <= 65535
}

// protocolsOf takes a cell such as WebSocket / TCP / HTTPS apart into transport and application protocols, in lower case.
func protocolsOf(cell string) (transport, applications string) {
	var transports, names []string
	cell = strings.NewReplacer(" over ", "/", " and ", "/").Replace(strings.ToLower(cell))
	for _, name := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("/,+&()|\n", r) }) {
		switch name = strings.ReplaceAll(strings.TrimSpace(name), " ", ""); name {
		case "", "-":
		case "tcp", "udp":
			transports = append(transports, name)
		case "rpc":
			names = append(names, "msrpc")
		case "websockets":
			names = append(names, "websocket")
		default:
			names = append(names, name)
		}
	}
	return joinSorted(transports), joinSorted(names)
}

func joinSorted(names []string) string {
	slices.Sort(names)
	return strings.Join(slices.Compact(names), "+")
}

// isProtocols says whether a line can be nothing but a cell of protocols.
func isProtocols(line string) bool {
	transport, _ := protocolsOf(line)
	return transport != "" && protocolNames.MatchString(line)
}

// hostsIn gives the hosts of a text as templates of the catalogue, in the order in which they stand.
func hostsIn(text string, known tenants) []string {
	var found []string
	for _, token := range strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune(",;\"'`()[]|•·\u00a0“”", r) }) {
		if name := hostOf(token, known); name != "" && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return found
}

// hostOf gives the host in a word as a template, or nothing where there is none.
func hostOf(token string, known tenants) string {
	if _, after, found := strings.Cut(token, "://"); found {
		token = after
	}
	token, _, _ = strings.Cut(token, "/")
	token, _, _ = strings.Cut(token, "?")
	token, _, _ = strings.Cut(token, ":")
	token = strings.ToLower(strings.Trim(token, ".!"))
	if !host.MatchString(token) {
		return ""
	}
	return template(token, known)
}

// template gives the host with the catalogue's placeholders for the page's, which once stand without their brackets, or for
// the names of an example.
func template(name string, known tenants) string {
	if !strings.HasSuffix(name, cloud) {
		return name
	}
	labels := strings.Split(name, ".")
	for i, label := range labels {
		label = strings.NewReplacer("<instance>", "{instance}", "<region>", "{region}", "<reg>", "{region}").Replace(label)
		label = engineNumber.ReplaceAllString(label, "-engine-{engine}")
		switch {
		case label == "instance", strings.HasPrefix(label, "instance-"):
			label = strings.Replace(label, "instance", "{instance}", 1)
		case label == "region", i > 0 && i == len(labels)-3 && slices.Contains(known.regions, label):
			label = "{region}"
		}
		labels[i] = label
	}
	if example, err := known.hosts.Parse(name, known.regions); err == nil {
		return known.hosts[example.Kind]
	}
	return strings.Join(labels, ".")
}
