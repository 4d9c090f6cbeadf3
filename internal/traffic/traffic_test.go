// Copyright (c) The terraform-provider-nexthink authors
// SPDX-License-Identifier: MPL-2.0

package traffic_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"

	"gotest.tools/v3/assert"
	is "gotest.tools/v3/assert/cmp"

	"github.com/nexthink/terraform-provider-nexthink/internal/messagetest"
	"github.com/nexthink/terraform-provider-nexthink/internal/traffic"
)

func TestDestinations_AreAClosedSortedSet(t *testing.T) {
	t.Parallel()
	want := []string{"active_directory", "dns_server", "domain_controller", "internet", "mail_server", "proxy_server"}
	assert.DeepEqual(t, traffic.Destinations(), want)
}

func TestMessages_SayWhatIsWrongAndWhatToGive(t *testing.T) {
	t.Parallel()
	messages := map[string]string{}
	for name, err := range map[string]error{
		"port 1":                  traffic.CheckPort(1),
		"port 65535":              traffic.CheckPort(65535),
		"port 0":                  traffic.CheckPort(0),
		"port 65536":              traffic.CheckPort(65536),
		"port -1":                 traffic.CheckPort(-1),
		"ports 443 to 443":        traffic.PortRange{From: 443, To: 443}.Check(),
		"ports 500 to 400":        traffic.PortRange{From: 500, To: 400}.Check(),
		"hosts to the internet":   traffic.CheckHosts("internet", 1),
		"no host on the internet": traffic.CheckHosts("internet", 0),
		"no host of a server":     traffic.CheckHosts("mail_server", 0),
	} {
		messages[name] = messagetest.Text(err)
	}
	messagetest.Add(messages, "key", traffic.CheckKey, "my_proxy_2", "Proxy", "my-proxy", "", "a\n")
	messagetest.Add(messages, "transport", traffic.CheckTransport, "udp", "Tcp", "any")
	messagetest.Add(messages, "destination", traffic.CheckDestination, "proxy_server", "internt")
	messagetest.Add(messages, "application protocol", traffic.CheckApplicationProtocol, "https", "HTTPS", "msrpc", "htps")
	messagetest.Compare(t, messages)
}

func TestPortRules_CombineFlowsWithTheSamePorts(t *testing.T) {
	t.Parallel()
	https, rpc := traffic.PortRange{From: 443, To: 443}, traffic.PortRange{From: 49152, To: 65535}
	flows := []traffic.Flow{
		{Key: "web", Destination: "internet", Transport: "tcp", Ports: https},
		{Key: "rpc", Destination: "domain_controller", Transport: "tcp", Ports: rpc},
		{Key: "api", Destination: "internet", Transport: "tcp", Ports: https},
		{Key: "quic", Destination: "internet", Transport: "udp", Ports: https},
	}
	want := []traffic.PortRule{
		{Destination: "domain_controller", Transport: "tcp", Ports: rpc, FlowKeys: []string{"rpc"}},
		{Destination: "internet", Transport: "tcp", Ports: https, FlowKeys: []string{"api", "web"}},
		{Destination: "internet", Transport: "udp", Ports: https, FlowKeys: []string{"quic"}},
	}
	got := traffic.PortRules(flows)
	assert.Check(t, len(got[1].Flows) == 2 && got[1].Flows[0].Key == "web", "the rule has the flows %+v", got[1].Flows)
	withoutFlows := cmpopts.IgnoreFields(traffic.PortRule{}, "Flows")
	assert.Check(t, is.DeepEqual(want, got, withoutFlows))
	slices.Reverse(flows)
	assert.Check(t, is.DeepEqual(got, traffic.PortRules(flows), withoutFlows), "the order of the flows shows")
	keys := []string{}
	for _, rule := range got {
		keys = append(keys, rule.Key())
	}
	assert.Check(t, is.DeepEqual(keys, []string{"domain_controller_tcp_49152-65535", "internet_tcp_443", "internet_udp_443"}))
}

func FuzzChecks_RefuseInAMessageOrAccept(f *testing.F) {
	for _, seed := range []string{"", "internet", "tcp", "https", "my_key", "10.0.0.0/8", "2001:db8::1", "::ffff:10.0.0.1/104", "10.0.0.1/33", "Internet", "a\nb"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		prefix, err := traffic.ParsePrefix(given)
		if err == nil {
			if again, err := traffic.ParsePrefix(prefix.String()); err != nil || again != prefix {
				t.Errorf("%q gives %s, and that %s: %v", given, prefix, again, err)
			}
		}
		addresses := traffic.Addresses{given: {{Text: given}, {Label: given, Text: "10.0.0.1"}}}
		for _, err := range []error{
			err, traffic.CheckKey(given), traffic.CheckDestination(given), traffic.CheckTransport(given), traffic.CheckApplicationProtocol(given), addresses.Check(),
		} {
			assert.Check(t, len(messagetest.Text(err)) <= 1000, "%q: %v", given, err)
		}
	})
}
