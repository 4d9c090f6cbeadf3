// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/coverage"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// excessRule returns a rule from words such as "allow tcp 443 10.0.0.0/8 *.example.com". Its priority is its place, unless the words
// begin with "anywhere". Without an address, a name or a port, it is for any.
func excessRule(place int, words string) traffic.Rule {
	rule := traffic.Rule{ID: words, Direction: traffic.Outbound, Transport: traffic.AnyTransport, Priority: int64(place), Ordered: true}
	for word := range strings.FieldsSeq(words) {
		var ports traffic.PortRange
		switch _, err := fmt.Sscanf(word+"-", "%d-%d-", &ports.From, &ports.To); {
		case word == "anywhere":
			rule.Ordered, rule.Priority = false, 0
		case word == traffic.Allow, word == traffic.Deny:
			rule.Action = word
		case word == "tcp", word == "udp":
			rule.Transport = word
		case word == "odd":
			rule.Unproven = "it is odd"
		case word == "https":
			rule.Applications = []string{word}
		case word == "unknown":
			rule.Unknown = traffic.FieldAddresses
		case word == "later":
			rule.Unknown, rule.Ordered = traffic.FieldPriority, false
		case traffic.CheckRuleAddress(word) == nil:
			rule.Addresses = append(rule.Addresses, word)
		case strings.Contains(word, ".") || word == "*":
			rule.Hosts = append(rule.Hosts, word)
		default:
			if ports.To == 0 {
				_, err = fmt.Sscanf(word, "%d", &ports.From)
				ports.To = ports.From
			}
			if err != nil || ports.Check() != nil {
				panic(word)
			}
			rule.Ports = ports
		}
	}
	return rule
}

