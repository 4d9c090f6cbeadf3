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

// The ids of signatures. Each requirement has a hundred, counted from its number. An id is greater than zero and unique:
// https://docs.suricata.io/en/latest/rules/meta.html
// That 4294967295 is the last id: no source found.
const (
	suricataPerRequirement = 100
	suricataFirstOwn       = 1000
	suricataLastOwn        = 40000999 // forty million numbers, so that two of a hundred keys rarely have the same one
	suricataLastSID        = 4294967295
	suricataFirstBase      = 1
	suricataMaxLength      = 8192
)

// SuricataRules returns pass rules for Suricata and AWS Network Firewall. They match the name in TLS or HTTP if the requirement uses one
// of these, otherwise addresses. The id of a rule is the base, plus 100 for each number of the requirement and 1 for each rule before it. AWS
// accepts 8192 characters a rule: https://docs.aws.amazon.com/network-firewall/latest/developerguide/quotas.html
func SuricataRules(flows []traffic.Flow, addresses traffic.Addresses, base int64) (string, error) {
	if last := int64(suricataLastSID - suricataPerRequirement*(suricataLastOwn+1)); base < suricataFirstBase || base > last {
		return "", &traffic.ArgumentError{Argument: "base_sid", Err: fmt.Errorf(
			"%d would give a rule an ID that Suricata does not have; give a whole number from %d to %d, such as 1000000", base, suricataFirstBase, last)}
	}
	text := script{commentMark: "#"}
	text.comment("Nexthink: what the firewall must allow. One group of rules for each requirement.")
	keys := map[int]string{}
	for _, flow := range traffic.SortFlows(flows) {
		number := suricataNumber(flow)
		if other, collides := keys[number]; collides {
			return "", traffic.InRequirements(fmt.Errorf("the requirements %s and %s would have the same signature IDs; rename one of them", other, flow.Key))
		}
		keys[number] = flow.Key
		matches, err := suricataMatches(flow, addresses)
		if err != nil {
			return "", err
		}
		if len(matches) > suricataPerRequirement {
			return "", traffic.InRequirements(fmt.Errorf(
				"the requirement %s needs %d rules, and a requirement has at most %d; divide its hosts between requirements of your own",
				flow.Key, len(matches), suricataPerRequirement))
		}
		text.comment(flow.Key + ": " + flow.Purpose)
		if flow.Destination == traffic.Internet && flow.IsRaw() {
			text.comment("CAUTION: this rule matches addresses. It allows any name on the port, even if other rules match by name.")
		}
		for i, match := range matches {
			sid := base + int64(suricataPerRequirement*number+i)
			rule := fmt.Sprintf("pass %s %s (msg:\"Nexthink: %s\"; %s sid:%d; rev:1;)", match.protocol, match.ends, flow.Key, match.options, sid)
			if len(rule) > suricataMaxLength {
				return "", traffic.InDestinations(fmt.Errorf("%s: the requirement %s needs a rule of %d characters, and AWS accepts %d; give fewer and larger networks",
					flow.Destination, flow.Key, len(rule), suricataMaxLength))
			}
			text.add("%s\n", rule)
		}
	}
	return text.String(), nil
}

// suricataNumber returns the fixed number of a requirement. The number of a requirement of the user is a hash of its key. It is higher
// than every fixed number.
func suricataNumber(flow traffic.Flow) int {
	if flow.Number > 0 {
		return flow.Number
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(flow.Key))
	return suricataFirstOwn + int(sum.Sum32()%(suricataLastOwn-suricataFirstOwn+1))
}

// suricataMatch is what a rule matches.
type suricataMatch struct {
	protocol string // tls, http, tcp or udp
	ends     string // the source and the destination
	options  string
}

// suricataMatches returns what the rules of a requirement match: one rule for each host, or two rules for all addresses. The second one
// passes the answers. A rule with the keyword flow is a packet rule, and the action of a packet rule is for single packets:
// https://docs.suricata.io/en/suricata-8.0.0/rules/rule-types.html
func suricataMatches(flow traffic.Flow, addresses traffic.Addresses) ([]suricataMatch, error) {
	if flow.Destination == traffic.Internet && !flow.IsRaw() {
		return suricataNames(flow)
	}
	if flow.Destination == traffic.Internet {
		if err := requireHosts(flow); err != nil {
			return nil, err
		}
		if len(addresses[traffic.Internet]) == 0 {
			return nil, traffic.InRequirements(fmt.Errorf("the requirement %s is not HTTP(S), so a rule can only match its addresses; leave the requirement out, or give "+
				`destinations.internet, such as ["0.0.0.0/0"], which allows any name on its port`, flow.Key))
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
	server := target + " " + suricataPorts(flow.Ports)
	return []suricataMatch{
		{flow.Transport, "$HOME_NET any -> " + server, "flow:to_server;"},
		{flow.Transport, server + " -> $HOME_NET any", "flow:to_client;"},
	}, nil
}

// suricataNames returns matches of names. The buffer http.host is in lower case, and nocase is not valid there:
// https://docs.suricata.io/en/latest/rules/http-keywords.html
// The examples of tls.sni use nocase: https://docs.suricata.io/en/latest/rules/tls-keywords.html
// A wildcard is ".name" at the end of the buffer. It does not match the name itself, because the rule has no dotprefix, which puts a dot
// before the buffer: https://docs.suricata.io/en/latest/rules/transforms.html
// That startswith and endswith together match the whole buffer: no source found.
func suricataNames(flow traffic.Flow) ([]suricataMatch, error) {
	if err := requireHosts(flow); err != nil {
		return nil, err
	}
	tls, http := flow.Web()
	matches, ends := []suricataMatch{}, "$HOME_NET any -> $EXTERNAL_NET "+suricataPorts(flow.Ports)
	for _, host := range flow.Hosts {
		content := fmt.Sprintf("content:%q; startswith; endswith;", host)
		if hostname.IsWildcard(host) {
			content = fmt.Sprintf("content:%q; endswith;", strings.TrimPrefix(host, "*"))
		}
		if tls {
			matches = append(matches, suricataMatch{"tls", ends, "flow:to_server,established; tls.sni; " + content + " nocase;"})
		}
		if http {
			matches = append(matches, suricataMatch{"http", ends, "flow:to_server,established; http.host; " + content})
		}
	}
	return matches, nil
}

// suricataPorts returns a port range as Suricata writes it, with a colon: no source found.
func suricataPorts(ports traffic.PortRange) string {
	return strings.ReplaceAll(ports.String(), "-", ":")
}
