// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package render

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/nexthink/terraform-provider-nexthink/internal/hostname"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The numbers of signatures: each row has a hundred, counted from its own number.
const (
	suricataPerRow    = 100
	suricataFirstOwn  = 1000
	suricataLastOwn   = 40000999 // forty million numbers, so that two of a hundred keys hardly ever meet
	suricataLastSID   = 4294967295
	suricataFirstBase = 1
)

// SuricataRules gives pass rules for Suricata, and so for AWS Network Firewall: by the name in TLS or HTTP where a row
// speaks it, by addresses otherwise. Ids are counted from the base by the number of the row, and within the row by host.
func SuricataRules(flows []traffic.Flow, addresses traffic.Addresses, base int64) (string, error) {
	if last := int64(suricataLastSID - suricataPerRow*(suricataLastOwn+1)); base < suricataFirstBase || base > last {
		return "", &traffic.ArgumentError{Argument: "base_sid", Err: fmt.Errorf(
			"%d leaves a signature outside the ids that Suricata has; give a whole number from %d to %d, such as 1000000", base, suricataFirstBase, last)}
	}
	text := script{mark: "#"}
	text.comment("Nexthink: what must pass. One group of rules for each requirement.")
	taken := map[int]string{}
	for _, flow := range traffic.SortFlows(flows) {
		number := suricataNumber(flow)
		if other, collides := taken[number]; collides {
			return "", traffic.InRequirements(fmt.Errorf("the rows %s and %s would have the same signature ids; rename one of them", other, flow.Key))
		}
		taken[number] = flow.Key
		matches, err := suricataMatches(flow, addresses)
		if err != nil {
			return "", err
		}
		if len(matches) > suricataPerRow {
			return "", traffic.InRequirements(fmt.Errorf(
				"the row %s needs %d rules; a row has ids for %d: spread its hosts over rows of your own", flow.Key, len(matches), suricataPerRow))
		}
		text.comment(flow.Key + ": " + flow.Purpose)
		if flow.Destination == traffic.Internet && flow.IsRaw() {
			text.comment("CAUTION: matched by address, so that any name on the port passes, whatever the other rules say of names.")
		}
		for place, match := range matches {
			sid := base + int64(suricataPerRow*number+place)
			text.add("pass %s $HOME_NET any -> %s %s (msg:\"Nexthink: %s\"; %s sid:%d; rev:1;)\n",
				match.protocol, match.target, suricataPorts(flow.Ports), flow.Key, match.options, sid)
		}
	}
	return text.String(), nil
}

// suricataNumber is the fixed number of a row, or one above all of those that is made from the key of a row of the user's.
func suricataNumber(flow traffic.Flow) int {
	if flow.Number > 0 {
		return flow.Number
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(flow.Key))
	return suricataFirstOwn + int(sum.Sum32()%(suricataLastOwn-suricataFirstOwn+1))
}

type suricataMatch struct {
	protocol string // tls, http, tcp or udp
	target   string
	options  string
}

func suricataMatches(flow traffic.Flow, addresses traffic.Addresses) ([]suricataMatch, error) {
	if flow.Destination == traffic.Internet && !flow.IsRaw() {
		return suricataNames(flow)
	}
	if flow.Destination == traffic.Internet {
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
		if len(addresses[traffic.Internet]) == 0 {
			return nil, traffic.InRequirements(fmt.Errorf("the row %s is raw and can be matched by address alone; leave the row out, or give "+
				`destinations.internet: ["0.0.0.0/0"] lets any name on its port pass`, flow.Key))
		}
	}
	given, err := addresses.Known(flow)
	if err != nil {
		return nil, err
	}
	networks := []string{}
	for _, address := range given {
		prefix, err := traffic.ParsePrefix(address.Text)
		if err != nil {
			return nil, traffic.InDestinations(fmt.Errorf("%s: %w", flow.Destination, err))
		}
		networks = append(networks, prefix.String())
	}
	target := networks[0]
	if len(networks) > 1 {
		target = "[" + strings.Join(networks, ",") + "]"
	}
	return []suricataMatch{{flow.Transport, target, "flow:to_server;"}}, nil
}

func suricataNames(flow traffic.Flow) ([]suricataMatch, error) {
	if err := requireHosts(flow); err != nil {
		return nil, err
	}
	tls, http := flow.Web()
	matches := []suricataMatch{}
	for _, host := range flow.Hosts {
		content := fmt.Sprintf("content:%q; startswith; endswith;", host)
		if hostname.IsWildcard(host) {
			content = fmt.Sprintf("content:%q; endswith;", strings.TrimPrefix(host, "*"))
		}
		if tls {
			matches = append(matches, suricataMatch{"tls", "$EXTERNAL_NET", "flow:to_server,established; tls.sni; " + content + " nocase;"})
		}
		if http {
			matches = append(matches, suricataMatch{"http", "$EXTERNAL_NET", "flow:to_server,established; http.host; " + content})
		}
	}
	return matches, nil
}

func suricataPorts(ports traffic.PortRange) string {
	return strings.ReplaceAll(ports.String(), "-", ":")
}