// excessText returns what is in excess, in one line for each rule.
func excessText(found []coverage.Excess) string {
	lines := []string{}
	for _, excess := range found {
		words := []string{}
		for _, part := range [][]string{excess.Transports, excess.PortRanges, excess.Hosts, excess.Addresses} {
			words = append(words, part...)
		}
		if excess.Unproven != "" {
			words = append(words, "unproven: "+excess.Unproven)
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return strings.Join(lines, "; ")
}

func TestFindExcess_SubtractsWhatEarlierRulesDeny(t *testing.T) {
	t.Parallel()
	const (
		noPriority = "unproven: it has no priority, and other rules have one"
		mayDeny    = "unproven: the provider cannot decide about a rule that may deny a part of it first"
	)
	for _, test := range []struct{ name, rules, want string }{
		{"nothing denied", "allow tcp 443-445 10.20.0.10", "444-445"},
		{"all that is in excess denied", "deny tcp 444-445; allow tcp 443-445 10.20.0.10", ""},
		{"a deny that comes later", "allow tcp 443-445 10.20.0.10; deny tcp 444-445", "444-445"},
		{"ports denied in two halves of the ports", "deny 444; deny 445; allow tcp 443-445 10.20.0.10", ""},
		{"one of the halves of the ports", "deny 445; allow tcp 443-445 10.20.0.10", "444"},
		{"ports denied in two halves of the network", "deny 444-445 10.20.0.0/25; deny 444-445 10.20.0.128/25; allow tcp 443-445 10.20.0.0/24", "10.20.0.0/29 10.20.0.8/31 10.20.0.11/32 10.20.0.12/30 10.20.0.16/28 10.20.0.32/27 10.20.0.64/26 10.20.0.128/25"},
		{"one half of the network", "deny 444-445 10.20.0.0/25; allow tcp 443-445 10.20.0.10 10.20.0.128/25", "444-445 10.20.0.128/25"},
		{"ports denied for each protocol", "deny tcp 444; deny udp 444; allow 443-444 10.20.0.10; deny", "udp"},
		{"ports denied for one protocol", "deny udp 444; allow 443-444 10.20.0.10; deny", "udp 444"},
		{"another protocol denied", "deny udp; allow 443 10.20.0.10", ""},
		{"another protocol denied at other ports", "deny udp 444; allow 443 10.20.0.10", "udp"},
		{"another protocol denied in pieces", "deny udp 1-443; deny udp 443-65535; allow 443 10.20.0.10", ""},
		{"a network denied", "deny 10.20.0.11; allow tcp 443 10.20.0.10/31", ""},
		{"a network denied at other ports", "deny 444 10.20.0.11; allow tcp 443 10.20.0.10/31", "10.20.0.11/32"},
		{"a part of a network denied", "deny 10.20.0.12/31; allow tcp 443 10.20.0.10/31 10.20.0.12/30", "10.20.0.11/32 10.20.0.14/31"},
		{"IPv6 beside IPv4", "allow tcp 443 10.20.0.10 ::/0", "::/0"},
		{"IPv6 beside IPv4, denied", "deny ::/0; allow tcp 443 10.20.0.10 ::/0", ""},
		{"ports denied for IPv4 alone", "deny 444 0.0.0.0/0; allow tcp 443-444 10.20.0.10 ::/0", "444 ::/0"},
		{"ports denied for IPv4 and IPv6", "deny 444 0.0.0.0/0; deny 444 ::/0; allow tcp 443-444 10.20.0.10", ""},
		{"ports denied for IPv4 and IPv6, of any address", "deny 444 0.0.0.0/0; deny 444 ::/0; deny ::/0; deny 0.0.0.0/5; deny 8.0.0.0/7; deny 11.0.0.0/8; deny 12.0.0.0/6; deny 16.0.0.0/4; " +
			"deny 32.0.0.0/3; deny 64.0.0.0/2; deny 128.0.0.0/1; allow tcp 443-444; deny", "10.0.0.0/12 10.16.0.0/14 10.20.0.0/29 10.20.0.8/31 10.20.0.11/32 10.20.0.12/30 10.20.0.16/28 10.20.0.32/27 " +
			"10.20.0.64/26 10.20.0.128/25 10.20.1.0/24 10.20.2.0/23 10.20.4.0/22 10.20.8.0/21 10.20.16.0/20 10.20.32.0/19 10.20.64.0/18 10.20.128.0/17 10.21.0.0/16 10.22.0.0/15 10.24.0.0/13 " +
			"10.32.0.0/11 10.64.0.0/10 10.128.0.0/9"},
		{"a rule that a deny hides", "deny 10.20.0.10; allow tcp 443-445 10.20.0.0/24", ""},
		{"a rule without a priority", "deny udp 53; anywhere allow tcp 443-444 10.20.0.10", noPriority},
		{"a rule without a priority, and a deny that may come first", "deny tcp 444; anywhere allow tcp 443-444 10.20.0.10", noPriority},
		{"a rule without a priority, and a deny of what is needed", "deny tcp 443; anywhere allow tcp 443-444 10.20.0.10", noPriority},
		{"a rule without a priority, just right", "deny tcp 443; anywhere allow tcp 443 10.20.0.10", ""},
		{"a deny without a priority", "anywhere deny tcp 444; allow tcp 443-444 10.20.0.10", mayDeny},
		{"a deny without a priority, of something else", "anywhere deny udp 444; allow tcp 443-444 10.20.0.10", "444"},
		{"no priorities: a deny comes first", "anywhere allow tcp 443-444 10.20.0.10; anywhere deny tcp 444", ""},
		{"a deny that is unproven", "odd deny tcp 444; allow tcp 443-444 10.20.0.10", mayDeny},
		{"an unproven deny that has no effect", "odd deny tcp 444; allow tcp 443 10.20.0.10", ""},
		{"a deny of addresses that are not known", "deny tcp 444 VirtualNetwork; allow tcp 443-444 10.20.0.10", mayDeny},
		{"a named address denied", "deny pl-0123456789abcdef0; allow tcp 443 10.20.0.10 pl-0123456789abcdef0", ""},
		{"a named address denied with every IPv4 address", "deny 444 0.0.0.0/0; allow tcp 443-444 10.20.0.10 pl-0123456789abcdef0", "pl-0123456789abcdef0"},
		{"a named address", "allow tcp 443 10.20.0.10 pl-0123456789abcdef0", "pl-0123456789abcdef0"},
		{"a rule that is unproven", "odd allow tcp 443-444 10.20.0.10", "unproven: it is odd"},
		{"a deny of an unknown address", "unknown deny 443-444; allow tcp 443-444 10.20.0.10", "unknown"},
		{"a deny of an unknown address, of something else", "unknown deny udp 444; allow tcp 443-444 10.20.0.10", "444"},
		{"a deny with an unknown priority", "later deny tcp 444; allow tcp 443-444 10.20.0.10", "unknown"},
		{"an unknown deny after a certain one", "deny tcp 444; unknown deny 444; allow tcp 443-444 10.20.0.10", ""},
	} {
		rules := []traffic.Rule{}
		for i, words := range strings.Split(test.rules, ";") {
			rules = append(rules, excessRule(i, words))
		}
		flows := []traffic.Flow{flow("domain_controller", https, "tcp")}
		found, unknown, err := coverage.FindExcess(flows, traffic.Addresses{"domain_controller": {{Text: "10.20.0.10"}}}, rules)
		got := excessText(found)
		if unknown {
			got = "unknown"
		}
		if err != nil || got != test.want {
			t.Errorf("%s: %v\n got %s\nwant %s", test.name, err, got, test.want)
		}
	}
}

func TestFindExcess_SubtractsNamesThatEarlierRulesDeny(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, rules, want string }{
		{"a wider name", "allow tcp 443 acme.eu.nexthink.cloud *.example.com", "*.example.com"},
		{"a wider name denied", "deny *.example.com; allow tcp 443 acme.eu.nexthink.cloud *.example.com", ""},
		{"a wider name denied by a wider one", "deny *.com; allow tcp 443 acme.eu.nexthink.cloud *.example.com", ""},
		{"a part of the wider name denied", "deny *.a.example.com www.example.com; allow tcp 443 acme.eu.nexthink.cloud *.example.com", "*.example.com"},
		{"every name denied at one port", "deny 444 *; allow tcp 443-444 acme.eu.nexthink.cloud", ""},
		{"another name denied at one port", "deny 444 *.example.com; allow tcp 443-444 acme.eu.nexthink.cloud", "444"},
		{"the needed name denied at one port", "deny 444 acme.eu.nexthink.cloud; allow tcp 443-444 acme.eu.nexthink.cloud example.com", "444 example.com"},
		{"each name denied at one port", "deny 444 acme.eu.nexthink.cloud; deny 444 *.com; allow tcp 443-444 acme.eu.nexthink.cloud www.example.com", "www.example.com"},
		{"names that deny no addresses", "deny *.example.com; deny tcp 444; allow tcp 443-444 8.0.0.0/8", "8.0.0.0/8"},
		{"TLS denied at another port", "deny tcp 444 https; allow tcp 443-444 acme.eu.nexthink.cloud https", ""},
		{"TLS denied for a rule of every protocol", "deny tcp 444 https; allow tcp 443-444 acme.eu.nexthink.cloud", "444"},
	} {
		rules := []traffic.Rule{}
		for i, words := range strings.Split(test.rules, ";") {
			rules = append(rules, excessRule(i, words))
		}
		found, unknown, err := coverage.FindExcess([]traffic.Flow{web}, nil, rules)
		if got := excessText(found); err != nil || unknown || got != test.want {
			t.Errorf("%s: %t %v\n got %s\nwant %s", test.name, unknown, err, got, test.want)
		}
	}
}
