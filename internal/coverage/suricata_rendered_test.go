// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package coverage_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/nexthink/terraform-provider-nexthink/internal/render"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

// The addresses of the internet and of no server of the customer.
const publicServer, otherServer = "198.51.100.7", "10.250.0.1"

// TestSuricata_MatchesTheConnectionsOfRenderedRules runs Suricata with the rules of the whole catalog, on connections that the requirements
// need, and on others that only resemble them.
func TestSuricata_MatchesTheConnectionsOfRenderedRules(t *testing.T) {
	t.Parallel()
	requireSuricata(t)
	to := traffic.Addresses{}
	for i, name := range traffic.Destinations() {
		to[name] = []traffic.Address{{Text: ipOf(v4("10.20.0.10").network.first + uint32(i)).String()}}
	}
	to[traffic.Internet] = []traffic.Address{{Text: "0.0.0.0/0"}}
	sets := map[string][]traffic.Flow{"acme": catalogFlows(t, "acme"), "every tenant": catalogFlows(t, "*"), "hostile": catalogFlows(t, "acme")}
	for i := range sets["hostile"] {
		sets["hostile"][i].Purpose = "\"'`$(exit 1)\n}; \" ) ; sid:1; \u2028"
	}
	sets["every tenant"] = slices.DeleteFunc(sets["every tenant"], func(flow traffic.Flow) bool { return flow.Destination == traffic.Internet && len(flow.Hosts) == 0 })
	sets["names alone"] = slices.DeleteFunc(catalogFlows(t, "acme"), func(flow traffic.Flow) bool { return flow.Destination == traffic.Internet && flow.IsRaw() })
	for name, flows := range sets {
		rules, err := render.SuricataRules(flows, to, 1000000)
		if err != nil {
			t.Fatal(err)
		}
		var run engineRun
		for _, flow := range flows {
			run.connections = append(run.connections, resembling(flow, to)...)
		}
		run.devices = slices.Repeat([]uint32{devices[0]}, len(run.connections))
		matched := run.matched(t, t.TempDir(), strings.ReplaceAll(rules, "\npass ", "\nalert "))
		needed := 0
		for i, given := range run.connections {
			byPacket, byName := needs(flows, to, given)
			got := slices.Contains(matched[i], true)
			if byPacket { // the rules of packets must match both directions
				got = matched[i][0] && matched[i][1]
			}
			if got != (byPacket || byName) {
				t.Errorf("%s: %+v is matched: %t; rules:\n%s", name, given, got, rules)
			}
			if byPacket || byName {
				needed++
			}
		}
		t.Logf("%s: %d connections, of which %d are needed", name, len(run.connections), needed)
		if needed < len(run.connections)/5 || name == "names alone" && needed > len(run.connections)*4/5 {
			t.Errorf("%s: the connections are chosen badly", name)
		}
	}
}

// resembling returns connections of a flow, and others to another port, name or address.
func resembling(flow traffic.Flow, to traffic.Addresses) []connection {
	server := publicServer
	if flow.Destination != traffic.Internet {
		server = to[flow.Destination][0].Text
	}
	hosts := flow.Hosts
	if flow.Destination != traffic.Internet || flow.IsRaw() {
		hosts = []string{""}
	}
	found := []connection{}
	for _, host := range hosts {
		name := strings.Replace(host, "*", "zz-unheard-of", 1)
		for _, application := range applicationsOf(flow) {
			one := connection{transport: flow.Transport, application: application, name: name, port: int(flow.Ports.From), address: v4(server).network.first}
			last, after, elsewhere, before, below := one, one, one, one, one
			last.port, after.port = int(flow.Ports.To), int(flow.Ports.To%65535)+1
			elsewhere.address = v4(otherServer).network.first
			before.name, below.name = "evil"+strings.TrimPrefix(host, "*."), name+".evil.example"
			found = append(found, one, last, after)
			if flow.Destination != traffic.Internet {
				found = append(found, elsewhere)
			}
			if name != "" {
				found = append(found, before, below)
			}
		}
	}
	return found
}

// needs reports whether a flow needs a connection, by each of its packets or by its name.
func needs(flows []traffic.Flow, to traffic.Addresses, given connection) (byPacket, byName bool) {
	for _, flow := range flows {
		if flow.Transport != given.transport || int64(given.port) < flow.Ports.From || int64(given.port) > flow.Ports.To {
			continue
		}
		tls, http := flow.Web()
		switch {
		case flow.Destination != traffic.Internet:
			byPacket = byPacket || v4(to[flow.Destination][0].Text).holds(given.address)
		case flow.IsRaw():
			byPacket = true
		case (tls && given.application == "https" || http && given.application == "http") && given.address == v4(publicServer).network.first:
			byName = byName || slices.ContainsFunc(flow.Hosts, func(host string) bool {
				return host == given.name || strings.HasPrefix(host, "*.") && strings.HasSuffix(given.name, host[1:])
			})
		}
	}
	return byPacket, byName
}

// matched returns which packets of each connection a rule matches.
func (run *engineRun) matched(t *testing.T, folder, rules string) [][]bool {
	t.Helper()
	events, owners := run.read(t, folder, rules)
	packets := map[int]bool{}
	for line := range strings.Lines(events) {
		var event struct {
			Packet int `json:"pcap_cnt"`
		}
		if err := json.Unmarshal([]byte(line), &event); err != nil {
			t.Fatal(err)
		}
		packets[event.Packet] = true
	}
	matched := make([][]bool, len(run.connections))
	for i, owner := range owners {
		matched[owner] = append(matched[owner], packets[i+1])
	}
	return matched
}
